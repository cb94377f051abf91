"""Assignments a second, durable, and the time from a chat's arrival until its agent is notified:
the whole server against a router in PostgreSQL, on the same floor, turn by turn in the same run.

End-users ask for a chat; once an agent has been notified they cancel it and ask again. So every
assignment costs three durable transactions on both sides: the chat, the offer, the end.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

from bench.floor_of_agents import AGENTS, QUEUES, SESSIONS
from bench.router_of_ours import our_router
from bench.router_of_postgres import postgres_router

END_USERS = 256
PER_SECOND = 200.0
"""Arrivals in the paced part: what neither side has to be ashamed of on two cores."""
ROUNDS = 3
SECONDS = 4.0


class Router(Protocol):
    """Both sides."""

    async def prepare(self, end_users: int) -> None: ...

    async def ask(self, end_user: int, queue: int) -> None: ...

    async def cancel(self, end_user: int) -> None: ...

    def cpu_s(self) -> float: ...


@dataclass
class Figures:
    """Of one part: assignments a second, waits in milliseconds, processor time for each."""

    per_s: float
    p50_ms: float
    p99_ms: float
    cpu_us: float


class Load:
    """Chats that come, are assigned, and go."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._waits: list[float] = []
        self._count = 0

    async def at_full_speed(self, end_users: int, for_s: float) -> Figures:
        until = time.perf_counter() + for_s

        async def again_and_again(end_user: int) -> None:
            while time.perf_counter() < until:
                await self._one(end_user)

        return await self._measured(
            asyncio.gather(*(again_and_again(number) for number in range(end_users)))
        )

    async def paced(self, per_s: float, for_s: float) -> Figures:
        """One arrival after the other at even distances, whoever is still under way: each is of an
        end-user who has no chat."""
        return await self._measured(self._arrivals(per_s, for_s))

    async def _arrivals(self, per_s: float, for_s: float) -> None:
        free = asyncio.Queue[int]()
        for end_user in range(END_USERS):
            free.put_nowait(end_user)

        async def once() -> None:
            end_user = await free.get()
            await self._one(end_user)
            free.put_nowait(end_user)

        began, running = time.perf_counter(), set[asyncio.Task[None]]()
        for number in range(round(per_s * for_s)):
            await asyncio.sleep(max(0, began + number / per_s - time.perf_counter()))
            running.add(asyncio.create_task(once()))
        await asyncio.gather(*running)

    async def _measured(self, work: Awaitable[object]) -> Figures:
        self._waits, began, used = [], time.perf_counter(), self._router.cpu_s()
        await work
        cpu_s = self._router.cpu_s() - used
        took, waits = time.perf_counter() - began, sorted(self._waits)
        return Figures(
            per_s=len(waits) / took,
            p50_ms=waits[len(waits) // 2] * 1e3,
            p99_ms=waits[len(waits) * 99 // 100] * 1e3,
            cpu_us=cpu_s / len(waits) * 1e6,
        )

    async def _one(self, end_user: int) -> None:
        self._count += 1
        asked = time.perf_counter()
        await self._router.ask(end_user, self._count * 7 % QUEUES)
        self._waits.append(time.perf_counter() - asked)
        await self._router.cancel(end_user)


Parts = tuple[Figures, Figures]


async def measure(router: Router, seconds: float) -> Parts:
    await router.prepare(END_USERS)
    load = Load(router)
    await load.paced(PER_SECOND, 1.0)  # warm
    return await load.at_full_speed(END_USERS, seconds), await load.paced(PER_SECOND, seconds)


async def run(rounds: int = ROUNDS, seconds: float = SECONDS) -> list[tuple[str, str]]:
    """Rows of a table: what, and its figure."""
    ours: list[Parts] = []
    theirs: list[Parts] = []
    for _ in range(rounds):
        async with postgres_router() as peer:
            theirs.append(await measure(peer, seconds))
        with tempfile.TemporaryDirectory(prefix="parlour-bench-") as folder:
            async with our_router(Path(folder)) as router:
                ours.append(await measure(router, seconds))
    return [
        ("arrangement", f"{AGENTS} agents × {SESSIONS} sessions, {QUEUES} queues, skills"),
        *_rows(
            f"{END_USERS} end-users at full speed", [p[0] for p in ours], [p[0] for p in theirs]
        ),
        *_rows(f"{PER_SECOND:.0f} arrivals/s", [p[1] for p in ours], [p[1] for p in theirs]),
    ]


def _rows(what: str, ours: list[Figures], peer: list[Figures]) -> list[tuple[str, str]]:
    per_s = median(one.per_s for one in ours), median(one.per_s for one in peer)
    p50 = median(one.p50_ms for one in ours), median(one.p50_ms for one in peer)
    p99 = median(one.p99_ms for one in ours), median(one.p99_ms for one in peer)
    cpu = median(one.cpu_us for one in ours), median(one.cpu_us for one in peer)
    return [
        (f"{what}: assignments/s", _against(*per_s, "")),
        (f"{what}: arrival → agent notified, median", _against(*p50, " ms")),
        (f"{what}: the same, 99 of 100 within", _against(*p99, " ms")),
        (f"{what}: processor time an assignment", _against(*cpu, " µs")),
    ]


def _against(ours: float, peer: float, unit: str) -> str:
    digits = 0 if not unit else 1
    shown = f"{ours:,.{digits}f}{unit}, PostgreSQL {peer:,.{digits}f}{unit}"
    return f"{shown}, ratio {ours / peer:.2f}"
