"""What only the ledger in a file has to do: keep it, index it, group it, and fail in good order."""

import sqlite3
from functools import partial
from pathlib import Path

import msgspec
import pytest

from parlour.chat.events import SERVER, ChatReleased, EndUserPost
from parlour.database.connect import open_writer
from parlour.database.database import Database
from parlour.ids import Millis, StreamId, TxId
from parlour.ledger import group_commit
from parlour.ledger.deferred_index import INDEX_EVERY_QUIET
from parlour.ledger.protocol import (
    Addition,
    AlreadyAnswered,
    BrokenLedger,
    Committed,
    LedgerUnavailable,
    Outcome,
    StreamConflict,
    Transaction,
)
from parlour.ledger.rebuild import rebuild_records
from parlour.ledger.sqlite import SqliteLedger
from parlour.ledger.verify import verify_database
from parlour.value import Value
from tests.contracts.ledgers import append, append_all, open_sqlite
from tests.database.faulty import faulty_class
from tests.ledger.scribe import Scribe
from tests.ledger.stories import Team, engage, told_all
from tests.ledger.team_telling import Story


def talk(posts: int) -> tuple[Scribe, Story]:
    scribe = Scribe()
    story = Story(scribe)
    story.created()
    for _ in range(posts):
        story.end_user_posts()
    return scribe, story


# Keeping -----------------------------------------------------------------------------------------


async def test_a_restart_changes_nothing(tmp_path: Path) -> None:
    scribe = told_all()
    half = len(scribe.transactions) // 2
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions[:half])
        before = list(await ledger.feed(0, 10_000))
    async with open_sqlite(tmp_path) as (ledger, _):
        assert list(await ledger.feed(0, 10_000)) == before
        resent = await append(ledger, next(tx for tx in scribe.transactions if tx.answer))
        assert isinstance(resent, AlreadyAnswered)
        outcomes = await append_all(ledger, scribe.transactions[half:])
        assert all(isinstance(outcome, Committed) for outcome in outcomes)
        assert list(await ledger.feed(0, 10_000)) == list(scribe.rows)


async def test_the_file_says_what_the_ledger_in_memory_says(tmp_path: Path) -> None:
    """Records folded transaction by transaction, and again from all rows, are the same."""
    scribe = told_all()
    async with open_sqlite(tmp_path) as (ledger, database):
        for transaction in scribe.transactions:
            assert isinstance(await append(ledger, transaction), Committed)
        written = await records(database)
        count = await rebuild_records(database)
        assert await records(database) == written
        tables = scribe.tables
        assert count == len(tables.chats) + len(tables.sessions) + len(tables.duties)
        assert set(written) == {
            *(record_cells(chat) for chat in tables.chats.values()),
            *(record_cells(session) for session in tables.sessions.values()),
            *(record_cells(duty) for duty in tables.duties.values()),
        }
    assert verify_database(tmp_path / "parlour.db").faults == ()


async def test_a_post_touches_no_record(tmp_path: Path) -> None:
    scribe, _ = talk(posts=1)
    async with open_sqlite(tmp_path) as (ledger, database):
        *before, post = scribe.transactions
        await append_all(ledger, before)
        changes = await database.look(data_of_all_tables)
        await append(ledger, post)
        after = await database.look(data_of_all_tables)
    changed = {table for table in after if after[table] != changes[table]}
    assert changed == {"event", "message", "command", "sealed_group"}


@pytest.mark.parametrize("statement", ["UPDATE event SET at = 0", "DELETE FROM event"])
@pytest.mark.parametrize("table", ["event", "sealed_group"])
async def test_the_ledger_is_only_added_to(tmp_path: Path, statement: str, table: str) -> None:
    scribe, _ = talk(posts=1)
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions)
    connection = open_writer(tmp_path / "parlour.db")
    deed = statement.replace("event", table).replace("at = 0", "hash = ''")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(deed)
    names = ",".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")
    connection.close()


# The index ---------------------------------------------------------------------------------------


async def test_rows_are_found_before_and_after_they_are_indexed(tmp_path: Path) -> None:
    scribe, story = talk(posts=2 * INDEX_EVERY_QUIET)
    client = scribe.transactions[-1].answer
    assert client is not None
    async with open_sqlite(tmp_path) as (ledger, database):
        indexed: set[int] = set()
        for count, transaction in enumerate(scribe.transactions, start=1):
            assert isinstance(await append(ledger, transaction), Committed)
            if count % 100 == 0:
                assert len(await ledger.read(story.stream)) == count
                assert len(await ledger.texts(story.chat_id)) == count - 1
                assert await ledger.last_number(client.client_id) == count - 1
                assert await ledger.answer(client.client_id, 1) is not None
                assert await ledger.answer(client.client_id, count - 1) is not None
                indexed.add(await database.look(rows_indexed))
        assert len(indexed) > 1, "some were looked for before and some after indexing"
        story.end()
        assert isinstance(await append(ledger, scribe.transactions[-1]), Committed)
        assert (await records(database))[0][14] == len(await ledger.read(story.stream))


