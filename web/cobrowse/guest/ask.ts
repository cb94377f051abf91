/** The question, over the widget's panel. */

import type { CoBrowseWords } from "./words.ts";

const SECOND_MS = 1_000;

export interface AskOptions {
  readonly words: CoBrowseWords;
  readonly name: string;
  /** The site's own text; empty: ours. */
  readonly consent: string;
  /** When the question goes away, by `now`. */
  readonly until: number;
  now(): number;
  accept(): void;
  decline(): void;
}

/** Draws the question; the answer takes it away. `focus`: the widget has the focus already. */
export function ask(place: HTMLElement, options: AskOptions, focus: boolean): () => void {
  const { words } = options;
  const title = element("h2", { id: "cobrowse-title" }, words.asks(options.name || words.someone));
  const lead = element("p", { class: "cobrowse-lead" }, options.consent || words.lead);
  const clock = element("p", { class: "cobrowse-clock" }, "");
  const decline = button("quiet-button", words.decline, options.decline);
  const accept = button("main-button", words.accept, options.accept);
  const sheet = element(
    "div",
    {
      class: "cobrowse-ask",
      role: "alertdialog",
      "aria-labelledby": "cobrowse-title",
      "aria-describedby": "cobrowse-what",
      tabindex: "-1",
    },
    title,
    element(
      "div",
      { class: "cobrowse-what", id: "cobrowse-what" },
      lead,
      part("shown", words.shownTitle, words.shown),
      part("never", words.neverTitle, words.never),
      element("p", {}, words.stopAnyTime),
    ),
    clock,
    element("div", { class: "cobrowse-choices" }, decline, accept),
  );
  const before = activeIn(place);
  sheet.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) options.decline();
  });
  const tick = (): void => {
    const left = Math.ceil((options.until - options.now()) / SECOND_MS);
    clock.textContent = left > 0 ? words.within(left) : "";
  };
  tick();
  const timer = setInterval(tick, SECOND_MS);
  place.append(sheet);
  if (focus) sheet.focus({ preventScroll: true });
  return () => {
    clearInterval(timer);
    const had = sheet.contains(activeIn(place));
    sheet.remove();
    if (had && before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

function part(kind: string, title: string, lines: readonly string[]): HTMLElement {
  const items = lines.map((line) => element("li", {}, line));
  return element(
    "section",
    { class: `cobrowse-${kind}` },
    element("h3", {}, title),
    element("ul", {}, ...items),
  );
}

export function button(kind: string, caption: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: kind }, caption) as HTMLButtonElement;
  made.addEventListener("click", press);
  return made;
}

export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (string | Node)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function activeIn(place: HTMLElement): Element | null {
  const root = place.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : null;
}
