/** The floor: the latest board, and a short memory of its numbers for the chart. */

import type { Board, BoardChat } from "./wire.ts";

/** One point of the chart, of one second. */
export interface Sample {
  readonly at: number;
  readonly waiting: number;
  readonly engaged: number;
}

export interface Floor {
  readonly board: Board | null;
  readonly samples: readonly Sample[];
}

export const emptyFloor: Floor = { board: null, samples: [] };

/** Fifteen minutes at the server's greatest pace. */
const SAMPLES_MAX = 900;

export function foldBoard(floor: Floor, board: Board): Floor {
  const sample = { at: board.now, waiting: waiting(board), engaged: engaged(board) };
  const last = floor.samples.at(-1);
  if (last !== undefined && last.at >= board.now) return { ...floor, board };
  return { board, samples: [...floor.samples.slice(1 - SAMPLES_MAX), sample] };
}

/** The samples up to now, the last one repeated: the board is sent on change only. */
export function samplesUntil(samples: readonly Sample[], now: number): readonly Sample[] {
  const last = samples.at(-1);
  if (last === undefined || now <= last.at) return samples;
  return [...samples, { ...last, at: now }];
}

export interface Totals {
  readonly waiting: number;
  readonly longestWaitSince: number | null;
  readonly agentsAvailable: number;
  readonly agentsOnDuty: number;
  readonly sessionsFree: number;
  readonly openChats: number;
}

export function totals(board: Board): Totals {
  const since = board.queues.flatMap((queue) => queue.longest_wait_since ?? []);
  const available = board.agents.filter(
    (agent) => agent.status_type === "available" && !agent.absent,
  );
  return {
    waiting: waiting(board),
    longestWaitSince: since.length === 0 ? null : Math.min(...since),
    agentsAvailable: available.length,
    agentsOnDuty: board.agents.length,
    sessionsFree: available.reduce(
      (free, agent) => free + Math.max(0, agent.max_sessions - agent.sessions - agent.offered),
      0,
    ),
    openChats: board.chats.length + board.chats_more,
  };
}

function waiting(board: Board): number {
  return board.queues.reduce((sum, queue) => sum + queue.waiting, 0);
}

function engaged(board: Board): number {
  return board.chats.filter((chat) => chatPhase(chat) === "engaged").length;
}

export type BoardPhase = "waiting" | "offered" | "engaged" | "wrap_up";

export function chatPhase(chat: BoardChat): BoardPhase {
  switch (chat.phase) {
    case "offered":
      return "offered";
    case "engaged":
      return "engaged";
    case "ended":
      return "wrap_up";
    default:
      return "waiting";
  }
}

/** Longest wait first, then chats in service by age. */
export function inFloorOrder(chats: readonly BoardChat[]): readonly BoardChat[] {
  const rank = { waiting: 0, offered: 0, engaged: 1, wrap_up: 2 };
  return [...chats].sort(
    (a, b) => rank[chatPhase(a)] - rank[chatPhase(b)] || a.requested_at - b.requested_at,
  );
}
