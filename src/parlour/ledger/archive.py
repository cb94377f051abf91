"""Lists of chats for people to look through, newest request first."""

import sqlite3
from typing import Any

from parlour.database.database import Database
from parlour.ids import EndUserId, Millis, SiteId
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

    async def of_end_user(
        self, site_id: SiteId, end_user_id: EndUserId, *, limit: int
    ) -> list[ArchivedChat]:
        """Released chats of this end-user that an agent led, the latest first."""
        return await self._database.look(lambda db: _of_end_user(db, site_id, end_user_id, limit))


_SELECT = f"""
    SELECT {", ".join("chat." + name for name in _FIELDS)},
        coalesce(chat_request.name, ''), coalesce(chat_request.question, ''),
        ifnull(row_count, (
            SELECT max(seq) FROM stream_event WHERE stream = 'chat/' || chat.chat_id
        ))
    FROM chat LEFT JOIN chat_request USING (chat_id)
"""  # noqa: S608 — the names are those of our own record


def _chats(
    db: sqlite3.Connection, released: bool, limit: int, before: Millis | None
) -> list[ArchivedChat]:
    found = db.execute(
        f"""
        {_SELECT} WHERE (completed IS NOT NULL) = ? AND requested < ?
        ORDER BY requested DESC LIMIT ?
        """,
        (released, before if before is not None else 1 << 62, limit),
    )
    return [_archived(row) for row in found]


def _of_end_user(
    db: sqlite3.Connection, site_id: SiteId, end_user_id: EndUserId, limit: int
) -> list[ArchivedChat]:
    found = db.execute(
        f"""
        {_SELECT}
        WHERE chat.site_id = ? AND chat.end_user_id = ?
            AND completed IS NOT NULL AND lead_agent_id IS NOT NULL
        ORDER BY completed DESC LIMIT ?
        """,
        (site_id, end_user_id, limit),
    )
    return [_archived(row) for row in found]


def _archived(row: tuple[Any, ...]) -> ArchivedChat:
    width = len(_FIELDS)
    return ArchivedChat(
        record=ChatRecord(**dict(zip(_FIELDS, row[:width], strict=True))),
        name=row[width],
        question=row[width + 1],
        rows=row[width + 2] or 0,
    )
