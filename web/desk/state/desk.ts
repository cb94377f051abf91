/** What the desk knows: a fold over the frames of the server. No clock, no socket, no screen. */

import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import { emptyFloor, type Floor, foldBoard, foldFigures } from "./floor.ts";
import { type Moments, withMoment } from "./moments.ts";
import type {
  AgentEventFrame,
  Away,
  Colleagues,
  DeskFrame,
  DeskWelcome,
  Me,
  OfferFrame,
  Part,
  StateFrame,
  StatusChoice,
  StatusNotice,
  StatusReason,
} from "./wire.ts";

export interface Offer extends Omit<OfferFrame, "type"> {
  /** What this client answered; the offer stays until the server closes it. */
  readonly answer: "accepting" | "declining" | null;
}

/** An offer that ended otherwise than by this agent's own answer. */
export interface LostOffer {
  readonly invitation: string;
  readonly name: string;
  readonly outcome: number;
  /** The colleague who asked; `null`: it came from the queue. */
  readonly sender: string | null;
}

export interface DeskState {
  readonly me: Me | null;
  readonly statuses: readonly StatusChoice[];
  /** `null`: off duty. */
  readonly status: string | null;
  /** Since when the status is what it is; `null`: the server has not said. */
  readonly statusSince: number | null;
  readonly statusReason: StatusReason;
  /** Taken off duty without asking: what became of the chats. */
  readonly away: Away | null;
  /** A request for the next chat stands (pull mode). */
  readonly pulling: boolean;
  /** Whom and what a chat can be passed on to; `null`: not watched, or not told yet. */
  readonly colleagues: Colleagues | null;
  readonly agents: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  readonly offers: readonly Offer[];
  readonly lostOffers: readonly LostOffer[];
  readonly chats: Readonly<Record<string, Chat>>;
  /** Chats this agent has to do with, oldest first. */
  readonly open: readonly string[];
  /** Chats in which the end-user is writing at the moment. */
  readonly typing: readonly string[];
  /** Shown names of the colleagues who are writing at the moment, by chat. */
  readonly colleaguesTyping: Readonly<Record<string, readonly string[]>>;
  /** What is true of the end-users for the moment, by chat. */
  readonly moments: Moments;
  readonly floor: Floor;
}

export const emptyDesk: DeskState = {
  me: null,
  statuses: [],
  status: null,
  statusSince: null,
  statusReason: "",
  away: null,
  pulling: false,
  colleagues: null,
  agents: {},
  queues: {},
  offers: [],
  lostOffers: [],
  chats: {},
  open: [],
  typing: [],
  colleaguesTyping: {},
  moments: {},
  floor: emptyFloor,
};

/** The state after one frame. A welcome begins anew, keeping events to resume from. */
export function apply(state: DeskState, frame: DeskFrame): DeskState {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "status":
      return statusChanged(state, frame);
    case "me":
      return { ...state, me: frame.me, statuses: frame.statuses };
    case "pulling":
      return { ...state, pulling: frame.on };
    case "colleagues":
      return { ...state, colleagues: frame };
    case "away":
      return { ...state, statusReason: frame.reason, away: frame };
    case "offer":
      return { ...state, offers: [...without(state.offers, frame.invitation), offerOf(frame)] };
    case "offer_closed":
      return offerClosed(state, frame.invitation, frame.outcome);
    case "chat_opened":
      return opened(state, frame);
    case "part":
      return parted(state, frame.chat, frame.part);
    case "chat_closed":
      return closed(state, frame.chat);
    case "resync":
      return resynced(state, frame.chat);
    case "event":
      return happened(state, frame);
    case "is_typing":
      return typing({ ...state, moments: withMoment(state.moments, frame) }, frame);
    case "has_seen":
    case "pages":
      return { ...state, moments: withMoment(state.moments, frame) };
    case "board":
      return { ...state, floor: foldBoard(state.floor, frame) };
    case "figures":
      return { ...state, floor: foldFigures(state.floor, frame) };
    default:
      return passedOver(state, frame);
  }
}

/** Frames for the line and the outbox, and those of a newer server. */
function passedOver(state: DeskState, _frame: Exclude<DeskFrame, StateFrame>): DeskState {
  return state;
}

function statusChanged(state: DeskState, frame: StatusNotice): DeskState {
  return {
    ...state,
    status: frame.status,
    statusSince: frame.since ?? null,
    statusReason: frame.reason ?? "",
    away: null,
    pulling: frame.status !== null && state.pulling,
  };
}

function welcomed(state: DeskState, frame: DeskWelcome): DeskState {
  return {
    ...state,
    me: frame.me,
    statuses: frame.statuses,
    status: frame.status,
    statusSince: frame.status_since ?? null,
    statusReason: frame.elsewhere === true ? "taken_over" : "",
    away: null,
    pulling: frame.pulling ?? false,
    colleagues: null,
    agents: frame.agents,
    queues: frame.queues,
    offers: [],
    open: [],
    typing: [],
    colleaguesTyping: {},
    moments: {},
  };
}

function opened(
  state: DeskState,
  { chat: id, about, part }: DeskFrame & { type: "chat_opened" },
): DeskState {
  const chat = { ...(state.chats[id] ?? emptyChat(id, about)), about, part };
  return {
    ...state,
    chats: { ...state.chats, [id]: chat },
    open: state.open.includes(id) ? state.open : [...state.open, id],
  };
}

