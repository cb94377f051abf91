/**
 * Shows the end-user's page, live: in a frame that runs no script and loads nothing, in which the
 * replayer makes another that inherits both.
 */

import { Replayer } from "rrweb";
import { Check, type Shown } from "./check.ts";
import { EVENTS_PER_SECOND_MAX } from "./limits.ts";
import { NotPlain } from "./plain.ts";

/** Without a script, without a load, without a way out. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:";
const GROUND = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<style>
  html, body { margin: 0; overflow: hidden; background: #fff; }
  iframe { border: 0; display: block; background: #fff; }
  .replayer-mouse, .replayer-mouse-tail { display: none; }
</style><body></body>`;
/** How what is not shown looks. */
const RULES_OF_OURS = [
  `.parlour-unshown, img:not([src]) {
    background: repeating-linear-gradient(45deg, #8882 0 6px, #8884 6px 12px) !important;
    border-radius: 4px; }`,
  // Without a picture of its own, a browser would draw its sign for a broken one.
  `img:not([src]) { content: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"); }`,
];
/** All events lie before this "now" of the replayer, so it carries each out at once. */
const FAR = 8e15;
/** What the replayer keeps of events that it has carried out is of no use live. */
const KEPT_EVENTS_MAX = 64;
/** Bursts of changes are usual, when a page opens something; ten seconds of them are not. */
const BURST_S = 10;

export interface StageListener {
  /** The page is another, or its window. */
  window(size: { readonly width: number; readonly height: number; readonly url: string }): void;
  /** A whole picture stands: the first one, or that of another page. */
  drawn(): void;
}

export class Stage {
  readonly frame: HTMLIFrameElement;
  /** Events are shown at once from then on, and wait until then. */
  readonly ready: Promise<void>;
  /** The end-user's pointer. */
  readonly #cursor = document.createElement("div");
  readonly #listener: StageListener;
  #replayer: Replayer | null = null;
  readonly #waiting: unknown[] = [];
  readonly #check: Pick<Check, "shown">;
  #time = 1;
  readonly #perSecond: number;
  #allowance: number;
  #filledAt = performance.now();

  /** `place` is on the page. `perSecond`: events at most; what was kept is shown as it is sought. */
  constructor(
    place: HTMLElement,
    title: string,
    listener: StageListener,
    check: Pick<Check, "shown"> = new Check(),
    perSecond: number = EVENTS_PER_SECOND_MAX,
  ) {
    this.#perSecond = perSecond;
    this.#allowance = perSecond * BURST_S;
    this.#listener = listener;
    this.#check = check;
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", "allow-same-origin");
    this.frame.referrerPolicy = "no-referrer";
    this.frame.title = title;
    this.frame.tabIndex = -1;
    this.ready = new Promise((resolve) => {
      const begin = (): void => resolve(this.#begin());
      this.frame.addEventListener("load", begin, { once: true });
    });
    this.frame.srcdoc = GROUND;
    this.#cursor.className = "stage-cursor";
    this.#cursor.hidden = true;
    place.append(this.frame, this.#cursor);
  }

  /** Shows an event of the stream. Throws when it is none that can be shown: the show is over. */
  take(event: unknown): void {
    this.#pay();
    if (this.#replayer === null) {
      this.#waiting.push(event);
      return;
    }
    const shown = this.#check.shown(event);
    if (shown !== null) this.#show(shown, this.#replayer);
  }

  /** The node's number at that point of the window; `null`: none that is known. */
  nodeAt(x: number, y: number): number | null {
    const element = this.#replayer?.iframe.contentDocument?.elementFromPoint(x, y);
    const node = element ? this.#replayer?.getMirror().getId(element) : undefined;
    return node !== undefined && node > 0 ? node : null;
  }

  close(): void {
    this.#replayer = null;
    this.#waiting.length = 0;
    this.frame.remove();
    this.#cursor.remove();
  }

  #begin(): void {
    const root = this.frame.contentDocument?.body;
    if (!root) throw new Error("The frame has no document.");
    this.#replayer = new Replayer([], {
      root,
      liveMode: true,
      mouseTail: false,
      triggerFocus: false,
      showWarning: false,
      useVirtualDom: false,
      UNSAFE_replayCanvas: false,
      insertStyleRules: RULES_OF_OURS,
    });
    this.#replayer.startLive(FAR);
    this.#replayer.iframe.title = this.frame.title;
    this.#replayer.iframe.tabIndex = -1;
    for (const event of this.#waiting.splice(0)) this.take(event);
  }

  #show(shown: Shown, replayer: Replayer): void {
    switch (shown.is) {
      case "window":
        this.#resize(shown, replayer);
        break;
      case "picture":
        this.#cast(shown, replayer);
        break;
      case "pointer":
      case "pressed":
        this.#point(shown);
        break;
      default:
        shown satisfies never;
    }
  }

  #point({ is, x, y }: Shown & { is: "pointer" | "pressed" }): void {
    this.#cursor.hidden = false;
    this.#cursor.style.transform = `translate(${x}px, ${y}px)`;
    if (is === "pointer") return;
    this.#cursor.classList.remove("stage-cursor--pressed");
    this.#cursor.getBoundingClientRect();
    this.#cursor.classList.add("stage-cursor--pressed");
  }

  #resize(size: Shown & { is: "window" }, { iframe }: Replayer): void {
    const { width, height } = size;
    for (const frame of [this.frame, iframe]) {
      frame.width = `${width}`;
      frame.height = `${height}`;
    }
    iframe.style.display = "block";
    this.#listener.window(size);
  }

  /** By its service, not by `addEvent`: at once, and a fault comes to us. */
  #cast({ type, data }: Shown & { is: "picture" }, replayer: Replayer): void {
    const timestamp = this.#time;
    this.#time += 1;
    const event = { type, data, timestamp } as never;
    replayer.service.send({ type: "ADD_EVENT", payload: { event } });
    const { events } = replayer.service.state.context;
    if (events.length > KEPT_EVENTS_MAX) events.splice(0, events.length - 1);
    if (type !== 2) return;
    this.#listener.drawn();
  }

  #pay(): void {
    const now = performance.now();
    const earned = ((now - this.#filledAt) / 1_000) * this.#perSecond;
    this.#allowance = Math.min(this.#allowance + earned, this.#perSecond * BURST_S);
    this.#filledAt = now;
    this.#allowance -= 1;
    if (this.#allowance < 0) throw new NotPlain("Too many changes.");
  }
}
