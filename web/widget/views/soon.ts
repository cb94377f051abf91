/** A time that is to come, in words of the reader's language. */

import { clock } from "./times.ts";

const DAY_MS = 86_400_000;

/** `tomorrow at 09:00`, `on Monday at 09:00`: in the reader's own language and time zone. */
export function soonWords(at: number, now: number, language: string): string {
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  const time = clock(at, language);
  if (days > 6) {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(at);
  }
  const near = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long" }).format(at);
  return `${days < 2 ? near : weekday}, ${time}`;
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
