/** Looking at the end-user's page: what has become of it, and what can be seen. */

import type { Chat } from "./chat.ts";
import type { ChatEvent, Me } from "./wire.ts";

export interface CoBrowse {
  readonly id: string;
  /** Who asked, and looks. */
  readonly agent: string;
  readonly stage: "invited" | "accepted" | "started";
  readonly answerUntil: number;
}

/** After the event; `null`: nothing is asked or shown. */
export function coBrowsing(before: CoBrowse | null, event: ChatEvent): CoBrowse | null {
  switch (event.kind) {
    case 35: {
      const { cobrowse_id: id, agent_id: agent, answer_until: answerUntil } = event;
      return { id, agent, stage: "invited", answerUntil };
    }
    case 36:
      return before && { ...before, stage: "accepted" };
    case 40:
      return before && { ...before, stage: "started" };
    case 37:
    case 41:
    case 42:
    case 27:
      return null;
    default:
      return before;
  }
}

/** This agent looks at the end-user's page, or is about to. */
export function looksAtPage(chat: Chat, me: Me | null): boolean {
  const { cobrowse } = chat;
  return cobrowse !== null && cobrowse.stage !== "invited" && cobrowse.agent === me?.id;
}

/** By profile. */
export function mayAskForPage(me: Me | null): boolean {
  return me?.cobrowse === true;
}

/** What the viewer shows of a page; sizes in pixels of the end-user's window. */
export interface PageShown {
  readonly is: "connecting" | "live" | "lost";
  readonly width: number;
  readonly height: number;
  readonly url: string;
}

/** The pages that end-users show this agent, by chat. */
export interface Shows {
  of(chat: string): PageShown | null;
  subscribe(changed: () => void): () => void;
  /** Draws the page into `place` from now on, until the answer is called. */
  mount(chat: string, place: HTMLElement, title: string): () => void;
  /** Where the agent's pointer is, in pixels of the end-user's window. */
  point(chat: string, x: number, y: number): void;
  leave(chat: string): void;
  highlight(chat: string, x: number, y: number): void;
}
