"""Log-ins in the database."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from parlour.accounts.records import (
    SESSION_IDLE_MAX,
    SESSION_LIFE_MAX,
    VISITOR_IDLE_MAX,
    AccountsUnavailable,
    BrowserSession,
    TokenHash,
    Visitor,
)
from parlour.accounts.tables import account_password, browser_session, visitor
from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.ids import AgentId, Millis

T = TypeVar("T")


class SqliteAccounts:
    """An `AccountStore`. What can't be written raises `AccountsUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._arrivals: dict[TokenHash, Visitor] = {}
        self._one_at_a_time = asyncio.Lock()

    async def password_hash(self, agent_id: AgentId) -> str | None:
        table = account_password.c
        query = select(table.hash).where(table.agent_id == agent_id)
        return await self._database.read(lambda db: db.execute(query).scalar())

    async def put_password_hash(self, agent_id: AgentId, password_hash: str) -> None:
        row = {"agent_id": agent_id, "hash": password_hash}
        await self._write(lambda db: put(db, account_password, [row]))

    async def session(self, token_hash: TokenHash) -> BrowserSession | None:
        query = select(browser_session).where(browser_session.c.token_hash == token_hash)
        row = await self._database.read(lambda db: db.execute(query).mappings().first())
        return BrowserSession(**row) if row else None

    async def sessions_of(self, agent_id: AgentId) -> list[BrowserSession]:
        query = select(browser_session).where(browser_session.c.agent_id == agent_id)
        rows = await self._database.read(lambda db: db.execute(query).mappings().all())
        return [BrowserSession(**row) for row in rows]

    async def put_session(self, session: BrowserSession) -> None:
        row = msgspec.structs.asdict(session)
        await self._write(lambda db: put(db, browser_session, [row]))

    async def use_session(self, token_hash: TokenHash, at: Millis) -> None:
        this_one = browser_session.c.token_hash == token_hash
        statement = update(browser_session).where(this_one).values(used=at)
        await self._write(lambda db: db.execute(statement))

    async def end_session(self, token_hash: TokenHash) -> None:
        statement = delete(browser_session).where(browser_session.c.token_hash == token_hash)
        await self._write(lambda db: db.execute(statement))

    async def visitor(self, token_hash: TokenHash) -> Visitor | None:
        query = select(visitor).where(visitor.c.token_hash == token_hash)
        row = await self._database.read(lambda db: db.execute(query).mappings().first())
        return Visitor(**row) if row else None

    async def put_visitor(self, visitor: Visitor) -> None:
        """Visitors arrive in crowds: while one batch is made durable, the next one gathers."""
        self._arrivals[visitor.token_hash] = visitor
        async with self._one_at_a_time:
            if visitor.token_hash in self._arrivals:
                await self._write_arrivals(visitor.token_hash)

    async def forget_over(self, now: Millis) -> None:
        sessions, visitors = browser_session.c, visitor.c
        idle = sessions.used < now - SESSION_IDLE_MAX
        old = sessions.opened < now - SESSION_LIFE_MAX
        await self._write(lambda db: db.execute(delete(browser_session).where(or_(idle, old))))
        gone = visitors.used < now - VISITOR_IDLE_MAX
        await self._write(lambda db: db.execute(delete(visitor).where(gone)))

    async def _write_arrivals(self, own: TokenHash) -> None:
        batch, self._arrivals = self._arrivals, {}
        rows = [msgspec.structs.asdict(arrival) for arrival in batch.values()]
        written = False
        try:
            await self._write(lambda db: put(db, visitor, rows))
            written = True
        finally:
            if not written:  # the others of the batch wait behind us and try themselves
                del batch[own]
                self._arrivals = batch | self._arrivals

    async def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._database.write(work)
        except DatabaseUnavailable as unavailable:
            raise AccountsUnavailable(str(unavailable)) from unavailable


def put(database: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Add, or replace what has the same key."""
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    others = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
    database.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), list(rows))
