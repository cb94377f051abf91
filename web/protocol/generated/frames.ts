/**
 * The frames of `parlour.v1`, the views of events and the events as stored.
 *
 * Written by `python -m parlour.generate`; change the Python classes instead. Fields that may be
 * left out have a default on the server. Frames are told apart by `type`, events by `kind`.
 */

export type ChatId = string;
export type AgentId = string;
export type EndUserId = string;
export type SiteId = string;
export type QueueId = string;
export type InvitationId = string;
export type AbsenceId = string;
export type CoBrowseId = string;
export type MessageId = string;
export type FileId = string;
export type TxId = string;
/** One stay of an agent on duty, from log-on to log-off; names the agent's stream. */
export type LoginId = string;
/** One running client (a browser tab): it numbers its commands 1, 2, 3, … */
export type ClientId = string;
/** `<client id>:<number>`; unique over all. */
export type CommandId = string;
/** `chat/<chat id>` or `agent/<login id>`. */
export type StreamId = string;
/** A point in time: milliseconds since 1970-01-01 UTC. Never goes back within a stream. */
export type Millis = number;
/** A length of time in milliseconds. */
export type Duration = number;

export const PROTOCOL = 1;
/** One frame either way: room for a text of the greatest length in any script, escaped. */
export const FRAME_BYTES_MAX = 65536;
/** A message: two pages; longer things are files. */
export const TEXT_CHARACTERS_MAX = 4000;
/** A person's full name in any language, on one line of the desk. */
export const NAME_CHARACTERS_MAX = 80;
/** What it is about, read at a glance in the toast. */
export const QUESTION_CHARACTERS_MAX = 1000;
/** The longest address that every browser and proxy takes. */
export const URL_CHARACTERS_MAX = 2000;
/** Questions of a pre-chat form; nobody fills in more. */
export const ANSWERS_MAX = 20;
/** Of the pages seen before the chat: as far back as anybody asks. */
export const TRAIL_PAGES_MAX = 20;
/** More chats than an agent can hold sessions. */
export const RESUME_CHATS_MAX = 64;

/**
 * Why the server closes: 40xx come back and resume at once, 41xx come back later, 42xx do not come
 * back by yourself.
 */
export const CloseCode = {
  SLOW_READER: 4000,
  TICKET_REFUSED: 4001,
  HELLO_LATE: 4002,
  SILENT: 4003,
  DRAINING: 4100,
  OVERLOADED: 4101,
  STORE_UNAVAILABLE: 4102,
  SIGNED_OUT: 4200,
  TAKEN_OVER: 4201,
  BAD_FRAMES: 4202,
  PROTOCOL: 4203,
  START_OVER: 4204,
  STREAM_OVER: 4205,
  STREAM_REPLACED: 4206,
  STREAM_REFUSED: 4207,
} as const;

/** One other agent and what spoke against choosing them (`null`: simply later in line). */
export interface Considered {
  readonly agent_id: AgentId;
  readonly against: "not_in_queue" | "unavailable" | "absent" | "unreachable" | "full" | "pausing" | "just_passed" | "not_yet" | "not_asked" | "skill" | "kept" | "ranked" | null;
}

/** How one decision of the router came about. */
export interface Explanation {
  readonly policy: string;
  readonly queue_id: QueueId;
  /** Since the request. */
  readonly waited: Duration;
  /** Chats that had waited longer in the same queue but had nobody free for them. */
  readonly ahead: number;
  /** Other agents that were free and eligible for this chat at that moment. */
  readonly others_free: number;
  readonly considered: readonly Considered[];
  /** Agents looked at beyond the ones named in `considered`. */
  readonly considered_more: number;
  /** The skills that were wanted, at the level they had relaxed to. */
  readonly levels: Readonly<Record<string, number>>;
  /** The agent serves a queue that this one had overflowed to. */
  readonly overflowed: boolean;
  /** The chat was kept for this agent, whom its end-user had talked to last. */
  readonly preferred: boolean;
  /** The agent had asked for a chat. */
  readonly pulled: boolean;
  /**
   * Of the agents in `considered`: those whose log-ins had rows on their way to the disk. Had these
   * been refused, what is said of the agents would not have been so.
   */
  readonly unsettled: readonly AgentId[];
}

/** Who did it. The server has no id. */
export type Actor = readonly [role: "agent" | "end_user" | "supervisor" | "server", id: string | null];

/** The switches of the agent's profile as they were when a toast went out. */
export interface OfferProfile {
  readonly allow_decline: boolean;
  readonly auto_decline: boolean;
  /** Longest wrap-up after the chat; `null`: wrap-up is off, the chat is released at once. */
  readonly wrap_up_limit: Duration | null;
}

/** The site settings a chat keeps from its creation to its release. */
export interface ChatTerms {
  /** USER_WAIT_QUEUE_TIMEOUT. */
  readonly queue_timeout: Duration;
  /** CS_IDLE_TIMEOUT. */
  readonly idle_timeout: Duration;
  /** End-users may write while they wait. */
  readonly posts_in_queue: boolean;
  /** CHAT_FILEATACHE_CMD. */
  readonly file_uploads: boolean;
}

/** A participant wrote a message; the text is in the message table. */
export interface AgentPost {
  readonly kind: 1;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly message_id: MessageId;
  /** Salted digest of the text: proves the text unchanged, reveals nothing once it is erased. */
  readonly digest: string;
  readonly command_id: CommandId;
  readonly visibility: "everyone" | "agents";
  /** Shown in the chat, and in no transcript of it. */
  readonly off_record: boolean;
}

/** The end-user wrote a message; the text is in the message table. */
export interface EndUserPost {
  readonly kind: 2;
  readonly actor: Actor;
  readonly message_id: MessageId;
  readonly digest: string;
  readonly command_id: CommandId;
  readonly off_record: boolean;
}

/** A participant pushed a web address or a standard text made of HTML to the end-user. */
export interface AgentPushedUrl {
  readonly kind: 3;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly message_id: MessageId;
  readonly digest: string;
  readonly command_id: CommandId;
  readonly form: "url" | "html";
}

/** The end-user's file is stored, hashed, type-checked and scanned, and part of the chat. */
export interface FileAttachmentReceived {
  readonly kind: 38;
  readonly actor: Actor;
  readonly file_id: FileId;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
  readonly command_id: CommandId;
  /** Of the file's name, which is in the message table; empty in rows of early versions. */
  readonly message_id: MessageId;
  readonly digest: string;
}

