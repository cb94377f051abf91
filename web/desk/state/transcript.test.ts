import { describe, expect, it } from "vitest";
import { type Chat, emptyChat, nobody, type Said } from "./chat.ts";
import { type Echo, transcript, unansweredSince, unread, unsentTo } from "./transcript.ts";

const MINUTE = 60_000;

const said = (n: number, minute: number, parts: Partial<Said> = {}): Said => ({
  type: "said",
  n,
  at: minute * MINUTE,
  from: "end_user",
  agent: null,
  text: "word",
  isPrivate: false,
  outside: null,
  form: "text",
  command: `v:${n}`,
  ...parts,
});

const chatOf = (...items: readonly Said[]): Chat => ({ ...emptyChat("c", nobody), items });

const echo: Echo = {
  command: "d:7",
  chat: "c",
  at: 0,
  text: "on its way",
  isPrivate: false,
  state: "sending",
  reason: "",
  n: 0,
};

const ours = { from: "agent", agent: "mara" } as const;

describe("a transcript", () => {
  it("names an author once for words in one breath", () => {
    const lines = transcript(chatOf(said(1, 0), said(2, 1), said(3, 5)), [], 9);
    const firsts = lines.flatMap((line) => (line.type === "said" ? [line.first] : []));
    expect(firsts).toEqual([true, false, true]);
  });

  it("says the time again after a pause", () => {
    const lines = transcript(chatOf(said(1, 0), said(2, 20)), [], 9);
    expect(lines.map(({ type }) => type)).toEqual(["time", "said", "time", "said"]);
  });

  it("marks where the unread words begin", () => {
    const lines = transcript(chatOf(said(1, 0), said(2, 1), said(3, 1)), [], 1);
    expect(lines.map(({ type }) => type)).toEqual(["time", "said", "unread", "said", "said"]);
  });

  it("marks nothing that has been answered already", () => {
    const lines = transcript(chatOf(said(1, 0), said(2, 1), said(3, 1, ours)), [], 1);
    expect(lines.map(({ type }) => type)).not.toContain("unread");
  });

  it("shows an echo until its own event has come", () => {
    const before = transcript(chatOf(said(1, 0)), [echo], 9);
    expect(before.at(-1)).toMatchObject({ type: "echo", echo: { text: "on its way" } });
    const after = transcript(
      chatOf(said(1, 0), said(2, 0, { ...ours, command: "d:7" })),
      [echo],
      9,
    );
    expect(after.map(({ type }) => type)).toEqual(["time", "said", "said"]);
  });

  it("shows no echo whose event the server has named and this client has", () => {
    const chat = { ...chatOf(said(1, 0), said(2, 0, ours)), n: 2 };
    expect(transcript(chat, [{ ...echo, n: 2 }], 9).at(-1)?.type).toBe("said");
    expect(transcript(chat, [{ ...echo, n: 3 }], 9).at(-1)?.type).toBe("echo");
  });

  it("shows no echo of another chat", () => {
    expect(transcript(chatOf(), [{ ...echo, chat: "other" }], 9)).toEqual([]);
  });
});

describe("what waits for the agent", () => {
  it("counts only the end-user's words after the last one read", () => {
    const chat = chatOf(said(1, 0), said(2, 0), said(3, 0, ours), said(4, 0));
    expect([0, 1, 4].map((seen) => unread(chat, seen, "mara"))).toEqual([3, 2, 0]);
  });

  it("begins with the first word that had no answer", () => {
    expect(unansweredSince(chatOf(said(1, 1), said(2, 2, ours), said(3, 3), said(4, 4)))).toBe(
      3 * MINUTE,
    );
    expect(unansweredSince(chatOf(said(1, 1), said(2, 2, ours)))).toBeNull();
  });

  it("is not answered by a private note", () => {
    const note = said(2, 2, { ...ours, isPrivate: true });
    expect(unansweredSince(chatOf(said(1, 1), note))).toBe(MINUTE);
  });
});

describe("what was not sent to a chat", () => {
  it("is what was refused or lost, and the draft", () => {
    const echoes: readonly Echo[] = [
      { ...echo, text: "refused", state: "refused" },
      { ...echo, text: "lost", state: "lost" },
      { ...echo, text: "sent", state: "sent" },
      { ...echo, text: "elsewhere", chat: "d", state: "refused" },
    ];
    expect(unsentTo("c", echoes, "half")).toBe("refused\nlost\nhalf");
    expect(unsentTo("c", [], "  ")).toBe("");
  });
});
