"""Puts on record that the server lives, and when it did not.

Written off the hot path, and only when no row of the ledger says the same. What can't be written
now is written with the next pulse.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from parlour import __version__
from parlour.database.failures import DatabaseUnavailable
from parlour.engine.own_outages import OwnOutages
from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis
from parlour.lives.life import Life, Past
from parlour.lives.outage import Outage

PULSE = Duration(2_000)
"""So much more than the truth may the outage be that a killed server leaves behind."""

log = structlog.get_logger()


class LifeBook(Protocol):
    """Where lives and outages are kept."""

    async def put(self, life: Life, outages: Sequence[Outage]) -> None:
        """The life as it is now, and further outages.

        Raises: `DatabaseUnavailable`.
        """
        ...


class LifeKeeper:
    """Keeps the record of one life."""

    def __init__(self, book: LifeBook, outages: OwnOutages, clock: Clock, past: Past) -> None:
        self._book = book
        self._number = past.life.number + 1 if past.life else 1
        self._outages = outages
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._life: Life | None = None

    async def begin(self) -> None:
        """The server is about to take commands.

        Raises: `DatabaseUnavailable`.
        """
        now = self._clock.now()
        self._life = Life(number=self._number, version=__version__, started=now, alive=now)
        await self._write(self._life)

    def tick(self, run: Callable[..., None], now: Millis) -> None:
        """Give a sign of life in the background, if it is time and nothing else has."""
        if now - self._outages.took_at < PULSE and not self._outages.unrecorded:
            return
        life = self._life
        if life is not None and life.stopped is None and not self._one_at_a_time.locked():
            self._life = life.but(alive=now)
            run(self._pulse(self._life))

    async def stop(self) -> None:
        """The clients are about to be sent away: from now on the server's silence is its own."""
        if self._life is not None:
            self._life = self._life.but(stopped=self._clock.now())
            await self._pulse(self._life)

    async def _pulse(self, life: Life) -> None:
        try:
            await self._write(life)
        except DatabaseUnavailable as refused:
            self._outages.store_refused(self._clock.now())
            log.warning("pulse_refused", reason=str(refused))
        else:
            self._outages.store_took(life.alive)

    async def _write(self, life: Life) -> None:
        async with self._one_at_a_time:
            outages = tuple(self._outages.unrecorded)
            await self._book.put(life, outages)
            for outage in outages:
                self._outages.unrecorded.remove(outage)