/**
 * A participant's file for the end-user is stored, hashed, type-checked and scanned, and part of
 * the chat; its name is in the message table.
 */
export interface AgentFileSent {
  readonly kind: 1003;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly file_id: FileId;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
  readonly command_id: CommandId;
  readonly message_id: MessageId;
  readonly digest: string;
}

/** Nothing was heard from the agent's client for ABSENT_INTERVAL. */
export interface AgentAbsent {
  readonly kind: 4;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly absence_id: AbsenceId;
  readonly part: "lead" | "conferee" | "monitor" | "wrap_up";
  readonly silent_since: Millis;
  /** When the agent is given up if the silence lasts. */
  readonly lost_at: Millis;
}

/** The absent agent's client made contact again before it was given up. */
export interface AgentPresent {
  readonly kind: 5;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly absence_id: AbsenceId;
  readonly part: "lead" | "conferee" | "monitor" | "wrap_up";
}

/** Nothing was heard from the end-user's client for ABSENT_INTERVAL. */
export interface EndUserAbsent {
  readonly kind: 6;
  readonly actor: Actor;
  readonly absence_id: AbsenceId;
  readonly silent_since: Millis;
  readonly lost_at: Millis;
}

/** The absent end-user's client made contact again before it was given up. */
export interface EndUserPresent {
  readonly kind: 7;
  readonly actor: Actor;
  readonly absence_id: AbsenceId;
}

/** The lost agent is cut from this chat; what that means for the chat follows directly. */
export interface AgentDisconnected {
  readonly kind: 29;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly absence_id: AbsenceId;
  readonly part: "lead" | "conferee" | "monitor" | "wrap_up";
}

/** The verdict on a silent agent client: ABSENT_INTERVAL × AGENT_ABSENT_RETRY_COUNT is over. */
export interface AgentLost {
  readonly kind: 30;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly absence_id: AbsenceId;
  readonly part: "lead" | "conferee" | "monitor" | "wrap_up";
  readonly silent_since: Millis;
}

/** The lost end-user is cut from the chat, which ends with it. */
export interface UserDisconnectedFromAChat {
  readonly kind: 31;
  readonly actor: Actor;
  readonly absence_id: AbsenceId;
}

/** The verdict on a silent end-user: ABSENT_INTERVAL × USER_ABSENT_RETRY_COUNT is over. */
export interface UserLost {
  readonly kind: 32;
  readonly actor: Actor;
  readonly absence_id: AbsenceId;
  readonly silent_since: Millis;
}

/** A command came from an agent client that was held to be gone. */
export interface AgentClientReset {
  readonly kind: 50;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly absence_id: AbsenceId;
  readonly part: "lead" | "conferee" | "monitor" | "wrap_up";
  readonly was: "absent" | "lost";
}

/** A command came from the end-user's client while it was held to be gone. */
export interface EndUserClientReset {
  readonly kind: 51;
  readonly actor: Actor;
  readonly absence_id: AbsenceId;
  readonly was: "absent" | "lost";
}

/** The chat is offered to an agent: their client shows a toast until `toast_until`. */
export interface AgentEngagementInvitation {
  readonly kind: 8;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
  readonly toast_until: Millis;
  readonly answer_until: Millis;
  readonly profile: OfferProfile;
  readonly explanation: Explanation;
}

/** The server took the agent's Accept: the offer is closed and the agent will lead. */
export interface AgentEngagementAccepted {
  readonly kind: 11;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
}

/** The agent pressed Decline, which their profile allows. */
export interface AgentEngagementDeclined {
  readonly kind: 12;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
}

/** The agent's client did not answer the offer at all, or was marked absent meanwhile. */
export interface AgentEngagementTimeout {
  readonly kind: 13;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
  readonly cause: "no_answer" | "absent";
}

/** The offer could not be taken up. */
export interface AgentEngagementUnavailable {
  readonly kind: 14;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
  readonly cause: "busy" | "unavailable" | "withdrawn" | "gone";
}

/** The toast ran out, or was closed, with Auto Decline off: the agent leads the chat. */
export interface AgentEngagementAutoAccepted {
  readonly kind: 33;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
  readonly cause: "ran_out" | "closed";
}

/** The toast ran out, or was closed, with Auto Decline on. */
export interface AgentEngagementAutoDeclined {
  readonly kind: 34;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
  readonly cause: "ran_out" | "closed";
}

/** The agent pressed Accept on an open offer; what the server made of it follows directly. */
export interface AgentAccepted {
  readonly kind: 43;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly agent_id: AgentId;
}

/** The lead asks another agent to take the chat over. */
export interface AgentTransferInvitation {
  readonly kind: 9;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly toast_until: Millis;
  readonly answer_until: Millis;
  /** The switches of the invited agent's profile. */
  readonly profile: OfferProfile;
}

/** The lead asks another agent to join the chat. */
export interface AgentConferenceInvitation {
  readonly kind: 10;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly toast_until: Millis;
  readonly answer_until: Millis;
  readonly profile: OfferProfile;
}

/** The invited agent takes the chat over; the old lead leaves, the new one enters. */
export interface AgentTransferAccepted {
  readonly kind: 15;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
}

/** The invited agent will not take the chat over; `auto`: their toast ran out. */
export interface AgentTransferDeclined {
  readonly kind: 16;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "declined" | "auto";
}

/** The transfer was called off by its sender, or with its sender's lead, or with the chat. */
export interface AgentTransferCanceled {
  readonly kind: 17;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "sender" | "sender_gone" | "chat_ended";
}

/** The invited agent can't be had for the transfer. */
export interface AgentTransferUnavailable {
  readonly kind: 18;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "busy" | "unavailable" | "absent" | "timeout";
}

/** The invited agent joins as a conferee. */
export interface AgentConferenceAccepted {
  readonly kind: 19;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
}

/** The invited agent will not join; `auto`: their toast ran out. */
export interface AgentConferenceDeclined {
  readonly kind: 20;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "declined" | "auto";
}

/** The conference invitation was called off: by its sender, with the lead, with the chat. */
export interface AgentConferenceCanceled {
  readonly kind: 21;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "sender" | "sender_gone" | "chat_ended";
}

