"""Erasures in the database."""

import sqlite3
from collections.abc import Sequence

from parlour.database.database import Database
from parlour.directory.sqlite import write_note
from parlour.erasing.records import Erased, Erasure
from parlour.ids import ChatId, Millis
from parlour.ledger.erasing import chats_of, erase_texts

_FIELDS = Erasure.__struct_fields__
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)


class SqliteErasures:
    """An `ErasureBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, erasure: Erasure) -> None:
        await self._database.write(lambda db: _begin(db, erasure))

    async def open_ones(self) -> Sequence[Erasure]:
        query = f"SELECT {_COLUMNS} FROM erasure WHERE done IS NULL ORDER BY asked"  # noqa: S608
        rows = await self._database.look(lambda db: db.execute(query).fetchall())
        return [Erasure(**dict(zip(_FIELDS, row, strict=True))) for row in rows]

    async def chats(self, erasure: Erasure) -> list[ChatId]:
        site_id, end_user_id = erasure.site_id, erasure.end_user_id
        return await self._database.look(lambda db: chats_of(db, site_id, end_user_id)[0])

    async def take(self, erasure: Erasure) -> tuple[Erased, Sequence[str]]:
        return await self._database.write(lambda db: _take(db, erasure))

    async def empty_log(self) -> bool:
        return await self._database.empty_log()

    async def end(self, erasure: Erasure, at: Millis) -> None:
        statement = "UPDATE erasure SET done = ? WHERE erasure_id = ?"
        key = at, erasure.erasure_id
        await self._database.write(lambda db: db.execute(statement, key))


def _begin(db: sqlite3.Connection, erasure: Erasure) -> None:
    values = [getattr(erasure, name) for name in _FIELDS]
    db.execute(f"INSERT INTO erasure ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", values)  # noqa: S608
    about = f"{erasure.site_id}/{erasure.end_user_id}"
    write_note(db, ("end_user", about), "erase", (erasure.asked, erasure.by))


def _take(db: sqlite3.Connection, erasure: Erasure) -> tuple[Erased, Sequence[str]]:
    """Chats of the end-user that are open now were asked for later, and stay."""
    key = erasure.site_id, erasure.end_user_id
    chats, _ = chats_of(db, *key)
    written = erase_texts(db, chats, erasure.end_user_id)
    visits = db.execute(
        "SELECT session_id FROM visitor WHERE site_id = ? AND end_user_id = ?", key
    ).fetchall()

    def of_chats(statement: str) -> int:
        return sum(db.execute(statement, (chat_id,)).rowcount for chat_id in chats)

    def of_end_user(table: str) -> int:
        statement = f"DELETE FROM {table} WHERE site_id = ? AND end_user_id = ?"  # noqa: S608
        return db.execute(statement, key).rowcount

    letters = db.execute("DELETE FROM letter WHERE about = ?", ("/".join(key),)).rowcount
    comment = "UPDATE rating SET comment = '' WHERE chat_id = ? AND comment <> ''"
    erased = Erased(
        chats=len(chats),
        texts=written.texts,
        requests=written.requests,
        recordings=of_chats("DELETE FROM recording WHERE chat_id = ?"),
        pages=of_chats("DELETE FROM chat_page WHERE chat_id = ?"),
        comments=of_chats(comment),
        messages=of_end_user("left_message"),
        letters=letters,
        visits=of_end_user("visitor"),
    )
    return erased, [session_id for (session_id,) in visits]
