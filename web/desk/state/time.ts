/** Stretches and points of time in a reader's form. Pure: the present comes in as a value. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch as on a stopwatch: `0:07`, `12:05`, `1:02:33`, and `3 d 4 h` beyond two days. */
export function stopwatch(ms: number): string {
  const total = Math.max(0, Math.floor(ms / SECOND));
  const [hours, minutes, seconds] = [
    Math.floor(total / 3600),
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  const tail = `${two(seconds)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** Whole seconds left until a point, never below nothing. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / SECOND));
}

export type Ago = { readonly unit: "now" | "m" | "h" | "d"; readonly count: number };

/** How long ago, in the largest unit that fits. */
export function ago(at: number, now: number): Ago {
  const past = Math.max(0, now - at);
  if (past < MINUTE) return { unit: "now", count: 0 };
  if (past < HOUR) return { unit: "m", count: Math.floor(past / MINUTE) };
  if (past < DAY) return { unit: "h", count: Math.floor(past / HOUR) };
  return { unit: "d", count: Math.floor(past / DAY) };
}

/** `14:32` */
export function clock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `14:32:07.120` */
export function clockMillis(at: number): string {
  const date = new Date(at);
  return `${clock(at)}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** `24 Nov 2026, 14:32:07` in the reader's locale. */
export function exact(at: number, locale: string): string {
  return formatter(locale, { dateStyle: "medium", timeStyle: "medium" }).format(at);
}

/** `Tue 24 Nov` */
export function day(at: number, locale: string): string {
  return formatter(locale, { weekday: "short", day: "numeric", month: "short" }).format(at);
}

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** The machine's form, for `<time dateTime>`. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${Object.keys(options).join()}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, hourCycle: "h23" });
  formatters.set(key, made);
  return made;
}

function two(count: number): string {
  return String(count).padStart(2, "0");
}
