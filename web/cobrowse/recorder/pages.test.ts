import { describe, expect, it } from "vitest";
import { mayShow } from "./pages.ts";

const AT = "https://shop.example/help/parcels?id=1#top";

describe("a page may be shown", () => {
  it.each([
    [[], true],
    [["/help"], true],
    [["/help/"], true],
    [["/help/parcels"], true],
    [["/cart", "/help"], true],
    [["https://shop.example/"], true],
    [["https://shop.example/help"], true],
    [["/hel"], false],
    [["/help/parcels/1"], false],
    [["/cart"], false],
    [["https://shop.example.evil/"], false],
    [["http://shop.example/"], false],
    [["//evil.example/help"], false],
    [["http://["], false],
  ])("by the beginnings %j: %s", (beginnings, expected) => {
    expect(mayShow(AT, beginnings)).toBe(expected);
  });
});
