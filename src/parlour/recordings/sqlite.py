"""Recordings in the database."""

import sqlite3

import msgspec

from parlour.database.database import Database
from parlour.ids import ChatId, CoBrowseId, Millis, SiteId
from parlour.recordings.records import KeptSession, RecordingPart

_COLUMNS = ", ".join(RecordingPart.__struct_fields__)


class SqliteRecordings:
    """A `RecordingBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, part: RecordingPart) -> None:
        statement = f"INSERT INTO recording ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
        values = msgspec.structs.astuple(part)
        await self._database.write(lambda db: db.execute(statement, values))

    async def of_chat(self, chat_id: ChatId) -> list[KeptSession]:
        query = """
            SELECT cobrowse_id, min(at), max(at), count(*), sum(length(lines)) FROM recording
            WHERE chat_id = ? GROUP BY cobrowse_id ORDER BY min(at), cobrowse_id
        """
        rows = await self._database.look(lambda db: db.execute(query, (chat_id,)).fetchall())
        return [
            KeptSession(cobrowse_id=id_, at=at, until=until, part_count=parts, bytes=size)
            for id_, at, until, parts, size in rows
        ]

    async def part(
        self, chat_id: ChatId, cobrowse_id: CoBrowseId, number: int
    ) -> RecordingPart | None:
        query = (
            f"SELECT {_COLUMNS} FROM recording "  # noqa: S608
            "WHERE cobrowse_id = ? AND part = ? AND chat_id = ?"
        )
        key = cobrowse_id, number, chat_id
        row = await self._database.look(lambda db: db.execute(query, key).fetchone())
        return None if row is None else _part(row)

    async def erase(self, chat_id: ChatId) -> int:
        statement = "DELETE FROM recording WHERE chat_id = ?"
        return await self._database.write(lambda db: db.execute(statement, (chat_id,)).rowcount)

    async def sites(self) -> list[SiteId]:
        query = "SELECT DISTINCT site_id FROM recording"
        rows = await self._database.look(lambda db: db.execute(query).fetchall())
        return [SiteId(site_id) for (site_id,) in rows]

    async def expire(self, site_id: SiteId, before: Millis, most: int) -> int:
        return await self._database.write(lambda db: _expire(db, site_id, before, most))


def _expire(db: sqlite3.Connection, site_id: SiteId, before: Millis, most: int) -> int:
    query = "SELECT DISTINCT cobrowse_id FROM recording WHERE site_id = ? AND at < ? LIMIT ?"
    begun = db.execute(query, (site_id, before, most)).fetchall()
    db.executemany("DELETE FROM recording WHERE cobrowse_id = ?", begun)
    return len(begun)


def _part(row: tuple[object, ...]) -> RecordingPart:
    fields = dict(zip(RecordingPart.__struct_fields__, row, strict=True))
    return msgspec.convert(fields, RecordingPart)