/** The invited agent can't be had for the conference. */
export interface AgentConferenceUnavailable {
  readonly kind: 22;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "busy" | "unavailable" | "absent" | "timeout";
}

/** The lead gave the chat back to a queue, where it keeps its place by the time of request. */
export interface TransferredToQueue {
  readonly kind: 47;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly to_queue_id: QueueId;
  /** When the new wait has lasted too long. */
  readonly queue_until: Millis;
}

/**
 * The invited agent looks at the chat before they answer: they read all of it and exchange private
 * words with the sender. The toast no longer runs out; the answer is due by `answer_until`.
 */
export interface ConsultationStarted {
  readonly kind: 1002;
  readonly actor: Actor;
  readonly invitation_id: InvitationId;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly answer_until: Millis;
}

/**
 * Somebody who is not in the chat, or not yet, wrote to its agents alone: a supervisor who monitors
 * it and so shows themselves, or an invited agent who consults. The text is in the message table.
 */
export interface PrivateWord {
  readonly kind: 1001;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly message_id: MessageId;
  readonly digest: string;
  readonly command_id: CommandId;
  readonly part: "monitor" | "invited";
}

/** An agent takes part in the chat from now on; the first one's stamp is `first_engaged`. */
export interface EngagementParticipantEntered {
  readonly kind: 23;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly wrap_up_limit: Duration | null;
}

/** An agent who is not, or no longer, the lead takes part no more. */
export interface EngagementParticipantLeft {
  readonly kind: 24;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly cause: "left" | "transferred" | "queued" | "lost" | "logged_out" | "chat_ended";
}

/**
 * The lead passes from one agent to another: handed over, taken over by a supervisor, or promoted
 * when the lead is gone.
 */
export interface AgentRoleChange {
  readonly kind: 25;
  readonly actor: Actor;
  readonly from_agent_id: AgentId;
  readonly to_agent_id: AgentId;
  readonly cause: "handed_over" | "promoted" | "taken_over";
}

/** This agent leads the chat from now on. */
export interface LeadSessionStart {
  readonly kind: 48;
  readonly actor: Actor;
  readonly agent_id: AgentId;
}

/** This agent leads the chat no more. */
export interface LeadSessionEnd {
  readonly kind: 49;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly cause: "concluded" | "role_change" | "transferred" | "queued" | "lost" | "logged_out";
  readonly requeued_to: QueueId | null;
  readonly queue_until: Millis | null;
}

/** The request reached the server; its stamp is `requested`. */
export interface ChatCreated {
  readonly kind: 26;
  readonly actor: Actor;
  readonly chat_id: ChatId;
  readonly site_id: SiteId;
  readonly queue_id: QueueId;
  readonly end_user_id: EndUserId;
  readonly terms: ChatTerms;
  readonly queue_until: Millis;
  /** Who led the end-user's last chat at this site; `null`: nobody, or it was not looked up. */
  readonly preferred_agent_id: AgentId | null;
  /** Salted digest of what the end-user told; empty in rows of early versions. */
  readonly request_digest: string;
}

/** What a released chat's ledger holds: rows before the sealing one, and the last one's hash. */
export interface Seal {
  readonly rows: number;
  readonly head: string;
}

/** The chat is over for everybody and the agent's session free; its stamp is `completed`. */
export interface ChatReleased {
  readonly kind: 27;
  readonly actor: Actor;
  readonly agent_id: AgentId | null;
  readonly cause: "closed" | "wrap_up_limit" | "lost" | "logged_out" | "no_wrap_up";
  readonly seal: Seal | null;
}

/** The end-user left while waiting, for the first time or back in the queue. */
export interface ChatCanceled {
  readonly kind: 28;
  readonly actor: Actor;
  readonly cause: "canceled" | "deflected";
}

/** Neither side did anything for CS_IDLE_TIMEOUT, though both were present. */
export interface ChatDisconnectedDueToIdleEndUser {
  readonly kind: 39;
  readonly actor: Actor;
  readonly idle_since: Millis;
}

/** The chat is over for the end-user: left, was cut off, or the chat was ended for them. */
export interface EndUserDisconnected {
  readonly kind: 44;
  readonly actor: Actor;
  readonly cause: "end_user" | "agent" | "supervisor" | "canceled" | "deflected" | "idle" | "lost" | "queue_timeout" | "refused_hours" | "refused_holiday" | "refused_no_agents" | "refused_limit" | "server";
  /** How long the lead may take to wrap up; `null`: no wrap-up, the chat is released at once. */
  readonly wrap_up_until: Millis | null;
}

/** The lead asks to see the end-user's page. */
export interface CoBrowseInvitationSent {
  readonly kind: 35;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
  readonly answer_until: Millis;
}

/** The end-user consents to the text they were shown. No frame exists before this. */
export interface CoBrowseInvitationAccepted {
  readonly kind: 36;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
  /** Version of the consent text. */
  readonly consent_text: string;
}

/** The end-user declines, does not answer, or can't. */
export interface CoBrowseInvitationDeclined {
  readonly kind: 37;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
  readonly cause: "declined" | "timeout" | "unavailable";
}

/** The agent's client shows the end-user's page. */
export interface CoBrowseSessionStarted {
  readonly kind: 40;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
}

/** The agent sees the end-user's page no more. */
export interface CoBrowseSessionStopped {
  readonly kind: 41;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
  readonly cause: "agent" | "end_user" | "lead_changed" | "chat_ended";
}

/** Co-browse broke off after consent. */
export interface CoBrowseSessionError {
  readonly kind: 42;
  readonly actor: Actor;
  readonly cobrowse_id: CoBrowseId;
  readonly agent_id: AgentId;
  readonly cause: "failed" | "stopped" | "lead_changed" | "chat_ended";
}

/** A supervisor watches the chat from now on; neither agent nor end-user can tell. */
export interface MonitorBegin {
  readonly kind: 45;
  readonly actor: Actor;
  /** The supervisor, who signs in as any agent does. */
  readonly agent_id: AgentId;
}

/** A supervisor watches the chat no more; `revoked`: they may not any longer. */
export interface MonitorEnd {
  readonly kind: 46;
  readonly actor: Actor;
  readonly agent_id: AgentId;
  readonly cause: "stopped" | "joined" | "took_over" | "chat_ended" | "lost" | "logged_out" | "revoked";
}

