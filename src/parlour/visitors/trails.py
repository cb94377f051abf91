"""Which pages of the site an end-user has looked at, before and during a chat."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from parlour.ids import ChatId
from parlour.wire.parts import Page

PAGES_MAX = 50
"""Of one chat; of more, the newest: nobody reads further back."""

Trail = tuple[Page, ...]
"""In the order they were seen."""


class TrailBook(Protocol):
    """Where the trails of chats are kept."""

    async def add(self, chat_id: ChatId, pages: Sequence[Page]) -> None:
        """More pages of a chat; the newest `PAGES_MAX` stay.

        Raises: `DatabaseUnavailable`.
        """
        ...

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Trail]:
        """Those that have any."""
        ...


class MemoryTrails:
    """A `TrailBook` that is gone with the process."""

    def __init__(self) -> None:
        self._trails: dict[ChatId, Trail] = {}

    async def add(self, chat_id: ChatId, pages: Sequence[Page]) -> None:
        self._trails[chat_id] = (*self._trails.get(chat_id, ()), *pages)[-PAGES_MAX:]

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Trail]:
        return {chat_id: t for chat_id in chat_ids if (t := self._trails.get(chat_id))}
