/** A ledger of make-believe: whole, or with a row that was changed. */

import type { Ledger, LedgerRow, Seen } from "../state/ledger.ts";

const EXPLANATION = {
  policy: "longest_idle/1",
  queue_id: "q1",
  waited: 38_000,
  ahead: 1,
  others_free: 1,
  considered: [
    { agent_id: "a2", against: null },
    { agent_id: "a3", against: "unavailable" },
    { agent_id: "a4", against: "full" },
  ],
  considered_more: 3,
};

const MARA = { actor: { role: "agent", id: "a1", name: "Mara Lindqvist" } } as const;
const PRIYA = { actor: { role: "end_user", id: "u1", name: "Priya Raman" } } as const;
const SOPHIE = { role: "supervisor", id: "a3", name: "Aiko Tanaka" } as const;
const OFFER = { invitation_id: "inv-7f", agent_id: "a1" };
const BY_MARA = { data: { agent_id: "a1" } };

type Line = readonly [agoS: number, kind: number, printed: string, rest: Partial<LedgerRow>];

const LINES: readonly Line[] = [
  [
    1500,
    26,
    "Chat Created",
    { data: { chat_id: "c1", site_id: "halden", queue_id: "q1", end_user_id: "e_7Gk2" } },
  ],
  [1462, 8, "Agent Engagement Invitation", { data: { ...OFFER, explanation: EXPLANATION } }],
  [1458, 43, "Agent Accepted", { ...MARA, data: OFFER }],
  [1458, 11, "Agent Engagement Accepted", { data: OFFER }],
  [1458, 23, "Engagement Participant Entered", BY_MARA],
  [1458, 48, "Lead Session Start", BY_MARA],
  [1440, 1, "Agent Post", { ...MARA, text: "Hello Priya, I’m Mara. I have your order here." }],
  [1404, 2, "End-User Post", { ...PRIYA, text: "It said delivered on Tuesday, but nothing came." }],
  [
    650,
    1,
    "Agent Post",
    {
      ...MARA,
      text: "Carrier case 88-1207 is open. If they don’t answer by 15:00, refund shipping.",
      data: { visibility: "agents" },
    },
  ],
  [620, 45, "Monitor Begin", { actor: SOPHIE, data: { agent_id: "a3" } }],
  [
    560,
    10,
    "Agent Conference Invitation",
    { ...MARA, data: { invitation_id: "inv-9", from_agent_id: "a1", to_agent_id: "a2" } },
  ],
  [
    548,
    19,
    "Agent Conference Accepted",
    {
      actor: { role: "agent", id: "a2", name: "Jonas Weber" },
      data: { invitation_id: "inv-9", from_agent_id: "a1", to_agent_id: "a2" },
    },
  ],
  [548, 23, "Engagement Participant Entered", { data: { agent_id: "a2" } }],
  [410, 46, "Monitor End", { actor: SOPHIE, cause: "stopped", data: { agent_id: "a3" } }],
  [330, 24, "Engagement Participant Left", { cause: "left", data: { agent_id: "a2" } }],
  [300, 6, "End-User Absent", { data: { absence_id: "ab1" } }],
  [280, 51, "End-user Client Reset", { ...PRIYA, data: { absence_id: "ab1", was: "absent" } }],
  [280, 7, "End-User Present", { data: { absence_id: "ab1" } }],
  [280, 2, "End-User Post", { ...PRIYA, text: "Sorry, I was in the lift." }],
  [60, 44, "End-User Disconnected", { ...PRIYA, cause: "end_user" }],
  [60, 49, "Lead Session End", { cause: "concluded", ...BY_MARA }],
  [12, 27, "Chat Released", { ...MARA, cause: "closed", ...BY_MARA }],
];

const FAULT = {
  seq: 8,
  rule: "hash_chain",
  text: "The row’s content does not fit its hash: it was changed after it was written.",
};

export function ledger(now: number, broken: boolean): Ledger {
  const lines = broken ? LINES.slice(0, -1) : LINES;
  const rows = lines.map((line, index) => rowOf(now, line, index + 1));
  const proof = { intact: !broken, fault: broken ? FAULT : null };
  const rating = broken ? null : { at: now, score: 4, comment: "Quick, and she knew the answer." };
  return { chat_id: "c1", name: "Priya Raman", queue: "Orders", rows, proof, rating };
}

function rowOf(now: number, [agoS, kind, printed, rest]: Line, seq: number): LedgerRow {
  return {
    seq,
    position: 48_210 + seq * 3,
    kind,
    printed,
    at: now - agoS * 1000,
    tx: `t${agoS}f3a9`,
    actor: { role: "server", id: null },
    cause: null,
    data: {},
    text: null,
    seen: seenOf(kind, rest),
    prev_hash: hashOf(seq - 1),
    hash: hashOf(seq),
    ...rest,
  };
}

function hashOf(seq: number): string {
  return `${(seq * 2654435761).toString(16).padStart(8, "0")}${"9c41d7e2".repeat(7)}`.slice(0, 64);
}

const SEEN_BY_END_USER = new Set([1, 2, 23, 24, 26, 44, 48, 49]);

function seenOf(kind: number, { text, data, actor }: Partial<LedgerRow>): Seen {
  const isHidden = !SEEN_BY_END_USER.has(kind) || data?.["visibility"] === "agents";
  const name = kind === 26 || kind === 44 ? "" : (actor?.name ?? "Mara Lindqvist");
  return {
    end_user: isHidden ? null : { kind, name, text: text ?? null },
    agents: kind !== 45 && kind !== 46,
  };
}
