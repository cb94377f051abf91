/** A part of the widget that is fetched when it is first shown. */

import { Component, type ComponentType, h } from "preact";

/** What can't be had now is tried again so often, as long as it should be seen. */
const RETRY_MS = 5_000;

/** `load` fetches it beforehand; it never fails, for what can't be had now is tried again later. */
export type Lazy<P> = ComponentType<P> & { load(): Promise<void> };

/** Until it is there `meanwhile` is shown; `failed`, once it could not be had. */
export function lazy<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  meanwhile: ComponentType<P> | null = null,
  failed = meanwhile,
): Lazy<P> {
  let found: ComponentType<P> | null = null;
  const load = (): Promise<void> =>
    fetch().then(
      (fetched) => {
        found = fetched;
      },
      () => undefined,
    );
  return class extends Component<P, { readonly failed: boolean }> {
    static load = load;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #isGone = false;

    override componentDidMount(): void {
      if (found === null) void this.#fetch();
    }

    override componentWillUnmount(): void {
      this.#isGone = true;
      clearTimeout(this.#timer);
    }

    override render() {
      const shown = found ?? (this.state.failed ? failed : meanwhile);
      return shown && h(shown, this.props);
    }

    async #fetch(): Promise<void> {
      await load();
      if (this.#isGone) return;
      this.setState({ failed: found === null });
      if (found === null) this.#timer = setTimeout(() => void this.#fetch(), RETRY_MS);
    }
  };
}
