"""One store for all nodes, and each node's faulty view of it.

The store's own rules are the product's (`ledger.staging`), so it refuses, numbers and chains as the
real ones do. A view adds what a network and a disk add: time, refusals, lost answers.
"""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from parlour.database.failures import DatabaseUnavailable
from parlour.ids import (
    AgentId,
    ChatId,
    ClientId,
    EndUserId,
    MessageId,
    Millis,
    SiteId,
    StreamId,
)
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import (
    Answer,
    ChatRequest,
    Committed,
    Done,
    LedgerUnavailable,
    MessageText,
    Outcome,
    Recorded,
    SetAside,
    StreamConflict,
    Transaction,
)
from parlour.ledger.staging import Stage, check
from parlour.lives.life import Life, Past
from parlour.lives.outage import Outage, Outages
from tests.simulation.faults import Luck
from tests.simulation.virtual_time import NodeLoop, VirtualTime

T = TypeVar("T")

OnCommit = Callable[[Transaction, Sequence[Recorded]], None]

WAY_US = (300, 3_000)
"""One way to the store and its disk, in microseconds."""
SLOW_WAY_US = (100_000, 1_500_000)


class Store:
    """What is durable, and how the store is at the moment."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.refusing = False
        self.away = False
        self.slow = False
        self.on_commit: list[OnCommit] = []

    @property
    def is_healthy(self) -> bool:
        return not (self.refusing or self.away or self.slow)

    def write(self, transaction: Transaction) -> Outcome:
        """Takes effect at once."""
        tables = self.ledger.written
        stage = Stage(tables, len(tables.all_rows), tables.last_seal)
        outcome = stage.add(transaction)
        tables.write(stage)
        if isinstance(outcome, Committed):
            for told in self.on_commit:
                told(transaction, outcome.rows)
        return outcome


class Lives:
    """What each life of a node puts on record of itself, where the rows are. A `LifeBook`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._life: Life | None = None
        self._outages: list[Outage] = []

    async def past(self) -> Past:
        return Past(life=self._life, outages=Outages(self._outages))

    async def put(self, life: Life, outages: Sequence[Outage]) -> None:
        if self._store.refusing or self._store.away:
            raise DatabaseUnavailable("the disk is full")
        self._life = life
        self._outages += outages


class Fate(Protocol):
    """What a node's view of the store needs to know of the node."""

    luck: Luck
    time: VirtualTime
    finds_lost_outcomes: bool
    """It reads what was written, whoever wrote it."""

    def pass_point(self, name: str) -> None:
        """Raises: `NodeCrashed`, if the node dies here."""
        ...

    def crash(self, why: str) -> None: ...

    def learns_nothing(self) -> None:
        """To the node the store was away for a moment."""
        ...

    @property
    def reading_point(self) -> str:
        """The name of the fault point at which the node reads now."""
        ...

    def decided(self, transaction: Transaction) -> None:
        """The node has just decided this."""
        ...


