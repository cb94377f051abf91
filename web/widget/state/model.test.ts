import { describe, expect, it } from "vitest";
import { LOOK } from "../../loader/testing/look.ts";
import type { Line } from "../../protocol/connection.ts";
import { en } from "../messages/en.ts";
import { announcement } from "./announce.ts";
import { type ChatView, emptyChat, follow } from "./chat.ts";
import { emptyModel, type Happening, type Model, needsClock, reduce } from "./model.ts";
import { lineTrouble, screenOf } from "./screen.ts";

const OPEN: Line = {
  phase: "open",
  attempt: 0,
  since: 0,
  heartbeatMs: 20_000,
  saidAt: 0,
  askedAt: null,
  retryAfterMs: null,
};

function lineIs(line: Line, borneUntil: number | null = null): Happening {
  return { is: "line", line, borneUntil };
}

function given(...happenings: readonly Happening[]): Model {
  return happenings.reduce(reduce, emptyModel(LOOK, 1_000));
}

const WAITING = emptyChat("c");
const ENGAGED = follow(WAITING, [
  { n: 1, at: 2_000, event: { kind: 26, question: "?" } },
  { n: 2, at: 2_001, event: { kind: 23, name: "Ada" } },
  { n: 3, at: 2_002, event: { kind: 48, name: "Ada" } },
]);

function later(view: ChatView, event: Parameters<typeof follow>[1][number]["event"]): ChatView {
  return follow(view, [{ n: view.seen + 1, at: 3_000, event }]);
}

describe("the screen", () => {
  it.each<[string, readonly Happening[]]>([
    ["form", []],
    ["closed", [{ is: "looked", look: { ...LOOK, open: false } }]],
    ["asking", [{ is: "asked" }]],
    ["queue", [{ is: "chat", chat: WAITING }]],
    ["chat", [{ is: "chat", chat: ENGAGED }]],
    ["chat", [{ is: "chat", chat: later(ENGAGED, { kind: 47 }) }]],
    ["chat", [{ is: "chat", chat: later(ENGAGED, { kind: 44, cause: "agent" }) }]],
    ["over", [{ is: "chat", chat: later(WAITING, { kind: 44, cause: "canceled" }) }]],
    ["form", [{ is: "asked" }, { is: "request_refused", code: "too_many_chats" }]],
    ["form", [{ is: "chat", chat: WAITING }, { is: "anew" }]],
    ["failed", [{ is: "asked" }, lineIs({ phase: "stopped", code: 4203, reason: "" })]],
    ["over", [{ is: "chat", chat: WAITING }, { is: "nothing_open" }]],
    ["form", [{ is: "asked" }, { is: "nothing_open" }]],
  ])("is %s", (screen, happenings) => {
    expect(screenOf(given(...happenings))).toBe(screen);
  });
});

describe("trouble with the line", () => {
  const waiting: Line = { phase: "waiting", attempt: 2, until: 8_500, paced: false };

  it("is told with the seconds that are left", () => {
    const model = given({ is: "chat", chat: ENGAGED }, lineIs(waiting), { is: "tick", now: 4_000 });
    expect(lineTrouble(model)).toEqual({ is: "down", seconds: 5, kept: null });
    expect(needsClock(model)).toBe(true);
  });

  it("says how long the chat is sure to be kept, down to nothing", () => {
    const model = given({ is: "chat", chat: ENGAGED }, lineIs(waiting, 10_000));
    const kept = (now: number) => lineTrouble(reduce(model, { is: "tick", now }));
    expect(kept(4_000)).toMatchObject({ kept: 6 });
    expect(kept(9_001)).toMatchObject({ kept: 1 });
    expect(kept(60_000)).toMatchObject({ kept: 0 });
  });

  it("counts on while it is tried, and not while the server itself is away", () => {
    const dialling: Line = { phase: "connecting", attempt: 2, deadline: 0, pass: { ticket: "t" } };
    const dialled = given({ is: "chat", chat: ENGAGED }, lineIs(OPEN), lineIs(dialling, 9_000));
    expect(lineTrouble(dialled)).toEqual({ is: "down", seconds: 0, kept: 8 });
    expect(needsClock(dialled)).toBe(true);
    const paced = given({ is: "chat", chat: ENGAGED }, lineIs({ ...waiting, paced: true }, 9_000));
    expect(lineTrouble(paced)).toMatchObject({ kept: null });
  });

  it("is no matter before a chat or after it", () => {
    expect(lineTrouble(given(lineIs(waiting)))).toBeNull();
    const over = later(ENGAGED, { kind: 44, cause: "idle" });
    expect(lineTrouble(given({ is: "chat", chat: over }, lineIs(waiting)))).toBeNull();
  });

  it("is not shown for the first, quick try", () => {
    const first: Line = { phase: "connecting", attempt: 0, deadline: 0, pass: { ticket: "t" } };
    expect(lineTrouble(given({ is: "asked" }, lineIs(first)))).toBeNull();
    const met = given({ is: "asked" }, lineIs(OPEN), lineIs(first));
    expect(lineTrouble(met)).toEqual({ is: "down", seconds: 0, kept: null });
  });
});

