/** The one new line for the live region. */

import { parts } from "../../shown/links.ts";
import type { Messages } from "../messages/en.ts";
import { noticeWords, waitWords } from "../messages/words.ts";
import type { Item } from "./chat.ts";
import type { Model, Wait } from "./model.ts";

/** What a listener has to hear of the change; `null`: nothing. */
export function announcement(before: Model, after: Model, words: Messages): string | null {
  const lines = [
    ...newItems(before, after).map((item) => itemLine(item, words)),
    unsentLine(before, after, words),
    after.wait !== before.wait && after.wait !== null ? waitLine(after.wait, words) : null,
    after.typist !== null && after.typist !== before.typist
      ? words.typing(after.typist || words.someone)
      : null,
    lineLine(before, after, words),
    absentLine(before, after, words),
    idleLine(before, after, words),
  ].filter((line) => line !== null);
  return lines.length > 0 ? lines.join(" ") : null;
}

/** Items that came while we were there; a transcript that is read back is no news. */
function newItems(before: Model, after: Model): readonly Item[] {
  if (after.chat === null || after.chat === before.chat) return [];
  const from = before.chat?.chat === after.chat.chat ? before.chat.seen : 0;
  return after.chat.items.filter((item) => item.n > from && item.at >= after.since);
}

function itemLine(item: Item, words: Messages): string | null {
  switch (item.is) {
    case "own":
      return null;
    case "notice":
      return noticeWords(words, item.notice);
    case "pushed":
      return item.form === "url" ? words.pushedUrl(item.name) : words.pushedHtml(item.name);
    case "agent": {
      const text = parts(item.text ?? words.erased)
        .map((part) => part.text)
        .join("");
      return words.says(item.name || words.someone, text);
    }
    default:
      return item satisfies never;
  }
}

function unsentLine(before: Model, after: Model, words: Messages): string | null {
  const unsent = (model: Model): number =>
    model.echoes.filter(({ state }) => state === "refused" || state === "lost").length;
  return unsent(after) > unsent(before) ? words.notSent : null;
}

export function waitLine(wait: Wait, words: Messages): string {
  const place = wait.position <= 1 ? words.queueNext : words.queueAhead(wait.position - 1);
  if (wait.expectedMs === null) return place;
  return `${place}. ${words.waitAbout(waitWords(words, wait.expectedMs))}`;
}

function lineLine(before: Model, after: Model, words: Messages): string | null {
  const wasOpen = before.line.phase === "open";
  return wasOpen && after.line.phase === "waiting" && after.chat?.phase !== "ended"
    ? words.down(0)
    : null;
}

function absentLine(before: Model, after: Model, words: Messages): string | null {
  const absent = after.chat?.absent ?? null;
  if (absent === null || before.chat?.absent) return null;
  const seconds = Math.max(0, Math.ceil((absent.lostAt - after.now) / 1_000));
  return words.agentAbsent(absent.name || words.someone, seconds);
}

function idleLine(before: Model, after: Model, words: Messages): string | null {
  if (after.idleEndsAt === null || before.idleEndsAt !== null) return null;
  return words.idle(Math.max(0, Math.ceil((after.idleEndsAt - after.now) / 1_000)));
}
