"""A thousand readers that have stalled, and a fuzzer, among people who chat.

The server is as shipped. Stretches alternate within one run and are compared as medians: what
honest people wait for their acknowledgement, and what memory the server keeps. Quiet: nobody else
is there. Elsewhere: the fuzzer attacks another server of ours on the same machine; so much is lost
because attackers and people share two cores and a disk. Loud: everything is on this server, until
it has closed every stalled reader; then they all come back, and each must find everything that was
acknowledged, once and in order.
"""

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

import aiohttp

from bench.chats import at
from bench.pairs import Side, parlour_pairs
from bench.stalled import Crowd, closed_as_slow
from bench.started import Started, started

PEOPLE = 64
POST_EVERY_S = 0.5
ROUNDS = 3
QUIET_S = 15.0
WRITERS, TABS = 20, 50
FILL = 70
"""Long messages until a stalled reader's buffers hold more than the transport's high water."""
WARMERS, WARM = 100, 190
"""Who fills SQLite's page cache first (64 MiB): that memory is meant to be used, and once."""
ADDRESSES = "127.0.2.1"


class People:
    """Honest end-users, each with an agent: every now and then one of them writes."""

    def __init__(self, sides: list[Side]) -> None:
        self._sides = sides
        self.waits: list[float] = []

    async def talk(self, stop: asyncio.Event) -> None:
        """Until `stop`; a post that is not acknowledged is an error."""
        await asyncio.gather(*(self._talk(n, side, stop) for n, side in enumerate(self._sides)))

    async def _talk(self, number: int, side: Side, stop: asyncio.Event) -> None:
        await asyncio.sleep(POST_EVERY_S * number / len(self._sides))
        while not stop.is_set():
            acknowledged = asyncio.Event()
            side.on_ack = acknowledged.set
            sent = time.perf_counter()
            side.post()
            async with asyncio.timeout(20):
                await acknowledged.wait()
            self.waits.append(time.perf_counter() - sent)
            await asyncio.sleep(max(0.0, POST_EVERY_S - (time.perf_counter() - sent)))

    def p99_ms(self) -> float:
        """Of the stretch that has just ended."""
        waits, self.waits = sorted(self.waits), []
        return at(waits, 0.99)


class Stage:
    """The server and everybody at it."""

    def __init__(self, server: Started, people: People, crowd: Crowd) -> None:
        self.server = server
        self._people = people
        self._crowd = crowd

    async def quiet(self) -> float:
        """The p99 of honest people, as all these."""
        stop = asyncio.Event()
        talk = asyncio.create_task(self._people.talk(stop))
        await asyncio.sleep(QUIET_S)
        stop.set()
        await talk
        return self._people.p99_ms()

    async def elsewhere(self, other: Started) -> float:
        with fuzzer(other):
            return await self.quiet()

    async def loud(self, http: aiohttp.ClientSession) -> tuple[float, list[int]]:
        """And with which codes the stalled readers were closed."""
        closed_before = await closed_as_slow(http, self.server)
        self._crowd.stall()
        await self._crowd.write(FILL)
        stop = asyncio.Event()
        with fuzzer(self.server):
            talk = asyncio.create_task(self._people.talk(stop))
            await self._crowd.fall_behind(http, closed_before)
            stop.set()
            await talk
        p99_ms = self._people.p99_ms()
        codes = await self._crowd.read_on()
        await self._crowd.resume()
        return p99_ms, codes


@contextlib.contextmanager
def fuzzer(server: Started) -> Iterator[None]:
    """A fuzzer in a program of its own, so that its work is not ours."""
    running = subprocess.Popen([sys.executable, "-m", "bench.fuzzer", str(server.port)])
    try:
        yield
        assert running.poll() is None, "the fuzzer ran to the end"
    finally:
        running.terminate()
        running.wait()


async def run() -> list[tuple[str, str]]:
    connector = aiohttp.TCPConnector(local_addr=(ADDRESSES, 0), limit=20)
    with (
        started("bench.server_under_load", None, "--shipped") as server,
        started("bench.server_under_load", None, "--shipped") as other,
    ):
        async with aiohttp.ClientSession(connector=connector) as http:
            people = People([side for side, _ in await parlour_pairs(server, PEOPLE)])
            warm = Crowd(server)
            await warm.gather(http, WARMERS, 0)
            await warm.write(WARM)
            crowd = Crowd(server)
            await crowd.gather(http, WRITERS, TABS)
            return await measure(Stage(server, people, crowd), other, http)


async def measure(
    stage: Stage, other: Started, http: aiohttp.ClientSession
) -> list[tuple[str, str]]:
    await stage.quiet()
    await stage.loud(http)
    warm = stage.server.rss_bytes()
    quiet, elsewhere, loud, codes = [], [], [], []
    for _ in range(ROUNDS):
        quiet.append(await stage.quiet())
        elsewhere.append(await stage.elsewhere(other))
        p99_ms, found = await stage.loud(http)
        loud.append(p99_ms)
        codes += found
    end = stage.server.rss_bytes()
    told = sum(code == 4000 for code in codes)
    return [
        ("honest p99, quiet", f"{median(quiet):.1f} ms"),
        ("honest p99, the fuzzer elsewhere", f"{median(elsewhere):.1f} ms"),
        ("honest p99, loud", f"{median(loud):.1f} ms"),
        ("loud to quiet (at most 1.5)", f"{median(loud) / median(quiet):.2f}"),
        ("loud to elsewhere", f"{median(loud) / median(elsewhere):.2f}"),
        ("server after the first attack", f"{warm / 2**20:.0f} MiB"),
        ("server after the last", f"{end / 2**20:.0f} MiB"),
        ("growth (at most 5 %)", f"{(end / warm - 1) * 100:+.1f} %"),
        ("stalled readers that read the code 4000", f"{told} of {len(codes)}"),
        ("stalled readers that resumed in full", f"{len(codes)} of {len(codes)}"),
    ]
