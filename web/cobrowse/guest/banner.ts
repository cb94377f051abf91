/** Stands over the page as long as somebody sees it, whether the widget is open or not. */

import { button, element } from "./ask.ts";
import type { CoBrowseWords } from "./words.ts";

/** Long enough to be read, once. */
const NOTICE_STAYS_MS = 8_000;

export class Banner {
  readonly #place: HTMLElement;
  readonly #words: CoBrowseWords;
  readonly #status: HTMLElement;
  #bar: HTMLElement | null = null;
  #said = element("span", {});
  #goes: ReturnType<typeof setTimeout> | null = null;

  constructor(place: HTMLElement, words: CoBrowseWords) {
    this.#place = place;
    this.#words = words;
    this.#status = element("div", { class: "cobrowse-notice unseen", role: "status" });
    place.append(this.#status);
  }

  /** `is`: nobody sees anything yet, or somebody does. */
  show(is: "connecting" | "seen", name: string, stop: () => void): void {
    const words = this.#words;
    if (this.#bar === null) {
      this.#said = element("span", { class: "cobrowse-said" });
      this.#bar = element(
        "div",
        { class: "cobrowse-bar", role: "region", "aria-label": words.banner },
        element("i", { "aria-hidden": "true" }),
        this.#said,
        button("cobrowse-stop", words.stop, stop),
      );
      this.#place.append(this.#bar);
    }
    const said = is === "seen" ? words.sees(name || words.someone) : words.connecting;
    if (this.#said.textContent === said) return;
    this.#said.textContent = said;
    this.#bar.dataset["is"] = is;
    this.#tell(said, true);
  }

  /** Takes the bar away; `why` is said once and seen for a while. */
  hide(why: string): void {
    this.#bar?.remove();
    this.#bar = null;
    this.#tell(why, false);
  }

  #tell(text: string, unseen: boolean): void {
    this.#status.textContent = text;
    this.#status.classList.toggle("unseen", unseen || text === "");
    if (this.#goes !== null) clearTimeout(this.#goes);
    this.#goes = setTimeout(() => {
      this.#status.textContent = "";
      this.#status.classList.add("unseen");
    }, NOTICE_STAYS_MS);
  }
}
