/** Times in words of the reader's language. */

import type { Messages } from "../messages/en.ts";

const DAY_MS = 86_400_000;

export function clock(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(at);
}

export function dayAndClock(
  at: number,
  now: number,
  language: string,
  words: Pick<Messages, "today" | "yesterday">,
): string {
  return `${day(at, now, language, words)}, ${clock(at, language)}`;
}

function day(
  at: number,
  now: number,
  language: string,
  words: Pick<Messages, "today" | "yesterday">,
): string {
  const then = new Date(at).toDateString();
  if (then === new Date(now).toDateString()) return words.today;
  if (then === new Date(now - DAY_MS).toDateString()) return words.yesterday;
  return new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(at);
}
