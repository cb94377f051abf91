"""The server's silence is not the client's: restarts, stops, stalls, a full disk, a wrong clock.

A real server of its own process, its clock ten times as fast. Two people talk; the server is harmed
for longer than it takes to lose a client; then they talk on. In the end one of them really goes
silent: that is noticed.

With `--long` the clock goes as all clocks do, and the server is away for five minutes.
"""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.outages.living_server import INTERVAL_S
from tests.outages.site import SPEED, HarmedServer, people_talking, until

TEN_YEARS_MS = 10 * 365 * 86_400_000
AWAY_S = 3 * INTERVAL_S / SPEED
"""Three intervals; after two a client is lost."""
LONG_AWAY_S = 300.0
ABSENCES = {4, 5, 6, 7, 13, 29, 30, 31, 32, 50, 51}
ABSENCES_OF_LOG_INS = {6, 7, 8}

Harm = Callable[[HarmedServer], Awaitable[None]]


def away_s(server: HarmedServer) -> float:
    return LONG_AWAY_S if server.speed == 1 else AWAY_S


async def away(server: HarmedServer) -> None:
    """Until so much time has passed; nobody could tell by anything else."""
    over = time.monotonic() + away_s(server)
    await until(lambda: time.monotonic() >= over, 2 * away_s(server))


async def killed(server: HarmedServer) -> None:
    await server.stop(signal.SIGKILL)
    await away(server)
    await server.start()


async def drained(server: HarmedServer) -> None:
    assert await server.stop() == 0
    await away(server)
    await server.start()


async def stopped(server: HarmedServer) -> None:
    server.running.send_signal(signal.SIGSTOP)
    await away(server)
    server.running.send_signal(signal.SIGCONT)


async def stalled(server: HarmedServer) -> None:
    server.tell(stall_s=away_s(server))
    await away(server)


async def without_disk(server: HarmedServer) -> None:
    server.tell(disk_full=True)
    await away(server)
    server.tell(disk_full=False)


async def ahead_by_ten_years(server: HarmedServer) -> None:
    await server.stop(signal.SIGKILL)
    await server.start(TEN_YEARS_MS)


async def behind_by_ten_years(server: HarmedServer) -> None:
    await server.stop(signal.SIGKILL)
    await server.start(-TEN_YEARS_MS)


HARMS: dict[str, tuple[Harm, str, int]] = {
    "killed": (killed, "restart", 60_000),
    "drained": (drained, "drain", 60_000),
    "stopped": (stopped, "stall", 60_000),
    "stalled": (stalled, "stall", 60_000),
    "without disk": (without_disk, "store", 55_000),
    "ahead by ten years": (ahead_by_ten_years, "restart", TEN_YEARS_MS),
    "behind by ten years": (behind_by_ten_years, "restart", 0),
}
"""With the kind of the outage that must be on record then, and its least length."""
AT_ONCE = (
    ("killed", "stalled", "without disk", "behind by ten years"),
    ("drained", "stopped", "ahead by ten years"),
)
"""Sites side by side: each does little but wait."""


@pytest.mark.slow
@pytest.mark.parametrize("names", AT_ONCE, ids=", ".join)
async def test_nobody_is_absent_because_of_the_server(
    names: tuple[str, ...], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    speed = 1 if request.config.getoption("--long", default=False) else SPEED
    async with asyncio.TaskGroup() as sites:
        for name in names:
            folder = tmp_path / name
            folder.mkdir()
            sites.create_task(site_harmed(name, folder, speed), name=name)


def test_every_harm_is_done_once() -> None:
    assert sorted(name for names in AT_ONCE for name in names) == sorted(HARMS)


async def site_harmed(name: str, folder: Path, speed: int) -> None:
    """Its story up to the proof of what it leaves."""
    harm, kind, length = HARMS[name]
    async with people_talking(folder, speed) as (server, people):
        await people.talk()
        await harm(server)
        await people.talk()
        after = server.now()
        while server.now() < after + 2_000 * INTERVAL_S:
            await people.talk()
            await asyncio.sleep(0)
        assert not ABSENCES & set(server.kinds()), name
        assert not ABSENCES_OF_LOG_INS & set(server.kinds("agent")), name
        longest = max((took for what, took in server.outages() if what == kind), default=-1)
        assert longest >= length, name
        people.silence(people.ann)
        await until(lambda: 31 in server.kinds(), 4 * INTERVAL_S)
        assert [one for one in server.kinds() if one in ABSENCES] == [6, 32, 31]
        assert await server.stop() == 0
    assert verify_database(folder / DATABASE_NAME).faults == (), name
