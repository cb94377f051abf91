import { describe, expect, it } from "vitest";
import { seeded } from "../../protocol/testing/chance.ts";
import { csv } from "./csv.ts";

/** Quoted, with quotes doubled, or plain; then a comma or the end of the line. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu;

/** As a spreadsheet reads it (RFC 4180). */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.replace(/^\uFEFF/u, "").matchAll(CELL)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("a table as CSV", () => {
  it("is read back as it was, whatever is in it", () => {
    const random = seeded(3);
    const marks = [..."ab,\"\n;' é"];
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from(
        { length: Math.floor(random() * 8) },
        () => marks[Math.floor(random() * marks.length)],
      ).join("");
      expect(read(csv([[text, "x", 7]]))).toEqual([[text, "x", "7"]]);
    }
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(0)", "\r=1", '=cmd|"/c calc"!A0'])(
    "begins no formula with %j",
    (text) => {
      const [[shown = ""] = []] = read(csv([[text]]));
      expect(shown.startsWith("'")).toBe(true);
    },
  );

  it("leaves numbers and gaps alone", () => {
    expect(csv([[-5, null, 0]])).toBe("\uFEFF-5,,0\r\n");
  });
});
