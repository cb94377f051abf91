"""An erasure, what it took away, and where both are written. Values."""

from collections.abc import Sequence
from typing import Protocol

from parlour.ids import ChatId, EndUserId, Millis, SiteId
from parlour.value import Value


class Erasure(Value):
    """Of all that is kept of one end-user of a site. `by`: an agent's id, or `setup`."""

    erasure_id: str
    site_id: SiteId
    end_user_id: EndUserId
    asked: Millis
    by: str


class Erased(Value):
    """How much of each was there and is gone. What was erased before does not count again."""

    chats: int = 0
    """Released chats that were looked through."""
    texts: int = 0
    """Everything that was said in them, by both sides; names of files."""
    requests: int = 0
    """Name, address, question, answers, page and browser, as told before a chat."""
    files: int = 0
    recordings: int = 0
    """Of pages that were shown, in parts of some seconds."""
    pages: int = 0
    """That were seen on the site."""
    comments: int = 0
    """To ratings; scores stay."""
    messages: int = 0
    """Left while nobody was there."""
    letters: int = 0
    """That were still to be sent."""
    visits: int = 0
    """Browsers that were known to the site."""


class ErasureBook(Protocol):
    """Where erasures are kept, and what they take from the database. All raise
    `DatabaseUnavailable`."""

    async def begin(self, erasure: Erasure) -> None:
        """Written down, and in the history: from here on it will be done."""
        ...

    async def open_ones(self) -> Sequence[Erasure]:
        """Those begun and not ended, the oldest first."""
        ...

    async def chats(self, erasure: Erasure) -> list[ChatId]:
        """Released ones of the end-user."""
        ...

    async def take(self, erasure: Erasure) -> tuple[Erased, Sequence[str]]:
        """Everything but files, in one transaction; with the sessions of visits that are over."""
        ...

    async def empty_log(self) -> bool:
        """Nothing of it is left in the database's log; false: a reader stood in the way."""
        ...

    async def end(self, erasure: Erasure, at: Millis) -> None: ...
