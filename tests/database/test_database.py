"""Writing and reading, and what becomes of both when the disk fails."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from parlour.database import connect, writer
from parlour.database.connect import open_reader, warn_of_the_reset_bug
from parlour.database.database import Database
from parlour.database.failures import DatabaseClosed, DatabaseUnavailable
from tests.database.faulty import FaultyConnection, faulty_class

ADD = "INSERT INTO duty (login_id, agent_id, logged_on) VALUES (?, 'ann', 1)"
PAGES = 600
ROWS = PAGES * writer.ROWS_PER_PAGE
"""After so many the log is copied."""


@pytest.fixture(autouse=True)
def short_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "CHECKPOINT_PAGES", PAGES)


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def faulty() -> type[FaultyConnection]:
    return faulty_class()


@pytest.fixture
def database(
    tmp_path: Path, failures: list[Exception], faulty: type[FaultyConnection]
) -> Iterator[Database]:
    opened = Database.open(tmp_path / "parlour.db", failures.append, faulty)
    yield opened
    faulty.failing = ""
    opened.close()


async def test_a_write_is_seen_by_the_next_read(database: Database) -> None:
    assert await database.write(lambda db: add(db, "one")) == "one"
    assert await database.look(log_ins) == ["one"]


async def test_a_write_that_raises_writes_nothing(database: Database) -> None:
    def add_twice(db: sqlite3.Connection) -> None:
        add(db, "one")
        add(db, "one")

    with pytest.raises(sqlite3.IntegrityError):
        await database.write(add_twice)
    assert await database.look(log_ins) == []


async def test_writes_take_effect_in_the_order_they_are_asked_for(database: Database) -> None:
    seen = await asyncio.gather(*(database.write(adding(n)) for n in range(20)))
    assert seen == [[f"{n:02}" for n in range(count + 1)] for count in range(20)]


async def test_a_reader_can_not_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.look(lambda db: add(db, "one"))


async def test_reads_see_one_state_while_writes_go_on(database: Database) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def look_twice(db: sqlite3.Connection) -> tuple[int, int]:
        before = db.execute("SELECT count(*) FROM duty").fetchone()[0]
        loop.call_soon_threadsafe(started.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        return before, db.execute("SELECT count(*) FROM duty").fetchone()[0]

    reading = asyncio.create_task(database.look(look_twice))
    await started.wait()
    await database.write(lambda db: add(db, "one"))
    go_on.set()
    assert await reading == (0, 0)
    assert await database.look(log_ins) == ["one"]


async def test_the_pragmas_are_those_of_a_durable_database(database: Database) -> None:
    def pragma(db: sqlite3.Connection, name: str) -> object:
        return db.execute(f"PRAGMA {name}").fetchone()[0]

    names = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint", "busy_timeout")
    writer = await database.write(lambda db: [pragma(db, name) for name in names])
    assert writer == ["wal", 2, 1, 0, 5000]
    reader = await database.look(lambda db: [pragma(db, n) for n in ("query_only", names[3])])
    assert reader == [1, 0]


async def test_the_log_is_copied_into_the_file_now_and_then(
    database: Database, tmp_path: Path
) -> None:
    """Without that the log would grow for ever, for SQLite's own checkpoints are off."""
    log = tmp_path / "parlour.db-wal"
    sizes = []
    for n in range(12):
        await database.write(partial(add_many, batch=n, count=ROWS))
        sizes.append(log.stat().st_size)
    assert sizes[-1] == sizes[5], "the log is used again from its beginning"


async def test_the_log_is_copied_when_nobody_waits(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    faulty: type[FaultyConnection],
    failures: list[Exception],
) -> None:
    """The checkpoint is known by its failing."""
    monkeypatch.setattr(writer, "CHECKPOINT_PAGES", 10**9)
    monkeypatch.setattr(writer, "QUIET_S", 0)
    faulty.failing, faulty.code = "PRAGMA wal_checkpoint", sqlite3.SQLITE_IOERR
    rows = writer.QUIET_PAGES * writer.ROWS_PER_PAGE
    await database.write(lambda db: add_many(db, 0, rows))
    await asyncio.wait_for(asyncio.wrap_future(database.ended), 10)
    assert "disk failed" in str(failures[0])


