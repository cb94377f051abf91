"""Streams that the disk has damaged: named once, and out of service for good; all others go on.

What is in quarantine stays as it is, for `parlour verify` and for people. It comes back into
service only with a backup in which it is whole.
"""

import asyncio

import structlog

from parlour.engine.ports import Clock
from parlour.ids import StreamId
from parlour.ledger.protocol import Ledger, LedgerUnavailable, SetAside

log = structlog.get_logger()


class Quarantine:
    """`streams`: those in quarantine, each with the reason."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self.streams: dict[StreamId, SetAside] = {}
        self._unwritten: dict[StreamId, SetAside] = {}
        self._writing: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Learn what earlier starts have found."""
        self.streams = await self._ledger.quarantined()
        for stream, aside in self.streams.items():
            log.warning("in_quarantine", stream=stream, reason=aside.reason)

    def take(self, stream: StreamId, seq: int, reason: str) -> None:
        """From now on the stream is out of service. `seq`: of the damaged row; 0: unknown."""
        if stream in self.streams:
            return
        log.error("quarantined", stream=stream, seq=seq, reason=reason)
        aside = SetAside(seq=seq, reason=reason, at=self._clock.now())
        self.streams[stream] = self._unwritten[stream] = aside
        self.tick()

    def tick(self) -> None:
        """Write what could not be written when it should have been."""
        if self._unwritten and (self._writing is None or self._writing.done()):
            self._writing = asyncio.get_running_loop().create_task(self.written())

    async def written(self) -> None:
        """All of it is on disk, unless the disk takes nothing now: then the next tick tries."""
        for stream, aside in list(self._unwritten.items()):
            try:
                await self._ledger.set_aside(stream, aside.seq, aside.reason, aside.at)
            except LedgerUnavailable as unavailable:
                log.warning("quarantine_unwritten", stream=stream, reason=str(unavailable))
                return
            self._unwritten.pop(stream, None)
