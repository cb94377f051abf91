/** Gathers events for a moment, packs them and sends them, as fast as the line takes them. */

import { MOUSE_MOVE, type Recorded, TOUCH_MOVE } from "../recorded.ts";
import { Packer } from "./packer.ts";

/** Long enough to pack well, short enough to look at once. */
const GATHER_MS = 150;
/** Bytes that wait in the browser for the line: beyond it we gather for longer. */
const UNSENT_BYTES_MAX = 256 << 10;
/** Characters of events that wait for the line; who is so far behind shows no page any more. */
const WAITING_CHARACTERS_MAX = 16 << 20;
/** A page's first picture; the largest known news pages have a third of it. */
export const EVENT_CHARACTERS_MAX = 8 << 20;

export interface BatchesOptions {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** What the browser has taken and the line has not. */
  unsentBytes(): number;
  timer(ms: number, ring: () => void): () => void;
  /** The page changes more than can be shown. Nothing is sent any more. */
  overrun(): void;
}

export class Batches {
  readonly #options: BatchesOptions;
  readonly #packer = new Packer();
  #lines: string[] = [];
  #characters = 0;
  #cancel: (() => void) | null = null;
  #over = false;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  add(event: Recorded): void {
    if (this.#over || (this.#isBehind() && isMovement(event))) return;
    const line = lineOf(event);
    this.#characters += line.length;
    if (line.length > EVENT_CHARACTERS_MAX || this.#characters > WAITING_CHARACTERS_MAX) {
      this.stop();
      this.#options.overrun();
      return;
    }
    this.#lines.push(line);
    this.#cancel ??= this.#options.timer(GATHER_MS, () => this.#due());
  }

  /** What waits is not sent any more. */
  stop(): void {
    this.#over = true;
    this.#lines = [];
    this.#cancel?.();
    this.#cancel = null;
  }

  #due(): void {
    this.#cancel = null;
    if (this.#isBehind()) {
      this.#cancel = this.#options.timer(GATHER_MS, () => this.#due());
      return;
    }
    const text = this.#lines.join("");
    this.#lines = [];
    this.#characters = 0;
    this.#options.send(this.#packer.packed(text));
  }

  #isBehind(): boolean {
    return this.#options.unsentBytes() > UNSENT_BYTES_MAX;
  }
}

/** One line of JSON in ASCII. */
export function lineOf(event: Recorded): string {
  const text = JSON.stringify(event).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}

/** Where the pointer was is soon of no interest. */
function isMovement({ data }: Recorded): boolean {
  const source = data !== null && typeof data === "object" && "source" in data ? data.source : -1;
  return source === MOUSE_MOVE || source === TOUCH_MOVE;
}
