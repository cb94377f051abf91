/** One chat as this agent sees it: a fold over its events, nothing else. */

import { type Absence, absence, agentGone, agentsAbsent } from "./absences.ts";
import { type CoBrowse, coBrowsing } from "./cobrowse.ts";
import type { FileSeen } from "./files.ts";
import { closed, consulting, type Invitation, invited } from "./invitations.ts";
import type { About, AgentViewEvent, ChatEvent, Outside, Part } from "./wire.ts";

export type Phase = "waiting" | "engaged" | "wrap_up" | "released";

/** Something said, by either side. `text` null: erased. */
export interface Said {
  readonly type: "said";
  readonly n: number;
  readonly at: number;
  readonly from: "agent" | "end_user";
  readonly agent: string | null;
  readonly text: string | null;
  readonly isPrivate: boolean;
  /** Said to the chat's agents by somebody who is not in it. */
  readonly outside: Outside | null;
  readonly form: "text" | "url" | "html" | "file";
  /** Then the text is its name. */
  readonly file?: FileSeen;
  /** Kept out of transcripts. */
  readonly offRecord?: true;
  readonly command: string;
}

/** Something that happened; views put it in words by kind and cause. */
export interface Happened {
  readonly type: "happened";
  readonly n: number;
  readonly at: number;
  readonly kind: number;
  readonly agent: string | null;
  readonly other: string | null;
  readonly queue: string | null;
  readonly cause: string | null;
}

export type Item = Said | Happened;

export interface Chat {
  readonly id: string;
  readonly about: About;
  /** What this agent is to the chat; `null`: the server has not said. */
  readonly part: Part | null;
  /** The last event of the timeline this client has. */
  readonly n: number;
  readonly items: readonly Item[];
  readonly phase: Phase;
  readonly requestedAt: number | null;
  readonly engagedAt: number | null;
  readonly endedAt: number | null;
  readonly endCause: string | null;
  readonly wrapUpUntil: number | null;
  readonly lead: string | null;
  readonly participants: readonly string[];
  readonly invitations: readonly Invitation[];
  readonly endUserAbsent: Absence | null;
  readonly agentsAbsent: Readonly<Record<string, Absence>>;
  /** The end-user's page is asked for, or shown; `null`: neither. */
  readonly cobrowse: CoBrowse | null;
}

/** Who the end-user is, before the server has told. */
export const nobody: About = {
  name: "",
  email: "",
  question: "",
  answers: {},
  page_url: "",
  page_title: "",
  referrer: "",
  user_agent: "",
  language: "",
  queue: "",
  signed_in: false,
  queue_id: "",
  site: "",
  site_language: "",
};

export function emptyChat(id: string, about: About): Chat {
  return {
    id,
    about,
    part: null,
    n: 0,
    items: [],
    phase: "waiting",
    requestedAt: null,
    engagedAt: null,
    endedAt: null,
    endCause: null,
    wrapUpUntil: null,
    lead: null,
    participants: [],
    invitations: [],
    endUserAbsent: null,
    agentsAbsent: {},
    cobrowse: null,
  };
}

/** The chat after its `n`-th event; an event it has already changes nothing. */
export function evolve(chat: Chat, n: number, at: number, view: AgentViewEvent): Chat {
  if (n <= chat.n) return chat;
  const item = itemOf(chat, n, at, view);
  return {
    ...chat,
    ...changes(chat, at, view.event),
    cobrowse: coBrowsing(chat.cobrowse, view.event),
    n,
    items: item === null ? chat.items : [...chat.items, item],
  };
}

function changes(chat: Chat, at: number, event: ChatEvent): Partial<Chat> {
  switch (event.kind) {
    case 26:
      return { requestedAt: at, phase: "waiting" };
    case 23:
      return {
        phase: "engaged",
        engagedAt: chat.engagedAt ?? at,
        participants: [...chat.participants.filter((id) => id !== event.agent_id), event.agent_id],
      };
    case 24:
      return {
        participants: chat.participants.filter((id) => id !== event.agent_id),
        ...agentGone(chat.agentsAbsent, event.agent_id),
      };
    case 48:
      return { lead: event.agent_id, phase: "engaged" };
    case 49:
      return leadEnd(chat, event);
    case 47:
      return { phase: "waiting" };
    case 44:
      return {
        phase: "wrap_up",
        endedAt: at,
        endCause: event.cause,
        wrapUpUntil: event.wrap_up_until ?? null,
        endUserAbsent: null,
      };
    case 27:
      return { phase: "released", lead: null, participants: [] };
    case 9:
    case 10:
      return { invitations: invited(chat.invitations, at, event) };
    case 1002:
      return { invitations: consulting(chat.invitations, event) };
    case 15:
    case 16:
    case 17:
    case 18:
    case 19:
    case 20:
    case 21:
    case 22:
      return { invitations: closed(chat.invitations, event) };
    default:
      return presence(chat, event);
  }
}

