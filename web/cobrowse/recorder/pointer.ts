/** Draws the agent's pointer and what they highlight over the page, which neither can touch. */

import css from "./pointer.css?inline";

/** A pointer that does not move is put away. */
const POINTER_STAYS_MS = 6_000;
const HIGHLIGHT_STAYS_MS = 8_000;
/** Around the element. */
const ROOM_PIXELS = 4;
const ARROW = "M4 3l7 17 2.5-7L20 10.5z";

export class Pointer {
  readonly #host = document.createElement("div");
  readonly #arrow = document.createElement("div");
  readonly #ring = document.createElement("div");
  #target: Element | null = null;
  #hideArrow: ReturnType<typeof setTimeout> | null = null;
  #hideRing: ReturnType<typeof setTimeout> | null = null;
  #frame = 0;

  /** `name`: of the agent. */
  constructor(name: string, brand: string) {
    this.#host.id = "parlour-pointer";
    this.#host.dataset["parlourBlock"] = "";
    this.#host.setAttribute("aria-hidden", "true");
    this.#host.style.setProperty("--brand", brand);
    const root = this.#host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    this.#arrow.className = "arrow";
    const label = document.createElement("span");
    label.textContent = name;
    this.#arrow.append(arrow(), label);
    this.#ring.className = "ring";
    this.#arrow.hidden = true;
    this.#ring.hidden = true;
    root.append(this.#ring, this.#arrow);
    document.documentElement.append(this.#host);
  }

  get host(): Element {
    return this.#host;
  }

  /** In pixels of the window. */
  moveTo(x: number, y: number): void {
    this.#arrow.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    this.#arrow.hidden = false;
    if (this.#hideArrow !== null) clearTimeout(this.#hideArrow);
    this.#hideArrow = setTimeout(() => this.leave(), POINTER_STAYS_MS);
  }

  leave(): void {
    this.#arrow.hidden = true;
  }

  highlight(element: Element): void {
    this.#target = element;
    if (this.#hideRing !== null) clearTimeout(this.#hideRing);
    this.#hideRing = setTimeout(() => this.#release(), HIGHLIGHT_STAYS_MS);
    this.#ring.hidden = false;
    for (const animation of this.#ring.getAnimations()) restart(animation);
    cancelAnimationFrame(this.#frame);
    this.#follow();
  }

  remove(): void {
    if (this.#hideArrow !== null) clearTimeout(this.#hideArrow);
    if (this.#hideRing !== null) clearTimeout(this.#hideRing);
    this.#release();
    this.#host.remove();
  }

  /** The page may scroll or change under it. */
  #follow(): void {
    if (this.#target === null) return;
    if (!this.#target.isConnected) {
      this.#release();
      return;
    }
    const { left, top, width, height } = this.#target.getBoundingClientRect();
    const { style } = this.#ring;
    style.transform = `translate(${left - ROOM_PIXELS}px, ${top - ROOM_PIXELS}px)`;
    style.inlineSize = `${width + 2 * ROOM_PIXELS}px`;
    style.blockSize = `${height + 2 * ROOM_PIXELS}px`;
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #release(): void {
    this.#target = null;
    this.#ring.hidden = true;
    cancelAnimationFrame(this.#frame);
  }
}

function restart(animation: Animation): void {
  animation.cancel();
  animation.play();
}

function arrow(): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ARROW);
  svg.append(path);
  return svg;
}
