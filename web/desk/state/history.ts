/** The chart's minutes before the floor was watched, counted from the chats of that time. */

import { chatPhase, type Sample } from "./floor.ts";
import type { ChatSummary } from "./ledger.ts";
import type { Board, BoardChat } from "./wire.ts";

interface Span {
  readonly from: number;
  readonly until: number;
}

interface Spans {
  readonly waiting: readonly Span[];
  readonly engaged: readonly Span[];
}

const STEP_MS = 5_000;

/** One sample each five seconds, from `from` up to `until`. A requeue in between is not seen. */
export function history(
  released: readonly ChatSummary[],
  board: Board,
  from: number,
  until: number,
): readonly Sample[] {
  const spans = [...released.map(spansOf), ...board.chats.map((chat) => openSpans(chat, until))];
  const waiting = spans.flatMap((each) => each.waiting);
  const engaged = spans.flatMap((each) => each.engaged);
  const samples: Sample[] = [];
  for (let at = from; at < until; at += STEP_MS) {
    samples.push({ at, waiting: countAt(waiting, at), engaged: countAt(engaged, at) });
  }
  return samples;
}

function spansOf(chat: ChatSummary): Spans {
  const { requested, first_engaged: begun, completed, engaged_ms: lasted } = chat;
  const over = completed ?? requested;
  if (begun === null) return { waiting: [{ from: requested, until: over }], engaged: [] };
  return {
    waiting: [{ from: requested, until: begun }],
    engaged: [{ from: begun, until: lasted === null ? over : begun + lasted }],
  };
}

function openSpans(chat: BoardChat, until: number): Spans {
  const { requested_at: requested, phase_since: since } = chat;
  switch (chatPhase(chat)) {
    case "engaged":
      return {
        waiting: [{ from: requested, until: since }],
        engaged: [{ from: since, until: until + 1 }],
      };
    case "wrap_up":
      return { waiting: [], engaged: [{ from: requested, until: since }] };
    default:
      return { waiting: [{ from: requested, until: until + 1 }], engaged: [] };
  }
}

function countAt(spans: readonly Span[], at: number): number {
  return spans.reduce((sum, { from, until }) => sum + (from <= at && at < until ? 1 : 0), 0);
}
