/** What an agent may do in a chat, by their part in it. */

import type { Chat } from "./chat.ts";
import type { Me } from "./wire.ts";

export function leads(chat: Chat, me: Me | null): boolean {
  return chat.phase === "engaged" && me !== null && chat.lead === me.id;
}

export function mayLeave(chat: Chat, me: Me | null): boolean {
  const isIn = me !== null && chat.participants.includes(me.id);
  return chat.phase === "engaged" && isIn && !leads(chat, me);
}

/** Supervisors who watch a chat, or are in it, may become its lead. */
export function mayTakeOver(chat: Chat, me: Me | null): boolean {
  if (me === null || !me.monitor || chat.phase !== "engaged") return false;
  return chat.part === "monitor" || mayLeave(chat, me);
}

/** Only words between agents: from outside the chat, or while no end-user is in it. */
export function onlyNotes(chat: Chat): boolean {
  return isOutside(chat) || chat.phase !== "engaged";
}

/** Who watches, or consults before they answer, can speak to the chat's agents, while it has any. */
export function isOutside(chat: Chat): boolean {
  return chat.part === "monitor" || chat.part === "invited";
}

export function mayWrite(chat: Chat): boolean {
  return isOutside(chat) ? chat.phase === "engaged" : chat.phase !== "released";
}
