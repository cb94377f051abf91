import { describe, expect, it } from "vitest";
import {
  NAMED_CHARACTERS_MAX,
  NAMED_CHARACTERS_MIN,
  SHEETS_CHARACTERS_MAX,
} from "../shorthand/lines.ts";
import { nameOf, Sheets } from "./sheets.ts";

const css = "p { margin: 0px; }\n".repeat(20);

describe("a style sheet", () => {
  it("is said once, before the line that names it", () => {
    const sheets = new Sheets();
    expect(sheets.nameOf(css)).toBe(nameOf(css));
    expect(sheets.lines()).toBe(`${JSON.stringify([0, css])}\n`);
    expect(sheets.nameOf(css)).toBe(nameOf(css));
    expect(sheets.lines()).toBe("");
  });

  it("is not said if the server has it", () => {
    const sheets = new Sheets();
    sheets.told([nameOf(css)]);
    expect(sheets.nameOf(css)).toBe(nameOf(css));
    expect(sheets.lines()).toBe("");
  });

  it("has no name if it is short or very long", () => {
    const sheets = new Sheets();
    for (const length of [0, NAMED_CHARACTERS_MIN - 1, NAMED_CHARACTERS_MAX + 1]) {
      expect(sheets.nameOf("x".repeat(length))).toBeNull();
    }
    expect(sheets.nameOf("x".repeat(NAMED_CHARACTERS_MIN))).not.toBeNull();
  });

  it("has no name once many were said", () => {
    const sheets = new Sheets();
    const size = NAMED_CHARACTERS_MAX - 3;
    const all = Array.from({ length: 40 }, (_, at) => `${100 + at}${"x".repeat(size)}`);
    const named = all.filter((sheet) => sheets.nameOf(sheet) !== null);
    expect(named).toHaveLength(SHEETS_CHARACTERS_MAX / NAMED_CHARACTERS_MAX);
    expect(sheets.nameOf(all[0] ?? "")).not.toBeNull();
  });
});
