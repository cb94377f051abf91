"""What a resume asks of every ledger: the rows and texts behind a row, at the cost of those."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from parlour.ledger.deferred_index import bring_up_to_date
from parlour.ledger.protocol import Ledger
from tests.contracts.ledgers import LEDGERS, append_all, open_ledger, open_sqlite
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story


@pytest.fixture(params=LEDGERS)
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    async with open_ledger(request.param, tmp_path) as opened:
        yield opened


def talk(length: int) -> tuple[Scribe, Story]:
    """An engaged chat with so many posts of the end-user."""
    scribe = Scribe()
    story = Story(scribe)
    story.created()
    engage(story, Team(scribe)["ann"])
    for _ in range(length):
        story.end_user_posts()
    return scribe, story


async def test_texts_behind_a_row_are_those_of_the_rows_behind_it(ledger: Ledger) -> None:
    scribe, story = talk(20)
    await append_all(ledger, scribe.transactions)
    rows = list(await ledger.read(story.stream))
    given = {text.message_id: text for tx in scribe.transactions for text in tx.texts}
    for after in range(len(rows) + 2):
        messages = [getattr(row.event, "message_id", None) for row in rows if row.seq > after]
        expected = {m: given[m] for m in messages if m is not None}
        found = await ledger.texts_of(rows[after:])
        assert list(found.items()) == list(expected.items())


@pytest.mark.parametrize("after", [0, 1, 7])
async def test_rows_behind_a_row_are_read_in_order(ledger: Ledger, after: int) -> None:
    scribe, story = talk(5)
    await append_all(ledger, scribe.transactions)
    rows = list(await ledger.read(story.stream))
    assert list(await ledger.read(story.stream, after=after)) == rows[after:]


async def test_what_is_behind_a_row_costs_the_same_in_a_long_chat(tmp_path: Path) -> None:
    """In steps of SQLite's machine (sqlite.org/c3ref/progress_handler.html)."""
    short, long = [await cost_of_a_resume(tmp_path / str(n), n) for n in (100, 2_000)]
    assert long < 1.1 * short


async def cost_of_a_resume(folder: Path, length: int) -> int:
    """Of reading the last three rows and texts of the chat."""
    scribe, story = talk(length)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def watch(db: sqlite3.Connection) -> None:
        db.set_progress_handler(count, 1)

    async with open_sqlite(folder) as (ledger, database):
        await append_all(ledger, scribe.transactions)
        await database.write(index_all)  # what is not in the index is looked through
        last = (await ledger.read(story.stream))[-1].seq
        await database.look(watch)
        rows = await ledger.read(story.stream, after=last - 3)
        assert len(rows) == len(await ledger.texts_of(rows)) == 3
    return steps


def index_all(db: sqlite3.Connection) -> None:
    bring_up_to_date(db, "stream_index")
    bring_up_to_date(db, "command_index")
