/**
 * The commands of one running client: numbered 1, 2, 3, …, kept until they are answered, resent
 * byte for byte after each reconnect. Pure; `session` carries the bytes and keeps the copy that
 * outlives a reload.
 */

import type { AgentFrame, ChatId, EndUserFrame, Millis } from "./frames.ts";

export type AnyCommand = Extract<EndUserFrame | AgentFrame, { readonly id: number }>;

type WithoutId<C> = C extends { readonly id: number } ? Omit<C, "id"> : never;

/** A command before it has its number. */
export type CommandBody = WithoutId<AnyCommand>;

/** Unanswered commands beyond this are not taken: something is wrong, and memory is not endless. */
export const UNANSWERED_MAX = 100;
/** Answered entries kept for the eye. */
export const ANSWERED_MAX = 100;
const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 30_000;

export type EntryState =
  /** Not answered yet; `onLine`: went out on this connection. */
  | { readonly is: "sending"; readonly onLine: boolean }
  /** Refused for now (`retry`); goes out again at `retryAt`. */
  | { readonly is: "delayed"; readonly retryAt: Millis; readonly tries: number }
  | { readonly is: "sent"; readonly chat: ChatId | null; readonly n: number }
  | { readonly is: "refused"; readonly code: string; readonly text: string }
  /** Nobody can tell whether it arrived: the client had to start over. */
  | { readonly is: "lost" };

export interface Entry {
  readonly id: number;
  readonly body: CommandBody;
  /** The frame as it goes out, the same bytes each time. */
  readonly bytes: string;
  readonly at: Millis;
  readonly tries: number;
  readonly state: EntryState;
}

export interface Outbox {
  readonly client: string;
  readonly nextId: number;
  readonly entries: readonly Entry[];
}

export function emptyOutbox(client: string): Outbox {
  return { client, nextId: 1, entries: [] };
}

/** The outbox with one more command, and its number; `null` when too many are unanswered. */
export function enqueue(
  outbox: Outbox,
  body: CommandBody,
  at: Millis,
): { readonly outbox: Outbox; readonly id: number } | null {
  if (unanswered(outbox).length >= UNANSWERED_MAX) return null;
  const id = outbox.nextId;
  const { type, ...rest } = body;
  const entry: Entry = {
    id,
    body,
    bytes: JSON.stringify({ type, id, ...rest }),
    at,
    tries: 0,
    state: { is: "sending", onLine: false },
  };
  return { outbox: { ...outbox, nextId: id + 1, entries: [...outbox.entries, entry] }, id };
}

export function unanswered(outbox: Outbox): readonly Entry[] {
  return outbox.entries.filter(({ state }) => state.is === "sending" || state.is === "delayed");
}

/** What has to go out now, in order. */
export function toSend(outbox: Outbox, at: Millis): readonly Entry[] {
  return outbox.entries.filter(
    ({ state }) =>
      (state.is === "sending" && !state.onLine) || (state.is === "delayed" && state.retryAt <= at),
  );
}

/** When `toSend` will next have something by itself. */
export function retryDueAt(outbox: Outbox): Millis | null {
  const times = outbox.entries.flatMap(({ state }) =>
    state.is === "delayed" ? [state.retryAt] : [],
  );
  return times.length > 0 ? Math.min(...times) : null;
}

export function sentOnLine(outbox: Outbox, id: number): Outbox {
  return changed(outbox, id, (entry) => ({ ...entry, state: { is: "sending", onLine: true } }));
}

export function acked(
  outbox: Outbox,
  answer: { readonly id: number; readonly chat?: ChatId | null; readonly n?: number },
): Outbox {
  return changed(outbox, answer.id, (entry) => ({
    ...entry,
    state: { is: "sent", chat: answer.chat ?? null, n: answer.n ?? 0 },
  }));
}

/** A refusal that may pass by itself delays the command, at least as long as the server says; any
 * other ends it. */
export function refused(
  outbox: Outbox,
  answer: {
    readonly id: number;
    readonly code: string;
    readonly text: string;
    readonly retry?: boolean;
    readonly retry_after_ms?: number;
  },
  at: Millis,
): Outbox {
  return changed(outbox, answer.id, (entry) => {
    const { code, text } = answer;
    if (!answer.retry) return { ...entry, state: { is: "refused", code, text } };
    const tries = entry.tries + 1;
    const told = answer.retry_after_ms ?? 0;
    const pause = Math.max(told, Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (tries - 1)));
    return { ...entry, tries, state: { is: "delayed", retryAt: at + pause, tries } };
  });
}

/** The line is gone: what is unanswered goes out again on the next one. */
export function lineLost(outbox: Outbox): Outbox {
  const waits = outbox.entries.some(({ state }) => state.is === "sending" && state.onLine);
  if (!waits) return outbox;
  const entries = outbox.entries.map((entry) =>
    entry.state.is === "sending" && entry.state.onLine
      ? { ...entry, state: { is: "sending", onLine: false } as const }
      : entry,
  );
  return { ...outbox, entries };
}

/** The server has answered numbers up to `lastId` of this client: never use one of them anew. */
export function countedUpTo(outbox: Outbox, lastId: number): Outbox {
  return lastId < outbox.nextId ? outbox : { ...outbox, nextId: lastId + 1 };
}

/**
 * The server's history is another than the one our answers came from: what was answered may never
 * have been. What was not answered goes out again under the number it has: numbers are used once,
 * so it is either new to that history, or known there and answered as it was.
 */
export function historyReplaced(outbox: Outbox): Outbox {
  return { ...outbox, entries: unanswered(outbox) };
}

/** A new client in the same page: what was unanswered is lost, and numbers start at 1. */
export function startedOver(outbox: Outbox, client: string): Outbox {
  const lost = outbox.entries.map((entry, index) => ({
    ...entry,
    id: index - outbox.entries.length,
    state:
      entry.state.is === "sending" || entry.state.is === "delayed"
        ? ({ is: "lost" } as const)
        : entry.state,
  }));
  return { client, nextId: 1, entries: lost };
}

/** Drops an entry that the person has read or tried again. */
export function forgotten(outbox: Outbox, id: number): Outbox {
  return { ...outbox, entries: outbox.entries.filter((entry) => entry.id !== id) };
}

/** What must outlive a reload. */
export function saved(outbox: Outbox): string {
  return JSON.stringify({ ...outbox, entries: unanswered(outbox) });
}

/** The outbox of the page before the reload; `null` when there is none to be read. */
export function restored(text: string | null): Outbox | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Outbox;
    if (typeof value.client !== "string" || !Number.isSafeInteger(value.nextId)) return null;
    return lineLost({ client: value.client, nextId: value.nextId, entries: [...value.entries] });
  } catch {
    return null;
  }
}

function changed(outbox: Outbox, id: number, change: (entry: Entry) => Entry): Outbox {
  const found = outbox.entries.find((entry) => entry.id === id);
  if (!found || (found.state.is !== "sending" && found.state.is !== "delayed")) return outbox;
  const entries = outbox.entries.map((entry) => (entry === found ? change(entry) : entry));
  return { ...outbox, entries: withoutOldAnswers(entries) };
}

function withoutOldAnswers(entries: readonly Entry[]): readonly Entry[] {
  const answered = entries.filter(({ state }) => state.is !== "sending" && state.is !== "delayed");
  const surplus = new Set(answered.slice(0, Math.max(0, answered.length - ANSWERED_MAX)));
  return surplus.size === 0 ? entries : entries.filter((entry) => !surplus.has(entry));
}
