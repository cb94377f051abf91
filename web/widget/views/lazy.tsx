/** A part of the widget that is fetched when it is first shown; until then, and if that fails, `meanwhile` is there. */

import { type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";

/** `load` fetches it beforehand; it never fails, for what can't be had now is tried again later. */
export type Lazy<P> = ComponentType<P> & { load(): Promise<void> };

export function lazy<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  meanwhile: ComponentType<P> | null = null,
): Lazy<P> {
  let found: ComponentType<P> | null = null;
  const load = (): Promise<void> =>
    fetch().then(
      (fetched) => {
        found = fetched;
      },
      () => undefined,
    );
  const part = (props: P) => {
    const [, draw] = useState(0);
    useEffect(() => {
      if (found === null) void load().then(() => draw(1));
    }, []);
    const shown = found ?? meanwhile;
    return shown === null ? null : h(shown, props);
  };
  return Object.assign(part, { load });
}
