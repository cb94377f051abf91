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
from pathlib import Path
from typing import Any, Literal, get_args

import structlog

from parlour.database.database import Database
from parlour.directory.records import BUILT_IN_STATUSES, Agent, Principal, Profile, Queue, Site
from parlour.engine.act import Act, Done, OnReply, Reply
from parlour.engine.engine import Engine
from parlour.hub.requests import RequestLimits
from parlour.ids import AgentId, Millis, QueueId, SiteId
from parlour.main import DATABASE_NAME, Parlour, ServerOptions, end_at_once
from parlour.web.app import create_app
from parlour.web.limits import SocketLimits
from parlour.web.server import new_event_loop, serve
from parlour.web.sockets import Sockets

Point = Literal[
    "before_begin",
    "after_begin",
    "after_insert",
    "before_commit",
    "after_commit",
    "before_publish",
    "before_ack",
    "after_ack",
]
POINTS: tuple[Point, ...] = get_args(Point)
AGENTS = ("bea", "cyd")
SITE, QUEUE = SiteId("shop"), QueueId("sales")


class Doom:
    """Counts how often the server comes to its point, and kills it there."""

    def __init__(self, point: Point | None, after: int) -> None:
        self._point = point
        self._left = after

    def at(self, point: Point) -> None:
        if point != self._point:
            return
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def doomed_connection(doom: Doom) -> type[sqlite3.Connection]:
    class DoomedConnection(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            begins, commits = sql.startswith("BEGIN"), sql == "COMMIT"
            inserts = " INTO event " in sql
            if begins:
                doom.at("before_begin")
            if commits:
                doom.at("before_commit")
            cursor = super().execute(sql, *parameters)
            if begins:
                doom.at("after_begin")
            if inserts:
                doom.at("after_insert")
            if commits:
                doom.at("after_commit")
            return cursor

    return DoomedConnection


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


async def run(folder: Path, port: int, doom: Doom) -> None:
    endless = RequestLimits(at_once=1_000_000)
    options = ServerOptions(folder=folder, port=port, request_limits=endless)
    database = Database.open(folder / DATABASE_NAME, end_at_once, doomed_connection(doom))
    parlour = Parlour(options, database)
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


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            with asyncio.Runner(loop_factory=new_event_loop) as runner:
                runner.run(run(folder, port, Doom(wanted["point"], wanted["after"])))
            os._exit(0)
        say(pid=pid)
        os.waitpid(pid, 0)
        say(gone=True)


if __name__ == "__main__":
    main()
