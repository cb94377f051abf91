import { describe, expect, it } from "vitest";
import { saidOf } from "../shorthand/held.ts";
import { standIn } from "./stand_in.ts";

describe("what stands in for a text", () => {
  it.each(["a", "Two words", "Line\n      of a source", "1234 5678"])(
    "tells its length: %j",
    (text) => {
      const shown = standIn(text, false);
      expect(shown).toMatch(/^[\u2013 ]+$/);
      expect(saidOf(shown)).toBe(text.replaceAll(/\s+/g, " ").length);
    },
  );

  it("is twice as long for characters that are twice as wide", () => {
    expect(standIn("日本語", false)).toHaveLength(6);
    expect(standIn("한국 a", false)).toHaveLength(6);
  });

  it("breaks where the lines of a program break", () => {
    const shown = standIn("if (a) {\n  b();\n\n}", true).split("\n");
    expect(shown.map(({ length }) => length)).toEqual([8, 6, 0, 1]);
  });

  it.each(["", " ", "\n\t"])("is white space for white space: %j", (text) => {
    expect(standIn(text, false)).toBe(text);
  });

  it("is a sentence that breaks between words", () => {
    const words = standIn("x".repeat(1_000), false).split(" ");
    expect(Math.max(...words.map(({ length }) => length))).toBe(8);
  });
});
