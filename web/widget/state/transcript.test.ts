import { describe, expect, it } from "vitest";
import { acked, emptyOutbox, enqueue, type Outbox, refused } from "../../protocol/outbox.ts";
import { type ChatView, emptyChat, follow } from "./chat.ts";
import { echoes, PAUSE_MS, rows, TOGETHER_MS } from "./transcript.ts";

const NO_FLOORS = new Map<number, number>();

function outboxWith(...texts: readonly string[]): Outbox {
  let outbox = emptyOutbox("k");
  for (const text of texts) {
    outbox = enqueue(outbox, { type: "post", chat: "c", text }, 50)?.outbox ?? outbox;
  }
  return outbox;
}

function viewWith(...own: readonly string[]): ChatView {
  const entries = own.map((text, index) => ({
    n: index + 1,
    at: index,
    event: { kind: 2, message_id: `m${index}`, text } as const,
  }));
  return follow(emptyChat("c"), entries);
}

function shown(outbox: Outbox, view: ChatView, floors = NO_FLOORS): readonly string[] {
  return echoes(outbox.entries, view, floors).map(({ text, state }) => `${text} ${state}`);
}

describe("echoes", () => {
  it("show a post until its event is there", () => {
    const outbox = outboxWith("a");
    expect(shown(outbox, viewWith())).toEqual(["a sending"]);
    const answered = acked(outbox, { id: 1, chat: "c", n: 1 });
    expect(shown(answered, viewWith())).toEqual(["a sending"]);
    expect(shown(answered, viewWith("a"))).toEqual([]);
  });

  it("vanish when the event comes ahead of the ack", () => {
    expect(shown(outboxWith("a", "b"), viewWith("a"))).toEqual(["b sending"]);
  });

  it("are not taken for the same words said earlier", () => {
    const floors = new Map([[1, 1]]);
    expect(shown(outboxWith("ok"), viewWith("ok"), floors)).toEqual(["ok sending"]);
    expect(shown(outboxWith("ok"), viewWith("ok", "ok"), floors)).toEqual([]);
  });

  it("stay when refused", () => {
    const outbox = refused(outboxWith("a"), { id: 1, code: "not_engaged", text: "No." }, 0);
    expect(shown(outbox, viewWith())).toEqual(["a refused"]);
  });

  it("are only those of this chat", () => {
    expect(shown(outboxWith("a"), emptyChat("other"))).toEqual([]);
  });
});

describe("rows", () => {
  const at = new Date(2026, 4, 5, 12).getTime();

  function agent(n: number, when: number, name = "Ada") {
    return { is: "agent", n, at: when, name, text: `t${n}` } as const;
  }

  it("group what one author says in one go", () => {
    const made = rows([agent(1, at), agent(2, at + 1), agent(3, at + 2, "Ben")], []);
    expect(made.map(({ is }) => is)).toEqual(["time", "group", "group"]);
    expect(made[1]).toMatchObject({ name: "Ada", bubbles: [{ text: "t1" }, { text: "t2" }] });
  });

  it("start a new group after a while, and show the time after a pause", () => {
    const made = rows(
      [agent(1, at), agent(2, at + TOGETHER_MS + 1), agent(3, at + TOGETHER_MS + PAUSE_MS + 2)],
      [],
    );
    expect(made.map(({ is }) => is)).toEqual(["time", "group", "group", "time", "group"]);
  });

  it("show the day when it has changed", () => {
    const late = new Date(2026, 4, 5, 23, 59).getTime();
    const made = rows([agent(1, late), agent(2, late + 120_000)], []);
    expect(made.map(({ is }) => is)).toEqual(["time", "group", "time", "group"]);
  });

  it("leave the end to the foot of the chat", () => {
    const end = { is: "notice", n: 2, at, notice: { is: "ended", cause: "agent" } } as const;
    expect(rows([agent(1, at), end], []).map(({ is }) => is)).toEqual(["time", "group"]);
  });

  it("append echoes to one's own group", () => {
    const own = { is: "own", n: 1, at, text: "a" } as const;
    const echo = { id: 1, at: at + 5, text: "b", state: "sending", code: "" } as const;
    expect(rows([own], [echo])[1]).toMatchObject({
      own: true,
      bubbles: [
        { text: "a", state: "there" },
        { text: "b", state: "sending" },
      ],
    });
  });

  it("have keys of their own", () => {
    const made = rows(
      [
        agent(1, at),
        agent(2, at + PAUSE_MS * 2),
        { is: "own", n: 3, at: at + PAUSE_MS * 3, text: "x" },
      ],
      [{ id: 1, at, text: "b", state: "lost", code: "" }],
    );
    expect(new Set(made.map(({ key }) => key)).size).toBe(made.length);
  });
});
