"""The stage with its ledger in a file, on a disk that can be made to fail."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from parlour.database.database import Database
from parlour.ledger.sqlite import SqliteLedger
from tests.database.disk import Disk
from tests.hub.stage import Stage

NAME = "parlour.db"
ROUNDS_MAX = 100
"""What can't be read again by then can't be read."""


class StageOnDisk(Stage):
    """The server over a ledger in a file."""

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.disk = Disk()
        self.failures: list[Exception] = []
        kind = self.disk.below.connection_class()
        self.database = Database.open(folder / name, self.failures.append, kind)
        super().__init__(ledger=SqliteLedger(self.database))

    async def settle(self) -> None:
        """Also until the disk has nothing to do; what one write leads to may be another, and what
        is read again may take a reader of its own."""
        rounds = 0
        while rounds < 4 or (self.server.engine.is_reading_again and rounds < ROUNDS_MAX):
            rounds += 1
            await super().settle()
            writer_reached = asyncio.get_running_loop().create_future()
            self.database.run(partial(tell, writer_reached))
            ended = asyncio.shield(asyncio.wrap_future(self.database.ended))
            await asyncio.wait({writer_reached, ended}, return_when=asyncio.FIRST_COMPLETED)
            await self.database.look(nothing)
        await super().settle()


def nothing(_db: sqlite3.Connection) -> None:
    """Waits for its turn."""


def tell(done: asyncio.Future[None], _connection: object) -> None:
    """From the writer's thread."""
    done.get_loop().call_soon_threadsafe(done.set_result, None)


@asynccontextmanager
async def opened(folder: Path, name: str = NAME) -> AsyncIterator[StageOnDisk]:
    stage = StageOnDisk(folder, name)
    yield stage
    await stage.server.stop()
    stage.database.close()