async def test_a_short_log_is_left_as_it_is_when_nobody_waits(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(writer, "QUIET_S", 0)
    file, log = tmp_path / "parlour.db", tmp_path / "parlour.db-wal"
    size = file.stat().st_size
    for n in range(20):
        await database.write(adding(n))
    assert file.stat().st_size == size
    assert log.stat().st_size > 20 * 4096


async def test_who_reads_for_long_keeps_nobody_from_writing_and_the_log_shrinks_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: list[Exception]
) -> None:
    """A backup, say, in another process: the log can't be used again before it is done."""
    monkeypatch.setattr(connect, "_WRITER", (*connect._WRITER, "PRAGMA journal_size_limit = 0"))
    database = Database.open(tmp_path / "held.db", failures.append)
    log = tmp_path / "held.db-wal"
    await database.write(lambda db: add(db, "before"))
    reader = open_reader(tmp_path / "held.db", read_only_file=True)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM duty").fetchone() == (1,)
    sizes = []
    for n in range(6):
        await database.write(partial(add_many, batch=n, count=ROWS))
        sizes.append(log.stat().st_size)
    growth = [later - earlier for earlier, later in pairwise(sizes)]
    assert min(growth) > 0, "it can't be used again yet"
    assert max(growth) < 4 * min(growth), "it grows by what is written"
    assert reader.execute("SELECT count(*) FROM duty").fetchone() == (1,)
    reader.close()
    for n in range(6, 9):
        await database.write(partial(add_many, batch=n, count=ROWS))
    assert log.stat().st_size < sizes[-1]
    assert failures == []
    database.close()


# Failures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY])
async def test_a_write_that_fails_may_be_tried_again(
    database: Database, faulty: type[FaultyConnection], code: int
) -> None:
    faulty.failing, faulty.code = "BEGIN", code
    with pytest.raises(DatabaseUnavailable):
        await database.write(lambda db: add(db, "one"))
    faulty.failing = ""
    assert await database.write(lambda db: add(db, "one")) == "one"


async def test_a_full_disk_at_the_commit_takes_the_write_back(
    database: Database, faulty: type[FaultyConnection]
) -> None:
    faulty.failing, faulty.code = "COMMIT", sqlite3.SQLITE_FULL
    with pytest.raises(DatabaseUnavailable):
        await database.write(lambda db: add(db, "one"))
    faulty.failing = ""
    assert await database.look(log_ins) == []


async def test_a_full_disk_is_told_as_unavailable_and_passes(database: Database) -> None:
    pages = await database.write(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    limit = f"PRAGMA max_page_count = {pages + 2}"
    await database.write(lambda db: db.execute(limit).fetchone())
    with pytest.raises(DatabaseUnavailable, match="full"):
        await database.write(lambda db: add_many(db, 0, 1000))
    assert await database.look(log_ins) == []
    await database.write(lambda db: db.execute("PRAGMA max_page_count = 100000").fetchone())
    await database.write(lambda db: add_many(db, 0, 1000))
    assert len(await database.look(log_ins)) == 1000


@pytest.mark.parametrize("statement", ["COMMIT", "PRAGMA wal_checkpoint"])
async def test_a_failed_fsync_ends_the_server(
    database: Database,
    faulty: type[FaultyConnection],
    failures: list[Exception],
    statement: str,
) -> None:
    faulty.failing, faulty.code = statement, sqlite3.SQLITE_IOERR | (4 << 8)  # IOERR_FSYNC
    waiting = asyncio.create_task(database.write(lambda db: add_many(db, 0, ROWS)))
    await asyncio.wrap_future(database.ended)
    waiting.cancel()
    assert "disk failed" in str(failures[0])
    assert database.closed
    with pytest.raises(DatabaseClosed):
        await database.write(lambda db: add(db, "one"))


async def test_a_full_disk_at_a_checkpoint_is_no_harm(
    database: Database, faulty: type[FaultyConnection], failures: list[Exception]
) -> None:
    faulty.failing, faulty.code = "PRAGMA wal_checkpoint", sqlite3.SQLITE_FULL
    with capture_logs() as logs:
        await database.write(lambda db: add_many(db, 0, ROWS))
        await database.write(lambda db: add(db, "one"))
    assert [entry["event"] for entry in logs] == ["checkpoint_postponed"]
    assert failures == []


@pytest.mark.parametrize(
    ("version", "warns"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
    ],
)
def test_a_known_bug_of_the_library_is_told_with_why_it_can_not_strike(
    version: tuple[int, int, int], warns: bool
) -> None:
    with capture_logs() as logs:
        warn_of_the_reset_bug(version)
    assert [entry["event"] for entry in logs] == (["sqlite_wal_reset_bug"] if warns else [])
    assert all("one writing connection" in entry["safe_because"] for entry in logs)


def add(db: sqlite3.Connection, login_id: str) -> str:
    db.execute(ADD, (login_id,))
    return login_id


def adding(number: int) -> Callable[[sqlite3.Connection], list[str]]:
    def add_and_look(db: sqlite3.Connection) -> list[str]:
        add(db, f"{number:02}")
        return log_ins(db)

    return add_and_look


def add_many(db: sqlite3.Connection, batch: int, count: int) -> None:
    db.executemany(ADD, [(f"{batch}-{n:06}",) for n in range(count)])


def log_ins(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT login_id FROM duty ORDER BY 1")]
