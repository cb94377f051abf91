"""Log-ins in the database."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from parlour.accounts.records import (
    SESSION_IDLE_MAX,
    SESSION_LIFE_MAX,
    VISITOR_IDLE_MAX,
    AccountsUnavailable,
    BrowserSession,
    TokenHash,
    Visitor,
)
from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.database.gathered import Gathered
from parlour.ids import AgentId, Millis, SiteId
from parlour.value import Value

R = TypeVar("R", bound=Value)
T = TypeVar("T")


class SqliteAccounts:
    """An `AccountStore`. What can't be written raises `AccountsUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrivals: dict[TokenHash, Visitor] = {}
        self._one_at_a_time = asyncio.Lock()
        self._visitors = Gathered[TokenHash, Visitor](self._look_up_visitors)

    async def password_hash(self, agent_id: AgentId) -> str | None:
        query = "SELECT hash FROM account_password WHERE agent_id = ?"
        found = await self._database.look(lambda db: db.execute(query, (agent_id,)).fetchone())
        return str(found[0]) if found else None

    async def put_password_hash(self, agent_id: AgentId, password_hash: str) -> None:
        statement = "INSERT OR REPLACE INTO account_password (agent_id, hash) VALUES (?, ?)"
        await self._write(statement, [(agent_id, password_hash)])

    async def agents_with_password(self) -> set[AgentId]:
        query = "SELECT agent_id FROM account_password"
        return {
            row[0] for row in await self._database.look(lambda db: db.execute(query).fetchall())
        }

    async def forget_password(self, agent_id: AgentId) -> None:
        await self._write("DELETE FROM account_password WHERE agent_id = ?", [(agent_id,)])

    async def put_link(self, token_hash: TokenHash, agent_id: AgentId, until: Millis) -> None:
        await self._in_one(lambda db: _put_link(db, token_hash, agent_id, until))

    async def take_link(self, token_hash: TokenHash, now: Millis) -> AgentId | None:
        return await self._in_one(lambda db: _take_link(db, token_hash, now))

    async def forget_link(self, agent_id: AgentId) -> None:
        await self._write("DELETE FROM sign_in_link WHERE agent_id = ?", [(agent_id,)])

    async def session(self, token_hash: TokenHash) -> BrowserSession | None:
        found = await self._sessions("token_hash = ?", token_hash)
        return found[0] if found else None

    async def sessions_of(self, agent_id: AgentId) -> list[BrowserSession]:
        return await self._sessions("agent_id = ?", agent_id)

    async def put_session(self, session: BrowserSession) -> None:
        await self._write(_PUT_SESSION, [msgspec.structs.astuple(session)])

    async def use_session(self, token_hash: TokenHash, at: Millis) -> None:
        statement = "UPDATE browser_session SET used = ? WHERE token_hash = ?"
        await self._write(statement, [(at, token_hash)])

    async def end_session(self, token_hash: TokenHash) -> None:
        await self._write("DELETE FROM browser_session WHERE token_hash = ?", [(token_hash,)])

    async def visitor(self, token_hash: TokenHash) -> Visitor | None:
        return await self._visitors.get(token_hash)

    async def put_visitor(self, visitor: Visitor) -> None:
        """Visitors arrive in crowds: while one batch is made durable, the next one gathers."""
        self._arrivals[visitor.token_hash] = visitor
        async with self._one_at_a_time:
            if visitor.token_hash in self._arrivals:
                await self._write_arrivals(visitor.token_hash)

    async def site_secret(self, site_id: SiteId) -> str:
        query = "SELECT secret FROM site_secret WHERE site_id = ?"
        found = await self._database.look(lambda db: db.execute(query, (site_id,)).fetchone())
        return str(found[0]) if found else ""

    async def put_site_secret(self, site_id: SiteId, secret: str, at: Millis) -> None:
        statement = "INSERT OR REPLACE INTO site_secret (site_id, secret, made) VALUES (?, ?, ?)"
        await self._write(statement, [(site_id, secret, at)])

    async def sites_with_secret(self) -> dict[SiteId, Millis]:
        query = "SELECT site_id, made FROM site_secret"
        return dict(await self._database.look(lambda db: db.execute(query).fetchall()))

    async def forget_over(self, now: Millis) -> None:
        await self._write(
            "DELETE FROM browser_session WHERE used < ? OR opened < ?",
            [(now - SESSION_IDLE_MAX, now - SESSION_LIFE_MAX)],
        )
        await self._write("DELETE FROM visitor WHERE used < ?", [(now - VISITOR_IDLE_MAX,)])
        await self._write("DELETE FROM sign_in_link WHERE until < ?", [(now,)])

    async def _sessions(self, where: str, key: str) -> list[BrowserSession]:
        query = f"SELECT {_SESSION} FROM browser_session WHERE {where}"  # noqa: S608 — our words
        rows = await self._database.look(lambda db: db.execute(query, (key,)).fetchall())
        return [made(BrowserSession, row) for row in rows]

    async def _look_up_visitors(self, hashes: Sequence[TokenHash]) -> dict[TokenHash, Visitor]:
        marks = ",".join("?" * len(hashes))
        query = f"SELECT {_VISITOR} FROM visitor WHERE token_hash IN ({marks})"  # noqa: S608
        rows = await self._database.look(lambda db: db.execute(query, hashes).fetchall())
        return {row[0]: made(Visitor, row) for row in rows}

    async def _write_arrivals(self, own: TokenHash) -> None:
        batch, self._arrivals = self._arrivals, {}
        rows = [msgspec.structs.astuple(arrival) for arrival in batch.values()]
        written = False
        try:
            await self._write(_PUT_VISITOR, rows)
            written = True
        finally:
            if not written:  # the others of the batch wait behind us and try themselves
                del batch[own]
                self._arrivals = batch | self._arrivals

    async def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        await self._in_one(lambda db: db.executemany(statement, rows))

    async def _in_one(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self._database.write(work)
        except DatabaseUnavailable as unavailable:
            raise AccountsUnavailable(str(unavailable)) from unavailable


def _put_link(
    db: sqlite3.Connection, token_hash: TokenHash, agent_id: AgentId, until: Millis
) -> None:
    db.execute("DELETE FROM sign_in_link WHERE agent_id = ?", (agent_id,))
    db.execute("INSERT INTO sign_in_link VALUES (?, ?, ?)", (token_hash, agent_id, until))


def _take_link(db: sqlite3.Connection, token_hash: TokenHash, now: Millis) -> AgentId | None:
    query = "DELETE FROM sign_in_link WHERE token_hash = ? RETURNING agent_id, until"
    taken = db.execute(query, (token_hash,)).fetchone()
    return AgentId(taken[0]) if taken and taken[1] >= now else None


def put_into(table: str, record: type[Value]) -> str:
    """Adds a record, or replaces what has the same key."""
    marks = ",".join("?" * len(record.__struct_fields__))
    return f"INSERT OR REPLACE INTO {table} ({columns_of(record)}) VALUES ({marks})"  # noqa: S608


def columns_of(record: type[Value]) -> str:
    """The tables name them as the records do."""
    return ", ".join(record.__struct_fields__)


def made(record: type[R], row: Sequence[Any]) -> R:
    return record(**dict(zip(record.__struct_fields__, row, strict=True)))


_SESSION, _VISITOR = columns_of(BrowserSession), columns_of(Visitor)
_PUT_SESSION = put_into("browser_session", BrowserSession)
_PUT_VISITOR = put_into("visitor", Visitor)
