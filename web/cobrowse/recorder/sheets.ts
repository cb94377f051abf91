/** Style sheets that need not be sent again: the server has them, or they were in this stream. */

import {
  NAMED_CHARACTERS_MAX,
  NAMED_CHARACTERS_MIN,
  SHEETS_CHARACTERS_MAX,
} from "../shorthand/lines.ts";
import { sheetLine } from "../shorthand/writer.ts";
import { sha256 } from "./sha256.ts";

/** 144 bits of the digest, as `shorthand.py` has it. */
const NAME_BYTES = 18;

export class Sheets {
  /** By their text. */
  readonly #names = new Map<string, string>();
  readonly #there = new Set<string>();
  #said = 0;
  #lines = "";

  /** The server has them. */
  told(names: readonly string[]): void {
    for (const name of names) this.#there.add(name);
  }

  /** The name to send in place of the sheet; `null`: the sheet itself. */
  nameOf(sheet: string): string | null {
    const { length } = sheet;
    if (length < NAMED_CHARACTERS_MIN || length > NAMED_CHARACTERS_MAX) return null;
    const name = this.#names.get(sheet) ?? nameOf(sheet);
    if (this.#there.has(name)) return name;
    if (this.#said + length > SHEETS_CHARACTERS_MAX) return null;
    this.#names.set(sheet, name);
    this.#there.add(name);
    this.#said += length;
    this.#lines += sheetLine(sheet);
    return name;
  }

  /** Lines that have to be sent before those that name what is in them. */
  lines(): string {
    const lines = this.#lines;
    this.#lines = "";
    return lines;
  }
}

export function nameOf(sheet: string): string {
  const digest = sha256(new TextEncoder().encode(sheet)).subarray(0, NAME_BYTES);
  const letters = btoa(String.fromCharCode(...digest));
  return letters.replaceAll("+", "-").replaceAll("/", "_");
}