# Groups ------------------------------------------------------------------------------------------


async def test_what_is_asked_in_one_round_of_the_loop_is_one_group(tmp_path: Path) -> None:
    scribe = told_all()
    async with open_sqlite(tmp_path) as (ledger, database):
        await append_all(ledger, scribe.transactions)
        groups = await database.look(
            lambda db: db.execute("SELECT count(*) FROM sealed_group").fetchone()[0]
        )
    assert groups == -(-len(scribe.transactions) // group_commit.GROUP_MAX)


async def test_a_group_has_a_greatest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "GROUP_MAX", 10)
    scribe, _ = talk(posts=34)
    async with open_sqlite(tmp_path) as (ledger, database):
        outcomes = await append_all(ledger, scribe.transactions)
        seals = await database.look(
            lambda db: [row[0] for row in db.execute("SELECT last_position FROM sealed_group")]
        )
    assert all(isinstance(outcome, Committed) for outcome in outcomes)
    assert seals == [10, 20, 30, 35]


async def test_too_many_waiting_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "WAITING_MAX", 5)
    scribe, story = talk(posts=20)
    told: list[Outcome] = []
    async with open_sqlite(tmp_path) as (ledger, _):
        for transaction in scribe.transactions:
            ledger.submit(transaction, told.append)
        await ledger.close()
        rows = await ledger.read(story.stream)
    assert [type(outcome) for outcome in told[:16]] == [LedgerUnavailable] * 16
    assert [type(outcome) for outcome in told[16:]] == [Committed] * 5
    assert len(rows) == 5


# Failures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        ("INSERT OR FAIL INTO event", sqlite3.SQLITE_FULL),
        ("INSERT OR FAIL INTO message", sqlite3.SQLITE_IOERR),
        ("INSERT INTO sealed_group", sqlite3.SQLITE_FULL),
        ("BEGIN", sqlite3.SQLITE_BUSY),
        ("COMMIT", sqlite3.SQLITE_FULL),
    ],
)
async def test_a_group_that_can_not_be_written_may_be_sent_again(
    tmp_path: Path, failing: str, code: int
) -> None:
    faulty = faulty_class()
    failures: list[Exception] = []
    database = Database.open(tmp_path / "parlour.db", failures.append, faulty)
    ledger = SqliteLedger(database)
    scribe, story = talk(posts=3)
    await append(ledger, scribe.transactions[0])
    faulty.failing, faulty.code = failing, code
    rest = scribe.transactions[1:]
    outcomes = await append_all(ledger, rest)
    assert all(isinstance(outcome, LedgerUnavailable) for outcome in outcomes)
    assert len(await ledger.read(story.stream)) == 1, "reading goes on, and nothing was written"
    faulty.failing = ""
    outcomes = await append_all(ledger, rest)
    assert all(isinstance(outcome, Committed) for outcome in outcomes)
    assert list(await ledger.feed(0, 100)) == list(scribe.rows)
    await ledger.close()
    database.close()
    assert failures == []
    assert verify_database(tmp_path / "parlour.db").faults == ()


async def test_a_full_disk_refuses_and_recovers(tmp_path: Path) -> None:
    scribe, story = talk(posts=400)
    async with open_sqlite(tmp_path) as (ledger, database):
        await append(ledger, scribe.transactions[0])
        database.run(lambda db: limit_pages(db, more=20))
        outcomes = [await append(ledger, tx) for tx in scribe.transactions[1:]]
        written = [outcome for outcome in outcomes if isinstance(outcome, Committed)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, LedgerUnavailable)]
        assert written
        assert refused
        assert len(await ledger.read(story.stream)) == 1 + len(written)
        database.run(lambda db: limit_pages(db, more=100_000))
        for transaction in scribe.transactions[1 + len(written) :]:
            assert isinstance(await append(ledger, transaction), Committed)
    assert verify_database(tmp_path / "parlour.db").faults == ()


