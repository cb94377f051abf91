"""Keeps what a viewer gets, for sites that want it: gathered, for the disk is written seldom."""

import zlib
from collections.abc import Sequence

import structlog

from parlour.cobrowse.reading import Part
from parlour.database.failures import DatabaseUnavailable
from parlour.engine.background import Background
from parlour.engine.ports import Clock
from parlour.ids import ChatId, CoBrowseId, Duration, Millis, SiteId, later
from parlour.recordings.records import RecordingBook, RecordingPart

log = structlog.get_logger()

GATHER_BYTES_MAX = 1 << 20
"""Of lines, before they are packed."""
GATHER_FOR = Duration(10_000)
"""So much of a recording is lost when the server is killed."""


class ShowRecorder:
    """Of one session. What can't be written is lost and no more: nobody is kept from helping."""

    def __init__(
        self,
        book: RecordingBook,
        clock: Clock,
        background: Background,
        *,
        of: tuple[CoBrowseId, ChatId, SiteId],
    ) -> None:
        self._book = book
        self._clock = clock
        self._background = background
        self._of = of
        self._lines: list[bytes] = []
        self._bytes = 0
        self._parts = 0
        self._since: Millis | None = None

    def keep(self, parts: Sequence[Part]) -> None:
        """With our own time before them: the end-user's clock may say anything."""
        now = self._clock.now()
        if self._since is None:
            self._since = now
        stamp = b"%d\n" % now
        self._lines.append(stamp)
        self._bytes += len(stamp)
        for part in parts:
            self._lines.append(part.line)
            self._bytes += len(part.line)
        if self._bytes >= GATHER_BYTES_MAX:
            self.write()

    def tick(self, now: Millis) -> None:
        if self._since is not None and now >= later(self._since, GATHER_FOR):
            self.write()

    def write(self) -> None:
        """All that was gathered."""
        if self._since is None:
            return
        cobrowse_id, chat_id, site_id = self._of
        self._parts += 1
        part = RecordingPart(
            cobrowse_id=cobrowse_id,
            part=self._parts,
            chat_id=chat_id,
            site_id=site_id,
            at=self._since,
            lines=zlib.compress(b"".join(self._lines)),
        )
        self._lines, self._bytes, self._since = [], 0, None
        self._background.run(self._put(part))

    async def _put(self, part: RecordingPart) -> None:
        try:
            await self._book.add(part)
        except DatabaseUnavailable as unavailable:
            log.warning("recording_lost", chat=part.chat_id, reason=str(unavailable))
