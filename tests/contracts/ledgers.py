"""The ledgers that are held to the contract, each with what it takes to open and close it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from parlour.database.database import Database
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import Ledger, Outcome, Transaction
from parlour.ledger.sqlite import SqliteLedger

LEDGERS = ("memory", "sqlite")


@asynccontextmanager
async def open_ledger(kind: str, folder: Path) -> AsyncIterator[Ledger]:
    if kind == "memory":
        yield MemoryLedger()
        return
    async with open_sqlite(folder) as (ledger, _):
        yield ledger


@asynccontextmanager
async def open_sqlite(
    folder: Path, name: str = "parlour.db"
) -> AsyncIterator[tuple[SqliteLedger, Database]]:
    """A fatal error ends the test: what it was stands in the log."""
    failures: list[Exception] = []
    database = Database.open(folder / name, fatal=failures.append)
    ledger = SqliteLedger(database)
    try:
        yield ledger, database
    finally:
        await ledger.close()
        database.close()
    assert not failures, failures


async def append(ledger: Ledger, transaction: Transaction) -> Outcome:
    """What becomes of one transaction."""
    return (await append_all(ledger, [transaction]))[0]


async def append_all(ledger: Ledger, transactions: list[Transaction]) -> list[Outcome]:
    """What becomes of transactions that are submitted in one go; told in their order."""
    told: list[tuple[int, Outcome]] = []
    all_told = asyncio.get_running_loop().create_future()

    def tell(number: int, outcome: Outcome) -> None:
        told.append((number, outcome))
        if len(told) == len(transactions):
            all_told.set_result(None)

    for number, transaction in enumerate(transactions):
        ledger.submit(transaction, partial(tell, number))
    assert not told, "nothing is told from within submit"
    await all_told
    assert [number for number, _ in told] == list(range(len(transactions)))
    return [outcome for _, outcome in told]
