import { describe, expect, it } from "vitest";
import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import { looksAtPage } from "./cobrowse.ts";
import type { AgentViewEvent, ChatEvent, Me } from "./wire.ts";

const ME = { id: "a1" } as Me;
const asked: ChatEvent = { kind: 35, agent_id: "a1", cobrowse_id: "b", answer_until: 60 };
const agreed: ChatEvent = { kind: 36, agent_id: "a1" };
const started: ChatEvent = { kind: 40, agent_id: "a1" };
const over = (kind: 37 | 41 | 42, cause: string): ChatEvent => ({ kind, agent_id: "a1", cause });

function following(...events: readonly ChatEvent[]): Chat {
  return events.reduce(
    (chat, event, index) =>
      evolve(chat, index + 1, index, { kind: event.kind, event } as AgentViewEvent),
    emptyChat("c", nobody),
  );
}

describe("the end-user's page", () => {
  it("is asked for, agreed to, shown", () => {
    const stages = [[asked], [asked, agreed], [asked, agreed, started]].map(
      (events) => following(...events).cobrowse?.stage,
    );
    expect(stages).toEqual(["invited", "accepted", "started"]);
    expect(following(asked).cobrowse).toMatchObject({ id: "b", agent: "a1", answerUntil: 60 });
  });

  it.each([
    [asked, over(37, "declined")],
    [asked, agreed, over(42, "failed")],
    [asked, agreed, started, over(41, "end_user")],
  ])("is no longer shown", (...events) => {
    expect(following(...events).cobrowse).toBeNull();
  });

  it("is seen by who asked, once it was agreed to", () => {
    expect(looksAtPage(following(asked), ME)).toBe(false);
    expect(looksAtPage(following(asked, agreed), ME)).toBe(true);
    expect(looksAtPage(following(asked, agreed), { id: "a2" } as Me)).toBe(false);
  });

  it("is spoken of in the transcript, step by step", () => {
    const { items } = following(asked, agreed, started, over(41, "agent"));
    expect(items.map((item) => item.type === "happened" && item.kind)).toEqual([35, 36, 40, 41]);
  });
});
