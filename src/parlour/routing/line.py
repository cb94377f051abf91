"""The queue and the agents as the router sees them."""

from collections.abc import Mapping

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.value import Value


class WaitingChat(Value):
    """A chat in a queue without an open offer."""

    chat_id: ChatId
    queue_id: QueueId
    requested_at: Millis
    """Decides the place in the line."""
    queued_at: Millis
    """When the present wait began: what a queue asks relaxes from then on."""
    passed_by: AgentId | None = None
    """Who let its last offer go by, and when."""
    passed_at: Millis = Millis(0)
    barred: tuple[AgentId, ...] = ()
    """Agents it can't be offered to: they monitor it."""
    preferred: AgentId | None = None
    """Who led the end-user's last chat: it is kept for them until `kept_until`, if they serve the
    queue and are there."""
    kept_until: Millis = Millis(0)

    @property
    def is_personal(self) -> bool:
        """Not all agents are asked alike, or the wait is younger than the place in the line."""
        return (
            self.passed_by is not None or bool(self.barred) or self.queued_at != self.requested_at
        )


class Candidate(Value):
    """An agent on duty."""

    agent_id: AgentId
    queues: Mapping[QueueId, int]
    """Queues served, with rank (1 first)."""
    available: bool
    absent: bool
    """Of the client: for so long that it is on record, or `unreachable`."""
    free_sessions: int
    last_assigned_at: Millis | None
    pauses_until: Millis = Millis(0)
    """End of Delay Between Chats."""
    unreachable: bool = False
    """No client is connected, so no offer can be handed over; not absent yet."""
    skills: Mapping[str, int] = {}
    pulls: bool = False
    """Works in pull mode."""
    asks: bool = True
    """Takes chats now: in pull mode only while a request stands that no open offer answers."""
    by_rank: bool = False
    """Pull mode with Strict Priority: takes chats in the order of its queues' ranks."""

    @property
    def could_take_a_chat(self) -> bool:
        """Free but for a pause."""
        return self.available and not self.absent and self.asks and self.free_sessions > 0


PASS_PAUSE = Duration(5_000)
"""An agent who let a chat go by is not offered that very chat again for so long, even when nobody
else is free: a client that answers by itself must not make the chat spin."""


def place_of(chat: WaitingChat) -> tuple[Millis, ChatId]:
    """Its place in a line: longest wait first, ties by id."""
    return chat.requested_at, chat.chat_id


def is_just_passed(chat: WaitingChat, now: Millis) -> bool:
    return chat.passed_by is not None and chat.passed_at + PASS_PAUSE > now
