"""The floor: a bare aiohttp relay that makes each post durable in SQLite before it passes it on.

Group commit with WAL and synchronous=FULL as ours, two rows a post; no log-in, no check, no
repeat guard, no audience, no hash. `python -m bench.floor_relay FOLDER`; pairs of sockets share a
room named in the path. Prints one JSON line with the port.
"""

import asyncio
import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from aiohttp import WSMsgType, web

Row = tuple[str, int, str]
Job = tuple[Row, Callable[[], None]]
GROUP_MAX = 512
HELLO = '{"type":"hello"'
"""Comes back as it is: what no server can do without when somebody connects."""


class GroupCommit:
    """One thread that writes what has gathered, then reports it durable."""

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._path = path
        self._loop = loop
        threading.Thread(target=self._run, daemon=True).start()

    def submit(self, row: Row, done: Callable[[], None]) -> None:
        self._jobs.put((row, done))

    def _run(self) -> None:
        db = sqlite3.connect(self._path, isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE event (chat TEXT, seq INTEGER, kind INTEGER)")
        db.execute("CREATE TABLE message (chat TEXT, seq INTEGER, body TEXT)")
        while True:
            group = [self._jobs.get()]
            while len(group) < GROUP_MAX and not self._jobs.empty():
                group.append(self._jobs.get())
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO event VALUES (?, ?, 1)", [row[:2] for row, _ in group])
            db.executemany("INSERT INTO message VALUES (?, ?, ?)", [row for row, _ in group])
            db.execute("COMMIT")
            self._loop.call_soon_threadsafe(tell_all, [done for _, done in group])


def tell_all(waiting: list[Callable[[], None]]) -> None:
    for done in waiting:
        done()


class Relay:
    """Rooms of two sockets; what one posts the other gets, once it is durable."""

    def __init__(self, commit: GroupCommit) -> None:
        self._commit = commit
        self._rooms: dict[str, list[asyncio.Queue[str]]] = {}
        self._counts: dict[str, int] = {}

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False, protocols=["parlour.v1"])
        await socket.prepare(request)
        room = request.match_info["room"]
        own: asyncio.Queue[str] = asyncio.Queue()
        self._rooms.setdefault(room, []).append(own)
        writer = asyncio.get_running_loop().create_task(write(socket, own))
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith(HELLO):
                await socket.send_str(message.data)
            elif message.type is WSMsgType.TEXT:
                self._post(room, own, message.data)
        writer.cancel()
        self._rooms[room].remove(own)
        return socket

    def _post(self, room: str, own: asyncio.Queue[str], raw: str) -> None:
        post = json.loads(raw)
        seq = self._counts[room] = self._counts.get(room, 0) + 1

        def done() -> None:
            own.put_nowait(json.dumps({"type": "ack", "id": post["id"], "n": seq}))
            text = json.dumps({"type": "event", "n": seq, "text": post["text"]})
            for other in self._rooms[room]:
                if other is not own:
                    other.put_nowait(text)

        self._commit.submit((room, seq, post["text"]), done)


async def write(socket: web.WebSocketResponse, own: asyncio.Queue[str]) -> None:
    while True:
        await socket.send_str(await own.get())


async def main(folder: Path) -> None:
    commit = GroupCommit(folder / "floor.sqlite3", asyncio.get_running_loop())
    app = web.Application()
    app.router.add_get("/{room}", Relay(commit).serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main(Path(sys.argv[1])))
