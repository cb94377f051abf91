/** The round button in the corner, in a shadow root of its own. */

import { readableOn } from "../widget/state/colour.ts";
import type { SiteLook } from "./contract.ts";
import { labelsFor } from "./labels.ts";
import css from "./loader.css?inline";

const TALK =
  "M3 20l1.3-3.9c-2.324-3.437-1.426-7.872 2.1-10.374c3.526-2.501 8.59-2.296 11.845 .48c3.255 2.777 3.695 7.266 1.029 10.501c-2.666 3.235-7.615 4.215-11.574 2.293l-4.7 1";
const FOLD = "M6 9l6 6l6-6";

export class Launcher {
  readonly root: ShadowRoot;
  open = false;
  unread = 0;
  readonly #button = document.createElement("button");
  readonly #count = document.createElement("span");
  readonly #language: string;

  constructor(language: string, press: () => void) {
    this.#language = language;
    const host = document.createElement("div");
    host.id = "parlour";
    this.root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets = [sheet];
    this.#button.type = "button";
    this.#button.className = "launcher";
    this.#count.className = "unread";
    this.#button.append(drawing("talk", TALK), drawing("fold", FOLD), this.#count);
    this.#button.onclick = press;
    this.root.append(this.#button);
    document.body.append(host);
  }

  paint({ brand }: SiteLook): void {
    this.#button.style.setProperty("--brand", brand);
    this.#button.style.setProperty("--on-brand", readableOn(brand));
    this.show(this.open, this.unread);
  }

  show(open: boolean, unread: number): void {
    this.open = open;
    this.unread = unread;
    const button = this.#button;
    button.classList.toggle("open", open);
    button.setAttribute("aria-expanded", `${open}`);
    button.setAttribute("aria-label", labelsFor(this.#language, open, unread));
    this.#count.hidden = open || unread === 0;
    this.#count.textContent = unread > 99 ? "99+" : `${unread}`;
  }

  busy(on: boolean): void {
    this.#button.toggleAttribute("aria-busy", on);
  }

  focus(): void {
    this.#button.focus();
  }
}

/** Drawn node by node: pages may forbid markup from scripts. */
function drawing(name: string, path: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
  stroke.setAttribute("d", path);
  svg.append(stroke);
  return svg;
}
