"""Computes the records of chats, sessions and log-ins anew from the rows."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection

from parlour.database.database import Database
from parlour.ids import StreamId
from parlour.ledger.chain import is_chat
from parlour.ledger.group_writer import write_records
from parlour.ledger.projections import (
    ChatRecord,
    DutyRecord,
    SessionRecord,
    fold_chat,
    fold_duty,
)
from parlour.ledger.protocol import Recorded
from parlour.ledger.stored_rows import stored_rows

RECORDS_AT_ONCE = 1_000  # written together; bounds what is held in memory


async def rebuild_records(database: Database) -> int:
    """In one transaction, while nothing else is written; the number of records.

    Raises: `BrokenLedger` when a row can't be read, and then nothing is changed.
    """
    return await database.write(_rebuild)


def _rebuild(cursor: Connection) -> int:
    connection = cursor.connection.driver_connection
    assert isinstance(connection, sqlite3.Connection), "the database is SQLite"
    for statement in ("DELETE FROM chat", "DELETE FROM chat_session", "DELETE FROM duty"):
        connection.execute(statement)
    count = 0
    batch: list[ChatRecord | SessionRecord | DutyRecord] = []
    for record in _records(connection):
        count += 1
        batch.append(record)
        if len(batch) == RECORDS_AT_ONCE:
            write_records(connection, batch)
            batch.clear()
    write_records(connection, batch)
    return count


def _records(connection: sqlite3.Connection) -> Iterator[ChatRecord | SessionRecord | DutyRecord]:
    cursor = connection.execute(
        "SELECT stream, seq, position, at, tx, data, prev_hash, hash"
        " FROM stream_event ORDER BY stream, seq"
    )
    for stream, stored in groupby(stored_rows(cursor), key=lambda row: row.stream):
        yield from _records_of(stream, [row.decoded() for row in stored])


def _records_of(
    stream: StreamId, rows: list[Recorded]
) -> list[ChatRecord | SessionRecord | DutyRecord]:
    if is_chat(stream):
        view = fold_chat(None, rows)
        return [] if view is None else [view.chat, *view.sessions]
    duty = fold_duty(None, rows)
    return [] if duty is None else [duty]
