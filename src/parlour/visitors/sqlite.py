"""Pages seen and messages left, in the database."""

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from parlour.database.database import Database
from parlour.ids import AgentId, ChatId, Millis
from parlour.visitors.messages import OPEN_MAX, LeftMessage, Taken
from parlour.visitors.trails import PAGES_MAX, Trail
from parlour.wire.parts import Page


class SqliteTrails:
    """A `TrailBook` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, chat_id: ChatId, pages: Sequence[Page]) -> None:
        newest = "SELECT coalesce(max(n), 0) FROM chat_page WHERE chat_id = ?"
        insert = "INSERT INTO chat_page (chat_id, n, url, title, at) VALUES (?, ?, ?, ?, ?)"
        forget = "DELETE FROM chat_page WHERE chat_id = ? AND n <= ?"

        def write(db: sqlite3.Connection) -> None:
            n = int(db.execute(newest, (chat_id,)).fetchone()[0])
            rows = [
                (chat_id, n + index, page.url, page.title, page.at)
                for index, page in enumerate(pages, 1)
            ]
            db.executemany(insert, rows)
            db.execute(forget, (chat_id, n + len(pages) - PAGES_MAX))

        await self._database.write(write)

    async def of_chats(self, chat_ids: Iterable[ChatId]) -> dict[ChatId, Trail]:
        query = "SELECT url, title, at FROM chat_page WHERE chat_id = ? ORDER BY n"
        wanted = tuple(chat_ids)

        def look(db: sqlite3.Connection) -> dict[ChatId, Trail]:
            found = {one: db.execute(query, (one,)).fetchall() for one in wanted}
            return {
                one: tuple(Page(url=url, title=title, at=at) for url, title, at in rows)
                for one, rows in found.items()
                if rows
            }

        return await self._database.look(look)


_FIELDS = LeftMessage.__struct_fields__
_COLUMNS = ", ".join(_FIELDS)


class SqliteMessages:
    """A `MessageBook` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, message: LeftMessage) -> Taken:
        return await self._database.write(lambda db: _add(db, message))

    async def page(
        self, *, settled: bool, limit: int, before: Millis | None
    ) -> Sequence[LeftMessage]:
        query = f"""
            SELECT {_COLUMNS} FROM left_message
            WHERE (settled_at IS NOT NULL) = ? AND left_at < ?
            ORDER BY left_at DESC, message_id DESC LIMIT ?
        """  # noqa: S608 — the names are those of our own record
        values = (settled, 1 << 62 if before is None else before, limit)
        rows = await self._database.look(lambda db: db.execute(query, values).fetchall())
        return [LeftMessage(**dict(zip(_FIELDS, row, strict=True))) for row in rows]

    async def count_open(self) -> int:
        query = "SELECT count(*) FROM left_message WHERE settled_at IS NULL"
        return int(await self._database.look(lambda db: db.execute(query).fetchone()[0]))

    async def settle(self, message_id: str, at: Millis | None, by: AgentId) -> bool:
        statement = "UPDATE left_message SET settled_at = ?, settled_by = ? WHERE message_id = ?"
        values = (at, "" if at is None else by, message_id)
        changed = await self._database.write(lambda db: db.execute(statement, values).rowcount)
        return bool(changed)


def _add(db: sqlite3.Connection, message: LeftMessage) -> Taken:
    known = "SELECT 1 FROM left_message WHERE message_id = ?"
    if db.execute(known, (message.message_id,)).fetchone():
        return "known"
    of_site = "SELECT count(*) FROM left_message WHERE site_id = ? AND settled_at IS NULL"
    if db.execute(of_site, (message.site_id,)).fetchone()[0] >= OPEN_MAX:
        return "full"
    marks = ", ".join("?" * len(_FIELDS))
    insert = f"INSERT INTO left_message ({_COLUMNS}) VALUES ({marks})"  # noqa: S608
    db.execute(insert, msgspec.structs.astuple(message))
    return "new"
