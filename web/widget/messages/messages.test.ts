import { describe, expect, it } from "vitest";
import type { Notice } from "../state/chat.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { causeWords, endingWords } from "./ending.ts";
import { refusalWords, seldomNotice, seldomWords } from "./seldom.ts";
import { noticeWords, tongueOf, waitWords } from "./words.ts";

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

const REFUSALS = [
  "already_open",
  "too_many_chats",
  "sign_in_required",
  "chat_ended",
  "unknown_chat",
  "not_engaged",
  "posts_not_allowed_yet",
];

const NOTICES: readonly Notice[] = [
  { is: "joined", name: "Ada" },
  { is: "left", name: "Ada" },
  { is: "leads", name: "Ada" },
  { is: "passed_on" },
  { is: "line_lost", name: "Ada" },
  { is: "requeued", name: "Ada", lost: true },
  { is: "requeued", name: "Ada", lost: false },
  { is: "ended", cause: "agent" },
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

  it("has words for waiting and people without a name", () => {
    expect(waitWords(words, 59_000)).toBe(words.underAMinute);
    expect(waitWords(words, 61_000)).toBe(words.minutes(1));
    expect(noticeWords(words, { is: "joined", name: "" })).toContain(words.someone);
  });

  it("has a sentence for every refusal and every stop", () => {
    const seldom = seldomWords(language);
    for (const code of REFUSALS) {
      expect(refusalWords(seldom, words, code)).not.toBe(words.refused_other);
    }
    expect(refusalWords(seldom, words, "brand_new")).toBe(words.refused_other);
    expect(refusalWords(seldom, words, "__proto__")).toBe(words.refused_other);
    expect(refusalWords(seldom, words, "start_over")).toBe(seldom.refusals["chat_ended"]);
    const stops = ["elsewhere", "failed", "outdated", "start_over"];
    expect(Object.keys(seldom.stops).sort()).toEqual(stops);
  });

  it("has words of its own for each notice, in one of its two parts", () => {
    const told = NOTICES.map((notice) => [
      noticeWords(words, notice),
      seldomNotice(seldomWords(language), words, notice),
    ]);
    for (const parts of told) expect(parts.filter((part) => part !== null)).toHaveLength(1);
    expect(new Set(told.flat()).size).toBe(NOTICES.length + 1);
  });

  it("does not say what is seldom said in another language", () => {
    expect(seldomWords(language) === seldomWords("en")).toBe(language === "en");
    expect(Object.keys(seldomWords(language))).toEqual(Object.keys(seldomWords("en")));
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
