/** Boards and figures of make-believe. */

import type { Why } from "../state/why.ts";
import type {
  Board,
  BoardAgent,
  BoardChat,
  BoardQueue,
  FigureSeries,
  FloorFigures,
  QueueFigures,
  WaitFigures,
} from "../state/wire.ts";

type ChatLine = readonly [
  id: string,
  phase: string,
  name: string,
  lead: string | null,
  ageS: number,
  phaseS: number,
  question: string,
  rest?: Partial<BoardChat>,
];

const CHATS: readonly ChatLine[] = [
  ["b1", "queued", "Noah Klein", null, 84, 84, "Can I change the delivery date?"],
  ["b2", "queued", "", null, 30, 30, "Gift card does not work at checkout"],
  [
    "b3",
    "offered",
    "Élodie Marchand",
    null,
    21,
    21,
    "Broken shade",
    { queue: "Returns", queue_id: "q2", offered_to: "Jonas Weber" },
  ],
  [
    "c1",
    "engaged",
    "Priya Raman",
    "a1",
    1500,
    1458,
    "My parcel says delivered, but it isn’t here.",
    { conferees: ["Jonas Weber"], monitors: ["Mara Lindqvist"] },
  ],
  [
    "c2",
    "engaged",
    "Tom Becker",
    "a1",
    420,
    404,
    "Is the blue kettle coming back?",
    { end_user_absent: true, invited: [{ to: "Aiko Tanaka", form: "transfer" }] },
  ],
  ["b5", "engaged", "Ines Duarte", "a4", 380, 291, "Invoice with VAT number", LATE()],
  ["b6", "engaged", "K. Yamamoto", "a2", 260, 187, "Where is the manual for the Halden lamp?"],
  ["b7", "engaged", "Sofia Rossi", "a4", 200, 160, "Opening hours on Saturday?", ABROAD()],
  ["c3", "ended", "Li Wei", "a1", 640, 60, "Where is my refund?"],
];

function LATE(): Partial<BoardChat> {
  return { answered_in_time: false, agent_absent: true };
}

function ABROAD(): Partial<BoardChat> {
  return { may_monitor: false, may_end: false, agent_absent: true };
}

type AgentLine = readonly [id: string, name: string, sessions: number, rest: Partial<BoardAgent>];

const AGENTS: readonly AgentLine[] = [
  ["a3", "Aiko Tanaka", 1, { status: "On break", status_type: "unavailable", occupancy: 0.31 }],
  ["a2", "Jonas Weber", 2, { offered: 1, occupancy: 0.72 }],
  ["a5", "Lucía Fernández-Ortega", 0, { occupancy: 0.08, group: "Wholesale" }],
  ["a1", "Mara Lindqvist", 3, { occupancy: 0.94 }],
  ["a4", "Sam Okafor", 3, { absent: true, occupancy: 0.81, group: "Returns" }],
];

const NAMES = new Map(AGENTS.map(([id, name]) => [id, name]));

/** The floor now. */
export function board(now: number): Board {
  return {
    type: "board",
    now,
    totals: {
      waiting: 3,
      longest_wait_since: now - 84_000,
      offered: 1,
      engaged: 5,
      wrap_up: 1,
      agents: 5,
      agents_available: 3,
      sessions: 15,
      sessions_busy: 9,
      sessions_free: 6,
    },
    queues: [
      { ...queue("q1", "Orders", 2), longest_wait_since: now - 84_000 },
      { ...queue("q2", "Returns", 1), longest_wait_since: now - 21_000 },
      { ...queue("q3", "Wholesale", 0), expected_wait_ms: null, agents_available: 0 },
    ],
    queues_more: 0,
    agents: AGENTS.map((line) => agentOf(now, line)),
    agents_more: 0,
    chats: CHATS.map((line) => chatOf(now, line)),
    chats_more: 0,
    released_today: 143,
    canceled_today: 9,
  };
}

export function emptyBoard(now: number): Board {
  return {
    ...board(now),
    totals: {
      waiting: 0,
      longest_wait_since: null,
      offered: 0,
      engaged: 0,
      wrap_up: 0,
      agents: 0,
      agents_available: 0,
      sessions: 0,
      sessions_busy: 0,
      sessions_free: 0,
    },
    queues: [{ ...queue("q1", "Orders", 0), expected_wait_ms: null, agents_available: 0 }],
    agents: [],
    chats: [],
    released_today: 0,
    canceled_today: 0,
  };
}

const TODAY: WaitFigures = {
  answered: 131,
  in_time: 112,
  abandoned: 12,
  abandoned_late: 9,
  deflected: 4,
  refused: 0,
  wait_average_ms: 31_400,
  wait_p50_ms: 19_000,
  wait_p90_ms: 71_000,
};
const RECENT: WaitFigures = {
  ...TODAY,
  answered: 18,
  in_time: 14,
  abandoned: 2,
  abandoned_late: 1,
};

