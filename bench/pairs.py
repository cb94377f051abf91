"""Who talks in the closed loop: an end-user and an agent each, at our server or at the floor."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp

from bench.socket_client import SocketClient, connect
from bench.started import Started

OnEvent = Callable[[], None]
TEXT = "The blue one, size 42, please. Is it in stock at the moment?"


class Side:
    """One side of a pair: posts, and hears of acks and of the other's posts."""

    def __init__(self) -> None:
        self.on_ack: OnEvent = nothing
        self.on_post: OnEvent = nothing

    def post(self) -> None:
        raise AssertionError("each kind of side posts its own way")


class FloorSide(Side):
    """At the relay: everything is an ack or a post."""

    def __init__(self) -> None:
        super().__init__()
        self._id = 0
        self.client: SocketClient | None = None

    def post(self) -> None:
        assert self.client is not None
        self._id += 1
        self.client.send(b'{"type":"post","id":%d,"text":"%s"}' % (self._id, TEXT.encode()))

    def hear(self, text: bytes) -> None:
        (self.on_ack if text.startswith(b'{"type": "ack"') else self.on_post)()


class ParlourSide(Side):
    """At our server. Several agents' sides may share one socket: each has its chat."""

    def __init__(self, socket: "ParlourSocket", chat: str) -> None:
        super().__init__()
        self._socket = socket
        self._chat = chat
        socket.sides[chat] = self

    def post(self) -> None:
        self._socket.post(self._chat, self)


class ParlourSocket:
    """One client of ours: numbers its commands, hands acks and posts to the sides."""

    def __init__(self, own_kind: int) -> None:
        self.sides: dict[str, ParlourSide] = {}
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.client: SocketClient | None = None
        self._foreign = b'"event":{"kind":%d,' % (3 - own_kind)
        self._waiting: dict[int, ParlourSide] = {}
        self._id = 0
        self.is_loading = False
        self.token = ""

    def say(self, type_: str, **frame: Any) -> None:
        assert self.client is not None
        self._id += 1
        self.client.say(type=type_, id=self._id, **frame)

    def repeat_last_number(self) -> None:
        """The last command was refused for now: it comes again under its own number."""
        self._id -= 1

    def post(self, chat: str, side: ParlourSide) -> None:
        assert self.client is not None
        self._id += 1
        self._waiting[self._id] = side
        self.client.send(
            b'{"type":"post","id":%d,"chat":"%s","text":"%s"}'
            % (self._id, chat.encode(), TEXT.encode())
        )

    def hear(self, text: bytes) -> None:
        if not self.is_loading:
            self.got.put_nowait(json.loads(text))
        elif text.startswith(b'{"type":"ack"'):
            number = int(text[19 : text.index(b",", 19)])
            self._waiting.pop(number).on_ack()
        elif self._foreign in text:
            start = text.index(b'"chat":"') + 8
            self.sides[text[start : text.index(b'"', start)].decode()].on_post()

    async def wait_for(self, type_: str) -> dict[str, Any]:
        async with asyncio.timeout(20):
            while (frame := await self.got.get())["type"] != type_:
                pass
        return frame


def nothing() -> None:
    """Nobody listens yet."""


async def floor_pairs(server: Started, count: int) -> list[tuple[Side, Side]]:
    pairs: list[tuple[Side, Side]] = []
    for number in range(count):
        sides = FloorSide(), FloorSide()
        for side in sides:
            side.client = await connect(f"/room{number}", server.port, side.hear)
        pairs.append(sides)
    return pairs


async def parlour_pairs(server: Started, count: int) -> list[tuple[Side, Side]]:
    """End-users each with a chat of their own, spread over as few agents as hold them."""
    sessions, pairs = 50, []
    sockets: list[ParlourSocket] = []
    for first in range(0, count, sessions):
        agent = await agent_socket(server, first // sessions)
        sockets.append(agent)
        for number in range(first, min(count, first + sessions)):
            end_user = await end_user_socket(server, number)
            sockets.append(end_user)
            chat = await begin_chat(end_user, agent)
            pairs.append((ParlourSide(end_user, chat), ParlourSide(agent, chat)))
    for socket in sockets:
        socket.is_loading = True
    return pairs  # type: ignore[return-value]


async def begin_chat(end_user: ParlourSocket, agent: ParlourSocket) -> str:
    end_user.say("request_chat", name="Load", question="A question")
    offer = await agent.wait_for("offer")
    agent.say("accept", chat=offer["chat"], invitation=offer["invitation"])
    await end_user.wait_for("ack")
    chat: str = offer["chat"]
    while (await agent.wait_for("event"))["event"]["kind"] != 48:
        pass
    while (await end_user.wait_for("event"))["event"]["kind"] != 48:
        pass
    return chat


async def agent_socket(server: Started, number: int) -> ParlourSocket:
    base, headers = f"http://127.0.0.1:{server.port}/api/v1", {"X-Parlour-Seat": "0"}
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers=headers) as http:
        token = server.said["links"][number]
        async with http.post(f"{base}/sign-in/link", json={"token": token}) as reply:
            reply.raise_for_status()
        async with http.post(f"{base}/ticket", json={}) as reply:
            ticket = (await reply.json())["ticket"]
    socket = ParlourSocket(own_kind=1)
    socket.client = await connect("/socket/desk", server.port, socket.hear)
    socket.client.say(type="hello", ticket=ticket, client=f"agent{number}")
    await socket.wait_for("welcome")
    socket.say("log_on")
    await socket.wait_for("status")
    return socket


async def end_user_socket(server: Started, number: int) -> ParlourSocket:
    """A new end-user. Each hundred come from a loopback address of their own: one address may not
    open so many."""
    address = f"127.0.1.{1 + number // 100}"
    connector = aiohttp.TCPConnector(local_addr=(address, 0))
    async with aiohttp.ClientSession(connector=connector) as http:
        async with http.post(f"{site_api(server)}/visits", json={}) as reply:
            token = (await reply.json())["token"]
        return await come_back(server, http, token, f"user{number}", address=address)


async def come_back(
    server: Started, http: aiohttp.ClientSession, token: str, client: str, *, address: str = ""
) -> ParlourSocket:
    """An end-user who is known by a token: fetches a ticket and says hello."""
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(f"{site_api(server)}/ticket", json={}, headers=headers) as reply:
        ticket = (await reply.json())["ticket"]
    socket = ParlourSocket(own_kind=2)
    socket.token = token
    socket.client = await connect("/socket/widget/load", server.port, socket.hear, address)
    socket.client.say(type="hello", ticket=ticket, client=client)
    await socket.wait_for("welcome")
    return socket


def site_api(server: Started) -> str:
    return f"http://127.0.0.1:{server.port}/api/v1/sites/load"
