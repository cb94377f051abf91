/** What the server tells of visitors beyond their open chats. */

import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import type { AgentViewEvent } from "./wire.ts";

export interface LeftMessage {
  readonly message_id: string;
  readonly site: string;
  readonly name: string;
  readonly email: string;
  readonly text: string;
  readonly page_url: string;
  readonly page_title: string;
  readonly language: string;
  readonly left_at: number;
  readonly settled_at: number | null;
  readonly settled_by: string;
}

export interface LeftMessages {
  readonly messages: readonly LeftMessage[];
  /** Not settled, of all. */
  readonly open: number;
}

export type Settled = "open" | "settled";

export interface EarlierChat {
  readonly chat_id: string;
  readonly requested: number;
  readonly queue: string;
  readonly question: string;
  readonly lead: string;
  readonly cause: string;
  readonly engaged_ms: number;
}

export interface EarlierTranscript {
  readonly chat_id: string;
  readonly name: string;
  readonly rows: readonly {
    readonly n: number;
    readonly at: number;
    readonly event: AgentViewEvent;
  }[];
}

/** The chat of before, folded as an open one is. */
export function earlierChat({ chat_id: id, name, rows }: EarlierTranscript): Chat {
  const about = { ...nobody, name };
  return rows.reduce((chat, { n, at, event }) => evolve(chat, n, at, event), emptyChat(id, about));
}

/** A letter back, with what it answers quoted. */
export function replyTo(
  { email, text, site }: LeftMessage,
  subject: (site: string) => string,
): string {
  const quoted = text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\r\n");
  const parts = new URLSearchParams({ subject: subject(site), body: `\r\n\r\n${quoted}` });
  return `mailto:${encodeURIComponent(email).replace("%40", "@")}?${parts.toString().replaceAll("+", "%20")}`;
}
