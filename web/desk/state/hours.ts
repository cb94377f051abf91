/** Opening hours: by weekday as an editor shows them, as minutes of the day, as a week. Pure. */

import type { OpeningHours } from "../../protocol/generated/directory.ts";

export const DAY_MINUTES = 1440;
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const WORKING_DAYS = [0, 1, 2, 3, 4];
const NINE = 9 * 60;
const FIVE = 17 * 60;

/** `09:30`; midnight at the end of a day is `24:00`. */
export function clockOf(minutes: number): string {
  const two = (count: number): string => String(count).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Minutes of `09:30`, `9:30`, `9`; `null` if that is no time. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})(?::(\d{2}))?$/.exec(text.trim());
  if (found === null) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return minutes <= DAY_MINUTES && Number(found[2] ?? 0) < 60 ? minutes : null;
}

/** When a stretch ends: midnight is the end of the day, not its beginning. */
export function closingOf(text: string): number | null {
  const minutes = minutesOf(text);
  return minutes === 0 ? DAY_MINUTES : minutes;
}

/** A stretch with its place among all, by which the server names it. */
export interface Stretch extends OpeningHours {
  readonly place: number;
}

export function ofDay(hours: readonly OpeningHours[], weekday: number): readonly Stretch[] {
  return hours
    .map((stretch, place) => ({ ...stretch, place }))
    .filter((stretch) => stretch.weekday === weekday)
    .toSorted((a, b) => a.opens - b.opens);
}

/** Monday to Friday, nine to five: what an editor begins with. */
export function workingWeek(): readonly OpeningHours[] {
  return WORKING_DAYS.map((weekday) => ({ weekday, opens: NINE, closes: FIVE }));
}

/** One more stretch on a day: the usual hours, or what is left after the last one. */
export function withStretch(
  hours: readonly OpeningHours[],
  weekday: number,
): readonly OpeningHours[] {
  const last = ofDay(hours, weekday).at(-1);
  if (last === undefined) return sorted([...hours, { weekday, opens: NINE, closes: FIVE }]);
  const opens = last.closes + 60;
  const closes = Math.min(DAY_MINUTES, opens + 180);
  return opens < closes ? sorted([...hours, { weekday, opens, closes }]) : hours;
}

export function changedStretch(
  hours: readonly OpeningHours[],
  place: number,
  change: Partial<OpeningHours>,
): readonly OpeningHours[] {
  return hours.map((stretch, at) => (at === place ? { ...stretch, ...change } : stretch));
}

export function withoutStretch(
  hours: readonly OpeningHours[],
  place: number,
): readonly OpeningHours[] {
  return hours.filter((_, at) => at !== place);
}

/** Closes a day, or opens it with the usual hours. */
export function withDay(
  hours: readonly OpeningHours[],
  weekday: number,
  isOpen: boolean,
): readonly OpeningHours[] {
  const others = hours.filter((stretch) => stretch.weekday !== weekday);
  return isOpen ? withStretch(others, weekday) : others;
}

/** The hours of one day on all the others that are open, or on the working days. */
export function copiedDay(hours: readonly OpeningHours[], from: number): readonly OpeningHours[] {
  const open = WEEKDAYS.filter((day) => ofDay(hours, day).length > 0);
  const days = open.length > 1 ? open : WORKING_DAYS;
  const kept = hours.filter(({ weekday }) => weekday === from || !days.includes(weekday as 0));
  const copies = days
    .filter((day) => day !== from)
    .flatMap((weekday) =>
      ofDay(hours, from).map(({ opens, closes }) => ({ weekday, opens, closes })),
    );
  return sorted([...kept, ...copies]);
}

export function sorted(hours: readonly OpeningHours[]): readonly OpeningHours[] {
  return hours.toSorted((a, b) => a.weekday - b.weekday || a.opens - b.opens);
}

/** Stretches that end before they begin, or begin before the one before has ended; by place. */
export function misplaced(
  hours: readonly OpeningHours[],
): ReadonlyMap<number, "backwards" | "overlap"> {
  const found = new Map<number, "backwards" | "overlap">();
  for (const weekday of WEEKDAYS) {
    let until = 0;
    for (const { place, opens, closes } of ofDay(hours, weekday)) {
      if (closes <= opens) found.set(place, "backwards");
      else if (opens < until) found.set(place, "overlap");
      until = Math.max(until, closes);
    }
  }
  return found;
}

/** How many hours a week a queue is open; none listed means always. */
export function weeklyHours(hours: readonly OpeningHours[]): number {
  if (hours.length === 0) return 168;
  return hours.reduce((sum, { opens, closes }) => sum + Math.max(0, closes - opens), 0) / 60;
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Dates in order, each once. */
export function withDate(dates: readonly string[], date: string): readonly string[] {
  return isDate(date) ? [...new Set([...dates, date])].toSorted() : dates;
}
