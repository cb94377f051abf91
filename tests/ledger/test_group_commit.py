"""How transactions become groups, with a writer that works when it is told to."""

import asyncio
import sqlite3
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import cast

from parlour.database.database import Database
from parlour.database.writer import Job
from parlour.ids import Millis, TxId
from parlour.ledger.group_commit import GroupCommit
from parlour.ledger.protocol import Committed, LedgerUnavailable, Outcome, Transaction
from tests.hub.stage import turns

BARE = cast(sqlite3.Connection, None)


class WriterByHand:
    """In place of the database: jobs wait until the test lets them run; or, once it is quick, are
    run as they are given; or in a thread."""

    def __init__(self) -> None:
        self.jobs: deque[Job] = deque()
        self.is_quick = False
        self.thread: ThreadPoolExecutor | None = None
        self.at_work, self.may_finish = Event(), Event()
        self.groups: list[list[str]] = []
        self.ended: Future[None] = Future()
        self.commit = GroupCommit(cast(Database, self), self._write)
        self.told: list[str] = []

    @property
    def closed(self) -> bool:
        return self.ended.done()

    def run(self, job: Job) -> None:
        if self.thread is not None:
            self.thread.submit(job, BARE)
        elif self.is_quick:
            job(BARE)
        else:
            self.jobs.append(job)

    def submit(self, *names: str) -> None:
        for name in names:
            self.commit.submit(
                Transaction(tx=TxId(name), at=Millis(1), additions=()),
                lambda outcome, name=name: self._told(name, outcome),  # type: ignore[misc]
            )

    async def work(self) -> None:
        """All that the writer has been called for so far, and its outcomes told."""
        await turns(1)
        for _ in range(len(self.jobs)):
            self.jobs.popleft()(BARE)
        await turns(3)

    def _write(self, _: sqlite3.Connection, group: list[Transaction]) -> list[Outcome]:
        self.groups.append([transaction.tx for transaction in group])
        if self.thread is not None:
            self.at_work.set()
            assert self.may_finish.wait(10)
        return [Committed(rows=())] * len(group)

    def _told(self, name: str, outcome: Outcome) -> None:
        self.told.append(name if isinstance(outcome, Committed) else f"{name}: refused")
        if name.startswith("echo"):
            self.submit(f"answer to {name}")


async def test_what_is_asked_as_outcomes_are_told_joins_one_group_with_all_that_waited() -> None:
    writer = WriterByHand()
    writer.submit("echo 1", "echo 2", "c")
    await turns(1)
    writer.jobs.popleft()(BARE)
    writer.submit("d")  # before the loop hears of the outcomes
    writer.is_quick = True
    await turns(5)
    assert writer.groups == [
        ["echo 1", "echo 2", "c"],
        ["d", "answer to echo 1", "answer to echo 2"],
    ]
    assert writer.told == [name for group in writer.groups for name in group]


async def test_the_writer_is_not_called_again_before_it_has_told() -> None:
    writer = WriterByHand()
    writer.submit("a")
    await turns(1)
    for name in "bcd":
        writer.submit(name)
        await turns(2)
    assert len(writer.jobs) == 1
    await writer.work()
    assert writer.told == ["a", "b", "c", "d"], "it takes what waits as it comes to it"
    writer.submit("e")
    await writer.work()
    assert writer.groups == [["a", "b", "c", "d"], ["e"]]


async def test_closing_waits_for_the_group_that_was_cut_last() -> None:
    writer = WriterByHand()
    writer.submit("echo")
    await turns(1)
    writer.jobs.popleft()(BARE)
    writer.submit("a")
    with ThreadPoolExecutor(1) as writer.thread:
        closing = asyncio.create_task(writer.commit.close())
        await asyncio.to_thread(writer.at_work.wait, 10)
        await turns(20)
        assert not closing.done()
        writer.may_finish.set()
        await closing
    assert writer.told == ["echo", "answer to echo: refused", "a"], "nothing more is taken in"


async def test_closing_ends_when_the_writer_has_failed() -> None:
    writer = WriterByHand()
    writer.submit("a")
    closing = asyncio.create_task(writer.commit.close())
    await turns(2)
    writer.ended.set_result(None)
    await closing
    assert writer.told == []


async def test_nothing_is_taken_in_once_the_writer_has_failed() -> None:
    writer = WriterByHand()
    writer.ended.set_result(None)
    outcomes: list[Outcome] = []
    writer.commit.submit(Transaction(tx=TxId("t"), at=Millis(1), additions=()), outcomes.append)
    await turns(2)
    assert [type(outcome) for outcome in outcomes] == [LedgerUnavailable]
