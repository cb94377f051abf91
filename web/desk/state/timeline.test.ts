import { describe, expect, it } from "vitest";
import { ledger } from "../dev/ledger_data.ts";
import { asJsonLines, type LedgerRow } from "./ledger.ts";
import { seenBy, timelineOf } from "./timeline.ts";

const row = (seq: number, kind: number, rest: Partial<LedgerRow> = {}): LedgerRow => ({
  seq,
  position: seq,
  kind,
  printed: `kind ${kind}`,
  at: seq * 10,
  tx: "t",
  actor: { role: "server", id: null },
  cause: null,
  data: {},
  text: null,
  seen: { end_user: null, agents: true },
  prev_hash: "",
  hash: "",
  ...rest,
});
const by = (agent: string, cause: string | null = null, rest: object = {}) => ({
  cause,
  data: { agent_id: agent, ...rest },
});

describe("a ledger as a picture", () => {
  it("of no rows is nothing", () => {
    expect(timelineOf([])).toBeNull();
  });

  it("shows phases and parts, with what is not over left open", () => {
    const rows = [
      row(1, 26),
      row(2, 8, by("a")),
      row(3, 11),
      row(4, 23, by("a")),
      row(5, 48, by("a")),
    ];
    const drawn = timelineOf(rows);
    expect(drawn?.phases).toEqual([
      { form: "waiting", from: 10, until: 50 },
      { form: "engaged", from: 50, until: null },
    ]);
    const lane = drawn?.lanes.find(({ id }) => id === "a");
    expect(lane?.parts.map(({ form, until }) => [form, until])).toEqual([
      ["offered", 40],
      ["conferee", 50],
      ["lead", null],
    ]);
  });

  it("goes back to waiting when the only agent is lost", () => {
    const rows = [
      row(1, 26),
      row(2, 23, by("a")),
      row(3, 48, by("a")),
      row(4, 4, by("a")),
      row(5, 29, by("a")),
      row(6, 49, by("a", "lost", { requeued_to: "q" })),
      row(7, 24, by("a")),
    ];
    const drawn = timelineOf(rows);
    expect(drawn?.phases.map(({ form }) => form)).toEqual(["waiting", "engaged", "waiting"]);
    const lane = drawn?.lanes.find(({ id }) => id === "a");
    expect(lane?.absences).toEqual([{ form: "absent", from: 40, until: 50 }]);
    expect(lane?.parts.at(-1)).toMatchObject({ form: "lead", until: 60 });
  });

  it("leaves nothing open once the chat is released", () => {
    const { rows } = ledger(2_000_000, false);
    const drawn = timelineOf(rows);
    const stretches = [
      ...(drawn?.phases ?? []),
      ...(drawn?.lanes ?? []).flatMap(({ parts, absences }) => [...parts, ...absences]),
    ];
    expect(stretches.length).toBeGreaterThan(6);
    expect(stretches.filter(({ until }) => until === null)).toEqual([]);
    expect(drawn?.phases.map(({ form }) => form)).toEqual(["waiting", "engaged", "wrap_up"]);
    expect(drawn?.lanes.map(({ id }) => id)).toEqual(["", "a1", "a3", "a2"]);
  });
});

describe("what each side saw", () => {
  const rows = [
    row(1, 26, { seen: { end_user: { kind: 26, question: "Is it blue?" }, agents: true } }),
    row(2, 45, { seen: { end_user: null, agents: false } }),
    row(3, 1, {
      text: "ask the depot",
      data: { visibility: "agents" },
      seen: { end_user: null, agents: true },
    }),
    row(4, 2, { text: "hello", seen: { end_user: { kind: 2, text: "hello" }, agents: true } }),
  ];

  it("is what the audience table shows that side, up to the moment", () => {
    const seqs = (side: "end_user" | "agents", seq: number) =>
      seenBy(side, rows, seq).map((each) => each.seq);
    expect(seqs("end_user", 4)).toEqual([1, 4]);
    expect(seqs("agents", 4)).toEqual([1, 3, 4]);
    expect(seqs("agents", 2)).toEqual([1]);
    expect(seenBy("end_user", rows, 4).map(({ text }) => text)).toEqual(["Is it blue?", "hello"]);
    expect(seenBy("agents", rows, 3).at(-1)?.isPrivate).toBe(true);
  });

  it("is exported with every row, a line each", () => {
    const lines = asJsonLines(rows).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => JSON.parse(line) as LedgerRow)).toEqual(rows);
  });
});
