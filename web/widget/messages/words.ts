/** Finds the catalogue for a language, and the words for what is counted or met. */

import type { Notice } from "../state/chat.ts";
import type { Fault } from "../state/form.ts";
import type { Messages } from "./en.ts";

/** Only the catalogue that is wanted gets loaded. */
const CATALOGUES: ReadonlyMap<string, () => Promise<Messages>> = new Map([
  ["en", () => import("./en.ts").then((module): Messages => module.en)],
  ["de", () => import("./de.ts").then((module): Messages => module.de)],
  ["ar", () => import("./ar.ts").then((module): Messages => module.ar)],
]);

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

export interface Tongue {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly words: Messages;
}

/** The first of the wished languages that there is a catalogue for; else English. */
export async function tongueOf(wished: readonly string[]): Promise<Tongue> {
  for (const language of [...wished, "en"]) {
    const [base = ""] = language.toLowerCase().split("-");
    const words = await CATALOGUES.get(base)?.();
    if (words) return { language, direction: directionOf(base), words };
  }
  throw new Error("There is no English catalogue.");
}

function directionOf(base: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(base) ? "rtl" : "ltr";
}

export function waitWords(words: Messages, ms: number): string {
  return ms < 60_000 ? words.underAMinute : words.minutes(Math.round(ms / 60_000));
}

export function faultWords(words: Messages, fault: Fault, label: string): string {
  switch (fault.is) {
    case "missing":
      return words.missing(label);
    case "no_email":
      return words.noEmail;
    case "too_long":
      return words.tooLong(words.characters(fault.max));
    default:
      return fault satisfies never;
  }
}

/** `null`: the words are among those that are fetched later. */
export function noticeWords(words: Messages, notice: Notice): string | null {
  if (notice.is === "ended") return words.over;
  return notice.is === "joined" ? words.joined(notice.name || words.someone) : null;
}

/** Empty: none left. */
export function secondsWords(words: Messages, seconds: number): string {
  return seconds > 0 ? words.seconds(seconds) : "";
}
