/** Finds the catalogue for a language, and the sentence for a code. */

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
      return words.tooLong(fault.max);
    default:
      return fault satisfies never;
  }
}

export function noticeWords(words: Messages, notice: Notice): string {
  switch (notice.is) {
    case "joined":
      return words.joined(notice.name || words.someone);
    case "left":
      return words.left(notice.name || words.someone);
    case "leads":
      return words.leads(notice.name || words.someone);
    case "passed_on":
      return words.passedOn;
    case "line_lost":
      return words.lineLost(notice.name || words.someone);
    case "requeued":
      return words[notice.lost ? "requeuedLost" : "requeued"](notice.name || words.someone);
    case "ended":
      return words.over;
    default:
      return notice satisfies never;
  }
}

/** Codes of a post that came too late: trying again is in vain. */
export const TOO_LATE: ReadonlySet<string> = new Set(["chat_ended", "start_over", "unknown_chat"]);

export function refusalWords(words: Messages, code: string): string {
  if (TOO_LATE.has(code)) return words.refused_chat_ended;
  return sentence(words, `refused_${code}`) ?? words.refused_other;
}

function sentence(words: Messages, key: string): string | null {
  if (!Object.hasOwn(words, key)) return null;
  const found = words[key as keyof Messages];
  return typeof found === "string" ? found : null;
}
