"""What clients lack of their chats, read for all of them at one go.

When everybody comes back at once, each asks for the few rows behind a row. The rows outside the
index are looked through once for all. The answer is one cell of JSON: each step of a statement lets
go of the interpreter, and a busy event loop gives it back only after milliseconds.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from parlour.ids import StreamId
from parlour.ledger.stored_rows import StoredRow, stored_row

Bookmark = tuple[StreamId, int]
"""A stream, and the `seq` of the last row that somebody has of it."""

Positions = tuple[int, ...]
TextCells = tuple[str, str, str, str]
"""message_id, chat_id, body, salt: as they lie in the table."""

_ROWS = """
    WITH wanted(stream, have) AS MATERIALIZED (SELECT key, value FROM json_each(?))
    SELECT json_group_array(json_array(stream, seq, position, at, tx, data, prev_hash, hash))
    FROM (
        SELECT e.stream, e.seq, e.position, e.at, e.tx, e.data, e.prev_hash, e.hash
        FROM wanted AS w
        CROSS JOIN stream_index AS i ON i.stream = w.stream AND i.seq > w.have
        CROSS JOIN event AS e ON e.position = i.position
        UNION ALL
        SELECT e.stream, e.seq, e.position, e.at, e.tx, e.data, e.prev_hash, e.hash
        FROM event AS e CROSS JOIN wanted AS w ON w.stream = e.stream AND e.seq > w.have
        WHERE e.position > (SELECT position FROM indexed_to)
    )
"""

_TEXTS = """
    SELECT json_group_array(json_array(m.position, message_id, chat_id, body, salt))
    FROM json_each(?) AS wanted CROSS JOIN message AS m ON m.position = wanted.value
"""


def missed_rows(
    db: sqlite3.Connection, marks: Sequence[Bookmark]
) -> dict[Bookmark, Sequence[StoredRow]]:
    """The rows behind each bookmark, in order.

    Raises: `sqlite3.Error`, also when a single row is damaged so that it can't be read.
    """
    wanted: dict[StreamId, int] = {}
    for stream, have in marks:
        wanted[stream] = min(have, wanted.get(stream, have))
    (cell,) = db.execute(_ROWS, (json.dumps(wanted),)).fetchone()
    rows: defaultdict[StreamId, list[StoredRow]] = defaultdict(list)
    for cells in msgspec.json.decode(cell):
        row = stored_row(tuple(cells))
        rows[row.stream].append(row)
    for found in rows.values():
        found.sort(key=lambda row: row.seq)
    return {
        (stream, have): [row for row in rows[stream] if row.seq > have] for stream, have in marks
    }


def missed_texts(db: sqlite3.Connection, positions: Sequence[int]) -> dict[int, TextCells]:
    """Those at these positions that have not been erased.

    Raises: `sqlite3.Error`, as above.
    """
    (cell,) = db.execute(_TEXTS, (json.dumps(positions),)).fetchone()
    return {position: tuple(cells) for position, *cells in msgspec.json.decode(cell)}