function parted(state: DeskState, id: string, part: Part): DeskState {
  const chat = state.chats[id];
  if (chat === undefined) return state;
  return { ...state, chats: { ...state.chats, [id]: { ...chat, part } } };
}

function closed(state: DeskState, id: string): DeskState {
  return {
    ...state,
    chats: withoutKey(state.chats, id),
    open: state.open.filter((each) => each !== id),
    typing: state.typing.filter((each) => each !== id),
    colleaguesTyping: withoutKey(state.colleaguesTyping, id),
    moments: withoutKey(state.moments, id),
  };
}

function withoutKey<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...others } = record;
  return others;
}

function resynced(state: DeskState, id: string): DeskState {
  const chat = state.chats[id];
  if (chat === undefined) return state;
  return {
    ...state,
    chats: { ...state.chats, [id]: { ...emptyChat(id, chat.about), part: chat.part } },
  };
}

/** An event may come before its chat is opened; one beyond a gap waits until the line resumes. */
function happened(state: DeskState, frame: AgentEventFrame): DeskState {
  const before = state.chats[frame.chat] ?? emptyChat(frame.chat, nobody);
  if (frame.n !== before.n + 1) return state;
  const chat = evolve(before, frame.n, frame.at, frame.event);
  return wrote({ ...state, chats: { ...state.chats, [frame.chat]: chat } }, frame);
}

/** Who has sent their words is no longer writing them. */
function wrote(state: DeskState, frame: AgentEventFrame): DeskState {
  const {
    chat,
    event: { event },
  } = frame;
  if (event.kind === 2) {
    const typing = state.typing.filter((each) => each !== chat);
    return { ...state, typing, moments: withMoment(state.moments, frame) };
  }
  if (event.kind !== 1 && event.kind !== 3 && event.kind !== 24) return state;
  const name = state.agents[event.agent_id] ?? "";
  return withColleagueTyping(state, chat, name, false);
}

function withColleagueTyping(state: DeskState, chat: string, name: string, on: boolean): DeskState {
  const before = state.colleaguesTyping[chat] ?? [];
  if (on === before.includes(name)) return state;
  const names = on ? [...before, name] : before.filter((each) => each !== name);
  return { ...state, colleaguesTyping: { ...state.colleaguesTyping, [chat]: names } };
}

function typing(state: DeskState, frame: DeskFrame & { type: "is_typing" }): DeskState {
  if (frame.who === "agent") return withColleagueTyping(state, frame.chat, frame.name, frame.on);
  const others = state.typing.filter((each) => each !== frame.chat);
  return { ...state, typing: frame.on ? [...others, frame.chat] : others };
}

function offerOf({ type: _type, ...offer }: OfferFrame): Offer {
  return { ...offer, answer: null };
}

function without(offers: readonly Offer[], invitation: string): readonly Offer[] {
  return offers.filter((offer) => offer.invitation !== invitation);
}

/** Kinds that close an offer as this agent, or this agent's toast, answered it. */
const OWN_OUTCOMES = new Set([11, 12, 15, 16, 19, 20, 33, 34]);

function offerClosed(state: DeskState, invitation: string, outcome: number): DeskState {
  const offer = state.offers.find((each) => each.invitation === invitation);
  if (offer === undefined) return state;
  const lost = {
    invitation,
    name: offer.about.name,
    outcome,
    sender: offer.sender ?? null,
  };
  return {
    ...state,
    offers: without(state.offers, invitation),
    lostOffers: OWN_OUTCOMES.has(outcome) ? state.lostOffers : [...state.lostOffers, lost],
  };
}

/** The agent answered an offer here; `null` after the server refused the answer. */
export function answered(state: DeskState, invitation: string, answer: Offer["answer"]): DeskState {
  const offers = state.offers.map((offer) =>
    offer.invitation === invitation ? { ...offer, answer } : offer,
  );
  return { ...state, offers };
}

/** The reader has seen the word about a lost offer, or its time is up. */
export function forgotten(state: DeskState, invitation: string): DeskState {
  return {
    ...state,
    lostOffers: state.lostOffers.filter((each) => each.invitation !== invitation),
  };
}

/** Whether the agent reads the chat of this offer before they answer it. */
export function isViewed(state: DeskState, { chat }: { readonly chat: string }): boolean {
  return state.open.includes(chat) && state.chats[chat]?.part === "invited";
}

/** Offers that ring and count down; who consults has taken their time. */
export function ringing(state: DeskState): readonly Offer[] {
  return state.offers.filter((offer) => !isViewed(state, offer));
}

/** In pull mode, on duty and available. */
export function mayPull(state: DeskState): boolean {
  const status = state.statuses.find(({ id }) => id === state.status);
  return state.me?.pull_chat === true && status?.type === "available";
}

/** Whether the chat was taken from this agent while they were away. */
export function wasTaken(state: DeskState, chat: string): boolean {
  return state.away?.chats.some((each) => each.chat === chat) ?? false;
}

/** Sessions this agent has in use: chats until their release, and offers that hold one. */
export function sessionsInUse(state: DeskState): { taken: number; held: number } {
  const mine = openChats(state).filter((chat) => isMine(chat, state.me?.id ?? ""));
  return { taken: mine.length, held: state.offers.length };
}

function isMine(chat: Chat, me: string): boolean {
  if (chat.part === "monitor" || chat.part === "invited") return false;
  if (chat.phase === "wrap_up") return true;
  return chat.participants.includes(me);
}

export function openChats(state: DeskState): readonly Chat[] {
  return state.open.flatMap((id) => state.chats[id] ?? []);
}
