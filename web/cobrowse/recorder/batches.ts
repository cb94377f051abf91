/** Gathers events for a moment, packs them and sends them, as fast as the line takes them. */

import { INPUT, type Input, MOUSE_MOVE, type Recorded, TOUCH_MOVE } from "../recorded.ts";
import { Writer } from "../shorthand/writer.ts";
import { Packer } from "./packer.ts";
import { Sheets } from "./sheets.ts";

/** Long enough to pack well, short enough to look at once. */
const GATHER_MS = 150;
/** Bytes that wait in the browser for the line: beyond it we gather for longer. */
const UNSENT_BYTES_MAX = 256 << 10;
/** Characters of lines that wait; who is so far behind shows no page any more. */
const WAITING_CHARACTERS_MAX = 16 << 20;
/** A page's first picture; the largest known news pages have a third of it. */
export const LINE_CHARACTERS_MAX = 8 << 20;

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
  readonly #sheets = new Sheets();
  readonly #packer = new Packer();
  readonly #writer = new Writer((sheet) => this.#sheets.nameOf(sheet));
  #lines: string[] = [];
  #characters = 0;
  /** What stands in a field: of interest only if nothing else is written there at once. */
  #typed: Recorded | null = null;
  #cancel: (() => void) | null = null;
  #over = false;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  /** Style sheets that the server has. */
  told(names: readonly string[]): void {
    this.#sheets.told(names);
  }

  add(event: Recorded): void {
    if (this.#over || (this.#isBehind() && isMovement(event))) return;
    if (fieldOf(event) !== fieldOf(this.#typed)) this.#write();
    if (fieldOf(event) !== null) this.#typed = event;
    else this.#put(event);
    if (!this.#over) this.#cancel ??= this.#options.timer(GATHER_MS, () => this.#due());
  }

  /** What waits is not sent any more. */
  stop(): void {
    this.#over = true;
    this.#lines = [];
    this.#typed = null;
    this.#cancel?.();
    this.#cancel = null;
  }

  #write(): void {
    if (this.#typed !== null) this.#put(this.#typed);
    this.#typed = null;
  }

  #put(event: Recorded): void {
    if (this.#over) return;
    const line = this.#writer.line(event);
    const lines = this.#sheets.lines() + line;
    this.#characters += lines.length;
    if (line.length > LINE_CHARACTERS_MAX || this.#characters > WAITING_CHARACTERS_MAX) {
      this.stop();
      this.#options.overrun();
      return;
    }
    this.#lines.push(lines);
  }

  #due(): void {
    this.#cancel = null;
    if (this.#isBehind()) {
      this.#cancel = this.#options.timer(GATHER_MS, () => this.#due());
      return;
    }
    this.#write();
    const text = this.#lines.join("");
    this.#lines = [];
    this.#characters = 0;
    if (text !== "" && !this.#over) this.#options.send(this.#packer.packed(text));
  }

  #isBehind(): boolean {
    return this.#options.unsentBytes() > UNSENT_BYTES_MAX;
  }
}

/** The field that is written in; `null`: it is another event. */
function fieldOf(event: Recorded | null): number | null {
  return event !== null && sourceOf(event) === INPUT ? (event.data as Input).id : null;
}

/** Where the pointer was is soon of no interest. */
function isMovement(event: Recorded): boolean {
  const source = sourceOf(event);
  return source === MOUSE_MOVE || source === TOUCH_MOVE;
}

function sourceOf(event: Recorded | null): number {
  const data = event?.data as { readonly source?: number } | undefined;
  return data?.source ?? -1;
}
