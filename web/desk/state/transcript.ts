/** A chat's items as lines to read: grouped by author, with separators where time has passed. */

import type { Chat, Happened, Said } from "./chat.ts";
import { isSameDay } from "./time.ts";

/** A message of this client that is on its way, or that the server would not take. */
export interface Echo {
  readonly command: string;
  readonly chat: string;
  readonly at: number;
  readonly text: string;
  readonly isPrivate: boolean;
  /** Kept out of transcripts. */
  readonly offRecord?: true;
  readonly state: "sending" | "sent" | "refused" | "lost";
  readonly reason: string;
  /** The number of its event in this chat's timeline, once the server has told; else 0. */
  readonly n: number;
}

export type Line =
  | { readonly type: "time"; readonly key: string; readonly at: number; readonly newDay: boolean }
  | { readonly type: "unread"; readonly key: string }
  | { readonly type: "said"; readonly key: string; readonly said: Said; readonly first: boolean }
  | { readonly type: "happened"; readonly key: string; readonly happened: Happened }
  | { readonly type: "echo"; readonly key: string; readonly echo: Echo; readonly first: boolean };

const PAUSE = 10 * 60 * 1000;
const SAME_BREATH = 2 * 60 * 1000;

/**
 * `seen`: the last event read; a mark is drawn before the first later word of the end-user that
 * nobody has answered yet.
 */
export function transcript(chat: Chat, echoes: readonly Echo[], seen: number): readonly Line[] {
  const lines: Line[] = [];
  let before: number | null = null;
  let speaker = "";
  let spokeAt = 0;
  let marked = seen === 0;
  const settled = Math.max(seen, lastAnswer(chat));
  for (const item of chat.items) {
    const gap: Line | null = gapLine(before, item.at);
    if (gap !== null) {
      lines.push(gap);
      speaker = "";
    }
    before = item.at;
    if (item.type === "happened") {
      lines.push({ type: "happened", key: `n${item.n}`, happened: item });
      speaker = "";
      continue;
    }
    if (!marked && item.n > settled && item.from === "end_user") {
      marked = true;
      if (lines.length > 1) lines.push({ type: "unread", key: "unread" });
    }
    const who = speakerOf(item);
    const first = who !== speaker || item.at - spokeAt > SAME_BREATH;
    lines.push({ type: "said", key: `n${item.n}`, said: item, first });
    speaker = who;
    spokeAt = item.at;
  }
  return [...lines, ...echoLines(chat, echoes, speaker)];
}

function lastAnswer(chat: Chat): number {
  const answer = chat.items.findLast((item) => item.type === "said" && item.from === "agent");
  return answer?.n ?? 0;
}

function echoLines(chat: Chat, echoes: readonly Echo[], lastSpeaker: string): readonly Line[] {
  const known = new Set(chat.items.flatMap((item) => (item.type === "said" ? [item.command] : [])));
  const isHere = (echo: Echo): boolean =>
    known.has(echo.command) || (echo.n > 0 && echo.n <= chat.n);
  const pending = echoes.filter((echo) => echo.chat === chat.id && !isHere(echo));
  return pending.map((echo, index) => {
    const first = index === 0 && lastSpeaker !== `me${echo.isPrivate}`;
    return { type: "echo", key: `e${echo.command}`, echo, first };
  });
}

function gapLine(before: number | null, at: number): Line | null {
  const newDay = before === null || !isSameDay(before, at);
  if (!newDay && before !== null && at - before < PAUSE) return null;
  return { type: "time", key: `t${at}`, at, newDay };
}

function speakerOf(said: Said): string {
  return `${said.from} ${said.agent} ${said.isPrivate} ${said.outside}`;
}

/** What came after the last event read: words of the end-user, private words of colleagues. */
export function unread(chat: Chat, seen: number, me: string): number {
  return newTo(chat, seen, me).length;
}

/** Some of what is unread is for agents only. */
export function hasUnreadNote(chat: Chat, seen: number, me: string): boolean {
  return newTo(chat, seen, me).some(({ isPrivate }) => isPrivate);
}

/** Who only watches has nothing to answer. */
function newTo(chat: Chat, seen: number, me: string): readonly Said[] {
  if (chat.part === "monitor") return [];
  const found: Said[] = [];
  for (let index = chat.items.length - 1; index >= 0; index -= 1) {
    const item = chat.items[index];
    if (item === undefined || item.n <= seen) break;
    if (item.type !== "said") continue;
    if (item.from === "end_user" || (item.isPrivate && item.agent !== me)) found.push(item);
  }
  return found;
}

/** The latest words of either side. */
export function lastSaid(chat: Chat): Said | null {
  const last = chat.items.findLast((item) => item.type === "said");
  return last?.type === "said" ? last : null;
}

/** Since when the end-user has had no answer; `null`: they have one, or asked nothing. */
export function unansweredSince(chat: Chat): number | null {
  let since: number | null = null;
  for (let index = chat.items.length - 1; index >= 0; index -= 1) {
    const item = chat.items[index];
    if (item?.type !== "said" || item.isPrivate) continue;
    if (item.from === "agent") break;
    since = item.at;
  }
  return since;
}

/** What was written to a chat and never taken: refused posts, then the draft. */
export function unsentTo(chat: string, echoes: readonly Echo[], draft: string): string {
  const refused = echoes.filter(
    (echo) => echo.chat === chat && (echo.state === "refused" || echo.state === "lost"),
  );
  return [...refused.map(({ text }) => text), draft]
    .filter((text) => text.trim() !== "")
    .join("\n");
}
