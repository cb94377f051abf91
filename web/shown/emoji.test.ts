import { describe, expect, it } from "vitest";
import { EMOJI, inserted } from "./emoji.ts";

describe("emoji", () => {
  it("are all there once, each one drawn as a picture", () => {
    const all = EMOJI.flatMap(({ emoji }) => emoji);
    expect(new Set(all).size).toBe(all.length);
    for (const each of all) expect(each).toMatch(/^\p{Extended_Pictographic}\ufe0f?$/u);
    expect(all.filter((each) => !/^(\p{Emoji_Presentation}|.+\ufe0f)$/u.test(each))).toEqual([]);
  });

  it("go where the caret is, in place of what is marked", () => {
    expect(inserted("ab", "🙂", 1, 1)).toEqual({ text: "a🙂b", caret: 3 });
    expect(inserted("abc", "🙂", 0, 2)).toEqual({ text: "🙂c", caret: 2 });
    expect(inserted("", "🙂", 0, 0)).toEqual({ text: "🙂", caret: 2 });
  });
});
