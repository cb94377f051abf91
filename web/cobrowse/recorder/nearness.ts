/** Where elements are, seen from what the end-user sees: told by the browser, without a layout of ours. */

export interface Told {
  readonly element: Element;
  /** It begins at most a screen below what is seen. */
  readonly isNear: boolean;
}

export interface Nearness {
  /** Where it is will be told with the next frame, and again when it has come near. */
  ask(element: Element): void;
  leave(element: Element): void;
  /** All of them. */
  forget(): void;
  stop(): void;
}

/** All above and beside counts as seen: how high it is tells where the rest is. */
const BESIDE = "10000000px";
/** Of a window that is not drawn yet. */
const SCREEN_PX_MIN = 400;

export function nearness(tell: (told: readonly Told[]) => void): Nearness {
  const screen = Math.max(innerHeight, SCREEN_PX_MIN);
  // Of parts that scroll by themselves, and of the window itself where the browser knows it.
  const isKnown = "scrollMargin" in IntersectionObserver.prototype;
  const below = isKnown ? 0 : screen;
  const options = {
    rootMargin: `${BESIDE} ${BESIDE} ${below}px ${BESIDE}`,
    scrollMargin: `${BESIDE} ${BESIDE} ${screen}px ${BESIDE}`,
  };
  const look = (entry: IntersectionObserverEntry) => toldOf(entry, screen - below);
  const observer = new IntersectionObserver((entries) => tell(entries.map(look)), options);
  return {
    ask: (element) => observer.observe(element),
    leave: (element) => observer.unobserve(element),
    forget: () => {
      observer.takeRecords();
      observer.disconnect();
    },
    stop: () => observer.disconnect(),
  };
}

/** What a part of the page cuts off counts by where it would stand. */
function toldOf(entry: IntersectionObserverEntry, below: number): Told {
  const { target, isIntersecting, rootBounds } = entry;
  const { top, width, height } = entry.boundingClientRect;
  const isDrawn = width > 0 || height > 0;
  const isAbove = rootBounds === null || top < rootBounds.bottom + below;
  const isNear = isIntersecting || (isDrawn ? isAbove : isBoxless(target));
  return { element: target, isNear };
}

/** It is drawn without a place of its own, so nobody would tell when it comes near. */
function isBoxless(element: Element): boolean {
  return getComputedStyle(element).display === "contents";
}

/** Whether line ends in it are drawn. */
export function keepsLines(element: Element): boolean {
  return /^(pre|break-spaces|preserve)/.test(getComputedStyle(element).whiteSpace);
}