async def test_nobody_is_answered_when_the_fsync_fails(tmp_path: Path) -> None:
    faulty = faulty_class()
    failures: list[Exception] = []
    database = Database.open(tmp_path / "parlour.db", failures.append, faulty)
    ledger = SqliteLedger(database)
    scribe, _ = talk(posts=1)
    await append(ledger, scribe.transactions[0])
    faulty.failing, faulty.code = "COMMIT", sqlite3.SQLITE_IOERR | (4 << 8)
    told: list[Outcome] = []
    ledger.submit(scribe.transactions[1], told.append)
    await ledger.close()
    assert told == []
    assert len(failures) == 1
    assert isinstance(await append(ledger, scribe.transactions[1]), LedgerUnavailable)
    database.close()


async def test_a_failed_fsync_at_the_first_commit_of_a_life_ends_the_server_too(
    tmp_path: Path,
) -> None:
    """The first commit also brings the indexes up to date with what the last life left."""
    scribe, _ = talk(posts=1)
    async with open_sqlite(tmp_path) as (ledger, _):
        await append(ledger, scribe.transactions[0])
    faulty = faulty_class()
    failures: list[Exception] = []
    database = Database.open(tmp_path / "parlour.db", failures.append, faulty)
    ledger = SqliteLedger(database)
    faulty.failing, faulty.code = "COMMIT", sqlite3.SQLITE_IOERR | (4 << 8)
    told: list[Outcome] = []
    ledger.submit(scribe.transactions[1], told.append)
    await ledger.close()
    assert told == []
    assert len(failures) == 1
    database.close()


# Broken rows -------------------------------------------------------------------------------------


async def test_a_flipped_byte_names_its_row_and_spares_the_other_chats(tmp_path: Path) -> None:
    scribe = Scribe()
    broken, whole = Story(scribe), Story(scribe)
    for story in (broken, whole):
        story.created()
        story.end_user_posts("Hello, is anybody there?")
        engage(story, Team(scribe)["ann" if story is whole else "bob"])
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions)
    post = broken.rows[1].event
    assert isinstance(post, EndUserPost)
    flip_a_byte(tmp_path / "parlour.db", post.digest.encode())
    async with open_sqlite(tmp_path) as (ledger, _):
        with pytest.raises(BrokenLedger) as caught:
            await ledger.read(broken.stream)
        assert (caught.value.stream, caught.value.seq) == (broken.stream, 2)
        assert list(await ledger.read(whole.stream)) == whole.rows
        whole.end_user_posts()
        assert isinstance(await append(ledger, scribe.transactions[-1]), Committed)
    faults = verify_database(tmp_path / "parlour.db").first_faults()
    assert (faults[0].chat_id, faults[0].seq, faults[0].rule) == (broken.chat_id, 2, "S3")


async def test_verify_reads_beside_a_running_server(tmp_path: Path) -> None:
    scribe = told_all()
    steps: list[int] = []
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions)
        report = verify_database(tmp_path / "parlour.db", lambda done, _: steps.append(done))
        assert report.faults == ()
        assert report.rows == len(scribe.rows)
        assert steps[-1] == 2 * len(scribe.rows)


def test_verify_wants_a_file_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_database(tmp_path / "parlour.db")


async def test_a_conflict_is_told_of_a_stream_that_is_no_longer_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scribe, story = talk(posts=3)
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, scribe.transactions)
    async with open_sqlite(tmp_path) as (ledger, _):
        outcome = await append(ledger, release(story.stream, expected=2))
        assert isinstance(outcome, StreamConflict)
        assert outcome.actual == 4


# Parts -------------------------------------------------------------------------------------------


def release(stream: StreamId, expected: int) -> Transaction:
    event = ChatReleased(actor=SERVER)
    addition = Addition(stream=stream, expected=expected, events=(event,))
    return Transaction(tx=TxId("late"), at=Millis(1), additions=(addition,))


async def records(database: Database) -> list[tuple[object, ...]]:
    return [
        row
        for table in ("chat", "chat_session", "duty")
        for row in await database.look(partial(all_of, table))
    ]


def all_of(table: str, db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def record_cells(record: Value) -> tuple[object, ...]:
    return msgspec.structs.astuple(record)


def data_of_all_tables(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def rows_indexed(db: sqlite3.Connection) -> int:
    found: int = db.execute("SELECT position FROM indexed_to").fetchone()[0]
    return found


def limit_pages(db: sqlite3.Connection, more: int) -> None:
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + more}").fetchall()


def flip_a_byte(path: Path, within: bytes) -> None:
    """Changes one letter of what stands once in the file."""
    content = bytearray(path.read_bytes())
    assert content.count(within) == 1
    content[content.index(within)] ^= 1
    path.write_bytes(content)
