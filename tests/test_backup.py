"""Backup and restore of a database at rest and beside one who has it open."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from parlour.backup import BackupRefused, NotProven, back_up, restore
from parlour.database.connect import open_writer
from parlour.database.database import Database
from parlour.database.lock import DatabaseInUse
from parlour.database.migrate import DatabaseTooNew
from parlour.ids import Millis
from parlour.ledger.verify import verify_database
from tests.contracts.ledgers import append_all, open_sqlite
from tests.ledger.scribe import Scribe
from tests.ledger.stories import told_all

NOON = Millis(1_700_049_600_000)
NAME = "parlour.db"


class Progress:
    """What was told of each stage."""

    def __init__(self) -> None:
        self.told: dict[str, list[tuple[int, int]]] = {}

    def __call__(self, stage: str) -> "Stage":
        return Stage(self.told.setdefault(stage, []))


class Stage:
    def __init__(self, told: list[tuple[int, int]]) -> None:
        self._told = told

    def __call__(self, done: int, total: int) -> None:
        self._told.append((done, total))


async def written(folder: Path) -> Path:
    async with open_sqlite(folder) as (ledger, _):
        await append_all(ledger, told_all().transactions)
    return folder / NAME


def rows(database: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT * FROM event ORDER BY position").fetchall()


def epoch(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("SELECT epoch FROM history").fetchone()[0])


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_backup_is_one_file_with_everything_in_it(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "elsewhere" / "saved.sqlite3"
    saved.parent.mkdir()
    progress = Progress()
    report = back_up(database, saved, progress)
    assert report.intact
    assert files(saved.parent) == {"saved.sqlite3"}
    assert rows(saved) == rows(database)
    assert epoch(saved) == epoch(database)
    assert verify_database(saved).intact
    for told in progress.told.values():
        assert told[-1][0] == told[-1][1] > 0
    assert list(progress.told) == ["Copying", "Proving"]


async def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    saved = tmp_path / "saved.sqlite3"
    transactions = told_all().transactions
    half = len(transactions) // 2
    async with open_sqlite(tmp_path) as (ledger, _):
        await append_all(ledger, transactions[:half])
        before = len(await ledger.feed(0, 10_000))
        assert back_up(tmp_path / NAME, saved, Progress()).intact
        await append_all(ledger, transactions[half:])
        assert len(await ledger.feed(0, 10_000)) > before
    assert len(rows(saved)) == before


async def test_a_backup_overwrites_nothing_and_needs_a_ledger(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    with pytest.raises(BackupRefused, match="no ledger"):
        back_up(tmp_path / "nothing.db", saved, Progress())
    saved.write_text("precious")
    with pytest.raises(BackupRefused, match="there already"):
        back_up(database, saved, Progress())
    assert saved.read_text() == "precious"


async def test_a_damaged_ledger_is_saved_as_it_is_and_that_is_said(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    tamper(database)
    report = back_up(database, saved, Progress())
    assert not report.intact
    assert rows(saved) == rows(database)


async def test_a_restore_brings_the_rows_back_and_begins_an_epoch(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    back_up(database, saved, Progress())
    old, later = rows(database), told_later(database)
    first = epoch(database)
    restored = restore(saved, database, Progress(), at=NOON)
    assert restored.report.intact
    kept = tmp_path / "parlour.before-20231115T120000Z.db"
    assert restored.kept == kept
    assert rows(database) == rows(saved) == old
    assert rows(kept) == later
    assert epoch(kept) == epoch(saved) == first != epoch(database)
    assert verify_database(database).intact
    assert not [name for name in files(tmp_path) if ".part" in name or name.endswith("-wal")]
    assert restore(saved, tmp_path / "fresh" / NAME, Progress(), at=NOON).kept is None


async def test_a_database_in_use_is_not_replaced(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    back_up(database, saved, Progress())
    opened = Database.open(database, no_failure)
    with pytest.raises(DatabaseInUse):
        restore(saved, database, Progress(), at=NOON)
    opened.close()


async def test_a_backup_that_is_not_whole_is_restored_on_demand_only(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    back_up(database, saved, Progress())
    tamper(saved)
    before = rows(database), files(tmp_path)
    with pytest.raises(NotProven):
        restore(saved, database, Progress(), at=NOON)
    assert (rows(database), files(tmp_path)) == before
    restored = restore(saved, database, Progress(), at=NOON, unproven=True)
    assert not restored.report.intact
    assert rows(database) == rows(saved)


async def test_what_is_no_backup_of_ours_changes_nothing(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    before = rows(database)
    with pytest.raises(BackupRefused, match="no backup"):
        restore(tmp_path / "nothing", database, Progress(), at=NOON)
    saved.write_bytes(b"not a database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        restore(saved, database, Progress(), at=NOON)
    saved.unlink()
    back_up(database, saved, Progress())
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(DatabaseTooNew, match="9999"):
        restore(saved, database, Progress(), at=NOON)
    assert rows(database) == before


async def test_a_database_too_damaged_to_open_is_kept_with_its_log(tmp_path: Path) -> None:
    database, saved = await written(tmp_path), tmp_path / "saved.sqlite3"
    back_up(database, saved, Progress())
    database.write_bytes(bytes(range(256)) * 32)
    database.with_name(NAME + "-wal").write_bytes(b"its log")
    restored = restore(saved, database, Progress(), at=NOON)
    assert restored.kept is not None
    assert restored.kept.with_name(restored.kept.name + "-wal").read_bytes() == b"its log"
    assert verify_database(database).intact


def tamper(database: Path) -> None:
    """Somebody edits a row, and covers nothing up."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TRIGGER event_forbids_UPDATE")
        connection.execute("UPDATE event SET at = at + 1 WHERE position = 7")
        connection.commit()


def told_later(database: Path) -> list[tuple[object, ...]]:
    """What the database holds after some more work, part of it in its log still."""
    scribe = Scribe()
    with closing(open_writer(database)) as connection:
        connection.execute(
            "INSERT INTO event VALUES (100000, 'chat/later', 1, ?, 't', '{}', '', '')",
            (scribe.now,),
        )
    return rows(database)


def no_failure(error: Exception) -> None:
    raise AssertionError(error)
