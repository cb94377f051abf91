/** The list of released chats as a table for a spreadsheet. Pure. */

import type { releasedEn } from "../messages/floor.en.ts";
import { csv } from "./csv.ts";
import type { ChatSummary } from "./ledger.ts";

const SECOND_MS = 1000;

/** Times in UTC (ISO 8601), lengths in seconds. */
export function releasedCsv(chats: readonly ChatSummary[], words: typeof releasedEn): string {
  const head = [
    words.chat,
    words.requested,
    words.name,
    words.question,
    words.queue,
    words.lead,
    words.ended,
    `${words.waited} (s)`,
    `${words.engaged} (s)`,
    `${words.wrapUp} (s)`,
    words.rating,
    words.rows,
  ];
  return csv([head, ...chats.map(row)]);
}

function row(chat: ChatSummary): (string | number | null)[] {
  return [
    chat.chat_id,
    new Date(chat.requested).toISOString(),
    chat.name,
    chat.question,
    chat.queue,
    chat.lead,
    chat.termination,
    seconds(chat.waited_ms),
    seconds(chat.engaged_ms),
    seconds(chat.wrap_up_ms),
    chat.score,
    chat.rows,
  ];
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / SECOND_MS);
}
