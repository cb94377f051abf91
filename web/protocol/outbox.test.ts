import { describe, expect, it } from "vitest";
import {
  ANSWERED_MAX,
  acked,
  type CommandBody,
  countedUpTo,
  emptyOutbox,
  enqueue,
  forgotten,
  lineLost,
  type Outbox,
  refused,
  restored,
  retryDueAt,
  saved,
  sentOnLine,
  startedOver,
  toSend,
  UNANSWERED_MAX,
  unanswered,
} from "./outbox.ts";

const POST = { type: "post", chat: "c", text: "hello" } satisfies CommandBody;

function outboxWith(count: number): Outbox {
  let outbox = emptyOutbox("k");
  for (let index = 0; index < count; index += 1) {
    const taken = enqueue(outbox, { ...POST, text: `m${index + 1}` }, 10);
    if (taken === null) throw new Error("The outbox is full.");
    outbox = taken.outbox;
  }
  return outbox;
}

function stateOf(outbox: Outbox, id: number): string | undefined {
  return outbox.entries.find((entry) => entry.id === id)?.state.is;
}

describe("a command", () => {
  it("gets the next number and its bytes", () => {
    const outbox = outboxWith(2);
    expect(outbox.entries.map(({ id }) => id)).toEqual([1, 2]);
    expect(outbox.entries[1]?.bytes).toBe('{"type":"post","id":2,"chat":"c","text":"m2"}');
  });

  it("goes out once a line, in order", () => {
    let outbox = outboxWith(3);
    expect(toSend(outbox, 10).map(({ id }) => id)).toEqual([1, 2, 3]);
    outbox = sentOnLine(outbox, 1);
    expect(toSend(outbox, 10).map(({ id }) => id)).toEqual([2, 3]);
    expect(toSend(lineLost(outbox), 10).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("is sent after its ack, and a second ack changes nothing", () => {
    const outbox = acked(outboxWith(1), { id: 1, chat: "c", n: 4 });
    expect(outbox.entries[0]?.state).toEqual({ is: "sent", chat: "c", n: 4 });
    expect(acked(outbox, { id: 1, chat: "c", n: 9 })).toBe(outbox);
    expect(refused(outbox, { id: 1, code: "x", text: "X." }, 0)).toBe(outbox);
  });

  it("reads an ack whose defaults are left out", () => {
    expect(acked(outboxWith(1), { id: 1 }).entries[0]?.state).toEqual({
      is: "sent",
      chat: null,
      n: 0,
    });
  });

  it("is over when refused, and delayed when the same may work later", () => {
    const outbox = outboxWith(2);
    const over = refused(outbox, { id: 1, code: "chat_ended", text: "Over." }, 100);
    expect(stateOf(over, 1)).toBe("refused");
    const later = refused(outbox, { id: 2, code: "store", text: "No.", retry: true }, 100);
    expect(stateOf(later, 2)).toBe("delayed");
    expect(retryDueAt(later)).toBe(1_100);
    expect(toSend(sentOnLine(later, 1), 1_099)).toEqual([]);
    expect(toSend(sentOnLine(later, 1), 1_100).map(({ bytes }) => bytes)).toEqual([
      outbox.entries[1]?.bytes,
    ]);
  });

  it("waits longer from refusal to refusal", () => {
    let outbox = outboxWith(1);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      outbox = refused(outbox, { id: 1, code: "store", text: "No.", retry: true }, 0);
      pauses.push(retryDueAt(outbox) ?? -1);
      outbox = sentOnLine(outbox, 1);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("waits at least as long as the server says", () => {
    const hurried = { id: 1, code: "too_fast", text: "Wait.", retry: true } as const;
    const long = refused(outboxWith(1), { ...hurried, retry_after_ms: 45_000 }, 100);
    expect(retryDueAt(long)).toBe(45_100);
    const short = refused(outboxWith(1), { ...hurried, retry_after_ms: 200 }, 100);
    expect(retryDueAt(short)).toBe(1_100);
  });

  it("is not taken when too many are unanswered", () => {
    const full = outboxWith(UNANSWERED_MAX);
    expect(enqueue(full, POST, 0)).toBeNull();
    expect(enqueue(acked(full, { id: 1 }), POST, 0)?.id).toBe(UNANSWERED_MAX + 1);
  });
});

describe("a reload", () => {
  it("finds the same numbers and the same bytes", () => {
    const before = sentOnLine(acked(outboxWith(3), { id: 1 }), 2);
    const after = restored(saved(before));
    expect(after?.client).toBe("k");
    expect(after?.nextId).toBe(4);
    expect(toSend(after ?? emptyOutbox("?"), 0).map(({ bytes }) => bytes)).toEqual(
      unanswered(before).map(({ bytes }) => bytes),
    );
  });

  it.each([null, "", "{", "[]", '{"client":1}', '{"client":"k","nextId":1}'])(
    "takes %j for no outbox",
    (text) => {
      expect(restored(text)).toBeNull();
    },
  );
});

describe("starting over", () => {
  it("calls unanswered commands lost and counts from 1", () => {
    const outbox = startedOver(acked(outboxWith(2), { id: 1 }), "new");
    expect(outbox).toMatchObject({ client: "new", nextId: 1 });
    expect(outbox.entries.map(({ state }) => state.is)).toEqual(["sent", "lost"]);
    expect(enqueue(outbox, POST, 0)?.id).toBe(1);
    expect(new Set(outbox.entries.map(({ id }) => id)).size).toBe(2);
  });
});

describe("bounds and memory", () => {
  it("never uses a number anew that the server has answered", () => {
    expect(countedUpTo(emptyOutbox("k"), 7).nextId).toBe(8);
    expect(countedUpTo(outboxWith(9), 7).nextId).toBe(10);
  });

  it("keeps a bounded number of answered entries", () => {
    let outbox = emptyOutbox("k");
    for (let round = 0; round < ANSWERED_MAX + 30; round += 1) {
      const taken = enqueue(outbox, POST, 0);
      if (taken !== null) outbox = acked(taken.outbox, { id: taken.id });
    }
    expect(outbox.entries.length).toBe(ANSWERED_MAX);
    expect(outbox.entries.at(-1)?.id).toBe(ANSWERED_MAX + 30);
  });

  it("forgets an entry on demand", () => {
    expect(forgotten(outboxWith(2), 1).entries.map(({ id }) => id)).toEqual([2]);
  });
});