export type FileEvent =
  | FileAttachmentReceived
  | AgentFileSent;

export type ContentEvent =
  | AgentPost
  | EndUserPost
  | AgentPushedUrl
  | FileAttachmentReceived
  | AgentFileSent
  | PrivateWord;

export type StoredChatEvent =
  | AgentPost
  | EndUserPost
  | AgentPushedUrl
  | AgentAbsent
  | AgentPresent
  | EndUserAbsent
  | EndUserPresent
  | AgentEngagementInvitation
  | AgentTransferInvitation
  | AgentConferenceInvitation
  | AgentEngagementAccepted
  | AgentEngagementDeclined
  | AgentEngagementTimeout
  | AgentEngagementUnavailable
  | AgentTransferAccepted
  | AgentTransferDeclined
  | AgentTransferCanceled
  | AgentTransferUnavailable
  | AgentConferenceAccepted
  | AgentConferenceDeclined
  | AgentConferenceCanceled
  | AgentConferenceUnavailable
  | EngagementParticipantEntered
  | EngagementParticipantLeft
  | AgentRoleChange
  | ChatCreated
  | ChatReleased
  | ChatCanceled
  | AgentDisconnected
  | AgentLost
  | UserDisconnectedFromAChat
  | UserLost
  | AgentEngagementAutoAccepted
  | AgentEngagementAutoDeclined
  | CoBrowseInvitationSent
  | CoBrowseInvitationAccepted
  | CoBrowseInvitationDeclined
  | FileAttachmentReceived
  | ChatDisconnectedDueToIdleEndUser
  | CoBrowseSessionStarted
  | CoBrowseSessionStopped
  | CoBrowseSessionError
  | AgentAccepted
  | EndUserDisconnected
  | MonitorBegin
  | MonitorEnd
  | TransferredToQueue
  | LeadSessionStart
  | LeadSessionEnd
  | AgentClientReset
  | EndUserClientReset
  | PrivateWord
  | ConsultationStarted
  | AgentFileSent;

/** One queue on the floor. */
export interface BoardQueue {
  readonly id: QueueId;
  readonly name: string;
  /** Without an agent, those on offer included. */
  readonly waiting: number;
  readonly longest_wait_since: Millis | null;
  readonly expected_wait_ms: number | null;
  readonly agents_available: number;
  readonly sessions_free: number;
  /** Of the agents who serve the queue and are available; other queues may use them, too. */
  readonly sessions: number;
  readonly sessions_busy: number;
}

/** One agent on duty on the floor. */
export interface BoardAgent {
  readonly id: AgentId;
  readonly name: string;
  /** Shown name; empty: none. */
  readonly group: string;
  readonly status: string;
  readonly status_type: "available" | "unavailable";
  readonly since: Millis;
  readonly absent: boolean;
  readonly sessions: number;
  readonly offered: number;
  readonly max_sessions: number;
  /** From 0 to 1, over the last half hour on duty. */
  readonly occupancy: number | null;
}

/** A colleague who is asked and has not answered yet. */
export interface BoardInvitation {
  readonly to: string;
  readonly form: "transfer" | "conference";
}

/** One open chat on the floor. Names are shown names. */
export interface BoardChat {
  readonly chat: ChatId;
  readonly phase: string;
  readonly queue_id: QueueId;
  readonly queue: string;
  readonly name: string;
  /** Its beginning. */
  readonly question: string;
  readonly requested_at: Millis;
  readonly phase_since: Millis;
  readonly lead: string | null;
  /** Who leads, or wraps up. */
  readonly lead_id: AgentId | null;
  /** The lead's. */
  readonly group: string;
  readonly offered_to: string | null;
  readonly conferees: readonly string[];
  readonly invited: readonly BoardInvitation[];
  /** Who watches it; told only to those who may watch it, too. */
  readonly monitors: readonly string[];
  /** `null`: not answered yet. */
  readonly answered_in_time: boolean | null;
  readonly end_user_absent: boolean;
  readonly agent_absent: boolean;
  /** The receiver may watch, join and take over this chat. */
  readonly may_monitor: boolean;
  readonly may_end: boolean;
}

/** Of everything, also of what is not listed. */
export interface BoardTotals {
  readonly waiting: number;
  readonly longest_wait_since: Millis | null;
  readonly offered: number;
  readonly engaged: number;
  readonly wrap_up: number;
  /** On duty. */
  readonly agents: number;
  readonly agents_available: number;
  /** There are: of the available agents all, of others those still in use. */
  readonly sessions: number;
  readonly sessions_busy: number;
  readonly sessions_free: number;
}

/** Waits that ended within some time; docs/floor.md says what each figure means. */
export interface WaitFigures {
  readonly answered: number;
  readonly in_time: number;
  readonly abandoned: number;
  readonly abandoned_late: number;
  readonly deflected: number;
  readonly refused: number;
  readonly wait_average_ms: number | null;
  readonly wait_p50_ms: number | null;
  readonly wait_p90_ms: number | null;
}

/** One queue. */
export interface QueueFigures {
  readonly id: QueueId;
  readonly name: string;
  readonly site: string;
  readonly service_level_s: number;
  readonly today: WaitFigures;
  /** Of the last half hour. */
  readonly recent: WaitFigures;
}

/** All queues of one site together. */
export interface SiteFigures {
  readonly id: SiteId;
  readonly name: string;
  readonly today: WaitFigures;
  readonly recent: WaitFigures;
}

/** One point for each minute, from the one that begins at `begins` on, column by column. */
export interface FigureSeries {
  readonly begins: Millis;
  /** At the end of the minute, as the next two. */
  readonly waiting: readonly number[];
  readonly longest_s: readonly number[];
  readonly engaged: readonly number[];
  readonly answered: readonly number[];
  readonly in_time: readonly number[];
  readonly abandoned: readonly number[];
  readonly abandoned_late: readonly number[];
  /** Session-seconds in use, and those there were; empty in the series of one queue. */
  readonly busy_s: readonly number[];
  readonly capacity_s: readonly number[];
}

/** One status of the menu. */
export interface StatusChoice {
  readonly id: string;
  readonly label: string;
  readonly type: "available" | "unavailable";
}

