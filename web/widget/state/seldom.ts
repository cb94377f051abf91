/** What a listener has to hear seldom. Fetched with its words. */

import type { Messages } from "../messages/en.ts";
import { type SeldomWords, seldomNotice, seldomWords } from "../messages/seldom.ts";
import { secondsWords, type Tongue } from "../messages/words.ts";
import { newItems } from "./announce.ts";
import type { Item } from "./chat.ts";
import type { Model } from "./model.ts";
import { secondsUntil } from "./screen.ts";
import { isUnsent } from "./transcript.ts";

/** `null`: nothing. */
export function seldomLine(
  before: Model,
  after: Model,
  { language, words }: Tongue,
): string | null {
  const seldom = seldomWords(language);
  const lines = [
    ...newItems(before, after).map((item) => itemLine(item, words, seldom)),
    unsent(after) > unsent(before) ? words.notSent : null,
    absentLine(before, after, words, seldom),
    idleLine(before, after, words, seldom),
  ].filter((line) => line !== null);
  return lines.length > 0 ? lines.join(" ") : null;
}

function itemLine(item: Item, words: Messages, seldom: SeldomWords): string | null {
  switch (item.is) {
    case "own":
      return null;
    case "notice":
      return seldomNotice(seldom, words, item.notice);
    case "pushed":
      return seldom[item.form === "url" ? "pushedUrl" : "pushedHtml"](item.name);
    case "agent":
      return item.text === null ? words.says(item.name || words.someone, seldom.erased) : null;
    default:
      return item satisfies never;
  }
}

function unsent({ echoes }: Model): number {
  return echoes.filter(isUnsent).length;
}

function absentLine(
  before: Model,
  after: Model,
  words: Messages,
  seldom: SeldomWords,
): string | null {
  const absent = after.chat?.absent;
  if (!absent || before.chat?.absent) return null;
  const left = secondsWords(words, secondsUntil(absent.lostAt, after.now));
  return seldom.agentAbsent(absent.name || words.someone, left);
}

function idleLine(
  before: Model,
  after: Model,
  words: Messages,
  seldom: SeldomWords,
): string | null {
  if (after.idleEndsAt === null || before.idleEndsAt !== null) return null;
  return seldom.idle(secondsWords(words, secondsUntil(after.idleEndsAt, after.now)));
}
