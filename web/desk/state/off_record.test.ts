import { describe, expect, it } from "vitest";
import { emptyOutbox } from "../../protocol/outbox.ts";
import { echoesOf } from "../shell/outbox_view.ts";
import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import { isWithheld } from "./ledger.ts";
import type { ChatEvent } from "./wire.ts";

const post = { kind: 1, agent_id: "ada", message_id: "m", command_id: "x:1" } as const;
const own = { kind: 2, message_id: "n", command_id: "v:1" } as const;

function chatOf(...events: readonly ChatEvent[]): Chat {
  return events.reduce(
    (chat, event, index) =>
      evolve(chat, index + 1, index, { kind: event.kind, event, text: "words" }),
    emptyChat("c", nobody),
  );
}

describe("words off the record", () => {
  it("are marked in the chat, whoever said them", () => {
    const chat = chatOf({ ...own, off_record: true }, { ...post, off_record: true }, post, own);
    const marks = chat.items.map((item) => item.type === "said" && item.offRecord === true);
    expect(marks).toEqual([true, true, false, false]);
  });

  it("are marked already on their way", () => {
    const outbox = {
      ...emptyOutbox("x"),
      entries: [true, false].map((off_record, id) => ({
        id,
        at: 0,
        bytes: "",
        tries: 1,
        body: { type: "post", chat: "c", text: "words", off_record } as const,
        state: { is: "lost" } as const,
      })),
    };
    expect(echoesOf(outbox).map(({ offRecord }) => offRecord ?? false)).toEqual([true, false]);
  });

  it("are withheld from a reader of the ledger, or erased like others", () => {
    expect(isWithheld({ data: { off_record: true }, text: null })).toBe(true);
    expect(isWithheld({ data: { off_record: true }, text: "words" })).toBe(false);
    expect(isWithheld({ data: { off_record: false }, text: null })).toBe(false);
  });
});
