import { describe, expect, it } from "vitest";
import { afterWords } from "../messages/after.ts";
import type { Item } from "./chat.ts";
import { takeaway } from "./takeaway.ts";

const SAID: readonly Item[] = [
  { n: 1, at: 0, is: "own", text: "Where is it?" },
  { n: 2, at: 0, is: "notice", notice: { is: "joined", name: "Ada" } },
  { n: 3, at: 0, is: "agent", name: "Ada", text: "<b>On its way</b>\ntomorrow" },
  { n: 4, at: 0, is: "agent", name: "", text: null },
];

describe("a chat as a text to keep", () => {
  it("has what was said, by whom, as it was written", () => {
    const lines = takeaway(SAID, "Shop", "en", afterWords("en")).split("\n");
    expect(lines[0]).toBe("Chat with Shop");
    expect(lines[2]).toMatch(/ {2}You: Where is it\?$/);
    expect(lines[3]).toMatch(/ {2}Ada: <b>On its way<\/b>$/);
    expect(lines[4]).toBe("tomorrow");
    expect(lines[5]).toMatch(/ {2}Support: \(deleted\)$/);
    expect(lines).toHaveLength(7);
  });

  it("leaves out what was said off the record", () => {
    const secret = { n: 5, at: 0, is: "own", text: "4111", offRecord: true } as Item;
    expect(takeaway([...SAID, secret], "Shop", "de", afterWords("de"))).not.toContain("4111");
  });

  it("is in the reader's language", () => {
    expect(takeaway(SAID, "Shop", "de-CH", afterWords("de-CH"))).toContain("Sie: Where is it?");
    expect(takeaway(SAID, "Shop", "ar", afterWords("ar"))).toContain("أنت: Where is it?");
  });
});
