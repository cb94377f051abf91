"""The ledger proven in the background, in small steps, and what is remembered of it."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from parlour.chat.state import initial
from parlour.database.connect import open_writer
from parlour.database.database import Database
from parlour.engine.act import Act, ChatChange, Done
from parlour.engine.ports import ManualClock
from parlour.ids import ChatId, Millis
from parlour.ledger.protocol import Committed, Outcome, Recorded, Transaction
from parlour.ledger.sqlite import SqliteLedger
from parlour.ledger.verify import verify_database
from parlour.lives.outage import Outage, Outages
from parlour.proofs.prover import EVERY, Prover
from parlour.proofs.sqlite import SqliteProofs
from tests.hub.stage import turns
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story


class House:
    """A database with every story in it, and a prover."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock()
        self.away: list[Outage] = []
        self.prover = self.fresh_prover()

    def fresh_prover(self) -> Prover:
        """As after a start."""
        return Prover(self.database, SqliteProofs(self.database), self.clock, self.outages)

    async def outages(self) -> Outages:
        return Outages(self.away)

    async def prove_all(self) -> int:
        """The number of steps."""
        steps = 0
        while await self.prover.step():
            steps += 1
        return steps

    def rules(self) -> set[str]:
        return {one.fault.rule for one in self.prover.faults}


async def write(database: Database, transactions: Sequence[Transaction]) -> None:
    ledger = SqliteLedger(database)
    outcomes: list[Outcome] = []
    for transaction in transactions:
        ledger.submit(transaction, outcomes.append)
    await ledger.close()
    assert all(isinstance(outcome, Committed) for outcome in outcomes)


def all_stories() -> Scribe:
    scribe = Scribe()
    agents = Team(scribe)
    for teller, _ in STORIES.values():
        teller(Story(scribe), agents)
    return scribe


@asynccontextmanager
async def house(folder: Path, scribe: Scribe) -> AsyncIterator[House]:
    def fail(error: Exception) -> None:
        raise AssertionError(error)

    database = Database.open(folder / "parlour.db", fail)
    try:
        await write(database, scribe.transactions)
        there = House(database)
        await there.prover.begin()
        yield there
    finally:
        database.close()


def tamper(folder: Path, statement: str) -> None:
    """As somebody would who can write to the file."""
    connection = open_writer(folder / "parlour.db")
    for table in ("event", "sealed_group"):
        for deed in ("UPDATE", "DELETE"):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_forbids_{deed}")
    assert connection.execute(statement).rowcount == 1
    connection.close()


async def test_a_pass_reads_everything_and_is_remembered(tmp_path: Path) -> None:
    scribe = all_stories()
    async with house(tmp_path, scribe) as there:
        steps = await there.prove_all()
        done = there.prover.last
        assert done is not None
        assert (done.rows, done.chats, done.faults) == (len(scribe.rows), len(STORIES), 0)
        assert steps > 10, "in small steps"
        again = there.fresh_prover()
        await again.begin()
        assert again.last == done
        report = verify_database(tmp_path / "parlour.db")
        assert (report.rows, report.chats, report.log_ins) == (done.rows, done.chats, done.log_ins)


async def test_everything_is_proven_once_a_day(tmp_path: Path) -> None:
    async with house(tmp_path, all_stories()) as there:
        await there.prove_all()
        there.clock.advance(EVERY - 1)
        assert not await there.prover.step()
        there.clock.advance(1)
        assert await there.prover.step()


