"""The power goes, and what was not synced is gone: nothing that was acknowledged may be.

The cut is made below SQLite, at any of the operations that a ledger's work comes to. The same
cuts must find a ledger that does not sync each commit.
"""

import asyncio
import random
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from parlour.database import writer
from parlour.database.database import Database
from parlour.database.migrate import DatabaseTooNew
from parlour.ledger.protocol import Committed, Outcome, Transaction
from parlour.ledger.sqlite import SqliteLedger
from parlour.ledger.verify import verify_database
from tests.database.disk import Cut, Disk, Operation, Platter
from tests.ledger.stories import told_all

CUTS = 240
PAGES_TO_A_CHECKPOINT = 20  # so that a checkpoint comes with every third group or so
GROUP_MAX = 4
NAME = "parlour.db"
FULL = "PRAGMA synchronous = FULL"


@pytest.fixture(autouse=True)
def many_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "CHECKPOINT_PAGES", PAGES_TO_A_CHECKPOINT)


async def test_nothing_acknowledged_is_lost_when_the_power_goes(tmp_path: Path) -> None:
    assert losses(tmp_path, await work(tmp_path, FULL)) == []


@pytest.mark.parametrize("mode", ["NORMAL", "OFF"])
async def test_a_ledger_that_does_not_sync_each_commit_is_found_out(
    tmp_path: Path, mode: str
) -> None:
    found = losses(tmp_path, await work(tmp_path, f"PRAGMA synchronous = {mode}"))
    assert len(found) > CUTS / 10


async def work(folder: Path, synchronous: str) -> list[Operation]:
    """Every story, told to a ledger that is opened twice; what that came to on the disk."""
    disk = Disk(remembers=True)
    kind = disk.below.connection_class({FULL: synchronous})
    chance = random.Random(synchronous)
    left = told_all().transactions
    for rest in (len(left) // 2, 0):
        database = Database.open(folder / NAME, no_failure, kind)
        ledger = SqliteLedger(database)
        while len(left) > rest:
            count = chance.randint(1, GROUP_MAX)
            await write_group(ledger, disk, left[:count])
            del left[:count]
        await ledger.close()
        database.close()
    return disk.operations


def no_failure(error: Exception) -> None:
    raise AssertionError(error)


async def write_group(ledger: SqliteLedger, disk: Disk, group: list[Transaction]) -> None:
    """Notes a promise at the moment it is given."""
    all_told = asyncio.Event()

    def told(transaction: Transaction, outcome: Outcome) -> None:
        assert isinstance(outcome, Committed)
        disk.note(transaction.tx)
        if transaction is group[-1]:
            all_told.set()

    for transaction in group:
        ledger.submit(transaction, partial(told, transaction))
    await all_told.wait()


def losses(folder: Path, operations: list[Operation]) -> list[str]:
    """What is wrong after each of `CUTS` cuts, if anything is."""
    chance = random.Random(len(operations))
    moments = sorted(chance.sample(range(len(operations)), CUTS))
    platter, found = Platter(), []
    for moment, operation in enumerate(operations):
        if moments and moment == moments[0]:
            moments.pop(0)
            after = folder / f"cut{moment}"
            after.mkdir()
            if wrong := fault_after(platter.cut(chance), after):
                found.append(f"cut before operation {moment}: {wrong}")
        platter.take(operation)
    return found


def fault_after(cut: Cut, folder: Path) -> str:
    """Starts over from what the cut left, as the server does. Empty if all is there."""
    cut.lay_out(folder)
    path = folder / NAME
    try:
        Database.open(path, no_failure).close()
        report = verify_database(path)
    except (sqlite3.Error, DatabaseTooNew) as error:
        return str(error)
    if not report.intact:
        return str(report.faults[0])
    with sqlite3.connect(path) as database:
        kept = {row[0] for row in database.execute("SELECT tx FROM event")}
    missing = set(cut.promises) - kept
    return f"{len(missing)} promises are broken" if missing else ""
