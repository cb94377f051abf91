/** What tiles, charts and the wallboard show of each figure. */

import {
  abandonment,
  type Metric,
  occupancyNow,
  type Points,
  pointsOf,
  serviceLevel,
} from "../../state/floor.ts";
import type { Board, FloorFigures } from "../../state/wire.ts";

export type Tone = "amber" | "red" | undefined;

/** A wait that long turns its number amber, twice as long red. */
const LONG_WAIT_MS = 60_000;
/** Percent answered in time below which the number turns amber, red. */
const SERVICE = [80, 60] as const;
/** Percent of sessions in use above which nobody has much room left. */
const OCCUPIED = 90;
const SPARK_MINUTES = 60;

export interface Numbers {
  readonly waiting: number;
  readonly longestSince: number | null;
  readonly service: number | null;
  readonly abandoned: number;
  readonly abandonment: number | null;
  readonly occupancy: number | null;
}

export function numbersOf(board: Board, figures: FloorFigures | null): Numbers {
  return {
    waiting: board.totals.waiting,
    longestSince: board.totals.longest_wait_since,
    service: figures === null ? null : serviceLevel(figures.recent),
    abandoned: figures?.today.abandoned ?? 0,
    abandonment: figures === null ? null : abandonment(figures.today),
    occupancy: occupancyNow(board),
  };
}

export function waitTone(since: number | null, now: number): Tone {
  const waited = since === null ? 0 : now - since;
  return waited > 2 * LONG_WAIT_MS ? "red" : waited > LONG_WAIT_MS ? "amber" : undefined;
}

export function serviceTone(level: number | null): Tone {
  if (level === null || level >= SERVICE[0]) return undefined;
  return level < SERVICE[1] ? "red" : "amber";
}

export function occupancyTone(percent: number | null): Tone {
  return percent !== null && percent > OCCUPIED ? "amber" : undefined;
}

export function spark(figures: FloorFigures | null, metric: Metric): Points {
  return figures === null ? [] : pointsOf(figures.series, metric).slice(-SPARK_MINUTES);
}

export function whole(percent: number | null): string | null {
  return percent === null ? null : String(Math.round(percent));
}
