import { constants, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DICTIONARY } from "../../protocol/generated/stream_dictionary.ts";
import { seeded } from "../../protocol/testing/chance.ts";
import { Lines } from "../replay/lines.ts";
import { Packer } from "./packer.ts";

/** What is left out of each piece. */
const FLUSH_END = Uint8Array.from([0, 0, 255, 255]);

/** What a decoder by the book makes of the pieces so far. */
function unpacked(pieces: readonly Uint8Array[]): string {
  const whole = Buffer.concat(pieces.flatMap((piece) => [piece, FLUSH_END]));
  return inflateRawSync(whole, {
    finishFlush: constants.Z_SYNC_FLUSH,
    dictionary: Buffer.from(DICTIONARY),
  }).toString("latin1");
}

const WORDS = ["<div>", '{"type":3,', "class", "\\u2022", "foo", "\n", " "];

/** Pages, ticks and, now and then, what no packer makes smaller. */
function texts(seed: number): string[] {
  const random = seeded(seed);
  const below = (end: number): number => Math.floor(random() * end);
  return Array.from({ length: 1 + below(12) }, (_, index) => {
    const size = 1 + below(index === 0 ? 200_000 : random() < 0.5 ? 40 : 4_000);
    const noise = random() < 0.3;
    let text = "";
    while (text.length < size) {
      text += noise ? String.fromCharCode(32 + below(95)) : (WORDS[below(WORDS.length)] ?? "");
    }
    return text.slice(0, size);
  });
}

describe("the packed stream", () => {
  it("gives every text back as soon as its piece is there, to any decoder", () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const packer = new Packer();
      const pieces: Uint8Array[] = [];
      let said = "";
      for (const text of texts(seed)) {
        said += text;
        pieces.push(packer.packed(text));
        if (seed <= 10) expect(unpacked(pieces) === said, `seed ${seed}`).toBe(true);
      }
      expect(unpacked(pieces) === said, `seed ${seed}`).toBe(true);
    }
  });

  it("can be read after each piece, whatever bits are left over", () => {
    for (let size = 1; size <= 300; size += 1) {
      const packer = new Packer();
      const pieces = [packer.packed("a".repeat(size)), packer.packed("{}")];
      expect(unpacked(pieces)).toBe(`${"a".repeat(size)}{}`);
    }
  });

  it("knows what its dictionary says from the start", () => {
    const known = DICTIONARY.slice(-3_000, -2_000);
    expect(new Packer().packed(known).length).toBeLessThan(40);
  });

  it("says what was said before in next to nothing", () => {
    const packer = new Packer();
    const text = texts(3)[0]?.slice(0, 8_000) ?? "";
    const first = packer.packed(text).length;
    expect(packer.packed(text).length).toBeLessThan(first / 10);
  });

  it("is empty for an empty text, and takes nothing but ASCII", () => {
    expect(new Packer().packed("")).toHaveLength(0);
    expect(() => new Packer().packed("é")).toThrow(RangeError);
  });
});

describe("lines", () => {
  const read = (pieces: readonly Uint8Array[]): string[] => {
    const found: string[] = [];
    const lines = new Lines((line) => found.push(line));
    for (const piece of pieces) lines.push(piece);
    return found;
  };

  it("come out as they went in, however the text is cut", () => {
    const text = '{"a":1}\n{"b":2}\n\n[]\n';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const packer = new Packer();
      const pieces = [packer.packed(text.slice(0, cut)), packer.packed(text.slice(cut))];
      expect(read(pieces)).toEqual(['{"a":1}', '{"b":2}', "[]"]);
    }
  });

  it("have an end", () => {
    const packer = new Packer();
    const endless = Array.from({ length: 10 }, () => packer.packed("x".repeat(1 << 20)));
    expect(() => read(endless)).toThrow("A line without end.");
  });

  it("are not read from what is no such stream", () => {
    expect(() => read([Uint8Array.from([255, 255, 255, 255])])).toThrow();
  });
});
