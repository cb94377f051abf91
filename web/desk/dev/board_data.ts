/** Boards of make-believe. */

import type { Board, BoardAgent, BoardChat, BoardQueue } from "../state/wire.ts";

type ChatLine = readonly [
  id: string,
  phase: string,
  name: string,
  lead: string | null,
  ageS: number,
  phaseS: number,
  question: string,
];

const CHATS: readonly ChatLine[] = [
  ["b1", "queued", "Noah Klein", null, 84, 84, "Can I change the delivery date?"],
  ["b2", "queued", "", null, 30, 30, "Gift card does not work at checkout"],
  ["b3", "offered", "Élodie Marchand", null, 21, 6, "Broken shade"],
  [
    "c1",
    "engaged",
    "Priya Raman",
    "a1",
    1500,
    1458,
    "My parcel says delivered, but it isn’t here.",
  ],
  ["c2", "engaged", "Tom Becker", "a1", 420, 404, "Is the blue kettle coming back?"],
  ["b5", "engaged", "Ines Duarte", "a4", 380, 341, "Invoice with VAT number"],
  ["b6", "engaged", "K. Yamamoto", "a2", 260, 187, "Where is the manual for the Halden lamp?"],
  ["b7", "engaged", "Sofia Rossi", "a4", 200, 160, "Opening hours on Saturday?"],
  ["c3", "ended", "", "a1", 640, 460, "Where is my refund?"],
];

type AgentLine = readonly [id: string, name: string, sessions: number, rest: Partial<BoardAgent>];

const AGENTS: readonly AgentLine[] = [
  ["a1", "Mara Lindqvist", 3, {}],
  ["a2", "Jonas Weber", 2, { offered: 1 }],
  ["a3", "Aiko Tanaka", 1, { status: "On break", status_type: "unavailable" }],
  ["a4", "Sam Okafor", 3, { absent: true }],
  ["a5", "Lucía Fernández-Ortega", 0, {}],
];

/** The floor so many minutes ago; numbers swing, so that the chart has something to show. */
export function board(now: number, minute: number): Board {
  const swing = Math.round(2.4 + 2 * Math.sin(minute * 1.3) + Math.cos(minute * 3.1));
  const engaged = Math.max(2, Math.round(6 + 2.5 * Math.sin(minute / 1.7)));
  const [orders, returns] = minute === 0 ? [2, 1] : [Math.max(0, swing), 0];
  const others = Array.from({ length: Math.max(0, engaged - 6) }, (_, index) =>
    chatOf(now, [`f${index}`, "engaged", "", "a2", 150, 90, "Sizes?"]),
  );
  return {
    type: "board",
    now,
    queues: [
      { ...queue("q1", "Orders", orders), longest_wait_since: now - 84_000 },
      { ...queue("q2", "Returns", returns), longest_wait_since: returns ? now - 21_000 : null },
      { ...queue("q3", "Wholesale", 0), expected_wait_ms: null, agents_available: 0 },
    ],
    agents: AGENTS.map((line) => agentOf(now, line)),
    chats: [...CHATS.map((line) => chatOf(now, line)), ...others],
    chats_more: 0,
    released_today: 143,
    canceled_today: 9,
  };
}

export function emptyBoard(now: number): Board {
  return {
    type: "board",
    now,
    queues: [{ ...queue("q1", "Orders", 0), expected_wait_ms: null, agents_available: 0 }],
    agents: [],
    chats: [],
    chats_more: 0,
    released_today: 0,
    canceled_today: 0,
  };
}

function queue(id: string, name: string, waiting: number): BoardQueue {
  return {
    id,
    name,
    waiting,
    longest_wait_since: null,
    expected_wait_ms: 95_000,
    agents_available: 3,
    sessions_free: id === "q1" ? 2 : 0,
  };
}

function agentOf(now: number, [id, name, sessions, rest]: AgentLine): BoardAgent {
  return {
    id,
    name,
    status: "Unrestricted",
    status_type: "available",
    since: now - (sessions * 431 + 97) * 1000,
    absent: false,
    sessions,
    offered: 0,
    max_sessions: 4,
    ...rest,
  };
}

function chatOf(now: number, line: ChatLine): BoardChat {
  const [chat, phase, name, lead, ageS, phaseS, question] = line;
  return {
    chat,
    phase,
    queue: chat === "b3" ? "Returns" : "Orders",
    name,
    question,
    requested_at: now - ageS * 1000,
    phase_since: now - phaseS * 1000,
    lead,
    end_user_absent: chat === "c2",
    agent_absent: lead === "a4",
  };
}
