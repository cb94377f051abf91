/** The floor: the latest board and figures, and what is read off them. */

import type {
  Board,
  BoardAgent,
  BoardChat,
  FigureSeries,
  FloorFigures,
  WaitFigures,
} from "./wire.ts";

export interface Floor {
  readonly board: Board | null;
  /** With the points of the last four hours, as far as they have come. */
  readonly figures: FloorFigures | null;
}

export const emptyFloor: Floor = { board: null, figures: null };

const MINUTE_MS = 60_000;
const MINUTES_MAX = 240;
/** Minutes over which the shares of a chart are taken, as on the server. */
const RECENT = 30;

export function foldBoard(floor: Floor, board: Board): Floor {
  return { ...floor, board };
}

/** Figures bring the points since those before; after a gap they begin anew. */
export function foldFigures(floor: Floor, figures: FloorFigures): Floor {
  const before = floor.figures?.series;
  const series = before === undefined ? figures.series : joined(before, figures.series);
  return { ...floor, figures: { ...figures, series } };
}

type Column = Exclude<keyof FigureSeries, "begins">;
const COLUMNS: readonly Column[] = [
  "waiting",
  "longest_s",
  "engaged",
  "answered",
  "in_time",
  "abandoned",
  "abandoned_late",
  "busy_s",
  "capacity_s",
];

function joined(before: FigureSeries, next: FigureSeries): FigureSeries {
  const ends = before.begins + before.waiting.length * MINUTE_MS;
  if (next.waiting.length === 0) return before;
  if (next.begins !== ends) return next;
  const surplus = Math.max(0, before.waiting.length + next.waiting.length - MINUTES_MAX);
  const columns = COLUMNS.map((name) => [name, [...before[name], ...next[name]].slice(surplus)]);
  return { begins: before.begins + surplus * MINUTE_MS, ...Object.fromEntries(columns) };
}

export type Metric = "waiting" | "longest" | "service" | "abandoned" | "occupancy" | "engaged";

/** A value for each minute; `null`: there was nothing to measure. */
export type Points = readonly (number | null)[];

/** Beginnings of the minutes, in seconds as charts want them. */
export function minutesOf(series: FigureSeries): readonly number[] {
  return series.waiting.map((_, index) => (series.begins + (index + 1) * MINUTE_MS) / 1000);
}

export function pointsOf(series: FigureSeries, metric: Metric): Points {
  switch (metric) {
    case "waiting":
      return series.waiting;
    case "engaged":
      return series.engaged;
    case "longest":
      return series.longest_s;
    case "abandoned":
      return series.abandoned;
    case "service": {
      const late = series.abandoned_late;
      return shares(
        series.in_time,
        series.answered.map((one, at) => one + (late[at] ?? 0)),
        RECENT,
      );
    }
    case "occupancy":
      return shares(series.busy_s, series.capacity_s, 1);
  }
}

function shares(parts: readonly number[], wholes: readonly number[], over: number): Points {
  let part = 0;
  let whole = 0;
  return parts.map((_, at) => {
    part += (parts[at] ?? 0) - (parts[at - over] ?? 0);
    whole += (wholes[at] ?? 0) - (wholes[at - over] ?? 0);
    return whole === 0 ? null : Math.round((1000 * part) / whole) / 10;
  });
}

/** Answered in time, of those answered or abandoned later than that; in percent. */
export function serviceLevel(figures: WaitFigures): number | null {
  const counted = figures.answered + figures.abandoned_late;
  return counted === 0 ? null : (100 * figures.in_time) / counted;
}

/** Abandoned, of all waits that were answered or abandoned; in percent. */
export function abandonment(figures: WaitFigures): number | null {
  const counted = figures.answered + figures.abandoned;
  return counted === 0 ? null : (100 * figures.abandoned) / counted;
}

/** Sessions in use now, of those there are; in percent. */
export function occupancyNow(board: Board): number | null {
  const { sessions_busy: busy, sessions } = board.totals;
  return sessions === 0 ? null : Math.min(100, (100 * busy) / Math.max(sessions, busy));
}

export type BoardPhase = "waiting" | "offered" | "engaged" | "wrap_up";
export const PHASES: readonly BoardPhase[] = ["waiting", "offered", "engaged", "wrap_up"];

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

/** Which chats are looked for; empty: all. */
export interface Filter {
  readonly find: string;
  readonly phases: readonly BoardPhase[];
  readonly queue: string | null;
  readonly agent: string | null;
}

export const everything: Filter = { find: "", phases: [], queue: null, agent: null };

export function isFiltered(filter: Filter): boolean {
  const { find, phases, queue, agent } = filter;
  return find !== "" || phases.length > 0 || queue !== null || agent !== null;
}

export function fits(chat: BoardChat, filter: Filter, agents: readonly BoardAgent[]): boolean {
  const { find, phases, queue, agent } = filter;
  const name = agents.find(({ id }) => id === agent)?.name;
  const isTheirs =
    agent === null ||
    chat.lead_id === agent ||
    (name !== undefined && (chat.conferees.includes(name) || chat.offered_to === name));
  return (
    isTheirs &&
    (phases.length === 0 || phases.includes(chatPhase(chat))) &&
    (queue === null || chat.queue_id === queue) &&
    (find === "" || wordsOf(chat).includes(find.trim().toLowerCase()))
  );
}

function wordsOf(chat: BoardChat): string {
  const { name, question, queue, lead, group, conferees, monitors, offered_to: asked } = chat;
  return [name, question, queue, lead, group, asked, ...conferees, ...monitors, chat.chat]
    .join("\n")
    .toLowerCase();
}
