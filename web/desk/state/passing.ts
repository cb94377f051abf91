/** Whom and what a chat can be passed on to, in the order in which one looks for it. */

import type { Chat } from "./chat.ts";
import type { Colleague, Colleagues, QueueToPassOnTo } from "./wire.ts";

export type AgainstAgent = "in_chat" | "invited" | "absent" | "unavailable" | "full";

export interface Candidate {
  readonly agent: Colleague;
  /** Why they can't be asked at the moment. */
  readonly against: AgainstAgent | null;
}

export interface GroupOfCandidates {
  /** Empty: agents without a group. */
  readonly name: string;
  readonly isOwn: boolean;
  readonly candidates: readonly Candidate[];
}

export interface Passing {
  readonly groups: readonly GroupOfCandidates[];
  readonly queues: readonly QueueToPassOnTo[];
}

/** The own group first, then by name; those who can be asked first in each. */
export function passing(found: Colleagues, chat: Chat, own: string, sought: string): Passing {
  const fits = (...texts: readonly string[]): boolean =>
    texts.some((text) => folded(text).includes(folded(sought.trim())));
  const agents = found.agents.filter(({ name, group }) => fits(name, group));
  const names = [...new Set(agents.map(({ group }) => group))];
  const isOwn = (name: string): boolean => own !== "" && name === own;
  const rank = (name: string): number => (isOwn(name) ? 0 : name === "" ? 2 : 1);
  names.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
  return {
    groups: names.map((name) => ({
      name,
      isOwn: isOwn(name),
      candidates: candidates(
        agents.filter(({ group }) => group === name),
        chat,
      ),
    })),
    queues: found.queues.filter(({ name }) => fits(name)),
  };
}

function candidates(agents: readonly Colleague[], chat: Chat): readonly Candidate[] {
  const all = agents.map((agent) => ({ agent, against: againstAgent(agent, chat) }));
  return all.sort(
    (one, other) =>
      Number(one.against !== null) - Number(other.against !== null) ||
      one.agent.name.localeCompare(other.agent.name),
  );
}

export function againstAgent(agent: Colleague, chat: Chat): AgainstAgent | null {
  if (chat.participants.includes(agent.id)) return "in_chat";
  if (chat.invitations.some(({ to }) => to === agent.id)) return "invited";
  if (agent.absent) return "absent";
  if (agent.status_type === "unavailable") return "unavailable";
  return agent.sessions_free > 0 ? null : "full";
}

/** One transfer at a time; invitations to join may stand side by side. */
export function transferPending(chat: Chat): boolean {
  return chat.invitations.some(({ form }) => form === "transfer");
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
