/** What the desk knows: a fold over the frames of the server. No clock, no socket, no screen. */

import { type Chat, emptyChat, evolve, nobody } from "./chat.ts";
import { emptyFloor, type Floor, foldBoard } from "./floor.ts";
import type {
  AgentEventFrame,
  Away,
  DeskFrame,
  DeskWelcome,
  Me,
  OfferFrame,
  StateFrame,
  StatusChoice,
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
}

export interface DeskState {
  readonly me: Me | null;
  readonly statuses: readonly StatusChoice[];
  /** `null`: off duty. */
  readonly status: string | null;
  readonly statusReason: StatusReason;
  /** Taken off duty without asking: what became of the chats. */
  readonly away: Away | null;
  readonly agents: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  readonly offers: readonly Offer[];
  readonly lostOffers: readonly LostOffer[];
  readonly chats: Readonly<Record<string, Chat>>;
  /** Chats this agent has to do with, oldest first. */
  readonly open: readonly string[];
  /** Chats in which the end-user is writing at the moment. */
  readonly typing: readonly string[];
  readonly floor: Floor;
}

export const emptyDesk: DeskState = {
  me: null,
  statuses: [],
  status: null,
  statusReason: "",
  away: null,
  agents: {},
  queues: {},
  offers: [],
  lostOffers: [],
  chats: {},
  open: [],
  typing: [],
  floor: emptyFloor,
};

/** The state after one frame. A welcome begins anew, keeping events to resume from. */
export function apply(state: DeskState, frame: DeskFrame): DeskState {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "status":
      return { ...state, status: frame.status, statusReason: frame.reason ?? "", away: null };
    case "away":
      return { ...state, statusReason: frame.reason, away: frame };
    case "offer":
      return { ...state, offers: [...without(state.offers, frame.invitation), offerOf(frame)] };
    case "offer_closed":
      return offerClosed(state, frame.invitation, frame.outcome);
    case "chat_opened":
      return opened(state, frame);
    case "chat_closed":
      return closed(state, frame.chat);
    case "resync":
      return resynced(state, frame.chat);
    case "event":
      return happened(state, frame);
    case "is_typing":
      return typing(state, frame);
    case "board":
      return { ...state, floor: foldBoard(state.floor, frame) };
    default:
      return passedOver(state, frame);
  }
}

/** Frames for the line and the outbox, and those of a newer server. */
function passedOver(state: DeskState, _frame: Exclude<DeskFrame, StateFrame>): DeskState {
  return state;
}

function welcomed(state: DeskState, frame: DeskWelcome): DeskState {
  return {
    ...state,
    me: frame.me,
    statuses: frame.statuses,
    status: frame.status,
    statusReason: frame.elsewhere === true ? "taken_over" : "",
    away: null,
    agents: frame.agents,
    queues: frame.queues,
    offers: [],
    open: [],
    typing: [],
  };
}

function opened(state: DeskState, frame: DeskFrame & { type: "chat_opened" }): DeskState {
  const known = state.chats[frame.chat];
  const chat =
    known === undefined ? emptyChat(frame.chat, frame.about) : { ...known, about: frame.about };
  return {
    ...state,
    chats: { ...state.chats, [frame.chat]: chat },
    open: state.open.includes(frame.chat) ? state.open : [...state.open, frame.chat],
  };
}

function closed(state: DeskState, id: string): DeskState {
  const { [id]: _gone, ...chats } = state.chats;
  return {
    ...state,
    chats,
    open: state.open.filter((each) => each !== id),
    typing: state.typing.filter((each) => each !== id),
  };
}

function resynced(state: DeskState, id: string): DeskState {
  const chat = state.chats[id];
  if (chat === undefined) return state;
  return { ...state, chats: { ...state.chats, [id]: emptyChat(id, chat.about) } };
}

/** An event may come before its chat is opened; one beyond a gap waits until the line resumes. */
function happened(state: DeskState, frame: AgentEventFrame): DeskState {
  const before = state.chats[frame.chat] ?? emptyChat(frame.chat, nobody);
  if (frame.n !== before.n + 1) return state;
  const chat = evolve(before, frame.n, frame.at, frame.event);
  const wrote = frame.event.kind === 2;
  return {
    ...state,
    chats: { ...state.chats, [frame.chat]: chat },
    typing: wrote ? state.typing.filter((each) => each !== frame.chat) : state.typing,
  };
}

function typing(state: DeskState, frame: DeskFrame & { type: "is_typing" }): DeskState {
  if (frame.who !== "end_user") return state;
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
const OWN_OUTCOMES = new Set([11, 12, 33, 34]);

function offerClosed(state: DeskState, invitation: string, outcome: number): DeskState {
  const offer = state.offers.find((each) => each.invitation === invitation);
  if (offer === undefined) return state;
  const lost = { invitation, name: offer.about.name, outcome };
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
  if (chat.phase === "wrap_up") return true;
  return chat.participants.includes(me);
}

export function openChats(state: DeskState): readonly Chat[] {
  return state.open.flatMap((id) => state.chats[id] ?? []);
}