/** The agent who is signed in, with what their profile lets them do. */
export interface Me {
  readonly id: AgentId;
  readonly name: string;
  readonly roles: readonly ("agent" | "supervisor" | "admin")[];
  readonly max_sessions: number;
  readonly allow_decline: boolean;
  readonly auto_decline: boolean;
  readonly wrap_up: boolean;
  /** Shown name of the agent's group; empty: none. */
  readonly group: string;
  /** Chats come only when asked for with `pull`. */
  readonly pull_chat: boolean;
  /** May see the floor and end chats of those they supervise. */
  readonly supervisor: boolean;
  /** May watch, join and take over chats of those they supervise. */
  readonly monitor: boolean;
  /** May show end-users any address, not only standard texts. */
  readonly push_url: boolean;
  /** May ask end-users to show their page. */
  readonly cobrowse: boolean;
  /** Another one than before: standard texts were changed, read them anew. */
  readonly texts: string;
}

/** What is known of the end-user of a chat. */
export interface About {
  readonly name: string;
  readonly email: string;
  readonly question: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly page_url: string;
  readonly page_title: string;
  readonly referrer: string;
  readonly user_agent: string;
  readonly language: string;
  readonly queue: string;
  /** The site vouches for who it is: name and e-mail are its own. */
  readonly signed_in: boolean;
  readonly queue_id: string;
  /** Shown name of the site. */
  readonly site: string;
  readonly site_language: string;
}

/**
 * A chat that the agent was taken out of. `to`: the colleague's shown name, or the queue's; `at`:
 * since when it is there.
 */
export interface LostChat {
  readonly chat: ChatId;
  readonly name: string;
  readonly went: "colleague" | "queue" | "ended";
  readonly to: string;
  readonly at: Millis;
}

/** A page the end-user looked at, and when. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly at: Millis;
}

/** One agent on duty whom the receiver may invite. */
export interface Colleague {
  readonly id: AgentId;
  readonly name: string;
  /** Shown name of the group; empty: none. */
  readonly group: string;
  readonly status: string;
  readonly status_type: "available" | "unavailable";
  readonly absent: boolean;
  readonly sessions_free: number;
  readonly max_sessions: number;
}

/** One queue a chat can be passed on to. */
export interface QueueToPassOnTo {
  readonly id: QueueId;
  readonly name: string;
  readonly open: boolean;
  readonly waiting: number;
  readonly agents_available: number;
  readonly expected_wait_ms: number | null;
}

/**
 * First frame of a connection. `resume`: the last `n` this client has of each chat, in the history
 * that its last welcome called `epoch`; if ours is another, everything is sent anew.
 */
export interface Hello {
  readonly type: "hello";
  readonly client: string;
  readonly ticket?: string;
  readonly visit?: string;
  readonly protocol?: number;
  readonly resume?: Readonly<Record<string, number>>;
  readonly epoch?: string;
  /** The end-user's client can show its page to an agent, if asked and allowed to. */
  readonly cobrowse?: boolean;
}

/**
 * Any byte is life; this one is sent when there is nothing else to say. The server answers it with
 * the same, and says it by itself now and then.
 */
export interface Alive {
  readonly type: "alive";
}

/**
 * The sender is writing (or stopped). Counts as activity, is never stored. `text`: what stands in
 * the end-user's box so far, if the site lets agents see it (SNEAK_PREVIEW).
 */
export interface Typing {
  readonly type: "typing";
  readonly chat: string;
  readonly on: boolean;
  readonly text?: string;
}

/** Somebody has looked at the chat up to the sender's number `n`. Never stored. */
export interface Seen {
  readonly type: "seen";
  readonly chat: string;
  readonly n: number;
}

/** A page of the site that the end-user has looked at. `ago_ms`: so long before it is told. */
export interface PageSeen {
  readonly url: string;
  readonly title: string;
  readonly ago_ms: number;
}

/** The end-user looks at another page of the site, during the chat. */
export interface PageFrame {
  readonly type: "page";
  readonly chat: string;
  readonly page: PageSeen;
}

/** Ask for a chat, with what the pre-chat form gathered and where the end-user is. */
export interface RequestChatFrame {
  readonly type: "request_chat";
  readonly id: number;
  readonly name?: string;
  readonly email?: string;
  readonly question?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly queue?: string | null;
  readonly page_url?: string;
  readonly page_title?: string;
  readonly referrer?: string;
  readonly language?: string;
  /** Pages seen before this one, in the order they were seen. */
  readonly trail?: readonly PageSeen[];
}

/** Leave while waiting. */
export interface CancelChatFrame {
  readonly type: "cancel_chat";
  readonly id: number;
  readonly chat: string;
  readonly deflected?: boolean;
}

/** End the engaged chat as the end-user. */
export interface EndChatFrame {
  readonly type: "end_chat";
  readonly id: number;
  readonly chat: string;
}

/** Answer to the idle warning: still there. Writes no row. */
export interface StayFrame {
  readonly type: "stay";
  readonly id: number;
  readonly chat: string;
}

/**
 * Write a message; `private` (agents only) keeps it from the end-user. `off_record`: it is shown
 * now, and stands in no transcript (a card number, a password).
 */
export interface PostFrame {
  readonly type: "post";
  readonly id: number;
  readonly chat: string;
  readonly text: string;
  readonly private?: boolean;
  readonly off_record?: boolean;
}

/** The end-user lets the agent see their page; `consent`: version of the text they read. */
export interface AcceptCoBrowseFrame {
  readonly type: "accept_cobrowse";
  readonly id: number;
  readonly chat: string;
  readonly cobrowse: string;
  readonly consent: string;
}

/** `unavailable`: the client itself can't. */
export interface DeclineCoBrowseFrame {
  readonly type: "decline_cobrowse";
  readonly id: number;
  readonly chat: string;
  readonly cobrowse: string;
  readonly unavailable?: boolean;
}

/** Either side ends it. */
export interface StopCoBrowseFrame {
  readonly type: "stop_cobrowse";
  readonly id: number;
  readonly chat: string;
  readonly cobrowse: string;
}

/** Either side's client can't go on. */
export interface FailCoBrowseFrame {
  readonly type: "fail_cobrowse";
  readonly id: number;
  readonly chat: string;
  readonly cobrowse: string;
}

/** Go on duty; with `override`, take over from another console. */
export interface LogOnFrame {
  readonly type: "log_on";
  readonly id: number;
  readonly status?: string | null;
  readonly override?: boolean;
}

