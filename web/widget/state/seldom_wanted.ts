/** When that has to be fetched which is seldom told and shown. */

import type { Item } from "./chat.ts";
import type { Model } from "./model.ts";
import { isUnsent } from "./transcript.ts";

/**
 * `now`: there is something of it to tell. `soon`: a message to an agent is posted, and by the time
 * that something has to be told there may be no line to fetch it by.
 */
export function seldomWanted({ chat, echoes, idleEndsAt }: Model): "now" | "soon" | null {
  if (chat === null) return null;
  const { absent, items, wasEngaged } = chat;
  const isTold = absent !== null || idleEndsAt !== null;
  if (isTold || echoes.some(isUnsent) || items.some(isSeldom)) return "now";
  return wasEngaged && items.at(-1)?.is === "own" ? "soon" : null;
}

function isSeldom(item: Item): boolean {
  if (item.is === "notice") return item.notice.is !== "joined" && item.notice.is !== "ended";
  return item.is === "pushed" || item.text === null;
}
