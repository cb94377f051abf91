"""Lists of chats for people to look through, newest request first."""

import sqlite3

from parlour.database.database import Database
from parlour.ids import Millis
from parlour.ledger.projections import ChatRecord
from parlour.value import Value

_FIELDS = ChatRecord.__struct_fields__


class ArchivedChat(Value):
    """A chat's record with what the end-user asked, if that has not been erased."""

    record: ChatRecord
    name: str
    question: str
    rows: int


class Archive:
    """The chats of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chats(
        self, *, released: bool, limit: int, before: Millis | None
    ) -> list[ArchivedChat]:
        """At most `limit` chats; `before`: only those requested before then."""
        return await self._database.look(lambda db: _chats(db, released, limit, before))


def _chats(
    db: sqlite3.Connection, released: bool, limit: int, before: Millis | None
) -> list[ArchivedChat]:
    found = db.execute(
        f"""
        SELECT {", ".join("chat." + name for name in _FIELDS)},
            coalesce(chat_request.name, ''), coalesce(chat_request.question, ''),
            ifnull(row_count, (
                SELECT max(seq) FROM stream_event WHERE stream = 'chat/' || chat.chat_id
            ))
        FROM chat LEFT JOIN chat_request USING (chat_id)
        WHERE (completed IS NOT NULL) = ? AND requested < ?
        ORDER BY requested DESC LIMIT ?
        """,  # noqa: S608 — the names are those of our own record
        (released, before if before is not None else 1 << 62, limit),
    )
    width = len(_FIELDS)
    return [
        ArchivedChat(
            record=ChatRecord(**dict(zip(_FIELDS, row[:width], strict=True))),
            name=row[width],
            question=row[width + 1],
            rows=row[width + 2] or 0,
        )
        for row in found
    ]
