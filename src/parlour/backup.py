"""Copies of the database: made while the server runs, and put in its place while it does not.

A copy is proven before it counts, and takes its name last: whatever breaks off halfway leaves
what was there before, and a `.part` file that the next attempt overwrites.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from parlour.database.beside import reader_beside
from parlour.database.connect import open_writer
from parlour.database.lock import FileLock, lock_path
from parlour.database.migrate import DatabaseTooOld, migrate
from parlour.ids import Millis
from parlour.ledger.verify import Report, verify_database
from parlour.value import Value

PAGES_AT_ONCE = 1_024  # 4 MiB between two calls of `on_progress`

OnProgress = Callable[[int, int], None]
"""Called with what is done and all there is to do."""
OnStage = Callable[[str], OnProgress]
"""Called with what begins (`Copying`, `Proving`); gives whom its progress is told to."""


class BackupRefused(Exception):
    """Nothing was changed. The text is for people."""


class NotProven(BackupRefused):
    """The copy is not whole, so it was not put in place."""

    def __init__(self, source: Path, report: Report) -> None:
        super().__init__(f"{source} is not whole: {report.summary}")
        self.report = report


def back_up(database: Path, target: Path, on_stage: OnStage) -> Report:
    """Copies the database as it stands at one moment to `target`, and proves the copy.

    A ledger that is not whole is copied all the same, for there may be no better one; the report
    tells. While the copy is made the server's log grows by what is written meanwhile. One of an
    older version is copied as it is, and proven as it will be once it is up to date.
    Raises: `BackupRefused`; `DatabaseTooNew`; `sqlite3.Error` when `database` is none; `OSError`.
    """
    if not database.is_file():
        raise BackupRefused(f"There is no ledger at {database}.")
    if target.exists():
        raise BackupRefused(f"{target} is there already.")
    part = _part_of(target)
    _copy(database, part, on_stage("Copying"))
    try:
        report = _proven_as_it_will_be(part, on_stage("Proving"))
    except DatabaseTooOld as unused:
        _forget(part)
        raise BackupRefused(str(DatabaseTooOld(database, unused.version))) from unused
    _sync_file(part)
    part.rename(target)
    _sync_folder(target)
    return report


class Restored(Value):
    """`kept`: the database that was there before, under its new name; `None`: there was none."""

    report: Report
    kept: Path | None


def restore(
    source: Path, database: Path, on_stage: OnStage, *, at: Millis, unproven: bool = False
) -> Restored:
    """Puts a copy of `source` in the place of the database, and begins a new epoch.

    The database that was there is kept beside it, under a name with the date of `at`.
    `unproven`: take the copy even if it is not whole.
    Raises: `DatabaseInUse` while a server has the database; `NotProven`; `BackupRefused`;
    `DatabaseTooNew`; `sqlite3.Error` when `source` is no database; `OSError`.
    """
    if not source.is_file():
        raise BackupRefused(f"There is no backup at {source}.")
    database.parent.mkdir(parents=True, exist_ok=True)
    with _locked(database):
        part = _part_of(database)
        _copy(source, part, on_stage("Copying"))
        _begin_epoch(part)
        report = _proven(part, on_stage("Proving"))
        if not (report.intact or unproven):
            _forget(part)
            raise NotProven(source, report)
        _sync_file(part)
        kept = _set_aside(database, at)
        part.replace(database)
        _sync_folder(database)
    return Restored(report=report, kept=kept)


def _copy(source: Path, part: Path, on_progress: OnProgress) -> None:
    """In one read transaction: a copy of one moment, which a server's writes do not disturb."""
    _forget(part)
    was_locked = lock_path(source).exists()
    with reader_beside(source) as reader, closing(sqlite3.connect(part)) as copy:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def told(_status: int, left: int, pages: int) -> None:
            on_progress(pages - left, pages)

        reader.backup(copy, pages=PAGES_AT_ONCE, progress=told)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, with nothing beside it
    if not was_locked:
        lock_path(source).unlink(missing_ok=True)


def _proven(part: Path, on_progress: OnProgress) -> Report:
    try:
        return verify_database(part, on_progress)
    finally:
        lock_path(part).unlink(missing_ok=True)


def _proven_as_it_will_be(part: Path, on_progress: OnProgress) -> Report:
    """Raises: `DatabaseTooOld`, when it has never been in use."""
    try:
        return _proven(part, on_progress)
    except DatabaseTooOld as old:
        if not old.version:
            raise
    newer = _part_of(part)
    _forget(newer)
    shutil.copyfile(part, newer)
    try:
        with closing(open_writer(newer)) as connection:
            migrate(connection)
        return _proven(newer, on_progress)
    finally:
        _forget(newer)


def _begin_epoch(part: Path) -> None:
    """Clients shall know that rows they have seen may never have been written."""
    with closing(open_writer(part)) as connection:
        migrate(connection)
        connection.execute("UPDATE history SET epoch = lower(hex(randomblob(16)))")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()


def _set_aside(database: Path, at: Millis) -> Path | None:
    """A second name for the old database; the old name stays until the new database takes it.

    Its log is folded into it first, for that has a name of its own.
    """
    if not database.exists():
        return None
    with suppress(sqlite3.DatabaseError), closing(open_writer(database)):
        pass  # whoever closes it last copies its log into it; a damaged one is kept with its log
    moment = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = database.with_name(f"{database.stem}.before-{moment}{database.suffix}")
    aside.hardlink_to(database)
    log = database.with_name(database.name + "-wal")
    if log.exists():
        log.rename(aside.with_name(aside.name + "-wal"))
    _sync_folder(database)
    return aside


@contextmanager
def _locked(database: Path) -> Generator[None, None, None]:
    lock = FileLock(database)
    try:
        yield
    finally:
        lock.release()


def _part_of(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _forget(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
