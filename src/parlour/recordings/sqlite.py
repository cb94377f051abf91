"""Recordings in the database."""

import msgspec

from parlour.database.database import Database
from parlour.ids import ChatId
from parlour.recordings.records import RecordingPart

_COLUMNS = ", ".join(RecordingPart.__struct_fields__)


class SqliteRecordings:
    """A `RecordingBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, part: RecordingPart) -> None:
        statement = f"INSERT INTO recording ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
        values = msgspec.structs.astuple(part)
        await self._database.write(lambda db: db.execute(statement, values))

    async def of_chat(self, chat_id: ChatId) -> list[RecordingPart]:
        query = (
            f"SELECT {_COLUMNS} FROM recording WHERE chat_id = ? "  # noqa: S608
            "ORDER BY cobrowse_id, part"
        )
        rows = await self._database.look(lambda db: db.execute(query, (chat_id,)).fetchall())
        return [_part(row) for row in rows]

    async def erase(self, chat_id: ChatId) -> int:
        statement = "DELETE FROM recording WHERE chat_id = ?"
        return await self._database.write(lambda db: db.execute(statement, (chat_id,)).rowcount)


def _part(row: tuple[object, ...]) -> RecordingPart:
    fields = dict(zip(RecordingPart.__struct_fields__, row, strict=True))
    return msgspec.convert(fields, RecordingPart)
