"""The engine in a race: its store takes what it was given when it is told to, as a group."""

from collections.abc import Sequence
from typing import Any

from parlour.engine.act import Act, Reply
from parlour.engine.engine import Engine
from parlour.engine.ports import SeededIds
from parlour.ids import StreamId, agent_stream, chat_stream
from parlour.ledger.memory import MemoryLedger, Tables
from parlour.ledger.protocol import Done, LedgerUnavailable, Recorded, Transaction
from tests.engine.race import LOG_INS, NOW, Acts, Contender, append, books_of
from tests.simulation.clock import NodeClock
from tests.simulation.virtual_time import SECOND, NodeLoop, VirtualTime

SETTLING_ROUNDS_MAX = 20
"""More means that the engine goes round in circles."""


class SlowLedger(MemoryLedger):
    """What is submitted waits until the store is told to take it, or to refuse it."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.written = tables
        self.waiting: list[tuple[Transaction, Done]] = []

    def submit(self, transaction: Transaction, done: Done) -> None:
        self.waiting.append((transaction, done))

    def take(self) -> None:
        """A group: decided against what is written, told when all of it is."""
        waiting, self.waiting = self.waiting, []
        outcomes = [append(self.written, transaction) for transaction, _ in waiting]
        for (_, done), outcome in zip(waiting, outcomes, strict=True):
            done(outcome)

    def refuse(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _, done in waiting:
            done(LedgerUnavailable("the disk is full"))

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        return list(self.written.rows(stream)[after:])


class Race:
    """One engine at the moment, and what came of it."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.escaped: list[str] = []
        self.replies: list[Reply] = []
        self._time = VirtualTime(self.escaped.append)
        self._loop = NodeLoop(self._time, "race", SECOND)
        self._ledger = SlowLedger(tables)
        self._on_loop(self._start)

    def contend(self, contender: Contender) -> None:
        """All that they do, without waiting for what comes of it."""
        for acts in contender.acts:
            self._on_loop(self._execute, acts)

    def store(self, does: str) -> None:
        if does == "takes":
            self._on_loop(self._ledger.take)
        elif does == "refuses":
            self._on_loop(self._ledger.refuse)

    def settle(self) -> None:
        """The store takes whatever it is given, until nothing is given any more."""
        for _ in range(SETTLING_ROUNDS_MAX):
            self._on_loop(self._engine.tick, NOW)
            if not self._ledger.waiting:
                return
            self.store("takes")
        raise AssertionError("it never settles")

    def differences(self) -> list[str]:
        """What escaped, and where the engine's books are not what the ledger says."""
        found = list(self.escaped)
        truth = books_of(self.tables)
        for chat_id, live in truth.chats.items():
            mine = self._engine.books.chat(chat_id)
            if (mine.state, mine.version) != (
                live.state,
                len(self.tables.rows(chat_stream(chat_id))),
            ):
                found.append(f"{chat_id}: {mine.state}, by the ledger {live.state}")
        for agent_id, login_id in LOG_INS.items():
            mine_too, true = self._engine.books.agent(agent_id), truth.agent(agent_id)
            rows = len(self.tables.rows(agent_stream(login_id)))
            if mine_too.state != true.state or (true.state.on_duty and mine_too.version != rows):
                found.append(f"{agent_id}: {mine_too.state}, by the ledger {true.state}")
        if self.acts != len(self.replies):
            found.append(f"{self.acts} acts and {len(self.replies)} replies")
        return found

    def _start(self) -> None:
        clock = NodeClock(self._time, NOW)
        self._engine = Engine(ledger=self._ledger, clock=clock, ids=SeededIds(1))
        self._engine.books = books_of(self.tables)
        self.acts = 0

    def _execute(self, acts: Acts) -> None:
        for act in acts(self._engine.books):
            self._ask(act)

    def _ask(self, act: Act) -> None:
        self.acts += 1
        self._engine.execute(act, self.replies.append)

    def _on_loop(self, do: Any, *args: Any) -> None:
        """And everything that follows from it at once."""
        self._loop.call_soon(do, *args)
        self._time.run(self._time.now_us)
