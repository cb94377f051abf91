"""What visitors leave when there is nobody to chat with."""

from collections.abc import Sequence
from typing import Literal, Protocol

from parlour.ids import AgentId, EndUserId, Millis, SiteId
from parlour.value import Value

OPEN_MAX = 5_000
"""Of one site, not settled: where nobody reads them no more are taken, and none fill the disk."""


class LeftMessage(Value):
    """`settled_at`: when somebody has seen to it."""

    message_id: str
    site_id: SiteId
    end_user_id: EndUserId
    name: str
    email: str
    text: str
    page_url: str
    page_title: str
    language: str
    left_at: Millis
    settled_at: Millis | None = None
    settled_by: str = ""


Taken = Literal["new", "known", "full"]


class MessageBook(Protocol):
    """Where left messages are kept. All raise `DatabaseUnavailable`."""

    async def add(self, message: LeftMessage) -> Taken:
        """Durable when this returns; the same one again changes nothing."""
        ...

    async def page(
        self, *, settled: bool, limit: int, before: Millis | None
    ) -> Sequence[LeftMessage]:
        """The latest first; `before`: only those left before then."""
        ...

    async def count_open(self) -> int: ...

    async def settle(self, message_id: str, at: Millis | None, by: AgentId) -> bool:
        """`None`: it is open again. Whether there is such a message."""
        ...


class MemoryMessages:
    """A `MessageBook` that is gone with the process."""

    def __init__(self) -> None:
        self._messages: dict[str, LeftMessage] = {}

    async def add(self, message: LeftMessage) -> Taken:
        if message.message_id in self._messages:
            return "known"
        of_site = [m for m in self._open() if m.site_id == message.site_id]
        if len(of_site) >= OPEN_MAX:
            return "full"
        self._messages[message.message_id] = message
        return "new"

    async def page(
        self, *, settled: bool, limit: int, before: Millis | None
    ) -> Sequence[LeftMessage]:
        wanted = [
            message
            for message in self._messages.values()
            if (message.settled_at is not None) == settled
            and (before is None or message.left_at < before)
        ]
        return sorted(wanted, key=lambda m: (m.left_at, m.message_id), reverse=True)[:limit]

    async def count_open(self) -> int:
        return len(self._open())

    async def settle(self, message_id: str, at: Millis | None, by: AgentId) -> bool:
        message = self._messages.get(message_id)
        if message is None:
            return False
        self._messages[message_id] = message.but(settled_at=at, settled_by="" if at is None else by)
        return True

    def _open(self) -> list[LeftMessage]:
        return [m for m in self._messages.values() if m.settled_at is None]
