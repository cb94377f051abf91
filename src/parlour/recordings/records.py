"""A part of a recording, and where recordings are kept. Values."""

from typing import Protocol

from parlour.ids import ChatId, CoBrowseId, Millis, SiteId
from parlour.value import Value


class RecordingPart(Value):
    """`part` counts 1, 2, 3, … in its session. `lines`: deflated with zlib's header; the parts of a
    session are one text. Each line is JSON: a number says when what follows came, by our clock (ms,
    UTC), and an object is an event of rrweb, masked. `at`: when the part begins."""

    cobrowse_id: CoBrowseId
    part: int
    chat_id: ChatId
    site_id: SiteId
    at: Millis
    lines: bytes


class KeptSession(Value):
    """`part_count` and `bytes` (packed) as far as it is written; `until`: when its last part
    begins."""

    cobrowse_id: CoBrowseId
    at: Millis
    until: Millis
    part_count: int
    bytes: int


class RecordingBook(Protocol):
    """Where recordings are kept. All raise `DatabaseUnavailable`."""

    async def add(self, part: RecordingPart) -> None:
        """Durable when this returns."""
        ...

    async def of_chat(self, chat_id: ChatId) -> list[KeptSession]:
        """The earliest first."""
        ...

    async def part(
        self, chat_id: ChatId, cobrowse_id: CoBrowseId, number: int
    ) -> RecordingPart | None:
        """`None`: there is none (any more)."""
        ...

    async def erase(self, chat_id: ChatId) -> int:
        """All of this chat; how many parts there were."""
        ...

    async def sites(self) -> list[SiteId]:
        """Of which anything is kept."""
        ...

    async def expire(self, site_id: SiteId, before: Millis, most: int) -> int:
        """Whole sessions of the site that began before then, at most so many; how many they were.
        Fewer than `most`: there are no more."""
        ...
