/**
 * The frames of the desk, with the content of the kinds as far as the desk reads it. A field
 * that has a default may be absent in what arrives.
 */

import type * as frames from "../../protocol/frames.ts";

export type {
  About,
  Away,
  Board,
  BoardAgent,
  BoardChat,
  BoardQueue,
  Colleague,
  Colleagues,
  DeskWelcome,
  FigureSeries,
  FloorFigures,
  LostChat,
  Me,
  OfferFrame,
  QueueFigures,
  QueueToPassOnTo,
  StatusChoice,
  StatusNotice,
  WaitFigures,
} from "../../protocol/frames.ts";

type Millis = frames.Millis;

export interface Considered {
  readonly agent_id: string;
  readonly against: string | null;
}

export interface Explanation {
  readonly policy: string;
  readonly queue_id: string;
  readonly waited: number;
  readonly ahead: number;
  readonly others_free: number;
  readonly considered: readonly Considered[];
  readonly considered_more: number;
}

interface ByAgent {
  readonly agent_id: string;
}

interface Absent {
  readonly absence_id: string;
  readonly silent_since: Millis;
  readonly lost_at: Millis;
}

interface Invitation {
  readonly invitation_id: string;
}

interface BetweenAgents extends Invitation {
  readonly from_agent_id: string;
  readonly to_agent_id: string;
}

/** How somebody who is not in a chat comes to speak in it. */
export type Outside = "monitor" | "invited";

interface Kind<K extends number> {
  readonly kind: K;
}

interface Written {
  readonly message_id: string;
  readonly command_id: string;
}

interface StoredFile {
  readonly file_id: string;
  readonly command_id: string;
  readonly media_type: string;
  readonly size: number;
}

interface Said extends Written {
  readonly off_record?: boolean;
}

/** The stored form of the 51 kinds and of our own, as far as the desk reads their content. */
export type ChatEvent =
  | (Kind<1> & ByAgent & Said & { readonly visibility?: "everyone" | "agents" })
  | (Kind<2> & Said)
  | (Kind<3> & ByAgent & Written & { readonly form: "url" | "html" })
  | (Kind<38> & StoredFile)
  | (Kind<1003> & ByAgent & StoredFile)
  | (Kind<4> & ByAgent & Absent)
  | (Kind<5> & ByAgent)
  | (Kind<6> & Absent)
  | Kind<7 | 31 | 32 | 51>
  | (Kind<29 | 30 | 50> & ByAgent)
  | (Kind<8> &
      ByAgent &
      Invitation & { readonly toast_until: Millis; readonly explanation: Explanation })
  | (Kind<11 | 12 | 33 | 34 | 43> & ByAgent & Invitation)
  | (Kind<13 | 14> & ByAgent & Invitation & { readonly cause: string })
  | (Kind<9 | 10> & BetweenAgents & { readonly toast_until: Millis; readonly answer_until: Millis })
  | (Kind<15 | 19> & BetweenAgents)
  | (Kind<1002> & BetweenAgents & { readonly answer_until: Millis })
  | (Kind<1001> & ByAgent & Written & { readonly part: Outside })
  | (Kind<16 | 17 | 18 | 20 | 21 | 22> & BetweenAgents & { readonly cause: string })
  | (Kind<25> & {
      readonly from_agent_id: string;
      readonly to_agent_id: string;
      readonly cause: string;
    })
  | (Kind<23 | 48> & ByAgent)
  | (Kind<24> & ByAgent & { readonly cause: string })
  | (Kind<47> & ByAgent & { readonly to_queue_id: string })
  | (Kind<49> & ByAgent & { readonly cause: string; readonly requeued_to?: string | null })
  | (Kind<26> & { readonly queue_id: string })
  | (Kind<27> & { readonly agent_id?: string | null; readonly cause: string })
  | (Kind<28> & { readonly cause: string })
  | (Kind<39> & { readonly idle_since: Millis })
  | (Kind<44> & { readonly cause: string; readonly wrap_up_until?: Millis | null })
  | (Kind<35> & ByAgent & { readonly cobrowse_id: string; readonly answer_until: Millis })
  | (Kind<36 | 40> & ByAgent)
  | (Kind<37 | 41 | 42> & ByAgent & { readonly cause: string })
  | (Kind<45> & ByAgent)
  | (Kind<46> & ByAgent & { readonly cause: string });

/** An event as agents get it: the stored form, plus the text of what was said. */
export interface AgentViewEvent extends Omit<frames.AgentViewEvent, "event"> {
  readonly event: ChatEvent;
}

export interface AgentEventFrame extends Omit<frames.EventFrame, "event"> {
  readonly event: AgentViewEvent;
}

/** What this agent is to a chat that is open here. */
export type Part = frames.ChatOpened["part"];
export type InvitationForm = frames.InviteFrame["form"];
export type StatusType = frames.StatusChoice["type"];
export type StatusReason = NonNullable<frames.StatusNotice["reason"]>;

/** What the server sends an agent's client. */
export type DeskFrame = Exclude<frames.ToAgent, frames.EventFrame> | AgentEventFrame;

/** Those frames that change what the desk knows; the others concern the line and the outbox. */
export type StateFrame = Exclude<
  DeskFrame,
  frames.Alive | frames.Ack | frames.RefusedFrame | frames.Goodbye | frames.CoBrowseTicket
>;