/** Go off duty; chats in progress are promoted or requeued. */
export interface LogOffFrame {
  readonly type: "log_off";
  readonly id: number;
}

export interface SetStatusFrame {
  readonly type: "set_status";
  readonly id: number;
  readonly status: string;
}

export interface AcceptFrame {
  readonly type: "accept";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
}

/** Decline pressed; `closed`: the toast closed by its X. */
export interface DeclineFrame {
  readonly type: "decline";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
  readonly closed?: boolean;
}

export interface ToastRanOutFrame {
  readonly type: "toast_ran_out";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
}

/** The client's own answer to an offer it can't show. */
export interface UnavailableFrame {
  readonly type: "unavailable";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
  readonly cause: "busy" | "unavailable";
}

/** End the chat for the end-user. */
export interface ConcludeFrame {
  readonly type: "conclude";
  readonly id: number;
  readonly chat: string;
}

/** Done with the chat that has ended. */
export interface CloseWrapUpFrame {
  readonly type: "close_wrap_up";
  readonly id: number;
  readonly chat: string;
}

/** Supervisors: start or stop the live board. */
export interface WatchFloorFrame {
  readonly type: "watch_floor";
  readonly id: number;
  readonly on: boolean;
}

/**
 * Show the end-user a web page: a `url`, or a standard text made of HTML or of an address, by its
 * id and language. Exactly one of the two.
 */
export interface PushFrame {
  readonly type: "push";
  readonly id: number;
  readonly chat: string;
  readonly url?: string;
  readonly standard_text?: string | null;
  readonly language?: string;
}

/** The lead asks to see the end-user's page. */
export interface InviteToCoBrowseFrame {
  readonly type: "invite_to_cobrowse";
  readonly id: number;
  readonly chat: string;
}

/** The agent's client shows the first picture of the end-user's page. */
export interface CoBrowseShownFrame {
  readonly type: "cobrowse_shown";
  readonly id: number;
  readonly chat: string;
  readonly cobrowse: string;
}

/** Pull mode: ask for the next chat, or withdraw that; stands until a chat is taken. */
export interface PullFrame {
  readonly type: "pull";
  readonly id: number;
  readonly on: boolean;
}

/** The lead asks a colleague to take the chat over (`transfer`) or to join (`conference`). */
export interface InviteFrame {
  readonly type: "invite";
  readonly id: number;
  readonly chat: string;
  readonly to: string;
  readonly form: "transfer" | "conference";
}

/** Call one's own invitation off. */
export interface CancelInvitationFrame {
  readonly type: "cancel_invitation";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
}

/**
 * Consult before answering: the invited agent reads the chat and exchanges private words with the
 * sender; the toast no longer runs out.
 */
export interface ViewInvitationFrame {
  readonly type: "view_invitation";
  readonly id: number;
  readonly chat: string;
  readonly invitation: string;
}

/** The lead passes the chat on to a queue, where it keeps its place by the time of request. */
export interface TransferToQueueFrame {
  readonly type: "transfer_to_queue";
  readonly id: number;
  readonly chat: string;
  readonly queue: string;
}

/** The lead hands the lead over to a conferee. */
export interface MakeLeadFrame {
  readonly type: "make_lead";
  readonly id: number;
  readonly chat: string;
  readonly to: string;
}

/** A conferee leaves. */
export interface LeaveFrame {
  readonly type: "leave";
  readonly id: number;
  readonly chat: string;
}

/** Start or stop `colleagues`: who and what a chat can be passed on to, live. */
export interface WatchColleaguesFrame {
  readonly type: "watch_colleagues";
  readonly id: number;
  readonly on: boolean;
}

/**
 * Watch an open chat unseen, or stop. A private `post` while watching is a word to its agents, who
 * then know.
 */
export interface MonitorFrame {
  readonly type: "monitor";
  readonly id: number;
  readonly chat: string;
  readonly on: boolean;
}

/** A watching supervisor enters as a conferee. */
export interface JoinFrame {
  readonly type: "join";
  readonly id: number;
  readonly chat: string;
}

/** A watching supervisor, or one in the chat, becomes its lead. */
export interface TakeOverFrame {
  readonly type: "take_over";
  readonly id: number;
  readonly chat: string;
}

/** End the chat for the end-user, from outside it. */
export interface EndAsSupervisorFrame {
  readonly type: "end_as_supervisor";
  readonly id: number;
  readonly chat: string;
}

/**
 * The command's rows are durable. `chat` and `n`: its first row in this viewer's timeline (0: none
 * that this viewer sees).
 */
export interface Ack {
  readonly type: "ack";
  readonly id: number;
  readonly chat?: ChatId | null;
  readonly n?: number;
}

/**
 * Nothing was recorded. `id` 0: no readable frame. `retry`: the same again may work, but not before
 * `retry_after_ms`.
 */
export interface RefusedFrame {
  readonly type: "refused";
  readonly id: number;
  readonly code: string;
  readonly text: string;
  readonly retry?: boolean;
  readonly retry_after_ms?: number;
}

/** The `n`-th event of this viewer's timeline of the chat (1, 2, 3, … without a gap). */
export interface EventFrame {
  readonly type: "event";
  readonly chat: ChatId;
  readonly n: number;
  readonly at: Millis;
  /** An `EndUserEvent` or an `AgentViewEvent` (wire.views), told apart by `kind`. */
  readonly event: unknown;
}

/** What this client has of the chat can't be continued: drop it, a fresh timeline follows. */
export interface Resync {
  readonly type: "resync";
  readonly chat: ChatId;
}

/**
 * `name`: the agent's shown name; empty for the end-user. `text`: what the end-user has written so
 * far, where the site lets agents see it.
 */
export interface TypingNotice {
  readonly type: "is_typing";
  readonly chat: ChatId;
  readonly who: "end_user" | "agent";
  readonly name: string;
  readonly on: boolean;
  readonly text?: string;
}

/** The other side has looked at the chat up to the receiver's number `n`. */
export interface SeenNotice {
  readonly type: "has_seen";
  readonly chat: ChatId;
  readonly n: number;
}

/**
 * Opens one stream of the co-browse session, once and soon: the end-user's client sends its page
 * over it, the agent's gets it.
 */
