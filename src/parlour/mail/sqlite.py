"""The outbox in the database."""

import sqlite3
from collections.abc import Sequence

import msgspec

from parlour.database.database import Database
from parlour.ids import Millis
from parlour.mail.letter import Letter
from parlour.mail.outbox import Waiting

_FIELDS = Letter.__struct_fields__
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_MARKS = ", ".join("?" * len(_FIELDS)) + ", 0, 0"
_ADD = f"INSERT OR IGNORE INTO letter ({_COLUMNS}, tries, due) VALUES ({_MARKS})"  # noqa: S608
_DUE = f"SELECT {_COLUMNS}, tries FROM letter WHERE due <= ? ORDER BY due LIMIT ?"  # noqa: S608


class SqliteOutbox:
    """An `OutboxBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, letter: Letter, most: int) -> bool:
        return await self._database.write(lambda db: _add(db, letter, most))

    async def due(self, now: Millis, limit: int) -> Sequence[Waiting]:
        return await self._database.look(lambda db: _due(db, now, limit))

    async def put_off(self, letter_id: str, tries: int, until: Millis) -> None:
        statement = "UPDATE letter SET tries = ?, due = ? WHERE letter_id = ?"
        await self._database.write(lambda db: db.execute(statement, (tries, until, letter_id)))

    async def remove(self, letter_id: str) -> None:
        statement = "DELETE FROM letter WHERE letter_id = ?"
        await self._database.write(lambda db: db.execute(statement, (letter_id,)))

    async def count(self) -> int:
        query = "SELECT count(*) FROM letter"
        return int(await self._database.look(lambda db: db.execute(query).fetchone()[0]))


def _add(db: sqlite3.Connection, letter: Letter, most: int) -> bool:
    if db.execute("SELECT count(*) FROM letter").fetchone()[0] >= most:
        return False
    db.execute(_ADD, msgspec.structs.astuple(letter))
    return True


def _due(db: sqlite3.Connection, now: Millis, limit: int) -> list[Waiting]:
    return [
        Waiting(letter=Letter(**dict(zip(_FIELDS, row[:-1], strict=True))), tries=row[-1])
        for row in db.execute(_DUE, (now, limit)).fetchall()
    ]
