"""Group commit: transactions gather while the disk works, and go down together in one fsync.

event loop   submit ▸ waiting ┐                          ┌▸ done, done, done
writer       …fsync           └▸ stage, insert, fsync… ──┘
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence

from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.ledger.protocol import Done, LedgerUnavailable, Outcome, Transaction

GROUP_MAX = 512  # transactions in one group: what waits behind it waits some tens of milliseconds
WAITING_MAX = 8_192  # beyond it new ones are refused: more than half a second of work

Waiting = tuple[Transaction, Done]
WriteGroup = Callable[[sqlite3.Connection, list[Transaction]], list[Outcome]]
"""Writes a group and makes it durable; gives one outcome for each transaction.

Raises: `DatabaseUnavailable` when nothing of the group was written.
"""


class GroupCommit:
    """Keeps order: groups are cut from one line, and outcomes are told in the order of that line.

    Everything asked in one round of the event loop joins one group, and everything asked while a
    group is being written joins the next. That one is cut when all outcomes have been told, and no
    sooner: the writer has to win the interpreter from the event loop at each of its steps, so it
    would begin a small group and wait in it, while the loop does what fills a large one.
    """

    def __init__(self, database: Database, write_group: WriteGroup) -> None:
        self._database = database
        self._write_group = write_group
        self._waiting: deque[Waiting] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._called = False
        self._writing = False
        """From the writer's call until the outcomes are told."""
        self._closed = False

    def submit(self, transaction: Transaction, done: Done) -> None:
        """Called on the event loop, as `done` will be."""
        loop = self._loop or self._on_loop()
        reason = self._refusal()
        if reason:
            loop.call_soon(done, LedgerUnavailable(reason))
            return
        self._waiting.append((transaction, done))
        if not self._called:
            self._called = True
            loop.call_soon(self._call_writer)

    async def close(self) -> None:
        """Takes nothing more in, and waits until everything is told."""
        self._closed = True
        self._call_writer()
        while not self._database.closed:
            await self._writer_reached()
            if not self._waiting and not self._writing:
                return

    async def _writer_reached(self) -> None:
        """Returns when all that the writer was asked so far is done and told to the loop, or the
        writer has ended."""
        loop = asyncio.get_running_loop()
        reached = loop.create_future()
        self._database.run(lambda _: _tell_loop(loop, reached))
        ended = asyncio.wrap_future(self._database.ended)
        await asyncio.wait({reached, asyncio.shield(ended)}, return_when=asyncio.FIRST_COMPLETED)

    # On the event loop -------------------------------------------------------------------------

    def _refusal(self) -> str:
        if self._closed or (not self._called and self._database.closed):  # asked once a round
            return "the ledger is closed"
        if len(self._waiting) >= WAITING_MAX:
            return f"{WAITING_MAX} transactions are waiting already"
        return ""

    def _on_loop(self) -> asyncio.AbstractEventLoop:
        self._loop = asyncio.get_running_loop()
        return self._loop

    def _call_writer(self) -> None:
        self._called = False
        if self._waiting and not self._writing:
            self._writing = True
            self._database.run(self._write_some)

    def _tell(self, group: list[Waiting], outcomes: Sequence[Outcome]) -> None:
        """Each in a callback of its own: one that fails is its own affair."""
        assert self._loop is not None, "something was submitted"
        for (_, done), outcome in zip(group, outcomes, strict=True):
            self._loop.call_soon(done, outcome)
        self._loop.call_soon(self._all_told)

    def _all_told(self) -> None:
        self._writing = False
        self._call_writer()

    # In the writer's thread --------------------------------------------------------------------

    def _write_some(self, connection: sqlite3.Connection) -> None:
        count = min(len(self._waiting), GROUP_MAX)
        group = [self._waiting.popleft() for _ in range(count)]
        outcomes: Sequence[Outcome]
        try:
            outcomes = self._write_group(connection, [transaction for transaction, _ in group])
        except DatabaseUnavailable as error:
            outcomes = [LedgerUnavailable(str(error))] * count
        assert self._loop is not None, "something was submitted"
        self._loop.call_soon_threadsafe(self._tell, group, outcomes)


def _tell_loop(loop: asyncio.AbstractEventLoop, reached: asyncio.Future[None]) -> None:
    loop.call_soon_threadsafe(loop.call_soon, reached.set_result, None)
