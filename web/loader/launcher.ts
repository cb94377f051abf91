/** The round button in the corner, in a shadow root of its own. */

import type { SiteLook } from "./contract.ts";
import { labelsFor } from "./labels.ts";
import css from "./loader.css?inline";

const TALK =
  "M3 20l1.3-3.9c-2.3-3.4-1.4-7.9 2.1-10.4c3.5-2.5 8.6-2.3 11.8 0.5c3.3 2.8 3.7 7.3 1 10.5c-2.7 3.2-7.6 4.2-11.6 2.3l-4.7 1";
const FOLD = "M6 9l6 6l6-6";

export class Launcher {
  readonly root: ShadowRoot;
  open = false;
  unread = 0;
  readonly #button = document.createElement("button");
  readonly #count = document.createElement("span");
  readonly #languages: readonly string[];

  constructor(languages: readonly string[], press: () => void) {
    this.#languages = languages;
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

  paint({ brand, palette, theme }: SiteLook): void {
    const { classList, dataset, style } = this.#button;
    style.setProperty("--brand", brand);
    style.setProperty("--on-brand", palette.on_brand);
    classList.toggle("left", theme.side === "left");
    classList.toggle("square", theme.corner === "square");
    if (theme.label) dataset["label"] = theme.label;
    else delete dataset["label"];
    this.show(this.open, this.unread);
  }

  show(open: boolean, unread: number): void {
    this.open = open;
    this.unread = unread;
    const button = this.#button;
    button.classList.toggle("open", open);
    button.setAttribute("aria-expanded", `${open}`);
    button.setAttribute("aria-label", labelsFor(this.#languages, open, unread));
    this.#count.hidden = open || unread === 0;
    this.#count.textContent = unread > 99 ? "99+" : `${unread}`;
  }

  hide(on: boolean): void {
    this.#button.hidden = on;
  }

  /** Nobody is to be asked for. Kept apart from `hide`, which is the page's own wish. */
  away(on: boolean): void {
    this.#button.style.display = on ? "none" : "";
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
