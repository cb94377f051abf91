"""Closed loop of K chats: end-user posts → durable → ack, and the agent sees it → answers → …

Rounds alternate between our server and the floor, so that both see the same machine.
"""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median

from bench.pairs import (
    Side,
    agent_socket,
    begin_chat,
    end_user_socket,
    floor_pairs,
    parlour_pairs,
)
from bench.started import Started, started

OPEN_CHATS = 1_000
"""For the memory of a connected end-user."""
WARM_CHATS = 400
"""Opened before the count begins."""
FILLED_BY = 80_000
"""Posts before the count begins, some 70 MiB of pages: SQLite keeps 64 MiB of those it wrote last,
whoever is connected. That memory is meant to be used, and once; it is not the end-users'."""


@dataclass
class Round:
    """One measured stretch."""

    posts_per_s: float
    cpu_us: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


MakePairs = Callable[[Started, int], Awaitable[list[tuple[Side, Side]]]]


class Loop:
    """Pairs that never stop talking; counts posts and times each from sent to acknowledged."""

    def __init__(self, pairs: list[tuple[Side, Side]]) -> None:
        self.posts = 0
        self.waits: list[float] = []
        self.running = True
        self._starters = [self._turns(end_user, agent) for end_user, agent in pairs]

    def start(self) -> None:
        for starter in self._starters:
            starter()

    def _turns(self, end_user: Side, agent: Side) -> Callable[[], None]:
        asked = self._speaker(end_user)
        answered = self._speaker(agent)
        agent.on_post = answered
        end_user.on_post = asked
        return asked

    def _speaker(self, side: Side) -> Callable[[], None]:
        sent = 0.0

        def speak() -> None:
            nonlocal sent
            if self.running:
                sent = time.perf_counter()
                side.post()

        def acknowledged() -> None:
            self.posts += 1
            self.waits.append(time.perf_counter() - sent)

        side.on_ack = acknowledged
        return speak


async def measure(server: Started, loop: Loop, seconds: float) -> Round:
    await asyncio.sleep(0.5)  # warm
    loop.posts, loop.waits = 0, []
    began, cpu = time.perf_counter(), server.cpu_s()
    await asyncio.sleep(seconds)
    took, used = time.perf_counter() - began, server.cpu_s() - cpu
    waits = sorted(loop.waits)
    if not waits:
        raise AssertionError("nothing was acknowledged")
    return Round(
        posts_per_s=loop.posts / took,
        cpu_us=used / loop.posts * 1e6,
        p50_ms=at(waits, 0.50),
        p95_ms=at(waits, 0.95),
        p99_ms=at(waits, 0.99),
    )


def at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000


async def run_round(module: str, make_pairs: MakePairs, count: int, seconds: float) -> Round:
    with started(module) as server:
        loop = Loop(await make_pairs(server, count))
        gc.collect()
        loop.start()
        result = await measure(server, loop, seconds)
        loop.running = False
        await asyncio.sleep(0.2)
        return result


async def compare(count: int, rounds: int, seconds: float) -> tuple[Round, Round]:
    """Medians at K = `count`: ours, and the floor's."""
    ours, floor = [], []
    for _ in range(rounds):
        floor.append(await run_round("bench.floor_relay", floor_pairs, count, seconds))
        ours.append(await run_round("bench.server_under_load", parlour_pairs, count, seconds))
    return median_round(ours), median_round(floor)


def median_round(rounds: list[Round]) -> Round:
    return Round(
        **{
            name: median(getattr(one, name) for one in rounds)
            for name in Round.__dataclass_fields__
        }
    )


async def memory_kib(count: int = OPEN_CHATS) -> float:
    """KiB of server memory a connected end-user with an open, engaged chat, agents included."""
    with started("bench.server_under_load") as server:
        loop = Loop(await parlour_pairs(server, WARM_CHATS))
        loop.start()
        while loop.posts < FILLED_BY:
            await asyncio.sleep(0.1)
        loop.running = False
        await asyncio.sleep(1.0)
        before = server.rss_bytes()
        await parlour_pairs_beyond(server, count)
        return (server.rss_bytes() - before) / count / 1024


async def parlour_pairs_beyond(server: Started, count: int) -> None:
    for first in range(0, count, 50):
        agent = await agent_socket(server, (WARM_CHATS + first) // 50)
        for number in range(first, first + 50):
            await begin_chat(await end_user_socket(server, 1_000 + number), agent)