export function figures(now: number): FloorFigures {
  const each = (id: string, name: string, part: number): QueueFigures => ({
    id,
    name,
    site: "Shop",
    service_level_s: 60,
    today: scaled(TODAY, part),
    recent: scaled(RECENT, part),
  });
  return {
    type: "figures",
    now,
    today: TODAY,
    recent: RECENT,
    sites: [{ id: "shop", name: "Shop", today: TODAY, recent: RECENT }],
    queues: [each("q1", "Orders", 0.7), each("q2", "Returns", 0.3)],
    queues_more: 0,
    series: series(now, 240),
  };
}

export function emptyFigures(now: number): FloorFigures {
  const nothing = { ...scaled(TODAY, 0), wait_average_ms: null, wait_p50_ms: null };
  const none = { ...nothing, wait_p90_ms: null };
  return {
    ...figures(now),
    today: none,
    recent: none,
    sites: [],
    queues: [],
    series: { ...series(now, 0), begins: now },
  };
}

function scaled(figures: WaitFigures, part: number): WaitFigures {
  const counts = Object.entries(figures).map(([name, count]) => [
    name,
    count === null || name.startsWith("wait") ? count : Math.round(count * part),
  ]);
  return { ...figures, ...Object.fromEntries(counts) };
}

export function series(now: number, minutes: number): FigureSeries {
  const at = Array.from({ length: minutes }, (_, index) => index - minutes);
  const swing = (minute: number): number =>
    Math.max(0, Math.round(2 + 2.4 * Math.sin(minute / 17) + 1.6 * Math.sin(minute * 1.9)));
  const answered = at.map((minute) => Math.max(0, Math.round(1 + Math.sin(minute * 2.3))));
  return {
    begins: now - minutes * 60_000,
    waiting: at.map(swing),
    longest_s: at.map((minute) => swing(minute) * 23),
    engaged: at.map((minute) => Math.round(6 + 2.5 * Math.sin(minute / 13))),
    answered,
    in_time: answered.map((count, index) => (index % 5 === 0 ? Math.max(0, count - 1) : count)),
    abandoned: at.map((minute) => (Math.sin(minute * 0.9) > 0.86 ? 1 : 0)),
    abandoned_late: at.map((minute) => (Math.sin(minute * 0.9) > 0.93 ? 1 : 0)),
    busy_s: at.map((minute) => Math.round(540 + 160 * Math.sin(minute / 21))),
    capacity_s: at.map(() => 900),
  };
}

export function why(now: number): Why {
  return {
    chat_id: "b1",
    phase: "queued",
    now,
    offered_to: null,
    offer_until: null,
    waiting: {
      policy: "longest-idle/2",
      queue_id: "q1",
      waited: 84_000,
      place: 1,
      of: 2,
      levels: { Dutch: 3 },
      kept_for: null,
      agents: 5,
      free: 0,
      against: { full: 2, skill: 1, unavailable: 1, absent: 1 },
      named: [
        { agent_id: "a1", against: "full" },
        { agent_id: "a2", against: "full" },
        { agent_id: "a3", against: "unavailable" },
        { agent_id: "a4", against: "absent" },
      ],
      changes: [
        { at: now + 36_000, what: "skill", about: "Dutch" },
        { at: now + 96_000, what: "overflow", about: "q2" },
      ],
    },
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
    sessions: 12,
    sessions_busy: 9,
  };
}

function agentOf(now: number, [id, name, sessions, rest]: AgentLine): BoardAgent {
  return {
    id,
    name,
    group: "Orders",
    status: "Unrestricted",
    status_type: "available",
    since: now - (sessions * 431 + 97) * 1000,
    absent: false,
    sessions,
    offered: 0,
    max_sessions: 4,
    occupancy: 0.5,
    ...rest,
  };
}

function chatOf(now: number, line: ChatLine): BoardChat {
  const [chat, phase, name, lead, ageS, phaseS, question, rest] = line;
  return {
    chat,
    phase,
    queue: "Orders",
    queue_id: "q1",
    name,
    question,
    requested_at: now - ageS * 1000,
    phase_since: now - phaseS * 1000,
    lead: lead === null ? null : (NAMES.get(lead) ?? lead),
    lead_id: lead,
    group: lead === null ? "" : "Orders",
    offered_to: null,
    conferees: [],
    invited: [],
    monitors: [],
    answered_in_time: lead === null ? null : true,
    end_user_absent: false,
    agent_absent: false,
    may_monitor: phase !== "ended",
    may_end: phase !== "ended",
    ...rest,
  };
}
