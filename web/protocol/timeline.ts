/**
 * What a client has of one chat: the events 1, 2, 3, … without a gap.
 *
 * Law: however the frames are cut, doubled or disordered, once the line has resumed from `seen`
 * the timeline equals one that was received in a single piece.
 */

import type { ChatId, EventFrame, Millis } from "./frames.ts";

export interface Seen<Event> {
  readonly n: number;
  readonly at: Millis;
  readonly event: Event;
}

export interface Timeline<Event> {
  readonly chat: ChatId;
  readonly entries: readonly Seen<Event>[];
  /** The last `n` held; the cursor of the next hello. */
  readonly seen: number;
  /** An event was skipped on the way: the connection has to resume from `seen`. */
  readonly gap: boolean;
}

export function emptyTimeline<Event>(chat: ChatId): Timeline<Event> {
  return { chat, entries: [], seen: 0, gap: false };
}

/** The timeline with one more event; a known one changes nothing, one too far ahead marks the gap. */
export function apply<Event>(timeline: Timeline<Event>, frame: EventFrame): Timeline<Event> {
  if (frame.n <= timeline.seen) return timeline;
  if (frame.n > timeline.seen + 1) return timeline.gap ? timeline : { ...timeline, gap: true };
  const entry: Seen<Event> = { n: frame.n, at: frame.at, event: frame.event as Event };
  return { ...timeline, entries: [...timeline.entries, entry], seen: frame.n, gap: false };
}

/** The timeline after a `resync`: nothing, for a fresh one follows. */
export function dropped<Event>(timeline: Timeline<Event>): Timeline<Event> {
  return emptyTimeline(timeline.chat);
}

/** A new connection resumes from `seen`, so what is missing will come. */
export function resuming<Event>(timeline: Timeline<Event>): Timeline<Event> {
  return timeline.gap ? { ...timeline, gap: false } : timeline;
}
