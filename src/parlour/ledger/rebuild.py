"""Computes the records of chats, sessions and log-ins anew from the rows."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby

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


OnProgress = Callable[[int, int], None]
"""Called in the writer's thread with the rows done and the rows in all."""


def no_progress(_done: int, _all: int) -> None:
    """For whom nobody waits."""


async def rebuild_records(database: Database, on_progress: OnProgress = no_progress) -> int:
    """In one transaction, while nothing else is written; the number of records.

    Raises: `BrokenLedger` when a row can't be read, and then nothing is changed.
    """
    return await database.write(lambda db: _rebuild(db, on_progress))


def _rebuild(connection: sqlite3.Connection, on_progress: OnProgress) -> int:
    for statement in ("DELETE FROM chat", "DELETE FROM chat_session", "DELETE FROM duty"):
        connection.execute(statement)
    count = 0
    batch: list[ChatRecord | SessionRecord | DutyRecord] = []
    for record in _records(connection, on_progress):
        count += 1
        batch.append(record)
        if len(batch) == RECORDS_AT_ONCE:
            write_records(connection, batch)
            batch.clear()
    write_records(connection, batch)
    return count


def _records(
    connection: sqlite3.Connection, on_progress: OnProgress
) -> Iterator[ChatRecord | SessionRecord | DutyRecord]:
    total = int(connection.execute("SELECT count(*) FROM event").fetchone()[0])
    done = 0
    cursor = connection.execute(
        "SELECT stream, seq, position, at, tx, data, prev_hash, hash"
        " FROM stream_event ORDER BY stream, seq"
    )
    for stream, stored in groupby(stored_rows(cursor), key=lambda row: row.stream):
        rows = [row.decoded() for row in stored]
        yield from _records_of(stream, rows)
        done += len(rows)
        on_progress(done, total)


def _records_of(
    stream: StreamId, rows: list[Recorded]
) -> list[ChatRecord | SessionRecord | DutyRecord]:
    if is_chat(stream):
        view = fold_chat(None, rows)
        return [] if view is None else [view.chat, *view.sessions]
    duty = fold_duty(None, rows)
    return [] if duty is None else [duty]
