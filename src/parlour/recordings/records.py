"""A part of a recording, and where recordings are kept. Values."""

from typing import Protocol

from parlour.ids import ChatId, CoBrowseId, Millis, SiteId
from parlour.value import Value


class RecordingPart(Value):
    """`part` counts 1, 2, 3, … in its session. `lines`: masked events as the viewer got them, each
    a line of JSON, deflated with zlib's header; the parts of a session are one text."""

    cobrowse_id: CoBrowseId
    part: int
    chat_id: ChatId
    site_id: SiteId
    at: Millis
    lines: bytes


class RecordingBook(Protocol):
    """Where recordings are kept. All raise `DatabaseUnavailable`."""

    async def add(self, part: RecordingPart) -> None:
        """Durable when this returns."""
        ...

    async def of_chat(self, chat_id: ChatId) -> list[RecordingPart]:
        """In the order of sessions and parts."""
        ...

    async def erase(self, chat_id: ChatId) -> int:
        """All of this chat; how many parts there were."""
        ...
