/** The new lines for the live region; what is seldom told adds its own (`seldom.ts`). */

import { parts } from "../../shown/links.ts";
import type { Messages } from "../messages/en.ts";
import { noticeWords, waitWords } from "../messages/words.ts";
import type { Item } from "./chat.ts";
import type { Model, Wait } from "./model.ts";

/** What a listener has to hear of the change; `null`: nothing. */
export function announcement(before: Model, after: Model, words: Messages): string | null {
  const lines = [
    ...newItems(before, after).map((item) => itemLine(item, words)),
    after.wait !== before.wait && after.wait !== null ? waitLine(after.wait, words) : null,
    after.typist !== null && after.typist !== before.typist
      ? words.typing(after.typist || words.someone)
      : null,
    lineLine(before, after, words),
  ].filter((line) => line !== null);
  return lines.length > 0 ? lines.join(" ") : null;
}

/** Items that came while we were there; a transcript that is read back is no news. */
export function newItems(before: Model, after: Model): readonly Item[] {
  if (after.chat === null || after.chat === before.chat) return [];
  const from = before.chat?.chat === after.chat.chat ? before.chat.seen : 0;
  return after.chat.items.filter((item) => item.n > from && item.at >= after.since);
}

function itemLine(item: Item, words: Messages): string | null {
  if (item.is === "notice") return noticeWords(words, item.notice);
  if (item.is !== "agent" || item.text === null) return null;
  const text = parts(item.text)
    .map((part) => part.text)
    .join("");
  return words.says(item.name || words.someone, text);
}

export function waitLine(wait: Wait, words: Messages): string {
  const place = wait.position <= 1 ? words.queueNext : words.queueAhead(wait.position - 1);
  if (wait.expectedMs === null) return place;
  return `${place}. ${words.waitAbout(waitWords(words, wait.expectedMs))}`;
}

function lineLine(before: Model, after: Model, words: Messages): string | null {
  const wasOpen = before.line.phase === "open";
  return wasOpen && after.line.phase === "waiting" && after.chat?.phase !== "ended"
    ? words.down("")
    : null;
}