class NodeStore:
    """The ledger of one incarnation of a node."""

    def __init__(self, store: Store, fate: Fate, loop: NodeLoop, chance: random.Random) -> None:
        self._store = store
        self._kept = store.ledger
        self._fate = fate
        self._loop = loop
        self._chance = chance
        self._time = fate.time
        self._waiting: deque[tuple[Transaction, Done]] = deque()
        """On its way to the store; what was submitted first arrives first."""
        self._arrives_us = 0
        self._told_us = 0
        self._closed = False
        self.cut_off = False
        """The node can't reach the store."""

    @property
    def _is_out_of_reach(self) -> bool:
        return self.cut_off or self._store.away

    @property
    def takes_writes(self) -> bool:
        return not (self._is_out_of_reach or self._store.refusing)

    # Writing

    def submit(self, transaction: Transaction, done: Done) -> None:
        check(transaction)
        if self._closed:
            self._loop.call_soon(done, LedgerUnavailable("the ledger is closed"))
            return
        self._fate.pass_point("before_submit")
        self._fate.decided(transaction)
        self._arrives_us = max(self._arrives_us, self._time.now_us + self._way())
        self._waiting.append((transaction, done))
        self._time.at(self._arrives_us, None, self._arrive)

    def lose_way(self) -> None:
        """The node is gone: of what was on its way the first ones arrive, the others never do."""
        arriving = self._chance.randint(0, len(self._waiting))
        for _ in range(arriving):
            transaction, _done = self._waiting.popleft()
            if not (self._store.refusing or self._is_out_of_reach):
                self._store.write(transaction)
        self._waiting.clear()

    def _arrive(self) -> None:
        if not self._waiting:
            return  # lost with its node
        transaction, done = self._waiting.popleft()
        outcome = self._outcome(transaction)
        if outcome is None:
            return
        self._told_us = max(self._told_us, self._time.now_us + self._way())
        self._time.at(self._told_us, self._loop, self._tell, done, outcome)

    def _outcome(self, transaction: Transaction) -> Outcome | None:
        """`None`: nobody is left to be told."""
        luck, faults = self._fate.luck, self._fate.luck.faults
        if self._store.refusing or self._is_out_of_reach:
            return LedgerUnavailable("the disk is full")
        if luck.strikes("append_conflict", faults.append_conflict):
            first = transaction.additions[0]
            return StreamConflict(first.stream, first.expected, first.expected + 1)
        outcome = self._store.write(transaction)
        if luck.strikes_point("after_insert_before_outcome"):
            self._fate.crash("after insert, before outcome")
            return None
        if luck.strikes("outcome_lost", faults.outcome_lost):
            if self._fate.finds_lost_outcomes and luck.chance.random() < 0.7:
                self._fate.learns_nothing()
                return LedgerUnavailable("the connection was cut")
            self._fate.crash("the outcome was lost")
            return None
        return outcome

    def _tell(self, done: Done, outcome: Outcome) -> None:
        self._fate.pass_point("after_outcome_before_publish")
        done(outcome)

    # Reading

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        rows = await self._ask(self._kept.read, stream, after)
        self._fate.pass_point(self._fate.reading_point)
        return rows

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        return await self._ask(self._kept.feed, after, limit)

    async def texts(self, chat_id: ChatId) -> dict[MessageId, MessageText]:
        return await self._ask(self._kept.texts, chat_id)

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        return await self._ask(self._kept.texts_of, rows)

    async def request(self, chat_id: ChatId) -> ChatRequest | None:
        return await self._ask(self._kept.request, chat_id)

    async def answer(self, client_id: ClientId, number: int) -> Answer | None:
        return await self._ask(self._kept.answer, client_id, number)

    async def last_number(self, client_id: ClientId) -> int:
        return await self._ask(self._kept.last_number, client_id)

    async def last_lead(self, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
        return await self._ask(self._kept.last_lead, site_id, end_user_id)

    async def open_streams(self) -> Sequence[StreamId]:
        return await self._ask(self._kept.open_streams)

    async def set_aside(self, stream: StreamId, seq: int, reason: str, at: Millis) -> None:
        await self._ask(self._kept.set_aside, stream, seq, reason, at)

    async def quarantined(self) -> dict[StreamId, SetAside]:
        return await self._ask(self._kept.quarantined)

    async def epoch(self) -> str:
        return await self._ask(self._kept.epoch)

    async def last_position(self) -> int:
        return await self._ask(self._kept.last_position)

    async def last_at(self) -> Millis:
        return await self._ask(self._kept.last_at)

    async def close(self) -> None:
        self._closed = True
        while self._told_us > self._time.now_us or self._waiting:
            await self._pause(max(self._told_us - self._time.now_us, WAY_US[1]))

    async def _ask(self, question: Callable[..., Awaitable[T]], *args: object) -> T:
        """There and back. Raises: `LedgerUnavailable`."""
        await self._pause(2 * self._way())
        if self._is_out_of_reach:
            raise LedgerUnavailable("the database is away")
        return await question(*args)

    async def reach(self, *, writing: bool = False) -> bool:
        """There and back, for whatever else lies there; whether it can be read, or written."""
        await self._pause(2 * self._way())
        return self.takes_writes if writing else not self._is_out_of_reach

    def _pause(self, for_us: int) -> "asyncio.Future[None]":
        over = self._loop.create_future()
        self._time.at(self._time.now_us + for_us, self._loop, _wake, over)
        return over

    def _way(self) -> int:
        low, high = SLOW_WAY_US if self._store.slow else WAY_US
        return low + int(self._chance.random() * (high - low))


def _wake(over: "asyncio.Future[None]") -> None:
    if not over.done():
        over.set_result(None)
