"""What an error of SQLite means to those who wanted to write."""

import sqlite3


class DatabaseUnavailable(Exception):
    """Nothing was written, and the same may succeed later: disk full, I/O error, file locked."""


class DamagedRecord(sqlite3.DatabaseError):
    """A record outside the ledger is not what was written; what it stands for can't be guessed."""


class DatabaseClosed(DatabaseUnavailable):
    """The server is ending, or had to give the database up."""


_SHORTAGES = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)


Unsound = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a file that is damaged, or no database, may raise as it is opened and read: the second one
where SQLite's own sentence quotes damaged bytes, which Python then can't decode."""


def sentence_of(error: sqlite3.DatabaseError | UnicodeDecodeError) -> str:
    """Of `Unsound`, for people."""
    if isinstance(error, UnicodeDecodeError):
        return error.object.decode(errors="replace")
    return str(error)


def is_damage(error: sqlite3.Error) -> bool:
    """What is stored there is not what was written."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_shortage(error: sqlite3.Error) -> bool:
    """The statement was right, but the machine could not do it now."""
    return _code(error) in _SHORTAGES


def is_io_error(error: sqlite3.Error) -> bool:
    """At a commit or a checkpoint this may be a failed fsync.

    After one the kernel may have dropped the pages and call the next fsync a success, so nothing
    that is written later could be trusted: the server must end and start over from the disk.
    """
    return _code(error) == sqlite3.SQLITE_IOERR


def _code(error: sqlite3.Error) -> int:
    """The primary code, without the extension in the upper bits."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
