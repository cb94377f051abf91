/** Why a chat is where it is, as GET /api/v1/chats/{id}/why tells it. */

import type { Considered } from "./wire.ts";

export interface Change {
  readonly at: number;
  readonly what: "skill" | "overflow" | "preferred" | "just_passed" | "pause";
  readonly about: string;
}

export interface Waiting {
  readonly policy: string;
  readonly queue_id: string;
  readonly waited: number;
  readonly place: number;
  readonly of: number;
  readonly levels: Readonly<Record<string, number>>;
  readonly kept_for: string | null;
  readonly agents: number;
  readonly free: number;
  readonly against: Readonly<Record<string, number>>;
  readonly named: readonly Considered[];
  readonly changes: readonly Change[];
}

export interface Why {
  readonly chat_id: string;
  readonly phase: string;
  readonly now: number;
  readonly waiting: Waiting | null;
  readonly offered_to: string | null;
  readonly offer_until: number | null;
}
