"""The server's own outages while it runs: granted to everybody first, then put on record.

A stall is known when it is over. That the store refuses is known from the first refusal; until it
takes something again, nobody is found absent and no deadline is carried out.
"""

from collections import deque
from collections.abc import Callable

import structlog

from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis, later
from parlour.lives.outage import Outage, OutageKind

STALL = Duration(2_000)
"""A beat this late is an outage of ours."""
TRY_AGAIN = Duration(5_000)
"""So long after a refusal the store is given something again, if nobody has asked meanwhile."""
UNRECORDED_MAX = 1_000
"""Outages that wait to be put on record; all of them are granted."""

Grant = Callable[[Duration], None]

log = structlog.get_logger()


class OwnOutages:
    """What was not the clients' silence."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.grants: list[Grant] = []
        """Called with the length of each outage, before anything else goes on."""
        self.unrecorded: deque[Outage] = deque(maxlen=UNRECORDED_MAX)
        self.took_at = clock.now()
        """When the store was last known to take what it was given."""
        self._refused_at: Millis | None = None
        self._is_draining = False

    @property
    def is_away(self) -> bool:
        """Nobody can be found absent now, nor any deadline be over."""
        return self._is_draining or self.store_refuses

    @property
    def store_refuses(self) -> bool:
        """By the last that was heard of it."""
        return self._refused_at is not None

    def stalled(self, since: Millis, until: Millis) -> None:
        """The process stood still."""
        self._end("stall", since, until)

    def drain(self) -> None:
        """The server is about to send its clients away; the next one puts it on record."""
        self._is_draining = True

    def store_refused(self, at: Millis) -> None:
        if self._refused_at is None:
            log.error("store_refuses", since=self.took_at)
        self._refused_at = at

    def store_took(self, at: Millis) -> None:
        """What was decided or given to it at `at` is durable."""
        if self._refused_at is not None:
            self._store_is_back()
        elif at > self.took_at:
            self.took_at = at

    def follow_clock(self, jump: Duration) -> None:
        """The clock has jumped; the store took something no longer ago for that."""
        self.took_at = later(self.took_at, jump)
        if self._refused_at is not None:
            self._refused_at = later(self._refused_at, jump)

    def tick(self, now: Millis) -> None:
        if self._refused_at is not None and now - self._refused_at >= TRY_AGAIN:
            self._store_is_back()

    def _store_is_back(self) -> None:
        since, self.took_at = self.took_at, self._clock.now()
        self._refused_at = None
        self._end("store", since, self.took_at)

    def _end(self, kind: OutageKind, since: Millis, until: Millis) -> None:
        outage = Outage(kind=kind, since=since, until=until)
        log.warning("outage", kind=kind, ms=outage.length)
        self.unrecorded.append(outage)
        for grant in self.grants:
            grant(outage.length)
