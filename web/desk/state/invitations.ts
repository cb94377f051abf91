/** Invitations between agents that are not answered yet. */

import type { ChatEvent, InvitationForm } from "./wire.ts";

export interface Invitation {
  readonly id: string;
  readonly form: InvitationForm;
  readonly from: string;
  readonly to: string;
  readonly at: number;
  /** When the server takes no answer for one. */
  readonly answerUntil: number;
  /** The invited agent reads the chat before they answer. */
  readonly consulting: boolean;
}

type Open = readonly Invitation[];
type Asked = ChatEvent & { kind: 9 | 10 };
type Closed = ChatEvent & { kind: 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 };

export function invited(open: Open, at: number, event: Asked): Open {
  const invitation = {
    id: event.invitation_id,
    form: event.kind === 9 ? "transfer" : "conference",
    from: event.from_agent_id,
    to: event.to_agent_id,
    at,
    answerUntil: event.answer_until,
    consulting: false,
  } as const;
  return [...without(open, invitation.id), invitation];
}

export function consulting(open: Open, event: ChatEvent & { kind: 1002 }): Open {
  return open.map((each) =>
    each.id === event.invitation_id
      ? { ...each, consulting: true, answerUntil: event.answer_until }
      : each,
  );
}

export function closed(open: Open, event: Closed): Open {
  return without(open, event.invitation_id);
}

function without(open: Open, id: string): Open {
  return open.filter((each) => each.id !== id);
}
