"""Why a chat went to an agent: kept with the offer, shown on the floor, checked by verify."""

from typing import Literal

from parlour.ids import AgentId, Duration, QueueId
from parlour.value import Value

NAMED_MAX = 12
"""Agents named one by one in an explanation; the rest are counted. Keeps an offer's row small."""

NAMED_AGAIN_MAX = 200
"""The same when a chat is offered again to the agent who let it go by: that nobody else could be
asked is to be proven of everybody. Some 12 KB, and rare."""

PassedOver = Literal[
    "not_in_queue",
    "unavailable",
    "absent",
    "unreachable",
    "full",
    "pausing",
    "just_passed",
    "not_yet",
    "not_asked",
    "skill",
    "kept",
    "ranked",
]
"""Why an agent was not chosen: does not serve the queue; status not Available; client absent;
no client connected, though not absent yet; no free session; within Delay Between Chats; let the
last offer of this very chat go by; serves only a queue that is asked later (overflow); has not
asked for a chat (pull); lacks a skill at the level it is wanted now; the chat is kept for its
preferred agent; takes a chat of a queue with a better rank first (Strict Priority)."""


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
    """Since the request."""
    ahead: int
    """Chats that had waited longer in the same queue but had nobody free for them."""
    others_free: int
    """Other agents that were free and eligible for this chat at that moment."""
    considered: tuple[Considered, ...]
    considered_more: int
    """Agents looked at beyond the ones named in `considered`."""
    levels: dict[str, int] = {}
    """The skills that were wanted, at the level they had relaxed to."""
    overflowed: bool = False
    """The agent serves a queue that this one had overflowed to."""
    preferred: bool = False
    """The chat was kept for this agent, whom its end-user had talked to last."""
    pulled: bool = False
    """The agent had asked for a chat."""
    unsettled: tuple[AgentId, ...] = ()
    """Of the agents in `considered`: those whose log-ins had rows on their way to the disk. Had
    these been refused, what is said of the agents would not have been so."""