function leadEnd(chat: Chat, event: ChatEvent & { kind: 49 }): Partial<Chat> {
  const requeued = event.requeued_to !== null && event.requeued_to !== undefined;
  return { lead: null, phase: requeued ? "waiting" : chat.phase };
}

function presence(chat: Chat, event: ChatEvent): Partial<Chat> {
  switch (event.kind) {
    case 6:
      return { endUserAbsent: absence(event) };
    case 7:
    case 31:
      return { endUserAbsent: null };
    case 4:
      return agentsAbsent(chat.agentsAbsent, event);
    case 5:
    case 29:
      return agentGone(chat.agentsAbsent, event.agent_id);
    default:
      return {};
  }
}

/** Who leads when the lead is lost: present before absent, then who came first; `null`: nobody. */
export function successor({ lead, participants, agentsAbsent }: Chat): string | null {
  const others = participants.filter((id) => id !== lead);
  return others.find((id) => agentsAbsent[id] === undefined) ?? others[0] ?? null;
}

/** Kinds that say nothing to an agent in the chat: another line tells it, or the offer is past. */
const SILENT = new Set([8, 11, 12, 13, 14, 28, 30, 32, 34, 39, 43, 45, 46, 48, 50, 51]);

function itemOf(chat: Chat, n: number, at: number, view: AgentViewEvent): Item | null {
  const said = saidIn(n, at, view);
  if (said !== null) return said;
  const { event } = view;
  if (SILENT.has(event.kind) || isTold(event) || isNoNews(chat, event)) return null;
  return {
    type: "happened",
    n,
    at,
    kind: event.kind,
    agent: agentOf(event),
    other: "to_agent_id" in event ? event.to_agent_id : null,
    queue: event.kind === 47 ? event.to_queue_id : null,
    cause: "cause" in event ? event.cause : null,
  };
}

/** A lead's end matters to the reader only when it sends the chat back to the queue by itself. */
function isTold(event: ChatEvent): boolean {
  if (event.kind === 49) return event.cause !== "lost" && event.cause !== "logged_out";
  return event.kind === 24 && LEFT_WITH_ANOTHER_LINE.has(event.cause);
}

/** The end of the chat, the transfer and the way back to a queue say that their agents left. */
const LEFT_WITH_ANOTHER_LINE = new Set(["chat_ended", "transferred", "queued"]);

/** Who has just accepted an invitation enters by it. */
function isNoNews(chat: Chat, event: ChatEvent): boolean {
  const last = chat.items.at(-1);
  if (event.kind !== 23 || last?.type !== "happened") return false;
  return (last.kind === 15 || last.kind === 19) && last.other === event.agent_id;
}

function agentOf(event: ChatEvent): string | null {
  if ("agent_id" in event) return event.agent_id ?? null;
  return "from_agent_id" in event ? event.from_agent_id : null;
}

function saidIn(n: number, at: number, view: AgentViewEvent): Said | null {
  const { event } = view;
  const text = view.text ?? null;
  switch (event.kind) {
    case 1:
      return said(n, at, {
        from: "agent",
        agent: event.agent_id,
        text,
        isPrivate: event.visibility === "agents",
        command: event.command_id,
        ...offRecord(event),
      });
    case 1001:
      return said(n, at, {
        from: "agent",
        agent: event.agent_id,
        text,
        isPrivate: true,
        outside: event.part,
        command: event.command_id,
      });
    case 2:
      return said(n, at, {
        from: "end_user",
        text,
        command: event.command_id,
        ...offRecord(event),
      });
    case 3:
      return said(n, at, {
        from: "agent",
        agent: event.agent_id,
        text,
        form: event.form,
        command: event.command_id,
      });
    case 38:
      return said(n, at, { from: "end_user", text, ...fileOf(event) });
    case 1003:
      return said(n, at, { from: "agent", agent: event.agent_id, text, ...fileOf(event) });
    default:
      return null;
  }
}

function offRecord(event: { readonly off_record?: boolean }): { offRecord?: true } {
  return event.off_record === true ? { offRecord: true } : {};
}

function fileOf(event: ChatEvent & { kind: 38 | 1003 }): Pick<Said, "form" | "command" | "file"> {
  const { file_id: id, size, media_type: type, command_id: command } = event;
  return { form: "file", command, file: { id, size, type } };
}

type SaidParts = Pick<Said, "from" | "text" | "command"> & Partial<Said>;

function said(n: number, at: number, parts: SaidParts): Said {
  const plain = { agent: null, isPrivate: false, outside: null, form: "text" } as const;
  return { type: "said", n, at, ...plain, ...parts };
}