describe("what goes with the moment", () => {
  const busy = given(
    lineIs(OPEN),
    { is: "chat", chat: ENGAGED },
    { is: "typist", name: "Ada" },
    { is: "idle_warned", endsAt: 9_000 },
    { is: "confirm", on: true },
  );

  it("ends the typing of whoever has written, and the idle warning", () => {
    const chat = later(ENGAGED, { kind: 1, message_id: "m", name: "Ada", text: "hi" });
    expect(reduce(busy, { is: "chat", chat })).toMatchObject({ typist: null, idleEndsAt: null });
  });

  it("ends with the chat", () => {
    const chat = later(ENGAGED, { kind: 44, cause: "idle" });
    expect(reduce(busy, { is: "chat", chat })).toMatchObject({
      typist: null,
      idleEndsAt: null,
      confirming: false,
    });
  });

  it("keeps who one is for the next chat, not what one asked", () => {
    const model = given(
      { is: "wrote", field: "name", value: "Mira" },
      { is: "wrote", field: "question", value: "?" },
      { is: "anew" },
    );
    expect(model).toMatchObject({ form: { name: "Mira" }, draft: "" });
  });

  it("carries what was not sent over into the next chat", () => {
    const echo = { id: 7, at: 0, text: "First.", state: "refused", code: "start_over" } as const;
    const unsent: readonly Happening[] = [
      { is: "wrote", field: "name", value: "Mira" },
      { is: "echoes", echoes: [echo, { ...echo, id: 8, text: "Second." }] },
      { is: "drafted", text: "And" },
    ];
    expect(given(...unsent, { is: "anew" })).toMatchObject({
      form: { name: "Mira" },
      draft: "First.\nSecond.\nAnd",
      echoes: [],
    });
    const field = { id: "question", label: "?", type: "textarea", required: true } as const;
    const asking = { is: "looked", look: { ...LOOK, fields: [field] } } as const;
    expect(given(asking, ...unsent, { is: "anew" })).toMatchObject({
      form: { name: "Mira", question: "First.\nSecond.\nAnd" },
      draft: "",
    });
  });
});

describe("what a listener hears", () => {
  const before = given(lineIs(OPEN), { is: "welcomed", now: 2_500 }, { is: "chat", chat: ENGAGED });

  function heard(happening: Happening): string | null {
    return announcement(before, reduce(before, happening), en);
  }

  it("is the new line, and only that", () => {
    const chat = later(ENGAGED, { kind: 1, message_id: "m", name: "Ada", text: "Hello" });
    expect(heard({ is: "chat", chat })).toBe("Ada: Hello");
  });

  it("is not what one has written oneself", () => {
    const chat = later(ENGAGED, { kind: 2, message_id: "m", text: "me" });
    expect(heard({ is: "chat", chat })).toBeNull();
  });

  it("is not a transcript that is read back", () => {
    const fresh = given(lineIs(OPEN), { is: "welcomed", now: 9_000 });
    expect(announcement(fresh, reduce(fresh, { is: "chat", chat: ENGAGED }), en)).toBeNull();
  });

  it("is the place in the queue, who types, and that the chat is over", () => {
    expect(heard({ is: "wait", wait: { position: 2, expectedMs: 60_000 } })).toBe(
      "1 person is ahead of you. Expected wait: about a minute",
    );
    expect(heard({ is: "typist", name: "Ada" })).toBe("Ada is typing");
    const chat = later(ENGAGED, { kind: 44, cause: "idle" });
    expect(heard({ is: "chat", chat })).toBe(en.over);
  });
});
