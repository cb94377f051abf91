/** The server itself as admins see it: what was proven, what was found, when it was away. */

export type OutageKind = "restart" | "drain" | "stall" | "store";

export interface Pass {
  readonly begun: number;
  readonly finished: number;
  readonly rows: number;
  readonly chats: number;
  readonly log_ins: number;
  readonly faults: number;
}

export interface Reading {
  readonly begun: number;
  readonly done: number;
  readonly total: number;
}

export interface Fault {
  readonly chat_id: string | null;
  readonly stream: string;
  readonly seq: number;
  readonly rule: string;
  readonly sentence: string;
  readonly text: string;
  readonly found: number;
}

export interface Quarantined {
  readonly chat_id: string | null;
  readonly stream: string;
  readonly reason: string;
  /** Of the damaged row; 0: unknown. */
  readonly seq: number;
  readonly since: number;
  /** What the end-user called themselves, if that can be read. */
  readonly name: string;
}

export interface Life {
  readonly number: number;
  readonly version: string;
  readonly started: number;
  readonly alive: number;
  readonly stopped: number | null;
}

export interface Outage {
  readonly kind: OutageKind;
  readonly since: number;
  readonly until: number;
}

export interface Overview {
  readonly version: string;
  readonly now: number;
  readonly started: number;
  readonly store_bytes: number;
  readonly proven: Pass | null;
  readonly reading: Reading | null;
  readonly proven_at_release: number;
  readonly faults: readonly Fault[];
  readonly quarantined: readonly Quarantined[];
  readonly lives: readonly Life[];
  readonly outages: readonly Outage[];
}

export interface Alert {
  readonly faults: number;
  readonly quarantined: number;
  readonly store_refuses: boolean;
}

/** A stretch of the timeline; `left` and `width` are shares of it, 0 to 1. */
export interface Span {
  readonly what: "up" | OutageKind;
  readonly since: number;
  readonly until: number;
  readonly left: number;
  readonly width: number;
}

/** As on the server: of more, nobody can tell whether it passed or the clock is wrong. */
const BELIEVED_MS = 3 * 86_400_000;

export function isDoubted(outage: Outage): boolean {
  return outage.until - outage.since > BELIEVED_MS;
}

/** What lies in a stretch of time: lives first, outages after them, so that these are on top. */
export function spans(seen: Overview, from: number, to: number): readonly Span[] {
  const lives = seen.lives.map((life, place) => ({
    what: "up" as const,
    since: life.started,
    until: place === 0 ? to : (life.stopped ?? life.alive),
  }));
  const outages = seen.outages.map(({ kind, since, until }) => ({ what: kind, since, until }));
  return [...lives, ...outages].flatMap((one) => {
    const since = Math.max(from, one.since);
    const until = Math.min(to, one.until);
    if (until <= since) return [];
    const left = (since - from) / (to - from);
    return [{ ...one, left, width: (until - since) / (to - from) }];
  });
}

/** The share of a pass that is done, 0 to 1. */
export function progressOf(reading: Reading): number {
  return reading.total === 0 ? 0 : Math.min(1, reading.done / reading.total);
}

/** In the unit that people read sizes in. */
export function sizeOf(bytes: number): {
  readonly count: number;
  readonly unit: "KB" | "MB" | "GB";
} {
  if (bytes < 1e6) return { count: bytes / 1e3, unit: "KB" };
  return bytes < 1e9 ? { count: bytes / 1e6, unit: "MB" } : { count: bytes / 1e9, unit: "GB" };
}
