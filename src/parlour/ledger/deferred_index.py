"""The orderings by stream and by client, brought up to date for thousands of rows at one go.

A post goes to the ends of a few tables; to find it by its stream it must also enter an ordered
table, on a page that it shares with few others of its group. Writing those pages with every group
costs more than all the rest. So rows stay unordered until there are enough of them to share pages:
a sketch of the tables took about three times as many posts, with 64 chats and with 5000.

Source: docs/decisions/0005-the-ledger-on-disk.md.
"""

import sqlite3
from typing import Literal

INDEX_EVERY = 3_072  # rows and commands; a query that looks through them all takes under 1 ms
INDEX_EVERY_QUIET = 512  # in times of small groups: there is time, and queries stay quick
QUIET_GROUP = 8  # transactions; groups grow with the load

Index = Literal["stream_index", "command_index"]

_STATEMENTS: dict[Index, tuple[str, str]] = {
    "stream_index": (
        """
        INSERT OR FAIL INTO stream_index (stream, seq, position)
        SELECT stream, seq, position FROM event
        WHERE position > (SELECT position FROM indexed_to) ORDER BY stream, seq
        """,
        "UPDATE indexed_to SET position = (SELECT ifnull(max(position), 0) FROM event)",
    ),
    "command_index": (
        """
        INSERT OR FAIL INTO command_index (client_id, number, id)
        SELECT client_id, number, id FROM command
        WHERE id > (SELECT command FROM indexed_to) ORDER BY client_id, number
        """,
        "UPDATE indexed_to SET command = (SELECT ifnull(max(id), 0) FROM command)",
    ),
}


def due(rows: int, commands: int, group: int) -> Index | None:
    """What to bring up to date, with so many rows and commands outside the indexes, after a group
    of so many transactions. The one with more of them: so under load they take turns, and nobody
    waits for both."""
    if rows + commands < (INDEX_EVERY_QUIET if group < QUIET_GROUP else INDEX_EVERY):
        return None
    return "stream_index" if rows >= commands else "command_index"


def bring_up_to_date(connection: sqlite3.Connection, index: Index) -> None:
    """Within the transaction that is open."""
    for statement in _STATEMENTS[index]:
        connection.execute(statement)
