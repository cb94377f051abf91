/** What is true of a chat's end-user for the moment, and no row of it: how far they have read, what
 * they are writing, which pages they look at. */

import type { Page, Pages, SeenNotice, TypingNotice } from "../../protocol/frames.ts";
import type { AgentEventFrame } from "./wire.ts";

export interface Moment {
  /** Up to this number of our timeline the end-user has looked at the chat. */
  readonly seen: number;
  /** What stands in their box, where the site lets agents see it; empty: nothing, or nobody knows. */
  readonly preview: string;
  /** In the order they were seen. */
  readonly pages: readonly Page[];
}

export type Moments = Readonly<Record<string, Moment>>;

const NOTHING: Moment = { seen: 0, preview: "", pages: [] };

export function momentOf(moments: Moments, chat: string): Moment {
  return moments[chat] ?? NOTHING;
}

export function withMoment(
  moments: Moments,
  frame: SeenNotice | Pages | TypingNotice | AgentEventFrame,
): Moments {
  const before = momentOf(moments, frame.chat);
  const change = changeBy(before, frame);
  const isNews = Object.entries(change).some(
    ([key, value]) => before[key as keyof Moment] !== value,
  );
  return isNews ? { ...moments, [frame.chat]: { ...before, ...change } } : moments;
}

function changeBy(
  before: Moment,
  frame: SeenNotice | Pages | TypingNotice | AgentEventFrame,
): Partial<Moment> {
  switch (frame.type) {
    case "has_seen":
      return { seen: Math.max(before.seen, frame.n) };
    case "pages":
      return { pages: frame.pages };
    case "is_typing":
      return frame.who === "end_user" ? { preview: frame.on ? (frame.text ?? "") : "" } : {};
    case "event":
      // What was sent stands in no box any more.
      return frame.event.event.kind === 2 ? { preview: "" } : {};
    default:
      return frame satisfies never;
  }
}
