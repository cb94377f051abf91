"""The peer: a router in PostgreSQL as many build one, `FOR UPDATE SKIP LOCKED` over two tables.

It keeps who waits, who is free and what they are good at, and nothing else: no history, no texts,
no chain, no explanation, no toast. Taken at its best: whoever brings a chat at once calls the
function that assigns one, in one round trip; the agent counts as notified when that has committed.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bench.floor_of_agents import LEAST, LEVEL, RELAX_EVERY_S, SESSIONS, members, skill_of
from bench.postgres import PORT, cpu_s, postgres

CONNECTIONS = 32
"""A guess, not tuned: enough that commits share an fsync, few enough for two cores."""

SCHEMA = f"""
CREATE TABLE chat (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, end_user int NOT NULL,
    queue int NOT NULL, state text NOT NULL DEFAULT 'waiting',
    requested timestamptz NOT NULL DEFAULT clock_timestamp(), agent int
);
CREATE INDEX chat_waiting ON chat (requested, id) WHERE state = 'waiting';
CREATE TABLE agent (id int PRIMARY KEY, free int NOT NULL, last_assigned timestamptz);
CREATE TABLE serves (queue int, agent int, level int NOT NULL, PRIMARY KEY (queue, agent));
CREATE FUNCTION assign() RETURNS TABLE (whose int) LANGUAGE plpgsql AS $$
DECLARE c record; a int;
BEGIN
    SELECT id, end_user, queue, requested INTO c FROM chat WHERE state = 'waiting'
        ORDER BY requested, id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT g.id INTO a FROM serves s JOIN agent g ON g.id = s.agent
        WHERE s.queue = c.queue AND g.free > 0 AND s.level >= greatest(
            {LEAST},
            {LEVEL} - floor(extract(epoch FROM clock_timestamp() - c.requested) / {RELAX_EVERY_S}))
        ORDER BY g.last_assigned NULLS FIRST, g.id LIMIT 1 FOR UPDATE OF g SKIP LOCKED;
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE agent SET free = free - 1, last_assigned = clock_timestamp() WHERE id = a;
    UPDATE chat SET state = 'offered', agent = a WHERE id = c.id;
    whose := c.end_user;
    RETURN NEXT;
END $$;
CREATE FUNCTION cancel(which int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE a int;
BEGIN
    UPDATE chat SET state = 'released' WHERE end_user = which AND state = 'offered'
        RETURNING agent INTO a;
    UPDATE agent SET free = free + 1 WHERE id = a;
END $$;
CREATE INDEX chat_offered ON chat (end_user) WHERE state = 'offered';
"""


class PostgresRouter:
    """A number names an end-user; each has at most one chat at a time."""

    def __init__(self, pool: asyncpg.Pool, folder: str) -> None:
        self._pool = pool
        self._folder = folder
        self._waiting: dict[int, asyncio.Future[None]] = {}

    async def prepare(self, end_users: int) -> None:
        staff = list(enumerate(members()))
        await self._pool.execute(SCHEMA)
        await self._pool.executemany(
            "INSERT INTO agent VALUES ($1, $2)", [(number, SESSIONS) for number, _ in staff]
        )
        await self._pool.executemany(
            "INSERT INTO serves VALUES ($1, $2, $3)",
            [
                (queue, number, member.skills[skill_of(queue)])
                for number, member in staff
                for queue in member.queues
            ],
        )
        await self._pool.execute("ANALYZE")

    async def ask(self, end_user: int, queue: int) -> None:
        """A chat; returns when an agent has been notified of it."""
        told = self._waiting[end_user] = asyncio.get_running_loop().create_future()
        async with self._pool.acquire() as db:
            await db.execute("INSERT INTO chat (end_user, queue) VALUES ($1, $2)", end_user, queue)
            while not told.done():
                assigned = await db.fetch("SELECT whose FROM assign()")
                for (whose,) in assigned:
                    self._waiting.pop(whose).set_result(None)
                if not assigned:
                    break
        await told

    def cpu_s(self) -> float:
        """Of the database's processes; what this process does for it is not counted."""
        return cpu_s(self._folder)

    async def cancel(self, end_user: int) -> None:
        await self._pool.execute("SELECT cancel($1)", end_user)


@asynccontextmanager
async def postgres_router() -> AsyncIterator[PostgresRouter]:
    with postgres() as folder:
        pool = await asyncpg.create_pool(
            host=folder,
            port=PORT,
            user="bench",
            database="postgres",
            min_size=CONNECTIONS,
            max_size=CONNECTIONS,
        )
        try:
            yield PostgresRouter(pool, folder)
        finally:
            await pool.close()
