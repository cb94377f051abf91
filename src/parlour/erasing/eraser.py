"""Erases what is kept of one end-user: all of it, also when the server dies on the way.

It is written down first, and each step may be done twice: what was begun is ended after the next
start. Files go before the texts that name them, and the log of the database last.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from parlour.database.failures import DatabaseUnavailable
from parlour.engine.ports import Clock, Ids
from parlour.erasing.records import Erased, Erasure, ErasureBook
from parlour.files.records import FileRecord
from parlour.files.store import StoreUnavailable
from parlour.ids import ChatId, EndUserId, SiteId

log = structlog.get_logger()

Unavailable = (DatabaseUnavailable, StoreUnavailable)


class FileShelf(Protocol):
    """What the eraser needs of the custody of files."""

    async def of_chat(self, chat_id: ChatId) -> Sequence[FileRecord]: ...

    async def erase(self, record: FileRecord) -> None: ...


class ChatOpen(Exception):
    """The end-user is in a chat: it has to be over and released before."""


class Eraser:
    """`is_open`: whether the end-user has a chat that is not released; `revoked` is told the
    sessions of visits that are over."""

    def __init__(
        self,
        book: ErasureBook,
        files: FileShelf,
        clock: Clock,
        ids: Ids,
        *,
        is_open: Callable[[SiteId, EndUserId], bool],
        revoked: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._book = book
        self._files = files
        self._clock = clock
        self._ids = ids
        self._is_open = is_open
        self._revoked = revoked

    async def erase(self, site_id: SiteId, end_user_id: EndUserId, *, by: str) -> Erased:
        """What is gone. Once it has begun it will be done, whatever is raised.

        Raises: `ChatOpen`: nothing was begun; `DatabaseUnavailable`, `StoreUnavailable`.
        """
        if self._is_open(site_id, end_user_id):
            raise ChatOpen
        erasure = Erasure(
            erasure_id=self._ids.fresh("er"),
            site_id=site_id,
            end_user_id=end_user_id,
            asked=self._clock.now(),
            by=by,
        )
        await self._book.begin(erasure)
        return await self._carry_out(erasure)

    async def finish_all(self) -> None:
        """What was begun in an earlier life. What can't be done now waits for the next one."""
        try:
            for erasure in await self._book.open_ones():
                await self._carry_out(erasure)
                log.info("erasure_finished", erasure=erasure.erasure_id)
        except Unavailable as unavailable:
            log.warning("erasure_not_finished", reason=str(unavailable)[:200])

    async def _carry_out(self, erasure: Erasure) -> Erased:
        files = 0
        for chat_id in await self._book.chats(erasure):
            for record in await self._files.of_chat(chat_id):
                await self._files.erase(record)
                files += 1
        erased, sessions = await self._book.take(erasure)
        for session_id in sessions:
            self._revoked(session_id)
        if not await self._book.empty_log():
            raise DatabaseUnavailable("the database's log is being read")
        await self._book.end(erasure, self._clock.now())
        return erased.but(files=files)
