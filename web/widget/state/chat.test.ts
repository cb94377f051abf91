import { describe, expect, it } from "vitest";
import type { AnyEndUserEvent } from "../../protocol/frames.ts";
import { seeded } from "../../protocol/testing/chance.ts";
import type { Seen } from "../../protocol/timeline.ts";
import { type ChatView, emptyChat, follow } from "./chat.ts";

function told(...events: readonly AnyEndUserEvent[]): readonly Seen<AnyEndUserEvent>[] {
  return events.map((event, index) => ({ n: index + 1, at: 1_000 + index, event }));
}

function given(...events: readonly AnyEndUserEvent[]): ChatView {
  return follow(emptyChat("c"), told(...events));
}

function notices(view: ChatView): readonly string[] {
  return view.items.flatMap((item) => (item.is === "notice" ? [item.notice.is] : []));
}

const REQUEST = { kind: 26, question: "Where is it?" } as const;
const ENTERED = { kind: 23, name: "Ada" } as const;
const LEAD = { kind: 48, name: "Ada" } as const;

describe("a chat", () => {
  it("waits after the request and shows the question as one's own words", () => {
    const view = given(REQUEST);
    expect(view.phase).toBe("waiting");
    expect(view.items).toEqual([{ is: "own", n: 1, at: 1_000, text: "Where is it?" }]);
  });

  it("marks what was said off the record, on both sides", () => {
    const own = { kind: 2, message_id: "m", text: "4111", off_record: true } as const;
    const theirs = {
      kind: 1,
      message_id: "n",
      name: "Ada",
      text: "Thanks",
      off_record: true,
    } as const;
    const plain = { kind: 2, message_id: "o", text: "Bye" } as const;
    const marks = given(REQUEST, ENTERED, LEAD, own, theirs, plain).items.map((item) =>
      "offRecord" in item ? item.offRecord : false,
    );
    expect(marks.slice(-3)).toEqual([true, true, false]);
  });

  it("shows no empty question", () => {
    expect(given({ kind: 26 }).items).toEqual([]);
  });

  it("is engaged once an agent leads, which is said once", () => {
    const view = given(REQUEST, ENTERED, LEAD);
    expect(view).toMatchObject({ phase: "engaged", lead: "Ada", agents: ["Ada"] });
    expect(notices(view)).toEqual(["joined"]);
  });

  it("says who looks after it when the lead changes", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 23, name: "Ben" },
      { kind: 1, message_id: "m", name: "Ben", text: "hi" },
      { kind: 49, name: "Ada" },
      { kind: 48, name: "Ben" },
      { kind: 24, name: "Ada" },
    );
    expect(view).toMatchObject({ phase: "engaged", lead: "Ben", agents: ["Ben"] });
    expect(notices(view)).toEqual(["joined", "joined", "leads", "left"]);
  });

  it("says who looks after it also if that one was the last to come", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 23, name: "Ben" },
      { kind: 49, name: "Ada" },
      { kind: 48, name: "Ben" },
    );
    expect(notices(view)).toEqual(["joined", "joined", "leads"]);
  });

  it("counts down while the agent's line is lost, until the agent is back", () => {
    const lost = given(REQUEST, ENTERED, LEAD, { kind: 4, name: "Ada", lost_at: 9_000 });
    expect(lost.absent).toEqual({ name: "Ada", lostAt: 9_000 });
    const back = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 4, name: "Ada", lost_at: 9_000 },
      { kind: 5, name: "Ada" },
    );
    expect(back.absent).toBeNull();
  });

  it("waits again when the agent is lost, and says so once", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 4, name: "Ada", lost_at: 9_000 },
      { kind: 49, name: "Ada", requeued: true },
      { kind: 24, name: "Ada" },
    );
    expect(view).toMatchObject({ phase: "waiting", lead: null, absent: null, agents: [] });
    expect(view.items.slice(1)).toMatchObject([
      { notice: { is: "joined" } },
      { notice: { is: "requeued", name: "Ada", lost: true } },
    ]);
  });

  it("does not speak of a lost line when the agent logged out", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 49, name: "Ada", requeued: true },
      { kind: 24, name: "Ada" },
    );
    expect(view.items.at(-1)).toMatchObject({ notice: { is: "requeued", lost: false } });
  });

  it("goes on with a colleague when the lead is lost, and says both", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 23, name: "Ben" },
      { kind: 4, name: "Ada", lost_at: 9_000 },
      { kind: 49, name: "Ada" },
      { kind: 24, name: "Ada" },
      { kind: 48, name: "Ben" },
    );
    expect(view).toMatchObject({ phase: "engaged", lead: "Ben", agents: ["Ben"], absent: null });
    expect(notices(view)).toEqual(["joined", "joined", "line_lost", "leads"]);
  });

  it("says who left and who came when it is handed over", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 49, name: "Ada" },
      { kind: 24, name: "Ada" },
      { kind: 23, name: "Ben" },
      { kind: 48, name: "Ben" },
    );
    expect(view).toMatchObject({ phase: "engaged", lead: "Ben", agents: ["Ben"] });
    expect(view.items.slice(2)).toMatchObject([
      { notice: { is: "left", name: "Ada" } },
      { notice: { is: "joined", name: "Ben" } },
    ]);
  });

  it("waits again after a transfer to a queue, and says so and who has gone", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 23, name: "Ben" },
      { kind: 47 },
      { kind: 49, name: "Ada" },
      { kind: 24, name: "Ada" },
      { kind: 24, name: "Ben" },
    );
    expect(view).toMatchObject({ phase: "waiting", lead: null, agents: [] });
    expect(notices(view)).toEqual(["joined", "joined", "passed_on", "left", "left"]);
  });

  it("is over with its cause, whatever is closed after it", () => {
    const view = given(
      REQUEST,
      ENTERED,
      LEAD,
      { kind: 44, cause: "agent" },
      { kind: 49, name: "Ada" },
      { kind: 24, name: "Ada" },
    );
    expect(view).toMatchObject({ phase: "ended", cause: "agent", wasEngaged: true });
    expect(notices(view)).toEqual(["joined", "ended"]);
  });

  it("takes no harm from a kind that it does not know", () => {
    const unknown = { kind: 1_001 } as unknown as AnyEndUserEvent;
    expect(given(REQUEST, unknown, ENTERED, LEAD).phase).toBe("engaged");
  });
});

describe("laws", () => {
  it("an old view and later entries equal a view of all", () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const entries = told(...anyEvents(seeded(seed)));
      const whole = follow(emptyChat("c"), entries);
      for (let cut = 0; cut <= entries.length; cut += 1) {
        const old = follow(emptyChat("c"), entries.slice(0, cut));
        expect(follow(old, entries), `seed ${seed}, cut ${cut}`).toEqual(whole);
      }
    }
  });
});

function anyEvents(random: () => number): readonly AnyEndUserEvent[] {
  const name = random() < 0.5 ? "Ada" : "Ben";
  const choices: readonly AnyEndUserEvent[] = [
    { kind: 1, message_id: "m", name, text: "a" },
    { kind: 2, message_id: "m", text: "b" },
    { kind: 3, message_id: "m", name, form: "url", text: "https://a.example/" },
    { kind: 23, name },
    { kind: 24, name },
    { kind: 48, name },
    { kind: 4, name, lost_at: 5 },
    { kind: 5, name },
    { kind: 49, name, requeued: true },
    { kind: 49, name },
    { kind: 47 },
    { kind: 44, cause: "idle" },
  ];
  return Array.from({ length: 12 }, () => choices[Math.floor(random() * choices.length)]).flatMap(
    (event) => (event ? [event] : []),
  );
}
