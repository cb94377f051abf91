"""Erases recordings when their site's time for them is over: at the start, and once a day.

They are gone for good then, so a wrong clock must not make them old (`lives.age`).
"""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog

from parlour.database.failures import DatabaseUnavailable
from parlour.directory.directory import Directory
from parlour.directory.records import CoBrowseTerms
from parlour.ids import Duration, Millis, SiteId, seconds
from parlour.lives import age
from parlour.lives.outage import Outage
from parlour.recordings.records import RecordingBook

log = structlog.get_logger()

SWEEP_EVERY = seconds(86_400)
TRY_AGAIN = seconds(60)
"""After the database refused."""
AT_ONCE = 20
"""Sessions in one transaction: others write between two of them."""
DAY_MS = 86_400_000
USUAL_DAYS = CoBrowseTerms().keep_days
"""For sites that are no more."""


class RecordingExpiry:
    """`tick` is called every second or so."""

    def __init__(
        self,
        book: RecordingBook,
        directory: Directory,
        run: Callable[[Coroutine[Any, Any, None]], None],
        outages: Callable[[], Awaitable[Sequence[Outage]]],
    ) -> None:
        """`run`: beside the event loop's turns. `outages`: all that the server ever had; raises
        `DatabaseUnavailable`."""
        self._book = book
        self._directory = directory
        self._run = run
        self._outages = outages
        self._due = Millis(0)
        self._is_sweeping = False

    def tick(self, now: Millis) -> None:
        if now >= self._due and not self._is_sweeping:
            self._is_sweeping = True
            self._run(self._sweep_and_wait(now))

    async def _sweep_and_wait(self, now: Millis) -> None:
        try:
            await self.sweep(now)
            self._due = Millis(now + SWEEP_EVERY)
        except DatabaseUnavailable as unavailable:
            log.warning("recordings_not_expired", reason=str(unavailable))
            self._due = Millis(now + TRY_AGAIN)
        finally:
            self._is_sweeping = False

    async def sweep(self, now: Millis) -> None:
        outages = await self._outages()
        for site_id in await self._book.sites():
            until = age.before(now, Duration(self._days(site_id) * DAY_MS), outages)
            erased = AT_ONCE
            while erased == AT_ONCE:
                erased = await self._book.expire(site_id, until, AT_ONCE)
                if erased:
                    log.info("recordings_expired", site=site_id, sessions=erased)

    def _days(self, site_id: SiteId) -> int:
        site = self._directory.sites.get(site_id)
        return USUAL_DAYS if site is None else site.cobrowse.keep_days
