/** Lays the items of a chat out in rows: time separators, groups of one author, notices. */

import type { Millis } from "../../protocol/frames.ts";
import type { Entry } from "../../protocol/outbox.ts";
import type { ChatView, FileSeen, Item, Notice } from "./chat.ts";

/** A pause so long gets a time above what follows. */
export const PAUSE_MS = 15 * 60_000;
/** Messages of one author stand together when they follow within this. */
export const TOGETHER_MS = 3 * 60_000;

export interface Bubble {
  readonly key: string;
  readonly at: Millis;
  readonly text: string | null;
  readonly form: "text" | "url" | "html";
  readonly state: "there" | "sending" | "delayed" | "refused" | "lost";
  /** The number of the command, for those not there yet. */
  readonly id: number;
  readonly code: string;
  /** Kept out of transcripts. */
  readonly offRecord?: true;
  /** It is a file; then the text is its name. */
  readonly file?: FileSeen;
}

export type Row =
  | { readonly is: "time"; readonly key: string; readonly at: Millis }
  | { readonly is: "notice"; readonly key: string; readonly notice: Notice }
  | {
      readonly is: "group";
      readonly key: string;
      readonly own: boolean;
      readonly name: string;
      readonly bubbles: readonly Bubble[];
    };

/** Own posts that the server has not told us about yet. */
export interface Echo {
  readonly id: number;
  readonly at: Millis;
  readonly text: string;
  readonly state: "sending" | "delayed" | "refused" | "lost";
  readonly code: string;
  readonly offRecord?: true;
}

export function isUnsent({ state }: Pick<Echo, "state">): boolean {
  return state === "refused" || state === "lost";
}

/**
 * The posts to show before the timeline has them. An event may arrive ahead of its ack; then the
 * text tells that the echo is there already. `floors`: how far the timeline was when each was
 * written, by command; nothing before that can be the echo.
 */
export function echoes(
  entries: readonly Entry[],
  view: ChatView,
  floors: ReadonlyMap<number, number>,
): readonly Echo[] {
  const acked = new Set(
    entries.flatMap(({ state }) => (state.is === "sent" && state.n > 0 ? [state.n] : [])),
  );
  const unclaimed = view.items.filter((item) => item.is === "own" && !acked.has(item.n));
  const isThere = (id: number, text: string): boolean => {
    const floor = floors.get(id) ?? 0;
    const index = unclaimed.findIndex(
      (item) => item.is === "own" && item.text === text && item.n > floor,
    );
    if (index >= 0) unclaimed.splice(index, 1);
    return index >= 0;
  };
  return entries.flatMap(({ id, at, body, state }): readonly Echo[] => {
    if (body.type !== "post" || body.chat !== view.chat) return [];
    const marked = body.off_record === true ? { offRecord: true as const } : {};
    const echo = { id, at, text: body.text, code: "", ...marked };
    switch (state.is) {
      case "sent":
        return state.n > view.seen ? [{ ...echo, state: "sending" }] : [];
      case "sending":
        return isThere(id, body.text) ? [] : [{ ...echo, state: "sending" }];
      case "refused":
        return [{ ...echo, state: "refused", code: state.code }];
      default:
        return [{ ...echo, state: state.is }];
    }
  });
}

/** Why the chat is over stands below the transcript, not in it. */
export function rows(items: readonly Item[], waiting: readonly Echo[]): readonly Row[] {
  const made: Row[] = [];
  let before: Millis | null = null;
  for (const item of items) {
    if (item.is === "notice" && item.notice.is === "ended") continue;
    if (before === null || item.at - before > PAUSE_MS || !sameDay(item.at, before)) {
      made.push({ is: "time", key: `t${item.n}`, at: item.at });
    }
    before = item.at;
    if (item.is === "notice") {
      made.push({ is: "notice", key: `n${item.n}`, notice: item.notice });
    } else add(made, item.is === "own", item.is === "own" ? "" : item.name, bubbleOf(item));
  }
  for (const echo of waiting) add(made, true, "", echoBubble(echo));
  return made;
}

function add(made: Row[], own: boolean, name: string, bubble: Bubble): void {
  const last = made.at(-1);
  const previous = last?.is === "group" ? last.bubbles.at(-1) : undefined;
  const together =
    last?.is === "group" &&
    last.own === own &&
    last.name === name &&
    previous !== undefined &&
    (bubble.state !== "there" || bubble.at - previous.at <= TOGETHER_MS);
  if (together) made[made.length - 1] = { ...last, bubbles: [...last.bubbles, bubble] };
  else made.push({ is: "group", key: `g${bubble.key}`, own, name, bubbles: [bubble] });
}

function bubbleOf(item: Exclude<Item, { is: "notice" }>): Bubble {
  return {
    key: `m${item.n}`,
    at: item.at,
    text: item.text,
    form: item.is === "pushed" ? item.form : "text",
    state: "there",
    id: 0,
    code: "",
    ...("offRecord" in item ? { offRecord: true } : {}),
    ...("file" in item ? { file: item.file } : {}),
  };
}

function echoBubble(echo: Echo): Bubble {
  return { key: `e${echo.id}`, form: "text", ...echo };
}

function sameDay(one: Millis, other: Millis): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
