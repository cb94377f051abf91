"""The real server over a clock of its own: `python -m tests.outages.living_server`, with a JSON
object of its `Terms` as the argument.

Everything is the product's own but the clock (faster, and wrong on request), the ticket booth (a
ticket says who it is for), and a disk that can be full. Prints `{"ready": true}` once it listens,
and does what the lines on its standard input say: `{"stall_s": 3}`, `{"disk_full": true}`.
"""

import asyncio
import json
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import structlog

from parlour.database.database import Database
from parlour.directory.records import BUILT_IN_STATUSES, Agent, Profile, Queue, Site
from parlour.engine.ports import SystemClock
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId, Millis
from parlour.main import DATABASE_NAME, Parlour, ServerOptions, end_at_once
from parlour.rates import ENDLESS
from parlour.settings import Settings
from parlour.value import Value
from parlour.web.limits import SocketLimits
from parlour.web.server import new_event_loop
from tests.crash.crashing_server import AGENTS, QUEUE, SITE, OpenBooth
from tests.database.faulty import FaultyConnection

INTERVAL_S = 20
"""ABSENT_INTERVAL: at ten times the speed two seconds, so that a busy machine is not a silence."""


class Terms(Value):
    """How the server is to run. Its clock shows `origin_ms` when the machine's monotonic clock
    shows `origin_ns`."""

    folder: str
    port: int
    speed: int
    origin_ms: int
    origin_ns: int


class FastClock(SystemClock):
    """The clock of a machine on which everything takes longer."""

    def __init__(self, terms: Terms) -> None:
        self._speed = terms.speed
        self._offset_ns = terms.origin_ms * 1_000_000 - terms.origin_ns * terms.speed

    def now(self) -> Millis:
        return Millis((time.monotonic_ns() * self._speed + self._offset_ns) // 1_000_000)

    def monotonic_ms(self) -> float:
        return time.monotonic_ns() * self._speed / 1_000_000


async def run(terms: Terms) -> None:
    options = ServerOptions(
        folder=Path(terms.folder),
        port=terms.port,
        request_limits=RequestLimits(at_once=1_000_000, of_agent=ENDLESS, of_end_user=ENDLESS),
        socket_limits=SocketLimits(frames_burst=100_000, frames_per_s=100_000),
    )
    FaultyConnection.code = sqlite3.SQLITE_FULL
    database = Database.open(options.folder / DATABASE_NAME, end_at_once, FaultyConnection)
    parlour = Parlour(options, database, FastClock(terms))
    await parlour.start()
    parlour.accounts.tickets = OpenBooth()  # type: ignore[assignment]
    if not parlour.directory.agents:
        for record in records():
            await parlour.put(record, by="test")
    asyncio.get_running_loop().add_reader(sys.stdin, obey)
    await parlour.serve(lambda _: say(ready=True), asyncio.Event())
    database.close()


def obey() -> None:
    wanted = json.loads(sys.stdin.readline() or "{}")
    time.sleep(wanted.get("stall_s", 0))
    FaultyConnection.failing = "BEGIN IMMEDIATE" if wanted.get("disk_full") else ""


def records() -> list[Any]:
    settings = Settings(ABSENT_INTERVAL=INTERVAL_S, CS_IDLE_TIMEOUT=86_400)
    profile = Profile(profile_id="p", name="Agents", queues={QUEUE: 1}, max_sessions=20)
    return [
        *BUILT_IN_STATUSES,
        Queue(queue_id=QUEUE, site_id=SITE, name="Sales"),
        Site(
            site_id=SITE,
            name="Shop",
            default_queue_id=QUEUE,
            allowed_origins=(),
            settings=settings,
        ),
        profile,
        *(Agent(agent_id=AgentId(name), login=name, name=name, profile_id="p") for name in AGENTS),
    ]


def say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(run(msgspec.json.decode(sys.argv[1], type=Terms)))
