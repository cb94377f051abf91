"""Ledgers that misbehave as real ones do, around one that works."""

import asyncio
from collections.abc import Callable, Sequence

from parlour.ids import StreamId, TxId
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import (
    Addition,
    BrokenLedger,
    Done,
    LedgerUnavailable,
    Outcome,
    Recorded,
    StreamConflict,
    Transaction,
)


class FaultyLedger(MemoryLedger):
    """Works until it is told otherwise.

    `down`: writes are refused. `blind`: reads fail too. `conflicts`: so many next writes meet
    a conflict. `held`: outcomes are kept back until `tell`, as with a slow disk. `forgetful`: so
    many next writes are made and reported as not made, as when the line to a database breaks.
    `broken`: rows that the feed can't read.
    """

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.blind = False
        self.conflicts = 0
        self.held = False
        self.forgetful = 0
        self.broken: set[tuple[StreamId, int]] = set()
        self._outcomes: list[Callable[[], None]] = []

    def submit(self, transaction: Transaction, done: Done) -> None:
        def tell(outcome: Outcome) -> None:
            if self.held:
                self._outcomes.append(lambda: done(outcome))
            else:
                done(outcome)

        if self.down:
            asyncio.get_running_loop().call_soon(tell, LedgerUnavailable("the disk is full"))
        elif self.conflicts:
            self.conflicts -= 1
            first: Addition = transaction.additions[0]
            conflict = StreamConflict(first.stream, first.expected, first.expected + 1)
            asyncio.get_running_loop().call_soon(tell, conflict)
        elif self.forgetful:
            self.forgetful -= 1
            super().submit(transaction, lambda _: tell(LedgerUnavailable("the line broke")))
        else:
            super().submit(transaction, tell)

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        rows = await super().feed(after, limit)
        for row in rows:
            if (row.stream, row.seq) in self.broken:
                raise BrokenLedger(row.stream, row.seq)
        return rows

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        if self.blind:
            raise LedgerUnavailable("the disk is gone")
        return await super().read(stream, after)

    def tell_first(self) -> None:
        """The outcome that is kept back longest; the others stay."""
        self._outcomes.pop(0)()

    def tell(self) -> None:
        """All outcomes kept back, as one group."""
        self.held = False
        outcomes, self._outcomes = self._outcomes, []
        for outcome in outcomes:
            outcome()


class Disk(MemoryLedger):
    """Nothing is durable before `sync`: a power cut drops it, and nobody has been told.

    Transactions are put to the ledger in order, as one group, when the disk has been synced.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pending: list[tuple[Transaction, Done]] = []
        self.slow = False

    def submit(self, transaction: Transaction, done: Done) -> None:
        if self.slow:
            self._pending.append((transaction, done))
        else:
            super().submit(transaction, done)

    @property
    def pending(self) -> list[TxId]:
        return [transaction.tx for transaction, _ in self._pending]

    def sync(self, *, count: int | None = None, tell: bool = True) -> None:
        """So many of the pending transactions become durable; `tell`: and the engine learns it."""
        pending = self._pending[:count]
        del self._pending[: len(pending)]
        for transaction, done in pending:
            super().submit(transaction, done if tell else _nobody)

    def cut_power(self) -> None:
        """What was not synced is gone."""
        self._pending.clear()
        self.slow = False


def _nobody(_outcome: Outcome) -> None:
    """The process that waited for it is gone."""
