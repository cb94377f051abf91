/** Unpacks the stream into its lines, within limits. */

import { Inflate } from "fflate";
import { DICTIONARY } from "../../protocol/generated/stream_dictionary.ts";

/** A line of the server is never longer; a stream that inflates without end is cut off here. */
export const LINE_CHARACTERS_MAX = 8 << 20;
/** What each piece ends with, and what is not sent: RFC 7692. */
const FLUSH_END = [0, 0, 255, 255] as const;

export class Lines {
  readonly #inflate: Inflate;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #take: (line: string) => void;
  #begun: string[] = [];
  #characters = 0;

  constructor(take: (line: string) => void) {
    this.#take = take;
    const dictionary = new TextEncoder().encode(DICTIONARY);
    this.#inflate = new Inflate({ dictionary }, (piece) => this.#read(piece));
  }

  /** One piece. Throws when the bytes are no such stream, or a line has no end. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const whole = new Uint8Array(bytes.length + FLUSH_END.length);
    whole.set(bytes);
    whole.set(FLUSH_END, bytes.length);
    this.#inflate.push(whole);
  }

  #read(piece: Uint8Array): void {
    const [first = "", ...others] = this.#decoder.decode(piece, { stream: true }).split("\n");
    this.#keep(first);
    for (const next of others) {
      const line = this.#begun.join("");
      this.#begun = [];
      this.#characters = 0;
      if (line !== "") this.#take(line);
      this.#keep(next);
    }
  }

  #keep(text: string): void {
    this.#characters += text.length;
    if (this.#characters > LINE_CHARACTERS_MAX) throw new RangeError("A line without end.");
    if (text !== "") this.#begun.push(text);
  }
}
