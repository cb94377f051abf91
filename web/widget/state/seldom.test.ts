import { describe, expect, it } from "vitest";
import { LOOK } from "../../loader/testing/look.ts";
import { en } from "../messages/en.ts";
import { announcement } from "./announce.ts";
import { emptyChat, follow } from "./chat.ts";
import { emptyModel, type Happening, type Model, reduce } from "./model.ts";
import { seldomLine } from "./seldom.ts";
import { seldomWanted } from "./seldom_wanted.ts";

type Event = Parameters<typeof follow>[1][number]["event"];

const TONGUE = { language: "en", direction: "ltr", words: en } as const;

function following(model: Model, ...events: readonly Event[]): Model {
  const chat = model.chat ?? emptyChat("c");
  const entries = events.map((event, index) => ({ n: chat.seen + 1 + index, at: 3_000, event }));
  return reduce(model, { is: "chat", chat: follow(chat, entries) });
}

const BEFORE = reduce(emptyModel(LOOK, 2_000), { is: "welcomed", now: 2_500 });
const QUEUED = following(BEFORE, { kind: 26, question: "?" });
const ENGAGED = following(QUEUED, { kind: 23, name: "Ada" }, { kind: 48, name: "Ada" });
const UNSENT = { id: 7, at: 0, text: "?", state: "refused", code: "chat_ended" } as const;

const SELDOM: readonly [string, Event][] = [
  ["Ada left the chat", { kind: 24, name: "Ada" }],
  ["Bob is looking after you now", { kind: 48, name: "Bob" }],
  ["You are being passed on. You are back in the queue and keep your place", { kind: 47 }],
  ["Ada sent you a link", { kind: 3, name: "Ada", form: "url", text: "https://a.example/" }],
  ["Ada sent you a page", { kind: 3, name: "Ada", form: "html", text: "<p>a</p>" }],
  ["Ada: This message was deleted.", { kind: 1, message_id: "m", name: "Ada", text: null }],
  [
    "Ada’s line is lost. If it does not come back, you will be passed on in 4 s.",
    { kind: 4, name: "Ada", lost_at: 6_500 },
  ],
] as never;

const HAPPENINGS: readonly [string, Happening][] = [
  ["Are you still there? This chat ends in 2 s.", { is: "idle_warned", endsAt: 4_500 }],
  [en.notSent, { is: "echoes", echoes: [UNSENT] }],
];

describe("what is seldom told", () => {
  it.each(SELDOM)("is %j, fetched now, and in no other part", (line, event) => {
    const model = following(ENGAGED, event);
    expect(seldomLine(ENGAGED, model, TONGUE)).toBe(line);
    expect(announcement(ENGAGED, model, en)).toBeNull();
    expect(seldomWanted(model)).toBe("now");
  });

  it.each(HAPPENINGS)("is %j as well", (line, happening) => {
    const model = reduce(ENGAGED, happening);
    expect(seldomLine(ENGAGED, model, TONGUE)).toBe(line);
    expect(announcement(ENGAGED, model, en)).toBeNull();
    expect(seldomWanted(model)).toBe("now");
  });

  it("is told once", () => {
    const model = following(ENGAGED, { kind: 24, name: "Ada" });
    expect(seldomLine(model, reduce(model, { is: "tick", now: 9_000 }), TONGUE)).toBeNull();
    const warned = reduce(ENGAGED, { is: "idle_warned", endsAt: 4_500 });
    expect(seldomLine(warned, reduce(warned, { is: "tick", now: 3_000 }), TONGUE)).toBeNull();
  });

  it("is not fetched up to the first message to an agent, and soon after it", () => {
    const answered = following(ENGAGED, { kind: 1, message_id: "m", name: "Ada", text: "Hello" });
    for (const model of [BEFORE, QUEUED, ENGAGED, answered]) expect(seldomWanted(model)).toBeNull();
    const posted = following(answered, { kind: 2, message_id: "n", text: "Hi" });
    expect(seldomWanted(posted)).toBe("soon");
    expect(seldomLine(answered, posted, TONGUE)).toBeNull();
  });
});
