"""Brings the tables of a database up to date as it is opened."""

import sqlite3
from pathlib import Path

from parlour.database.failures import DamagedRecord

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseTooNew(Exception):
    """This program does not know its tables: most likely a newer one has written it."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The database has version {version}, and this program knows {newest_version()} as the"
            " newest: use the program that wrote it."
        )


class DatabaseTooOld(Exception):
    """It has never been in use, or not since this program is."""

    def __init__(self, path: Path, version: str) -> None:
        super().__init__(
            f"The database {path} was last used by an older version of this program"
            f" (its tables are {version}, of {newest_version()}): start the server once with it."
            if version
            else f"The database {path} has never been in use: it has none of Parlour's tables."
        )
        self.version = version


def require_newest(connection: sqlite3.Connection, path: Path) -> None:
    """For those who only read. Raises: `DatabaseTooOld`, `DatabaseTooNew`."""
    version = version_of(connection)
    if version and version not in known_versions():
        raise DatabaseTooNew(version)
    if version != newest_version():
        raise DatabaseTooOld(path, version)


def migrate(connection: sqlite3.Connection, to: str = "head") -> None:
    """Runs the migrations that are missing, all in one transaction: it is done or not begun.

    Raises: `DatabaseTooNew`; `sqlite3.Error`.
    """
    version = version_of(connection)
    if version and version not in known_versions():
        raise DatabaseTooNew(version)
    if to == "head" and version == newest_version():
        return
    from parlour.database.upgrading import upgrade  # noqa: PLC0415 — slow to load, seldom needed

    upgrade(connection, to)


def version_of(connection: sqlite3.Connection) -> str:
    """The last migration that the database has seen; empty if none. Raises: `sqlite3.Error`."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return ""
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        return ""
    version = found[0]
    if not isinstance(version, str):
        raise DamagedRecord("the version of its tables is damaged")
    return version


def newest_version() -> str:
    """The number that the newest migration's file is named after."""
    return max(known_versions())


def known_versions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
