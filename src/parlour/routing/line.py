"""The queue and the agents as the router sees them."""

from collections.abc import Mapping

from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId
from parlour.value import Value


class WaitingChat(Value):
    """A chat in a queue without an open offer."""

    chat_id: ChatId
    queue_id: QueueId
    requested_at: Millis
    passed_by: AgentId | None = None
    """Who let its last offer go by, and when."""
    passed_at: Millis = Millis(0)
    barred: tuple[AgentId, ...] = ()
    """Agents it can't be offered to: they monitor it."""


class Candidate(Value):
    """An agent on duty."""

    agent_id: AgentId
    queues: Mapping[QueueId, int]
    """Queues served, with rank."""
    available: bool
    absent: bool
    free_sessions: int
    last_assigned_at: Millis | None
    pauses_until: Millis = Millis(0)
    """End of Delay Between Chats."""

    @property
    def could_take_a_chat(self) -> bool:
        """Free but for a pause."""
        return self.available and not self.absent and self.free_sessions > 0


PASS_PAUSE = Duration(5_000)
"""An agent who let a chat go by is not offered that very chat again for so long, even when nobody
else is free: a client that answers by itself must not make the chat spin."""
