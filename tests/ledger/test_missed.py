"""What many clients missed is read at one go, and each gets what it would have got alone."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from parlour.database.database import Database
from parlour.ledger import deferred_index
from parlour.ledger.protocol import BrokenLedger
from tests.contracts.ledgers import append_all, open_sqlite
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage
from tests.ledger.team_telling import Story

CHATS = 6


@pytest.fixture(params=[1, 7, 512])
def every(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All rows are in the index; some; none."""
    monkeypatch.setattr(deferred_index, "INDEX_EVERY_QUIET", request.param)


def talks() -> tuple[Scribe, list[Story]]:
    """Chats of different lengths, told one beside the other."""
    scribe = Scribe()
    team = Team(scribe)
    stories = [Story(scribe) for _ in range(CHATS)]
    for story in stories:
        story.created()
        engage(story, team["ann"])
    for length in range(1, CHATS):
        for story in stories[length:]:
            story.end_user_posts()
    return scribe, stories


@pytest.mark.usefixtures("every")
async def test_each_gets_the_rows_and_texts_behind_its_own_bookmark(tmp_path: Path) -> None:
    scribe, stories = talks()
    given = {text.message_id: text for tx in scribe.transactions for text in tx.texts}
    async with open_sqlite(tmp_path) as (ledger, database):
        await append_all(ledger, scribe.transactions)
        looks = counted(database)
        marks = [(story, have) for story in stories for have in range(len(story.rows) + 2)]
        found = await asyncio.gather(*(ledger.read(s.stream, after=have) for s, have in marks))
        assert [list(rows) for rows in found] == [list(s.rows[have:]) for s, have in marks]
        assert looks == [1]
        texts = await asyncio.gather(*map(ledger.texts_of, found))
        for rows, told in zip(found, texts, strict=True):
            wanted = [getattr(row.event, "message_id", None) for row in rows]
            assert told == {one: given[one] for one in wanted if one is not None}
        assert looks == [2]


@pytest.mark.usefixtures("every")
@pytest.mark.parametrize(
    "damage",
    [
        "data = CAST(data AS BLOB)",
        "data = json_set(data, '$.kind', 99)",
        "hash = prev_hash",
        "seq = CAST(x'07' AS BLOB)",
    ],
)
async def test_a_damaged_row_is_the_affair_of_those_who_ask_for_it(
    tmp_path: Path, damage: str
) -> None:
    scribe, stories = talks()
    async with open_sqlite(tmp_path) as (ledger, database):
        await append_all(ledger, scribe.transactions)
        broken, *others = [story for story in stories if len(story.rows) > 6]
        await database.write(damaging(damage, broken.rows[-1].position))
        asked = [ledger.read(story.stream, after=1) for story in (broken, *others)]
        first, *rest = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(first, BrokenLedger)
        assert first.stream == broken.stream
        assert rest == [story.rows[1:] for story in others]


async def test_an_erased_text_is_left_out(tmp_path: Path) -> None:
    scribe, stories = talks()
    async with open_sqlite(tmp_path) as (ledger, database):
        await append_all(ledger, scribe.transactions)
        rows = await ledger.read(stories[-1].stream, after=1)
        whole = await ledger.texts_of(rows)
        assert len(whole) == CHATS - 1
        gone = next(iter(whole))
        await database.write(
            lambda db: db.execute("DELETE FROM message WHERE message_id = ?", (gone,)).close()
        )
        assert await ledger.texts_of(rows) == {k: v for k, v in whole.items() if k != gone}


def counted(database: Database) -> list[int]:
    """The number of looks from now on."""
    count = [0]
    look = database.look

    async def looking(query: Callable[[sqlite3.Connection], object]) -> object:
        count[0] += 1
        return await look(query)

    database.look = looking  # type: ignore[method-assign, assignment]
    return count


def damaging(what: str, position: int) -> Callable[[sqlite3.Connection], None]:
    def damage(db: sqlite3.Connection) -> None:
        db.execute("DROP TRIGGER event_forbids_update")
        db.execute(f"UPDATE event SET {what} WHERE position = {position}")

    return damage
