"""A connection whose disk fails when it is told to."""

import sqlite3
from typing import Any


class FaultyConnection(sqlite3.Connection):
    """Statements that begin with `failing` raise an error with `code` until that is cleared."""

    failing: str = ""
    code: int = sqlite3.SQLITE_IOERR

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        kind = type(self)
        if kind.failing and sql.lstrip().startswith(kind.failing):
            raise an_error(kind.code)
        return super().execute(sql, *parameters)


def an_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("the disk failed")
    error.sqlite_errorcode = code
    return error


def faulty_class() -> type[FaultyConnection]:
    """A class of its own for each test, so that none leaks into another."""

    class Faulty(FaultyConnection):
        pass

    return Faulty
