"""Files in the database."""

import sqlite3
from collections.abc import Sequence

import msgspec

from parlour.database.database import Database
from parlour.files.book import DAY
from parlour.files.records import FileRecord, FileState, FileTerms, NotTaken, Upload
from parlour.ids import ChatId, EndUserId, FileId, Millis, SiteId

_FIELDS = FileRecord.__struct_fields__
_COLUMNS = ", ".join(_FIELDS)
_SELECT = f"SELECT {_COLUMNS} FROM file"  # noqa: S608 — the columns are ours
_OF_CHAT = "SELECT total(size) FROM file WHERE chat_id = ? AND state <> 'refused'"
_OF_END_USER = """
    SELECT total(size) FROM file WHERE site_id = ? AND end_user_id = ? AND received > ?
        AND agent_id = '' AND state <> 'refused'
"""


class SqliteFiles:
    """A `FileBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, upload: Upload) -> FileRecord | None:
        key = upload.chat_id, upload.sender, upload.upload_id
        where = "WHERE chat_id = ? AND sender = ? AND upload_id = ?"
        return await self._database.look(lambda db: _one(db, where, key))

    async def get(self, file_id: FileId) -> FileRecord | None:
        return await self._database.look(lambda db: _one(db, "WHERE file_id = ?", (file_id,)))

    async def add(self, record: FileRecord, terms: FileTerms) -> None:
        await self._database.write(lambda db: _add(db, record, terms))

    async def put(self, record: FileRecord) -> None:
        columns = ", ".join(f"{name} = ?" for name in _FIELDS)
        statement = f"UPDATE file SET {columns} WHERE file_id = ?"  # noqa: S608
        values = (*msgspec.structs.astuple(record), record.file_id)
        await self._database.write(lambda db: db.execute(statement, values))

    async def forget(self, file_id: FileId) -> None:
        statement = "DELETE FROM file WHERE file_id = ?"
        await self._database.write(lambda db: db.execute(statement, (file_id,)))

    async def due(self, now: Millis, limit: int) -> Sequence[FileRecord]:
        where = "WHERE state = 'held' AND due <= ? ORDER BY due LIMIT ?"
        return await self._database.look(lambda db: _all(db, where, (now, limit)))

    async def in_state(self, state: FileState, limit: int) -> Sequence[FileRecord]:
        where = "WHERE state = ? ORDER BY due, file_id LIMIT ?"
        return await self._database.look(lambda db: _all(db, where, (state, limit)))

    async def of_chat(self, chat_id: ChatId) -> Sequence[FileRecord]:
        return await self._database.look(
            lambda db: _all(db, "WHERE chat_id = ? ORDER BY received, file_id", (chat_id,))
        )

    async def used(
        self, chat_id: ChatId, site_id: SiteId, end_user_id: EndUserId, since: Millis
    ) -> tuple[int, int]:
        return await self._database.look(
            lambda db: _used(db, chat_id, site_id, end_user_id, since=since)
        )


def _add(db: sqlite3.Connection, record: FileRecord, terms: FileTerms) -> None:
    since = Millis(record.received - DAY)
    of_chat, sent = _used(db, record.chat_id, record.site_id, record.end_user_id, since=since)
    if of_chat + record.size > terms.chat_quota:
        raise NotTaken("chat_quota")
    if not record.agent_id and sent + record.size > terms.end_user_quota:
        raise NotTaken("end_user_quota")
    marks = ", ".join("?" * len(_FIELDS))
    statement = f"INSERT INTO file ({_COLUMNS}) VALUES ({marks})"  # noqa: S608
    try:
        db.execute(statement, msgspec.structs.astuple(record))
    except sqlite3.IntegrityError as there_already:
        raise NotTaken("under_way") from there_already


def _used(
    db: sqlite3.Connection, chat_id: str, site_id: str, end_user_id: str, *, since: int
) -> tuple[int, int]:
    (of_chat,) = db.execute(_OF_CHAT, (chat_id,)).fetchone()
    (sent,) = db.execute(_OF_END_USER, (site_id, end_user_id, since)).fetchone()
    return int(of_chat), int(sent)


def _one(db: sqlite3.Connection, where: str, key: tuple[object, ...]) -> FileRecord | None:
    found = _all(db, where, key)
    return found[0] if found else None


def _all(db: sqlite3.Connection, where: str, key: tuple[object, ...]) -> list[FileRecord]:
    rows = db.execute(f"{_SELECT} {where}", key).fetchall()
    return [msgspec.convert(dict(zip(_FIELDS, row, strict=True)), FileRecord) for row in rows]
