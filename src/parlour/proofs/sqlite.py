"""Proofs in the database."""

import sqlite3

import msgspec

from parlour.database.database import Database
from parlour.ids import StreamId
from parlour.ledger.verify.rules import Fault, fault_of
from parlour.proofs.records import FoundFault, Pass


class SqliteProofs:
    """A `ProofBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_pass(self) -> Pass | None:
        return await self._database.look(_last_pass)

    async def faults(self) -> list[FoundFault]:
        return await self._database.look(_faults)

    async def add_faults(self, faults: list[FoundFault]) -> None:
        await self._database.write(lambda db: _add_faults(db, faults))

    async def add_pass(self, done: Pass, still_there: list[Fault]) -> None:
        await self._database.write(lambda db: _add_pass(db, done, still_there))


def _last_pass(db: sqlite3.Connection) -> Pass | None:
    found = db.execute(
        "SELECT begun, finished, row_count, chats, log_ins, faults"
        " FROM proof_pass ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return Pass(**dict(zip(Pass.__struct_fields__, found, strict=True))) if found else None


def _faults(db: sqlite3.Connection) -> list[FoundFault]:
    query = "SELECT stream, seq, rule, text, found FROM proof_fault ORDER BY found DESC, stream"
    return [
        FoundFault(fault=fault_of(StreamId(stream), seq, (rule, text)), found=found)
        for stream, seq, rule, text, found in db.execute(query)
    ]


def _add_faults(db: sqlite3.Connection, faults: list[FoundFault]) -> None:
    for one in faults:
        fault = one.fault
        db.execute(
            "INSERT OR IGNORE INTO proof_fault VALUES (?, ?, ?, ?, ?)",
            (fault.stream, fault.seq, fault.rule, fault.text, one.found),
        )


def _add_pass(db: sqlite3.Connection, done: Pass, still_there: list[Fault]) -> None:
    db.execute(
        "INSERT INTO proof_pass (begun, finished, row_count, chats, log_ins, faults)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        msgspec.structs.astuple(done),
    )
    met = {(fault.stream, fault.seq, fault.rule) for fault in still_there}
    known = db.execute(
        "SELECT stream, seq, rule FROM proof_fault WHERE found < ?", (done.begun,)
    ).fetchall()
    for stream, seq, rule in known:
        if (stream, seq, rule) not in met:
            db.execute(
                "DELETE FROM proof_fault WHERE stream = ? AND seq = ? AND rule = ?",
                (stream, seq, rule),
            )
