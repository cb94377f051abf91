"""SIGTERM: nothing acknowledged is lost, nobody is absent for it, and everybody comes back.

The real server in a process of its own, stopped and started again while people talk.
"""

import asyncio
import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from bench.socket_client import SocketClient, connect
from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.crash.crashing_server import AGENTS
from tests.crash.crowd import AgentOnDuty, EndUser
from tests.crash.test_crashes import check_kept, check_views, until_all_have
from tests.outages.site import HarmedServer

RESTARTS = 5
END_USERS = 6
POSTS_PER_CHAT = 40
DRAIN_S_MAX = 30
GOODBYE = 4100
ABSENCES = {4, 6, 29, 30, 31, 32}


@pytest.mark.slow
async def test_a_server_restarted_under_load_loses_nothing_and_nobody(tmp_path: Path) -> None:
    server = HarmedServer(tmp_path, speed=1)
    await server.start()
    end_users = [EndUser(server.port, f"user{n}") for n in range(END_USERS)]
    agents = [AgentOnDuty(server.port, name) for name in AGENTS]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.stay_connected()) for one in (*end_users, *agents)]
        tasks += [group.create_task(one.talk(POSTS_PER_CHAT)) for one in end_users]
        tasks += [group.create_task(one.work()) for one in agents]
        for _ in range(RESTARTS):
            await until_all_have(end_users, more=3)
            began = time.monotonic()
            assert await server.stop() == 0
            assert time.monotonic() - began < DRAIN_S_MAX
            await server.start()
        await until_all_have(end_users, more=3)
        for task in tasks:
            task.cancel()
    assert await server.stop() == 0
    assert verify_database(tmp_path / DATABASE_NAME).faults == ()
    assert not ABSENCES & set(server.kinds())
    assert not {6, 8} & set(server.kinds("agent"))
    assert [kind for kind, _ in server.outages()].count("drain") == RESTARTS
    assert not [gap for one in (*end_users, *agents) for gap in one.gaps]
    check_kept(tmp_path, end_users)
    check_views(tmp_path, [*end_users, *agents])


class Witness:
    """One connection, everything it was told, and who does not hang up when told to."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.socket: SocketClient | None = None

    async def greet(self, server: HarmedServer, name: str) -> SocketClient:
        self.socket = await connect("/socket/widget/shop", server.port, self._hear)
        self.socket.say(type="hello", ticket=f"end_user.{name}", client=f"client-{name}", resume={})
        return self.socket

    def _hear(self, text: bytes) -> None:
        self.told.append(json.loads(text))

    def frames(self, type_: str) -> list[dict[str, Any]]:
        return [frame for frame in self.told if frame["type"] == type_]


async def test_what_was_sent_before_the_end_is_answered_and_then_comes_goodbye(
    tmp_path: Path,
) -> None:
    server = HarmedServer(tmp_path, speed=1)
    await server.start()
    witness = Witness()
    socket = await witness.greet(server, "ann")
    socket.say(type="request_chat", id=1, name="Ann", question="Hello?")
    async with asyncio.timeout(10):
        while not witness.frames("ack"):
            await asyncio.sleep(0.01)
    chat = witness.frames("ack")[0]["chat"]
    for number in range(2, 102):
        socket.say(type="post", id=number, chat=chat, text=f"line {number}")
    server.running.send_signal(signal.SIGTERM)
    await asyncio.wait_for(socket.closed, 10)
    assert await server.ended() == 0
    (goodbye,) = witness.frames("goodbye")
    assert goodbye["code"] == GOODBYE
    assert 0 <= goodbye["retry_after_ms"] <= 10_000
    assert witness.told[-1] is goodbye or witness.told[-1] == goodbye
    acknowledged = [frame["id"] for frame in witness.frames("ack")]
    kept = server.ask("SELECT count(*) FROM message")[0][0]
    assert len(acknowledged) == len(set(acknowledged)) == kept + 1, "all that is kept is answered"


async def test_a_second_signal_ends_the_drain_at_once(tmp_path: Path) -> None:
    server = HarmedServer(tmp_path, speed=1)
    await server.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(handshake(server.port))
    await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    server.running.send_signal(signal.SIGTERM)
    await asyncio.wait_for(reader.readexactly(2), 10)  # it says goodbye, and we don't hang up
    began = time.monotonic()
    assert await server.stop() == 0
    assert time.monotonic() - began < 3, "the drain waits five seconds for such a peer"
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)
    assert server.ask("SELECT stopped IS NOT NULL FROM server_life") == [(1,)]


def handshake(port: int) -> bytes:
    lines = [
        "GET /socket/widget/shop HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: parlour.v1",
    ]
    return "\r\n".join([*lines, "", ""]).encode()