export interface CoBrowseTicket {
  readonly type: "cobrowse_ticket";
  readonly chat: ChatId;
  readonly cobrowse: CoBrowseId;
  readonly ticket: string;
}

/** The server is about to close; come back after `retry_after_ms`. */
export interface Goodbye {
  readonly type: "goodbye";
  readonly code: number;
  readonly text: string;
  readonly retry_after_ms: number;
}

/** `chat`: the end-user's open chat; its events that the client lacks follow as `event`. */
export interface WidgetWelcome {
  readonly type: "welcome";
  readonly now: Millis;
  readonly chat: ChatId | null;
  /** Send something at least this often. */
  readonly heartbeat_ms: number;
  /** A client that is silent for so long is given up, and its chat ends. */
  readonly lost_after_ms: number;
  /** The highest command id of this client that was answered. */
  readonly last_id: number;
  /**
   * Names the history in which timelines are numbered. Another one than before: a backup was
   * restored; the client drops every timeline, and sends again what was not answered.
   */
  readonly epoch: string;
}

/** Place in the queue (1: next) and expected wait; `null` when nobody can tell. */
export interface WaitNotice {
  readonly type: "wait";
  readonly chat: ChatId;
  readonly position: number;
  readonly expected_wait_ms: number | null;
}

/** Without activity the chat ends at `ends_at`. */
export interface IdleWarning {
  readonly type: "idle_warning";
  readonly chat: ChatId;
  readonly ends_at: Millis;
}

/** The chats this agent has to do with follow as `chat_opened`, open offers as `offer`. */
export interface DeskWelcome {
  readonly type: "welcome";
  readonly now: Millis;
  readonly me: Me;
  readonly statuses: readonly StatusChoice[];
  /** `null`: off duty, at least at this console. */
  readonly status: string | null;
  readonly heartbeat_ms: number;
  /** An agent who is silent for so long is taken off duty, and their chats go to others. */
  readonly lost_after_ms: number;
  readonly last_id: number;
  readonly epoch: string;
  /** Shown names of all agents, by id. */
  readonly agents: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  /** On duty, but from another browser session; `log_on` with `override` moves it here. */
  readonly elsewhere?: boolean;
  /** A `pull` of this agent stands. */
  readonly pulling?: boolean;
  readonly status_since?: Millis | null;
}

/**
 * The agent's own status, however it came to change; `null`: off duty. `reason` says why when it
 * was not the agent's own doing here.
 */
export interface StatusNotice {
  readonly type: "status";
  readonly status: string | null;
  readonly reason?: "" | "lost" | "removed" | "taken_over";
  readonly since?: Millis | null;
}

/** An operator has changed what this agent may do. */
export interface MeNotice {
  readonly type: "me";
  readonly me: Me;
  readonly statuses: readonly StatusChoice[];
}

/** Whether a `pull` of this agent stands, however that came. */
export interface PullNotice {
  readonly type: "pulling";
  readonly on: boolean;
}

/**
 * The agent was taken off duty without asking; this became of their chats. Follows `welcome` and
 * `status`, and comes anew when one of the chats moves on, until they go on duty again.
 */
export interface Away {
  readonly type: "away";
  readonly reason: "lost" | "removed";
  readonly since: Millis;
  readonly chats: readonly LostChat[];
}

/**
 * The pages of the chat's end-user so far, in the order they were seen: all that is known of them
 * with `chat_opened`, and anew when there is another.
 */
export interface Pages {
  readonly type: "pages";
  readonly chat: ChatId;
  readonly pages: readonly Page[];
}

/**
 * Show the toast until `toast_until`, then report `toast_ran_out`. A `transfer` or `conference`
 * comes from a colleague, the `sender`; it can be viewed first (then this comes anew, with a later
 * `toast_until`), and is answered by the same frames.
 */
export interface OfferFrame {
  readonly type: "offer";
  readonly chat: ChatId;
  readonly invitation: InvitationId;
  readonly at: Millis;
  readonly toast_until: Millis;
  readonly allow_decline: boolean;
  readonly auto_decline: boolean;
  readonly about: About;
  readonly requested_at: Millis;
  readonly form?: "engagement" | "transfer" | "conference";
  readonly sender?: AgentId | null;
}

/** The offer is no longer open. `outcome`: the number of the kind that closed it. */
export interface OfferClosed {
  readonly type: "offer_closed";
  readonly chat: ChatId;
  readonly invitation: InvitationId;
  readonly outcome: number;
}

/** This agent has to do with the chat; its events that the client lacks follow as `event`. */
export interface ChatOpened {
  readonly type: "chat_opened";
  readonly chat: ChatId;
  readonly about: About;
  readonly part: "lead" | "conferee" | "wrap_up" | "invited" | "monitor";
}

/** The agent's part in a chat that is open here is another now. */
export interface PartNotice {
  readonly type: "part";
  readonly chat: ChatId;
  readonly part: "lead" | "conferee" | "wrap_up" | "invited" | "monitor";
}

/** This agent has nothing to do with the chat any more. */
export interface ChatClosed {
  readonly type: "chat_closed";
  readonly chat: ChatId;
}

/** Whom and what a chat can be passed on to; sent on change, at most once a second. */
export interface Colleagues {
  readonly type: "colleagues";
  readonly agents: readonly Colleague[];
  readonly queues: readonly QueueToPassOnTo[];
}

/**
 * The floor as it is now; sent on change, at most once a second. Lists are cut so that the frame
 * stays small; what is missing is counted.
 */
export interface Board {
  readonly type: "board";
  readonly now: Millis;
  readonly totals: BoardTotals;
  readonly queues: readonly BoardQueue[];
  readonly queues_more: number;
  readonly agents: readonly BoardAgent[];
  readonly agents_more: number;
  readonly chats: readonly BoardChat[];
  /** Open chats beyond those listed. */
  readonly chats_more: number;
  readonly released_today: number;
  readonly canceled_today: number;
}

/**
 * Counts of the floor, sent at once to who begins to watch, then each minute, and on change at most
 * every five seconds. `series` goes on from the one sent before: at first the last four hours, then
 * the minutes that have ended since.
 */
export interface FloorFigures {
  readonly type: "figures";
  readonly now: Millis;
  readonly today: WaitFigures;
  readonly recent: WaitFigures;
  readonly sites: readonly SiteFigures[];
  readonly queues: readonly QueueFigures[];
  readonly queues_more: number;
  readonly series: FigureSeries;
}

