/** What views want read out: the texts of elements marked `data-tell`, as they come and change. */

import { useEffect, useState } from "react";

export interface Told {
  readonly key: number;
  readonly text: string;
}

const NOTHING: readonly Told[] = [];
const TELLING = "[data-tell]";

export function useTold(): readonly Told[] {
  const [told, tell] = useState(NOTHING);
  useEffect(() => {
    const keys = new WeakMap<Element, number>();
    let last = 0;
    const keyOf = (element: Element): number => {
      const key = keys.get(element) ?? ++last;
      keys.set(element, key);
      return key;
    };
    const read = (): void => {
      const now = [...document.querySelectorAll(TELLING)]
        .map((element) => ({ key: keyOf(element), text: textOf(element) }))
        .filter(({ text }) => text !== "");
      tell((before) => (isSame(before, now) ? before : now));
    };
    const watch = new MutationObserver(read);
    watch.observe(document.body, { childList: true, characterData: true, subtree: true });
    read();
    return () => watch.disconnect();
  }, []);
  return told;
}

function textOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

function isSame(before: readonly Told[], now: readonly Told[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ key, text }, index) => key === now[index]?.key && text === now[index]?.text)
  );
}
