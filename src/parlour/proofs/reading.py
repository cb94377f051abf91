"""The whole ledger read in small steps, each in a look of its own at the database.

A single look would keep the log from being folded into the file for as long as it lasts. The ledger
only grows, so steps over what was there when the pass began see one unchanging past: streams one by
one, then all rows in order of position.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator

from parlour.ids import Millis, StreamId
from parlour.ledger.chain import is_chat
from parlour.ledger.protocol import BrokenLedger, MessageText
from parlour.ledger.stored_rows import StoredRow, stored_rows
from parlour.ledger.verify.across import HouseCheck, SealCheck
from parlour.ledger.verify.content import check_text
from parlour.ledger.verify.one_stream import StreamCheck
from parlour.ledger.verify.rules import Fault, fault_of
from parlour.ledger.verify.sources import SqliteSource
from parlour.ledger.verify.verification import check_records
from parlour.lives.outage import Outages

STREAMS_AT_ONCE = 5  # some 150 rows: a step of about ten milliseconds, which others share
ROWS_AT_ONCE = 200
SEALS_AT_ONCE = 200


def prove_stream(db: sqlite3.Connection, stream: StreamId, outages: Outages) -> list[Fault]:
    """All that is wrong with one stream: its rows, its texts, its records."""
    rows = db.execute(
        "SELECT stream, seq, position, at, tx, data, prev_hash, hash"
        " FROM stream_event WHERE stream = ? ORDER BY seq",
        (stream,),
    )
    check = StreamCheck(stream, outages)
    faults = [fault for row in stored_rows(rows) for fault in check.take(row)]
    faults += check.close()
    faults += check_records(SqliteSource(db), stream, check.rows)
    texts = _texts(db, stream) if is_chat(stream) else {}
    for row in check.rows:
        faults += (
            fault_of(stream, row.seq, one) for one in check_text(row, texts.get(row.position))
        )
    return faults


class Reading:
    """One pass; `step` is called in a reader's thread until it is done."""

    def __init__(self, begun: Millis, outages: Outages) -> None:
        self.begun = begun
        self._outages = outages
        self.faults: list[Fault] = []
        self.rows = 0
        """In all."""
        self.rows_done = 0
        """Of both readings, so twice as many in the end."""
        self.chats = 0
        self.log_ins = 0
        self._steps: Iterator[list[Fault]] | None = None
        self._db: sqlite3.Connection | None = None

    def step(self, db: sqlite3.Connection) -> bool:
        """Read some more; whether there is anything left."""
        self._db = db
        if self._steps is None:
            self._steps = self._run()
        found = next(self._steps, None)
        self._db = None
        if found is None:
            return False
        self.faults += found
        return True

    @property
    def _connection(self) -> sqlite3.Connection:
        """Of the present step; none may be kept beyond it."""
        assert self._db is not None, "only within a step"
        return self._db

    def _run(self) -> Iterator[list[Fault]]:
        self._begin()
        yield []
        yield from self._streams()
        yield from self._across()

    def _begin(self) -> None:
        """What is sealed now is what this pass is about."""
        query = "SELECT coalesce(max(last_position), 0) FROM sealed_group"
        self.rows = int(self._connection.execute(query).fetchone()[0])

    def _streams(self) -> Iterator[list[Fault]]:
        last = StreamId("")
        while streams := self._some_streams(last):
            faults: list[Fault] = []
            for stream in streams:
                faults += prove_stream(self._connection, stream, self._outages)
                self.rows_done += self._indexed_rows(stream)
            last = streams[-1]
            yield faults
        yield self._without_rows()
        for stream in self._fresh_streams():
            yield prove_stream(self._connection, stream, self._outages)

    def _some_streams(self, after: StreamId) -> list[StreamId]:
        query = "SELECT DISTINCT stream FROM stream_index WHERE stream > ? ORDER BY 1 LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (after, STREAMS_AT_ONCE))]

    def _fresh_streams(self) -> list[StreamId]:
        """Those whose newest rows are not in the index yet; some have been proven without them."""
        query = """
            SELECT DISTINCT stream FROM event
            WHERE position > (SELECT position FROM indexed_to) AND position <= ?
        """
        return [row[0] for row in self._connection.execute(query, (self.rows,))]

    def _indexed_rows(self, stream: StreamId) -> int:
        query = "SELECT count(*) FROM stream_index WHERE stream = ?"
        return int(self._connection.execute(query, (stream,)).fetchone()[0])

    def _without_rows(self) -> list[Fault]:
        query = """
            SELECT stream FROM (
                SELECT 'chat/' || chat_id AS stream FROM chat
                UNION ALL SELECT 'agent/' || login_id FROM duty
            ) AS told
            WHERE NOT EXISTS (
                SELECT 1 FROM stream_event AS e WHERE e.stream = told.stream AND e.seq = 1
            )
        """
        missing = self._connection.execute(query).fetchall()
        return [fault_of(row[0], 0, ("Q2", "there is a record without rows")) for row in missing]

    def _across(self) -> Iterator[list[Fault]]:
        quarantined = frozenset(SqliteSource(self._connection).quarantined())
        seals, house = SealCheck(self._seals()), HouseCheck(self._outages, quarantined)
        self.rows_done = self.rows
        for position in range(0, self.rows, ROWS_AT_ONCE):
            faults: list[Fault] = []
            rows = self._connection.execute(
                "SELECT stream, seq, position, at, tx, data, prev_hash, hash FROM event"
                " WHERE position > ? AND position <= ? ORDER BY position",
                (position, min(position + ROWS_AT_ONCE, self.rows)),
            )
            for stored in stored_rows(rows):
                faults += seals.take(stored)
                self._count(stored)
                try:
                    row = stored.decoded()
                except BrokenLedger:
                    continue  # told of with its stream
                faults += house.take(row)
            yield faults
        yield [*seals.close(), *house.close()]

    def _count(self, stored: StoredRow) -> None:
        self.rows_done += 1
        if stored.seq == 1 and is_chat(stored.stream):
            self.chats += 1
        elif stored.seq == 1:
            self.log_ins += 1

    def _seals(self) -> Iterator[tuple[int, str]]:
        last, waiting = 0, deque[tuple[int, str]]()
        while True:
            if not waiting:
                waiting.extend(
                    self._connection.execute(
                        "SELECT last_position, hash FROM sealed_group"
                        " WHERE last_position > ? AND last_position <= ?"
                        " ORDER BY last_position LIMIT ?",
                        (last, self.rows, SEALS_AT_ONCE),
                    )
                )
            if not waiting:
                return
            last = waiting[0][0]
            yield waiting.popleft()


def _texts(db: sqlite3.Connection, stream: StreamId) -> dict[int, MessageText]:
    query = """
        SELECT m.position, m.message_id, m.chat_id, m.body, m.salt
        FROM stream_event AS e CROSS JOIN message AS m ON m.position = e.position
        WHERE e.stream = ?
    """
    return {
        position: MessageText(message_id=message_id, chat_id=chat_id, body=body, salt=salt)
        for position, message_id, chat_id, body, salt in db.execute(query, (stream,))
    }
