"""Lives and outages in the database."""

import sqlite3
from collections.abc import Sequence

import msgspec

from parlour.database.database import Database
from parlour.ids import Duration, Millis, seconds
from parlour.lives.life import Life, Past
from parlour.lives.outage import Outage, Outages

MATTERS_FOR: Duration = seconds(2 * 86_400)
"""No wait, silence or chat without activity is let run longer than a day."""
OUTAGES_LISTED_MAX = 1_000
"""Shown to people; a machine that stalls more often has one thing to say."""


class SqliteLives:
    """A `LifeBook`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def past(self) -> Past:
        return await self._database.look(_past)

    async def put(self, life: Life, outages: Sequence[Outage]) -> None:
        await self._database.write(lambda db: _put(db, life, outages))

    async def lives(self, since: Millis) -> list[Life]:
        """Latest first, those that had not ended before."""
        return await self._database.look(lambda db: _lives(db, since))

    async def outages(self, since: Millis, limit: int = OUTAGES_LISTED_MAX) -> list[Outage]:
        """Latest first, those that had not ended before; `limit` -1: all."""
        return await self._database.look(lambda db: outages_since(db, since, limit))


def outages_since(
    db: sqlite3.Connection, since: Millis, limit: int = OUTAGES_LISTED_MAX
) -> list[Outage]:
    """Latest first; `limit` -1: all."""
    query = """
        SELECT kind, since, until FROM server_outage
        WHERE until > ? ORDER BY until DESC LIMIT ?
    """
    return [
        Outage(kind=kind, since=begun, until=until)
        for kind, begun, until in db.execute(query, (since, limit))
    ]


def _past(db: sqlite3.Connection) -> Past:
    latest = _lives(db, Millis(0), 1)
    if not latest:
        return Past()
    matters_since = Millis(latest[0].last_seen - MATTERS_FOR)
    return Past(life=latest[0], outages=Outages(outages_since(db, matters_since, -1)))


def _lives(db: sqlite3.Connection, since: Millis, limit: int = OUTAGES_LISTED_MAX) -> list[Life]:
    query = """
        SELECT number, version, started, alive, stopped FROM server_life
        WHERE coalesce(stopped, alive) >= ? ORDER BY number DESC LIMIT ?
    """
    return [
        Life(number=number, version=version, started=started, alive=alive, stopped=stopped)
        for number, version, started, alive, stopped in db.execute(query, (since, limit))
    ]


def _put(db: sqlite3.Connection, life: Life, outages: Sequence[Outage]) -> None:
    db.execute(
        "INSERT OR REPLACE INTO server_life VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(life)
    )
    for outage in outages:
        db.execute(
            "INSERT INTO server_outage (kind, since, until) VALUES (?, ?, ?)",
            msgspec.structs.astuple(outage),
        )
