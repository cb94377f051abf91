"""The real server, ready to die: `python -m tests.crash.crashing_server FOLDER PORT`.

Each line on standard input forks a server over the folder; `{"point": …, "after": n}` makes it kill
itself with SIGKILL when it comes to that point for the n-th time. Everything is the product's own
but the ticket booth (a ticket says who it is for): log-in is not what is tested here. Prints the
server's process id, then a line once it listens.
"""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

import structlog
from litestar import Litestar

from parlour.database import writer
from parlour.database.database import Database
from parlour.directory.records import BUILT_IN_STATUSES, Agent, Principal, Profile, Queue, Site
from parlour.engine.act import Act, Done, OnReply, Reply
from parlour.engine.engine import Engine
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId, Millis, QueueId, SiteId, StreamId
from parlour.ledger.protocol import Recorded
from parlour.ledger.sqlite import SqliteLedger
from parlour.main import DATABASE_NAME, Parlour, ServerOptions, end_at_once
from parlour.rates import ENDLESS
from parlour.web.app import create_app
from parlour.web.limits import SocketLimits
from parlour.web.server import new_event_loop, serve
from parlour.web.sockets import Sockets
from tests.database.disk import Disk

Point = Literal[
    "before_begin",
    "after_begin",
    "after_insert",
    "before_commit",
    "after_commit",
    "before_publish",
    "before_ack",
    "after_ack",
    "during_checkpoint",
    "during_recovery",
    "failed_sync",
]
POINTS: tuple[Point, ...] = get_args(Point)
AGENTS = ("bea", "cyd")
SITE, QUEUE = SiteId("shop"), QueueId("sales")


RARE: dict[Point, int] = {"during_recovery": 3, "during_checkpoint": 3}
"""A life comes to these a few times only."""
PAGES_TO_A_CHECKPOINT = 60
"""So that one comes in a life of a second."""


class Doom:
    """Counts how often the server comes to its point, and kills it there."""

    def __init__(self, point: Point | None, after: int) -> None:
        self._point = point
        self._left = after

    def at(self, point: Point) -> None:
        if self.has_come(point):
            os.kill(os.getpid(), signal.SIGKILL)

    def has_come(self, point: Point) -> bool:
        if point != self._point:
            return False
        self._left -= 1
        return self._left <= 0


class DoomedDisk(Disk):
    """Kills the server while a checkpoint writes, or fails to sync, which it ends itself at."""

    def __init__(self, doom: Doom) -> None:
        super().__init__()
        self._doom = doom

    def write(self, name: str, offset: int, content: bytes) -> int:
        if name.endswith(DATABASE_NAME):
            self._doom.at("during_checkpoint")
        return super().write(name, offset, content)

    def sync(self, name: str) -> int:
        self.failing_syncs = self._doom.has_come("failed_sync")
        return super().sync(name)


def doomed_connection(doom: Doom) -> type[sqlite3.Connection]:
    class DoomedConnection(DoomedDisk(doom).below.connection_class()):  # type: ignore[misc]
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            begins, commits = sql.startswith("BEGIN"), sql == "COMMIT"
            inserts = " INTO event " in sql
            if begins:
                doom.at("before_begin")
            if commits:
                doom.at("before_commit")
            cursor: sqlite3.Cursor = super().execute(sql, *parameters)
            if begins:
                doom.at("after_begin")
            if inserts:
                doom.at("after_insert")
            if commits:
                doom.at("after_commit")
            return cursor

    return DoomedConnection


def doom_recovery(doom: Doom) -> None:
    """In the forked server, for the rest of its life: between two chats that are taken up."""
    read = SqliteLedger.read

    async def doomed(ledger: SqliteLedger, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        rows = await read(ledger, stream, after)
        doom.at("during_recovery")
        return rows

    SqliteLedger.read = doomed  # type: ignore[method-assign, assignment]


def doom_engine(engine: Engine, doom: Doom) -> None:
    """Points between the commit and the answer."""
    execute = engine.execute

    class Witness:
        def committed(self, done: Done) -> None:
            doom.at("before_publish")

    def doomed(act: Act, on_reply: OnReply, attempt: int = 1) -> None:
        def reply(answer: Reply) -> None:
            doom.at("before_ack")
            on_reply(answer)
            doom.at("after_ack")

        execute(act, reply, attempt)

    engine.observers.insert(0, Witness())
    engine.execute = doomed  # type: ignore[method-assign]


class OpenBooth:
    """Takes a ticket at its word: `<role>.<id>`."""

    def redeem(self, ticket: str) -> Principal | None:
        role, _, name = ticket.partition(".")
        return Principal(
            role="agent" if role == "agent" else "end_user",
            site_id=None if role == "agent" else SITE,
            id=name,
            session_id=f"session-of-{name}",
            since=Millis(0),
        )

    async def visitor(self, site_id: SiteId, token: str) -> Principal | None:
        raise AssertionError(f"clients come with tickets, not with {token} of {site_id}")


async def run(folder: Path, port: int, doom: Doom) -> None:
    endless = RequestLimits(at_once=1_000_000, of_agent=ENDLESS, of_end_user=ENDLESS)
    options = ServerOptions(folder=folder, port=port, request_limits=endless)
    database = Database.open(folder / DATABASE_NAME, end_at_once, doomed_connection(doom))
    parlour = Parlour(options, database)
    doom_recovery(doom)
    await parlour.start()
    if not parlour.directory.agents:
        for record in records():
            await parlour.put(record, by="test")
    server = parlour.server
    doom_engine(server.engine, doom)
    limits = SocketLimits(frames_burst=100_000, frames_per_s=100_000)
    sockets = Sockets(server.gateway, OpenBooth(), parlour.directory, parlour.random, limits=limits)
    server.ticker.start()
    app = create_app(parlour.rooms(sockets))
    await serve(app, sockets, "127.0.0.1", port, started=lambda _: say(ready=True))


def records() -> list[Any]:
    profile = Profile(profile_id="p", name="Agents", queues={QUEUE: 1}, max_sessions=20)
    return [
        *BUILT_IN_STATUSES,
        Queue(queue_id=QUEUE, site_id=SITE, name="Sales"),
        Site(site_id=SITE, name="Shop", default_queue_id=QUEUE, allowed_origins=()),
        profile,
        *(Agent(agent_id=AgentId(name), login=name, name=name, profile_id="p") for name in AGENTS),
    ]


def say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def unheard(*_: object) -> NoReturn:
    raise structlog.DropEvent


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    writer.CHECKPOINT_PAGES = PAGES_TO_A_CHECKPOINT
    structlog.configure(processors=[unheard])  # our stdout is for the test
    Litestar()  # imports a third of a second's worth when it is first made: once, not in each fork
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            with asyncio.Runner(loop_factory=new_event_loop) as runner:
                runner.run(run(folder, port, Doom(wanted["point"], wanted["after"])))
            os._exit(0)
        say(pid=pid)
        _, status = os.waitpid(pid, 0)
        say(gone=True, status=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