export type EndUserFrame =
  | Hello
  | Alive
  | Typing
  | Seen
  | PageFrame
  | RequestChatFrame
  | CancelChatFrame
  | EndChatFrame
  | StayFrame
  | PostFrame
  | AcceptCoBrowseFrame
  | DeclineCoBrowseFrame
  | StopCoBrowseFrame
  | FailCoBrowseFrame;

export type AgentFrame =
  | Hello
  | Alive
  | Typing
  | Seen
  | PostFrame
  | PushFrame
  | InviteToCoBrowseFrame
  | CoBrowseShownFrame
  | StopCoBrowseFrame
  | FailCoBrowseFrame
  | LogOnFrame
  | LogOffFrame
  | SetStatusFrame
  | AcceptFrame
  | DeclineFrame
  | ToastRanOutFrame
  | UnavailableFrame
  | ConcludeFrame
  | CloseWrapUpFrame
  | WatchFloorFrame
  | PullFrame
  | InviteFrame
  | CancelInvitationFrame
  | ViewInvitationFrame
  | TransferToQueueFrame
  | MakeLeadFrame
  | LeaveFrame
  | WatchColleaguesFrame
  | MonitorFrame
  | JoinFrame
  | TakeOverFrame
  | EndAsSupervisorFrame;

export type ToEndUser =
  | Alive
  | Ack
  | RefusedFrame
  | EventFrame
  | Resync
  | TypingNotice
  | SeenNotice
  | CoBrowseTicket
  | Goodbye
  | WidgetWelcome
  | WaitNotice
  | IdleWarning;

export type ToAgent =
  | Alive
  | Ack
  | RefusedFrame
  | EventFrame
  | Resync
  | TypingNotice
  | SeenNotice
  | CoBrowseTicket
  | Pages
  | Goodbye
  | DeskWelcome
  | MeNotice
  | StatusNotice
  | PullNotice
  | Away
  | OfferFrame
  | OfferClosed
  | ChatOpened
  | PartNotice
  | ChatClosed
  | Colleagues
  | Board
  | FloorFigures;

/** The request is in; `question` is the end-user's own. */
export interface SeenRequest {
  readonly kind: 26;
  readonly question?: string;
}

export interface SeenAgentPost {
  readonly kind: 1;
  readonly message_id: MessageId;
  readonly name: string;
  /** `null`: erased. */
  readonly text: string | null;
  readonly off_record?: boolean;
}

export interface SeenOwnPost {
  readonly kind: 2;
  readonly message_id: MessageId;
  readonly text: string | null;
  readonly off_record?: boolean;
}

export interface SeenPushedUrl {
  readonly kind: 3;
  readonly message_id: MessageId;
  readonly name: string;
  readonly form: "url" | "html";
  readonly text: string | null;
}

/** `file_name`: `null`: erased, and the file with it. */
export interface SeenOwnFile {
  readonly kind: 38;
  readonly file_id: FileId;
  readonly file_name: string | null;
  readonly size: number;
  readonly media_type: string;
}

export interface SeenAgentFile {
  readonly kind: 1003;
  readonly file_id: FileId;
  readonly name: string;
  readonly file_name: string | null;
  readonly size: number;
  readonly media_type: string;
}

export interface SeenAgentEntered {
  readonly kind: 23;
  readonly name: string;
}

export interface SeenAgentLeft {
  readonly kind: 24;
  readonly name: string;
}

/** This agent looks after the chat from now on. */
export interface SeenLead {
  readonly kind: 48;
  readonly name: string;
}

/** The lead's line is lost; at `lost_at` the chat goes to somebody else. */
export interface SeenAgentAbsent {
  readonly kind: 4;
  readonly name: string;
  readonly lost_at: Millis;
}

export interface SeenAgentPresent {
  readonly kind: 5;
  readonly name: string;
}

/** `requeued`: waiting for another agent again. */
export interface SeenLeadEnd {
  readonly kind: 49;
  readonly name: string;
  readonly requeued?: boolean;
}

/** Waiting for another agent. */
export interface SeenTransferToQueue {
  readonly kind: 47;
}

export interface SeenEnd {
  readonly kind: 44;
  readonly cause: string;
}

/** The agent asks to see the end-user's page, and waits for an answer until then. */
export interface SeenCoBrowseInvitation {
  readonly kind: 35;
  readonly cobrowse_id: CoBrowseId;
  readonly name: string;
  readonly answer_until: Millis;
}

/** Consent was given, maybe in another tab: a ticket comes to the one that gave it. */
export interface SeenCoBrowseAccepted {
  readonly kind: 36;
  readonly cobrowse_id: CoBrowseId;
}

export interface SeenCoBrowseDeclined {
  readonly kind: 37;
  readonly cobrowse_id: CoBrowseId;
  readonly cause: "declined" | "timeout" | "unavailable";
}

/** The agent sees the page from now on. */
export interface SeenCoBrowseStarted {
  readonly kind: 40;
  readonly cobrowse_id: CoBrowseId;
}

export interface SeenCoBrowseStopped {
  readonly kind: 41;
  readonly cobrowse_id: CoBrowseId;
  readonly cause: "agent" | "end_user" | "lead_changed" | "chat_ended";
}

export interface SeenCoBrowseError {
  readonly kind: 42;
  readonly cobrowse_id: CoBrowseId;
  readonly cause: "failed" | "stopped" | "lead_changed" | "chat_ended";
}

/** One event as agents get it: `event` is the stored form, `text` what was said, if anything. */
export interface AgentViewEvent {
  readonly kind: number;
  readonly event: StoredChatEvent;
  readonly text: string | null;
}

export type AnyEndUserEvent =
  | SeenRequest
  | SeenAgentPost
  | SeenOwnPost
  | SeenPushedUrl
  | SeenOwnFile
  | SeenAgentFile
  | SeenAgentEntered
  | SeenAgentLeft
  | SeenLead
  | SeenAgentAbsent
  | SeenAgentPresent
  | SeenLeadEnd
  | SeenTransferToQueue
  | SeenEnd
  | SeenCoBrowseInvitation
  | SeenCoBrowseAccepted
  | SeenCoBrowseDeclined
  | SeenCoBrowseStarted
  | SeenCoBrowseStopped
  | SeenCoBrowseError;
