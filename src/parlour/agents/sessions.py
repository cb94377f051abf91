"""Which agents' sessions a chat uses, and how: the link between a chat and the log-ins it needs."""

from parlour.agents.state import Hold
from parlour.chat.state import ChatState, Phase
from parlour.ids import AgentId, InvitationId

Use = tuple[Hold, InvitationId | None]


def sessions_used(state: ChatState) -> dict[AgentId, Use]:
    """Every agent of whom the chat holds a session: offered to, taking part, or wrapping up.

    A monitor uses none.
    """
    if state.phase in (Phase.NEW, Phase.RELEASED):
        return {}
    used: dict[AgentId, Use] = {p.agent_id: (Hold.OCCUPIED, None) for p in state.participants}
    if state.offer is not None:
        used[state.offer.agent_id] = (Hold.OFFERED, state.offer.invitation_id)
    return used


def changes(before: ChatState, after: ChatState) -> dict[AgentId, Use | None]:
    """What changed for which agent; `None`: their session is free again."""
    if (
        before.participants is after.participants
        and before.offer is after.offer
        and before.phase is after.phase
    ):
        return {}
    was, now = sessions_used(before), sessions_used(after)
    changed: dict[AgentId, Use | None] = {}
    for agent_id in was:
        if agent_id not in now:
            changed[agent_id] = None
    for agent_id, use in now.items():
        if was.get(agent_id) != use:
            changed[agent_id] = use
    return changed
