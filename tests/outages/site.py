"""A site whose one server is harmed while people talk: what it started, what they were told."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from parlour.main import DATABASE_NAME
from tests.crash.crowd import AgentOnDuty, EndUser
from tests.crash.test_crashes import free_port
from tests.outages.living_server import Terms

PATIENCE_S = 30
LOOK_EVERY_S = 0.05
ALIVE_EVERY_S = 0.2
SPEED = 10


class HarmedServer:
    """Servers over one folder and port, one after another, by one clock."""

    def __init__(self, folder: Path, speed: int = SPEED) -> None:
        self.folder = folder
        self.port = free_port()
        self.speed = speed
        self._origin = time.time_ns() // 1_000_000, time.monotonic_ns()
        self._running: subprocess.Popen[str] | None = None

    @property
    def running(self) -> "subprocess.Popen[str]":
        assert self._running is not None, "started"
        return self._running

    async def start(self, ahead_ms: int = 0) -> None:
        """`ahead_ms`: so wrong is its wall clock."""
        terms = Terms(
            folder=str(self.folder),
            port=self.port,
            speed=self.speed,
            origin_ms=self._origin[0] + ahead_ms,
            origin_ns=self._origin[1],
        )
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.outages.living_server", msgspec.json.encode(terms)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.running.stdout is not None
        line = await asyncio.wait_for(asyncio.to_thread(self.running.stdout.readline), PATIENCE_S)
        assert json.loads(line) == {"ready": True}

    def tell(self, **wanted: Any) -> None:
        assert self.running.stdin is not None
        self.running.stdin.write(json.dumps(wanted) + "\n")
        self.running.stdin.flush()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """The exit code after this signal."""
        self.running.send_signal(number)
        return await self.ended()

    async def ended(self) -> int:
        code = await asyncio.to_thread(self.running.wait, PATIENCE_S)
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.close()
        self.running.stdout.close()
        return code

    def kinds(self, room: str = "chat") -> list[int]:
        """Of all rows of all chats; `agent`: of all log-ins."""
        found = self.ask(f"SELECT kind FROM event WHERE stream LIKE '{room}/%' ORDER BY position")
        return [row[0] for row in found]

    def now(self) -> int:
        """The stamp of the newest row."""
        return int(self.ask("SELECT max(at) FROM event")[0][0])

    def outages(self) -> list[tuple[str, int]]:
        """Kind and length of all that are on record."""
        return self.ask("SELECT kind, until - since FROM server_outage ORDER BY since")

    def ask(self, query: str) -> list[Any]:
        uri = f"{(self.folder / DATABASE_NAME).as_uri()}?mode=ro"
        with sqlite3.connect(uri, uri=True) as database:
            found = database.execute(query).fetchall()
        database.close()
        return found


class Talkers:
    """An end-user and an agent in a chat, who go on talking and whose browsers keep in touch."""

    def __init__(self, port: int) -> None:
        self.ann = EndUser(port, "ann")
        self.bea = AgentOnDuty(port, "bea")
        self.chat = ""
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def begin(self) -> None:
        for one in (self.ann, self.bea):
            self._keep(one)
        self._tasks["work"] = asyncio.create_task(self.bea.work())
        await self.ann.ready()
        await until(lambda: self.bea.status is not None)
        self.chat = (await self.ann.ask("request_chat", name="ann", question="Hello?"))["chat"]
        await until(lambda: any(event["kind"] == 48 for event in self._events()))

    async def talk(self) -> None:
        """One message there and one back."""
        for one in (self.ann, self.bea):
            answer = await asyncio.wait_for(one.ask("post", chat=self.chat, text="So?"), PATIENCE_S)
            assert answer["type"] == "ack", answer

    def silence(self, one: EndUser | AgentOnDuty) -> None:
        """Their machine is shut without a word."""
        for name in (f"{id(one)} line", f"{id(one)} alive"):
            self._tasks.pop(name).cancel()
        one.cut()

    def end(self) -> None:
        for task in self._tasks.values():
            task.cancel()

    def _events(self) -> list[dict[str, Any]]:
        return [event for _, event in self.ann.seen.get(self.chat, [])]

    def _keep(self, one: EndUser | AgentOnDuty) -> None:
        self._tasks[f"{id(one)} line"] = asyncio.create_task(one.stay_connected())
        self._tasks[f"{id(one)} alive"] = asyncio.create_task(keep_in_touch(one))


async def keep_in_touch(one: EndUser | AgentOnDuty) -> None:
    while True:
        one.keep_alive()
        await asyncio.sleep(ALIVE_EVERY_S)


async def until(is_so: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    async with asyncio.timeout(patience_s):
        while not is_so():
            await asyncio.sleep(LOOK_EVERY_S)


@asynccontextmanager
async def people_talking(
    folder: Path, speed: int = SPEED
) -> AsyncIterator[tuple[HarmedServer, Talkers]]:
    server = HarmedServer(folder, speed)
    await server.start()
    people = Talkers(server.port)
    try:
        await people.begin()
        yield server, people
    finally:
        people.end()
        if server.running.poll() is None:
            server.running.send_signal(signal.SIGCONT)
            await server.stop(signal.SIGKILL)
