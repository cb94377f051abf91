/**
 * One raw deflate stream (RFC 1951) cut into pieces that can be read at once: all pieces share
 * their history, which begins with a dictionary, so that what was said before costs next to nothing.
 */

import { Deflate } from "fflate";
import { DICTIONARY } from "../../protocol/generated/stream_dictionary.ts";

/** Z_DEFAULT_COMPRESSION: beyond it a page's first picture takes twice the time for 1 % less. */
const LEVEL = 6;
/**
 * A piece ends as zlib's Z_SYNC_FLUSH does, with an empty stored block, of which only the beginning
 * is sent, as in RFC 7692: its three header bits fit into the byte that is begun.
 */
const BITS_FREE_MAX = 5;

/** What fflate keeps between two calls: the byte that is begun (from bit 3) and how many bits of it. */
interface Begun {
  readonly s: { r: number };
}

export class Packer {
  #pieces: Uint8Array[] = [];
  readonly #deflate = new Deflate({ level: LEVEL, dictionary: bytesOf(DICTIONARY) }, (piece) => {
    if (piece.length > 0) this.#pieces.push(piece);
  });

  /**
   * The bytes that carry `text` on. Text in ASCII only: fflate 0.8.3 repeats earlier bytes when it
   * stores a block as it is, which it never does with bytes below 128.
   */
  packed(text: string): Uint8Array<ArrayBuffer> {
    if (text === "") return new Uint8Array();
    this.#deflate.push(bytesOf(text));
    this.#deflate.flush();
    this.#pieces.push(this.#aligned());
    const whole = joined(this.#pieces);
    this.#pieces = [];
    return whole;
  }

  /** By hand: fflate's own puts the block's length into the wrong byte after six bits (its #286). */
  #aligned(): Uint8Array {
    const { s } = this.#deflate as unknown as Begun;
    const bits = s.r & 7;
    const begun = s.r >> 3;
    s.r = 0;
    return Uint8Array.from(bits > BITS_FREE_MAX ? [begun, 0] : [begun]);
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) throw new RangeError(`No ASCII at ${at}: ${code}.`);
    bytes[at] = code;
  }
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
