/** Unpacks the stream into its lines, within limits. */

import { Inflate } from "fflate";

/** A line of the server is never longer; a stream that inflates without end is cut off here. */
export const LINE_CHARACTERS_MAX = 8 << 20;

export class Lines {
  readonly #inflate: Inflate;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #take: (line: string) => void;
  #begun: string[] = [];
  #characters = 0;

  constructor(take: (line: string) => void) {
    this.#take = take;
    this.#inflate = new Inflate((piece) => this.#read(piece));
  }

  /** Throws when the bytes are no such stream, or a line has no end. */
  push(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#inflate.push(bytes);
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
