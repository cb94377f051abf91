"""A server in a process of its own, as shipped: stalled readers and a fuzzer among people who chat.

`make bench ARGS=overload` does the same with a thousand readers, and measures what others wait.
"""

import asyncio

import aiohttp
import pytest

from bench.overload import ADDRESSES, People, fuzzer
from bench.pairs import parlour_pairs
from bench.stalled import Crowd, closed_as_slow, metric
from bench.started import Started, started

PEOPLE, WRITERS, TABS = 4, 3, 50
OVERFLOW = 115
"""Long messages until what waits for a reader is over its limit, whatever the kernel has taken."""
GROWTH_MAX = 1.05


@pytest.mark.slow
async def test_stalled_readers_and_a_fuzzer_cost_nobody_else_anything() -> None:
    connector = aiohttp.TCPConnector(local_addr=(ADDRESSES, 0))
    with started("bench.server_under_load", None, "--shipped") as server:
        async with aiohttp.ClientSession(connector=connector) as http:
            people = People([side for side, _ in await parlour_pairs(server, PEOPLE)])
            stop = asyncio.Event()
            talk = asyncio.create_task(people.talk(stop))
            crowd = Crowd(server)
            await crowd.gather(http, WRITERS, TABS)
            with fuzzer(server):
                await attack(crowd, http, server)
                warm = server.rss_bytes()
                await attack(crowd, http, server)
            stop.set()
            await talk
            assert len(people.waits) > 10, "honest people went on, and all was acknowledged"
            assert server.rss_bytes() <= warm * GROWTH_MAX
            assert await metric(http, server, 'parlour_commands_total{outcome="unavailable"}') == 0
            assert await metric(http, server, 'parlour_frames_refused_total{code="bad_frame"}') > 0


async def attack(crowd: Crowd, http: aiohttp.ClientSession, server: Started) -> None:
    """Every tab stalls, falls behind, is closed, and comes back to find everything."""
    before = await closed_as_slow(http, server)
    crowd.stall()
    await crowd.write(OVERFLOW)
    await crowd.fall_behind(http, before)
    codes = await crowd.read_on()
    assert set(codes) <= {4000, 0}, "told to come back, or cut meanwhile"
    assert await closed_as_slow(http, server) == before + len(codes)
    await crowd.resume()
