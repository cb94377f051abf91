/** A chat's ledger as the floor reads it: rows in their transactions, filtered by what they tell. */

import type { Explanation } from "./wire.ts";

export interface Actor {
  readonly role: "agent" | "end_user" | "supervisor" | "server";
  readonly id: string | null;
  readonly name?: string | null;
}

/** What each side was shown of a row; `null`: nothing. */
export interface Seen {
  readonly end_user: (Readonly<Record<string, unknown>> & { readonly kind: number }) | null;
  readonly agents: boolean;
}

export interface LedgerRow {
  readonly seq: number;
  readonly position: number;
  readonly kind: number;
  readonly printed: string;
  readonly at: number;
  readonly tx: string;
  readonly actor: Actor;
  readonly cause: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string | null;
  readonly seen: Seen;
  readonly prev_hash: string;
  readonly hash: string;
}

export interface Proof {
  readonly intact: boolean;
  readonly fault: { readonly seq: number; readonly rule: string; readonly text: string } | null;
}

export interface Ledger {
  readonly chat_id: string;
  /** The end-user's; empty: not given, or erased. */
  readonly name: string;
  readonly queue: string;
  readonly rows: readonly LedgerRow[];
  readonly proof: Proof;
  /** What the end-user thought of the chat; `null`: they have not said. */
  readonly rating: GivenRating | null;
}

export interface GivenRating {
  readonly at: number;
  /** 1 bad, 5 good. */
  readonly score: number;
  readonly comment: string;
}

/** The words are kept, and not for this reader. */
export function isWithheld({ data, text }: Pick<LedgerRow, "data" | "text">): boolean {
  return text === null && data["off_record"] === true;
}

export const GROUPS = [
  "words",
  "offers",
  "team",
  "lead",
  "presence",
  "life",
  "monitor",
  "cobrowse",
] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_OF: Readonly<Record<Group, readonly number[]>> = {
  words: [1, 2, 3, 38, 1003],
  offers: [8, 11, 12, 13, 14, 33, 34, 43],
  team: [9, 10, 15, 16, 17, 18, 19, 20, 21, 22, 47, 1002],
  lead: [23, 24, 25, 48, 49],
  presence: [4, 5, 6, 7, 29, 30, 31, 32, 50, 51],
  life: [26, 27, 28, 39, 44],
  monitor: [45, 46, 1001],
  cobrowse: [35, 36, 37, 40, 41, 42],
};

const groups = new Map(
  GROUPS.flatMap((group) => GROUP_OF[group].map((kind) => [kind, group] as const)),
);

/** Extension kinds that are not named above belong to the life of the chat. */
export function groupOf(kind: number): Group {
  return groups.get(kind) ?? "life";
}

export interface Transaction {
  readonly tx: string;
  readonly at: number;
  /** Since the transaction before it; `null` for the first. */
  readonly after: number | null;
  readonly rows: readonly LedgerRow[];
}

/** Rows that were written together, in order. `shown` empty: all groups. */
export function transactions(
  rows: readonly LedgerRow[],
  shown: ReadonlySet<Group>,
): readonly Transaction[] {
  const made: { tx: string; at: number; after: number | null; rows: LedgerRow[] }[] = [];
  for (const row of rows) {
    if (shown.size > 0 && !shown.has(groupOf(row.kind))) continue;
    const last = made.at(-1);
    if (last?.tx === row.tx) last.rows.push(row);
    else made.push({ tx: row.tx, at: row.at, after: last ? row.at - last.at : null, rows: [row] });
  }
  return made;
}

/** How many rows each group has. */
export function groupCounts(rows: readonly LedgerRow[]): ReadonlyMap<Group, number> {
  const counts = new Map<Group, number>();
  for (const row of rows) counts.set(groupOf(row.kind), (counts.get(groupOf(row.kind)) ?? 0) + 1);
  return counts;
}

const TOLD_ELSEWHERE = new Set([
  "kind",
  "actor",
  "cause",
  "explanation",
  "profile",
  "terms",
  "digest",
]);

/** Content of a row worth a line: plain values, without what its own columns tell. */
export function keyData(row: LedgerRow): readonly (readonly [string, string | number | boolean])[] {
  return Object.entries(row.data).flatMap(([name, value]) => {
    if (TOLD_ELSEWHERE.has(name)) return [];
    const plain =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return plain ? [[name, value] as const] : [];
  });
}

/** The router's account in the row of an offer (kind 8). */
export function explanationIn(row: LedgerRow): Explanation | null {
  const told = row.data["explanation"];
  const isTold = typeof told === "object" && told !== null && "considered" in told;
  return isTold ? (told as Explanation) : null;
}

/** Asks for the page after this one: chats of the same millisecond come again, none is left out. */
export function nextBefore(page: readonly ChatSummary[]): number | undefined {
  const last = page.at(-1);
  return last === undefined ? undefined : last.requested + 1;
}

export function eachOnce(chats: readonly ChatSummary[]): readonly ChatSummary[] {
  return [...new Map(chats.map((chat) => [chat.chat_id, chat])).values()];
}

/** One line of GET /api/v1/chats. */
export interface ChatSummary {
  readonly chat_id: string;
  readonly state: string;
  readonly queue: string;
  readonly name: string;
  readonly question: string;
  readonly requested: number;
  readonly first_engaged: number | null;
  readonly completed: number | null;
  readonly termination: string | null;
  readonly lead: string | null;
  readonly rows: number;
  readonly waited_ms: number | null;
  readonly engaged_ms: number | null;
  readonly wrap_up_ms: number | null;
  /** The end-user's rating, 1 bad to 5 good. */
  readonly score: number | null;
}

/** The rows as JSON lines, for a file. */
export function asJsonLines(rows: readonly LedgerRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
