import { describe, expect, it } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { endWords, noticeWords, refusalWords, tongueOf, waitWords } from "./words.ts";

/** Every cause of an end in the ledger's vocabulary. */
const CAUSES = [
  "end_user",
  "agent",
  "supervisor",
  "canceled",
  "deflected",
  "idle",
  "lost",
  "queue_timeout",
  "refused_hours",
  "refused_holiday",
  "refused_no_agents",
  "refused_limit",
  "server",
];

describe.each([
  ["en", en],
  ["de", de],
] as const)("the catalogue %s", (_, words) => {
  it("has every text", () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
    for (const text of Object.values(words)) expect(text).not.toBe("");
  });

  it("has a sentence for every end", () => {
    for (const cause of CAUSES) expect(endWords(words, cause)).not.toBe(words.ended_other);
    expect(endWords(words, "something new")).toBe(words.ended_other);
    expect(endWords(words, "__proto__")).toBe(words.ended_other);
  });

  it("has words for waiting, refusals and people without a name", () => {
    expect(waitWords(words, 59_000)).toBe(words.underAMinute);
    expect(waitWords(words, 61_000)).toBe(words.minutes(1));
    expect(refusalWords(words, "brand_new")).toBe(words.refused_other);
    expect(refusalWords(words, "start_over")).toBe(words.refused_chat_ended);
    expect(noticeWords(words, { is: "joined", name: "" })).toContain(words.someone);
  });
});

describe("the language", () => {
  it("is the first that there is a catalogue for", async () => {
    expect(await tongueOf(["fr", "de-AT", "en"])).toMatchObject({ language: "de-AT", words: de });
    expect(await tongueOf([""])).toMatchObject({ language: "en", words: en });
  });
});
