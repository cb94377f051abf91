"""Rows of the tables as values again."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from parlour.ids import Millis, StreamId, TxId
from parlour.ledger.chain import Stamp, decode_row, encode_row, kind_number, row_hash
from parlour.ledger.protocol import BrokenLedger, Recorded


class StoredRow(NamedTuple):
    """A row as it lies in the table, whatever it says."""

    stream: StreamId
    seq: int
    position: int
    at: Millis
    tx: TxId
    data: str
    prev_hash: str
    hash: str

    def decoded(self) -> Recorded:
        """Raises: `BrokenLedger` when the content fits no kind."""
        try:
            event = decode_row(self.stream, self.data)
        except msgspec.DecodeError as error:
            raise BrokenLedger(self.stream, self.seq) from error
        return Recorded(
            stream=self.stream,
            seq=self.seq,
            position=self.position,
            kind=kind_number(event),
            at=self.at,
            tx=self.tx,
            event=event,
            prev_hash=self.prev_hash,
            hash=self.hash,
        )

    def proven(self) -> Recorded:
        """Raises: `BrokenLedger` also when the hash is not that of the content."""
        row = self.decoded()
        stamp = Stamp(tx=row.tx, at=row.at)
        if row.hash != row_hash(row.prev_hash, (row.stream, row.seq, row.kind), stamp, self.data):
            raise BrokenLedger(row.stream, row.seq)
        return row


def as_stored(row: Recorded) -> StoredRow:
    """The row as it lies in the table."""
    return StoredRow(
        stream=row.stream,
        seq=row.seq,
        position=row.position,
        at=row.at,
        tx=row.tx,
        data=encode_row(row.event),
        prev_hash=row.prev_hash,
        hash=row.hash,
    )


def stored_rows(cursor: sqlite3.Cursor) -> Iterable[StoredRow]:
    """Of a query for the columns of `StoredRow`, in their order.

    A row that the disk has garbled so far that its cells are of other types has no content that
    fits any kind.
    """
    return map(stored_row, cursor)


_CELLS = (str, int, int, int, str, str, str, str)


def stored_row(cells: tuple[object, ...]) -> StoredRow:
    if tuple(map(type, cells)) == _CELLS:
        return StoredRow._make(cells)
    return StoredRow._make(
        cell if type(cell) is kind else kind() for cell, kind in zip(cells, _CELLS, strict=True)
    )._replace(data="")


def proven_stream(rows: Iterable[StoredRow]) -> list[Recorded]:
    """Successive rows of one stream, each linked to the one before.

    Raises: `BrokenLedger`.
    """
    proven: list[Recorded] = []
    for stored in rows:
        row = stored.proven()
        if proven and (row.seq, row.prev_hash) != (proven[-1].seq + 1, proven[-1].hash):
            raise BrokenLedger(row.stream, row.seq)
        proven.append(row)
    return proven