TAMPERINGS = {
    "a stamp": ("UPDATE event SET at = at + 1 WHERE position = 40", "S3"),
    "a text": ("UPDATE message SET body = 'never said' WHERE position = 27", "M6"),
    "a record": (
        "UPDATE chat SET waited = waited + 1 WHERE chat_id = (SELECT min(chat_id) FROM chat)",
        "Q2",
    ),
    "the last seal": (
        "UPDATE sealed_group SET hash = 'x' WHERE last_position ="
        " (SELECT max(last_position) FROM sealed_group)",
        "S10",
    ),
    "a row gone": ("DELETE FROM event WHERE position = 90", "S2"),
    "a record of nothing": (
        "INSERT INTO duty VALUES ('l_none', 'ann', 1, NULL, NULL)",
        "Q2",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_what_was_changed_is_found_and_remembered(what: str, tmp_path: Path) -> None:
    statement, rule = TAMPERINGS[what]
    async with house(tmp_path, all_stories()) as there:
        if "message" in statement:
            statement = with_a_message(tmp_path, statement)
        tamper(tmp_path, statement)
        await there.prove_all()
        assert rule in there.rules()
        assert there.prover.last is not None
        assert there.prover.last.faults == len(there.prover.faults)
        again = there.fresh_prover()
        await again.begin()
        assert again.faults == there.prover.faults


def with_a_message(folder: Path, statement: str) -> str:
    with sqlite3.connect(folder / "parlour.db") as database:
        position = database.execute("SELECT max(position) FROM message").fetchone()[0]
    database.close()
    return statement.replace("27", str(position))


async def test_a_fault_that_is_gone_is_forgotten_by_the_next_pass(tmp_path: Path) -> None:
    async with house(tmp_path, all_stories()) as there:
        tamper(
            tmp_path,
            "UPDATE chat SET waited = waited + 1 WHERE chat_id = (SELECT min(chat_id) FROM chat)",
        )
        await there.prove_all()
        assert there.rules() == {"Q2"}
        tamper(
            tmp_path,
            "UPDATE chat SET waited = waited - 1 WHERE chat_id = (SELECT min(chat_id) FROM chat)",
        )
        there.clock.advance(EVERY)
        await there.prove_all()
        assert there.prover.faults == []


async def test_a_released_chat_is_proven_at_once(tmp_path: Path) -> None:
    scribe = Scribe()
    story = Story(scribe)
    STORIES["plain"][0](story, Team(scribe))
    async with house(tmp_path, scribe) as there:
        await there.prove_all()
        tamper(tmp_path, f"UPDATE chat SET waited = 5 WHERE chat_id = '{story.chat_id}'")
        there.prover.committed(released(story.chat_id, story.rows))
        assert await there.prover.step()
        assert there.prover.proven_at_release == 1
        (one,) = there.prover.faults
        assert (one.fault.chat_id, one.fault.rule) == (story.chat_id, "Q2")


async def test_a_chat_that_only_went_on_is_not_proven_yet(tmp_path: Path) -> None:
    scribe = Scribe()
    story = Story(scribe)
    STORIES["plain"][0](story, Team(scribe))
    async with house(tmp_path, scribe) as there:
        await there.prove_all()
        there.prover.committed(released(story.chat_id, story.rows[:-1]))
        assert not await there.prover.step()


async def test_outages_count(tmp_path: Path) -> None:
    scribe = Scribe()
    STORIES["end-user lost"][0](Story(scribe), Team(scribe))
    last = max(row.at for row in scribe.rows)
    async with house(tmp_path, scribe) as there:
        there.away = [Outage(kind="stall", since=Millis(0), until=last)]
        await there.prove_all()
        assert there.rules() == {"A10"}


async def test_rows_written_meanwhile_belong_to_the_next_pass(tmp_path: Path) -> None:
    scribe = Scribe()
    agents = Team(scribe)
    STORIES["plain"][0](Story(scribe), agents)
    first = len(scribe.transactions)
    async with house(tmp_path, scribe) as there:
        await there.prover.step()
        await there.prover.step()
        STORIES["idle"][0](Story(scribe), agents)
        await write(there.database, scribe.transactions[first:])
        await there.prove_all()
        assert there.prover.faults == []
        assert there.prover.last is not None
        assert there.prover.last.chats == 1
        there.clock.advance(EVERY)
        await there.prove_all()
        assert there.prover.last.chats == 2
        assert there.prover.faults == []


async def test_a_store_that_can_not_be_read_gives_up_the_pass(tmp_path: Path) -> None:
    async with house(tmp_path, all_stories()) as there:
        await there.prover.step()
        await there.prover.step()
        connection = open_writer(tmp_path / "parlour.db")
        connection.execute("ALTER TABLE stream_index RENAME TO elsewhere")
        connection.close()
        assert not await there.prover._step_or_give_up()
        assert there.prover.reading is None
        await turns(1)


def released(chat_id: ChatId, rows: Sequence[Recorded]) -> Done:
    change = ChatChange(chat_id=chat_id, before=initial, after=initial, rows=tuple(rows))
    return Done(act=Act(at=Millis(1)), chats=(change,))
