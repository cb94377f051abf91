"""Rows into tables in as few steps as can be.

Each step of a statement lets go of the interpreter and has to win it back from a busy event loop,
which may take milliseconds. So the rows of a group are not inserted one by one: statements of 1,
2, 4 … 128 rows, prepared once, insert any number of rows in a few steps.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain

SIZE_MAX = (
    128  # rows in one statement: 128 × 17 columns stay far below the 32766 parameters allowed
)

Cell = str | int | None
Row = Sequence[Cell]


class Insert:
    """Inserts rows into one table; `conflict` says what becomes of rows that exist.

    By default that is an error, and the statement stops where it is ("OR FAIL"): who writes takes
    the transaction back anyway, and SQLite need not keep a copy of each page to undo the statement.
    """

    def __init__(self, table: str, columns: Sequence[str], conflict: str = "OR FAIL") -> None:
        row = f"({','.join('?' * len(columns))})"
        into = " ".join(("INSERT", conflict, "INTO", table, f"({','.join(columns)})", "VALUES "))
        sizes = [1 << power for power in reversed(range(SIZE_MAX.bit_length()))]
        self._statements = [(size, into + ",".join([row] * size)) for size in sizes]

    def run(self, connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
        done = 0
        for size, statement in self._statements:
            while len(rows) - done >= size:
                cells = list(chain.from_iterable(rows[done : done + size]))
                connection.execute(statement, cells)
                done += size
