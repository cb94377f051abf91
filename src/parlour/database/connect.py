"""How connections to the file are opened: what each pragma is for stands beside it."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import structlog

BUSY_TIMEOUT_MS = 5_000  # a reader of another program (a backup, sqlite3) may hold a lock so long
CACHE_KIB = 64 * 1024  # the hot ends of the tables and the tops of their indexes
STATEMENTS_KEPT = 512  # the writer's statements come in sizes 1, 2, 4 … 128 for each table

LOG_BYTES_KEPT = 64 * 1024 * 1024  # a log that a long reader let grow shrinks to this afterwards

_WRITER = (
    "PRAGMA journal_mode = WAL",  # readers never wait for the writer, nor it for them
    "PRAGMA synchronous = FULL",  # acknowledged means fsynced
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE too fires the triggers that guard the ledger
    "PRAGMA secure_delete = ON",  # erased text is overwritten, not just unlinked
    "PRAGMA wal_autocheckpoint = 0",  # the writer does it itself, so that it sees a failed fsync
    f"PRAGMA journal_size_limit = {LOG_BYTES_KEPT}",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    f"PRAGMA cache_size = -{CACHE_KIB}",
)

_READER = (
    "PRAGMA query_only = ON",  # readers never write …
    "PRAGMA wal_autocheckpoint = 0",  # … nor checkpoint
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)

_RESET_BUG = ((3, 7, 0), (3, 51, 2))  # first and last version with the WAL-reset bug

_log = structlog.get_logger(__name__)


def open_writer(
    path: Path, connection_class: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    """The one connection that writes and checkpoints; transactions are begun by hand."""
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
        factory=connection_class,
    )
    _set(connection, _WRITER)
    return connection


def open_reader(path: Path, *, read_only_file: bool = False) -> sqlite3.Connection:
    """A connection for reading.

    With `read_only_file` it can't even recover or tidy the file as it opens or closes: for a look
    at a database that a server in another process has open.
    """
    mode = "ro" if read_only_file else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    _set(connection, _READER)
    return connection


def warn_of_the_reset_bug(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Says at start that this SQLite has a known bug, and why it can't strike here."""
    first, last = _RESET_BUG
    if first <= version <= last:
        _log.warning(
            "sqlite_wal_reset_bug",
            version=".".join(map(str, version)),
            meaning="two connections that write or checkpoint at once could corrupt the file",
            safe_because="one server per file (lock), one writing connection, readers never write",
        )


def _set(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    """A broken byte must not fail a query over many rows: the row's hash will tell on it."""
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    for pragma in pragmas:
        connection.execute(pragma).fetchall()
