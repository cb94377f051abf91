import { describe, expect, it } from "vitest";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { causeWords, endingWords } from "./ending.ts";
import { noticeWords, refusalWords, tongueOf, waitWords } from "./words.ts";

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
  ["ar", ar],
] as const)("the catalogue %s", (language, words) => {
  it("has every text", () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
    for (const text of Object.values(words)) expect(text).not.toBe("");
  });

  it("has a sentence for every end", () => {
    const endings = endingWords(language);
    for (const cause of CAUSES) expect(causeWords(endings, cause)).not.toBe(endings.other);
    expect(causeWords(endings, "something new")).toBe(endings.other);
    expect(causeWords(endings, "__proto__")).toBe(endings.other);
  });

  it("has words for waiting, refusals and people without a name", () => {
    expect(waitWords(words, 59_000)).toBe(words.underAMinute);
    expect(waitWords(words, 61_000)).toBe(words.minutes(1));
    expect(refusalWords(words, "brand_new")).toBe(words.refused_other);
    expect(refusalWords(words, "start_over")).toBe(words.refused_chat_ended);
    expect(noticeWords(words, { is: "joined", name: "" })).toContain(words.someone);
  });
});

describe("counts", () => {
  it("have the form of their language", () => {
    expect([1, 2].map(en.queueAhead)).toEqual([
      "1 person is ahead of you",
      "2 people are ahead of you",
    ]);
    expect(
      new Set([1, 2, 3, 11, 100].map((count) => ar.queueAhead(count).replace(/\d+/u, ""))).size,
    ).toBe(5);
    expect(ar.queueAhead(3)).toMatch(/^قبلك \S+ أشخاص$/u);
  });
});

describe("the language", () => {
  it("is the first that there is a catalogue for", async () => {
    expect(await tongueOf(["fr", "de-AT", "en"])).toMatchObject({ language: "de-AT", words: de });
    expect(await tongueOf(["ar-EG"])).toMatchObject({ direction: "rtl", words: ar });
    expect(await tongueOf([""])).toMatchObject({ language: "en", words: en });
  });
});
