"""When what is proven: a chat once it is released, everything once a day, all of it slowly.

Reading happens in a reader's thread, a little at a time; between two steps there is a pause many
times as long, so that the chats of the day hardly notice.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

import structlog

from parlour.chat.events import ChatReleased
from parlour.database.failures import DatabaseUnavailable
from parlour.engine.act import Done
from parlour.engine.ports import Clock
from parlour.ids import Duration, StreamId, chat_stream, seconds
from parlour.ledger.verify.rules import Fault
from parlour.lives.outage import Outages
from parlour.proofs.reading import Reading, prove_stream
from parlour.proofs.records import FoundFault, Pass, ProofBook

EVERY: Duration = seconds(86_400)
"""From the end of one pass to the beginning of the next."""
PAUSE_S_MIN = 0.05
PAUSES_PER_WORK = 19
"""Pauses are so many times as long as the step before: a twentieth of one CPU."""
IDLE_S = 1.0
BEGIN_AFTER_S = 30.0
"""After a start all clients come back at once; that comes first."""
RELEASED_MAX = 10_000
"""Released chats that wait for their proof; the daily pass finds what is crowded out."""
FAULTS_KEPT_MAX = 1_000
"""A ledger with more is beyond telling one by one."""

T = TypeVar("T")

log = structlog.get_logger()


class Store(Protocol):
    """Where the ledger is read."""

    def look(self, query: Callable[[sqlite3.Connection], T]) -> Coroutine[Any, Any, T]: ...


class Prover:
    """An observer of the engine; `run` goes on beside it."""

    def __init__(
        self,
        store: Store,
        book: ProofBook,
        clock: Clock,
        outages: Callable[[], Coroutine[Any, Any, Outages]],
    ) -> None:
        self._store = store
        self._book = book
        self._clock = clock
        self._outages = outages
        self._released: deque[StreamId] = deque(maxlen=RELEASED_MAX)
        self.reading: Reading | None = None
        """The pass under way."""
        self.last: Pass | None = None
        self.faults: list[FoundFault] = []
        self.proven_at_release = 0

    async def begin(self) -> None:
        """Take up what is known from before."""
        self.last = await self._book.last_pass()
        self.faults = await self._book.faults()

    def committed(self, done: Done) -> None:
        for change in done.chats:
            if any(isinstance(row.event, ChatReleased) for row in change.rows):
                self._released.append(chat_stream(change.chat_id))

    async def run(self) -> None:
        """For ever. What goes wrong with one step is logged, and the pass given up."""
        await asyncio.sleep(BEGIN_AFTER_S)
        while True:
            began = self._clock.monotonic_ms()
            worked = await self._step_or_give_up()
            took_s = (self._clock.monotonic_ms() - began) / 1_000
            await asyncio.sleep(max(PAUSE_S_MIN, took_s * PAUSES_PER_WORK) if worked else IDLE_S)

    async def step(self) -> bool:
        """One small piece of work; whether there was any."""
        if self._released:
            await self._prove_released(self._released.popleft())
            return True
        if self.reading is not None:
            await self._read_on(self.reading)
            return True
        now = self._clock.now()
        if self.last is None or now - self.last.finished >= EVERY:
            self.reading = Reading(now, await self._outages())
            return True
        return False

    async def _step_or_give_up(self) -> bool:
        try:
            return await self.step()
        except (sqlite3.Error, DatabaseUnavailable) as error:
            log.warning("proof_given_up", reason=repr(error))
            self.reading = None
            return False

    async def _prove_released(self, stream: StreamId) -> None:
        outages = await self._outages()
        await self._keep(await self._store.look(lambda db: prove_stream(db, stream, outages)))
        self.proven_at_release += 1

    async def _read_on(self, reading: Reading) -> None:
        known = len(reading.faults)
        goes_on = await self._store.look(reading.step)
        await self._keep(reading.faults[known:])
        del reading.faults[FAULTS_KEPT_MAX:]
        if goes_on:
            return
        self.reading = None
        done = Pass(
            begun=reading.begun,
            finished=self._clock.now(),
            rows=reading.rows,
            chats=reading.chats,
            log_ins=reading.log_ins,
            faults=len(reading.faults),
        )
        await self._book.add_pass(done, reading.faults)
        self.last = done
        self.faults = await self._book.faults()
        log.info("ledger_proven", rows=done.rows, chats=done.chats, faults=done.faults)

    async def _keep(self, faults: list[Fault]) -> None:
        """Put new ones on record, with one line in the log for each stream."""
        known = {(one.fault.stream, one.fault.seq, one.fault.rule) for one in self.faults}
        now = self._clock.now()
        fresh = [
            FoundFault(fault=fault, found=now)
            for fault in faults
            if (fault.stream, fault.seq, fault.rule) not in known
        ][: FAULTS_KEPT_MAX - len(self.faults)]
        if not fresh:
            return
        first = fresh[0].fault
        log.error("ledger_fault", stream=first.stream, seq=first.seq, rule=first.rule)
        await self._book.add_faults(fresh)
        self.faults = await self._book.faults()
