"""Why a chat went to an agent: kept with the offer, shown on the floor, checked by verify."""

from typing import Literal

from parlour.ids import AgentId, Duration, QueueId
from parlour.value import Value

NAMED_MAX = 12
"""Agents named one by one in an explanation; the rest are counted. Keeps an offer's row small."""

PassedOver = Literal["not_in_queue", "unavailable", "absent", "full", "pausing", "just_passed"]
"""Why an agent was not chosen: does not serve the queue; status not Available; client absent;
no free session; within Delay Between Chats; let the last offer of this very chat go by."""


class Considered(Value):
    """One other agent and what spoke against choosing them (`None`: simply later in line)."""

    agent_id: AgentId
    against: PassedOver | None


class Explanation(Value):
    """How one decision of the router came about.

    Source: spec "Routing": which chat, which agent, who else and why not, which policy.
    """

    policy: str
    queue_id: QueueId
    waited: Duration
    ahead: int
    """Chats that had waited longer in the same queue but had nobody free for them."""
    others_free: int
    """Other agents that were free and eligible for this chat at that moment."""
    considered: tuple[Considered, ...]
    considered_more: int
    """Agents looked at beyond the ones named in `considered`."""
