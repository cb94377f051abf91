"""End-users who keep writing while their other tabs read nothing: what such tabs get, and what they
find when they come back."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

import aiohttp

from bench.pairs import come_back, site_api
from bench.socket_client import SocketClient
from bench.started import Started

RECEIVE_BUFFER_BYTES = 4_096
"""As little as the kernel gives: so the server's own buffers fill, not ours."""
LONG_TEXT = "All work and no play. " * 170
PATIENCE_S = 20
ALIVE_EVERY_S = 10.0
"""Each stalled tab, at a time of its own: clients do not know of each other."""
LOOK_EVERY_S = 1.0
"""Well within the five seconds in which a closed tab may still read why."""


class Tab:
    """A tab that shows the chat and has stopped reading."""

    def __init__(self, owner: "Writer", number: int) -> None:
        self._owner = owner
        self._name = f"{owner.name}tab{number}"
        self.client: SocketClient | None = None
        self.numbers: list[int] = []
        self.texts: list[str] = []

    async def open(self) -> SocketClient:
        """Connect, and show all that is there to be shown."""
        owner = self._owner
        self.client = await connect_narrowly(owner.server.port, owner.address, self.hear)
        have = self.numbers[-1] if self.numbers else 0
        resume = {owner.chat: have} if have else {}
        self.client.say(type="hello", visit=owner.token, client=self._name, resume=resume)
        return self.client

    def hear(self, raw: bytes) -> None:
        frame = json.loads(raw)
        if frame["type"] == "event":
            self.numbers.append(frame["n"])
            if frame["event"]["kind"] == 2:
                self.texts.append(frame["event"]["text"])

    async def has(self, count: int) -> None:
        """Returns when the tab shows so many events."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.numbers) < count:
                await asyncio.sleep(0.02)


class Writer:
    """An end-user who waits in the queue and writes, in one tab that reads; the others stall."""

    def __init__(self, server: Started, number: int, http: aiohttp.ClientSession) -> None:
        self.server = server
        self.name = f"writer{number}"
        self.address = f"127.0.2.{1 + number}"
        self.chat = ""
        self.acknowledged: list[str] = []
        self.tabs: list[Tab] = []
        self._http = http
        self.token = ""

    async def begin(self, tabs: int) -> None:
        """Ask for a chat; open the tabs, all up to date."""
        async with self._http.post(f"{site_api(self.server)}/visits", json={}) as reply:
            self.token = (await reply.json())["token"]
        self._socket = await come_back(
            self.server, self._http, self.token, self.name, address=self.address
        )
        self._socket.say("request_chat", name=self.name, question="Hello?")
        self.chat = (await self._socket.wait_for("ack"))["chat"]
        for number in range(tabs):
            tab = Tab(self, number)
            self.tabs.append(tab)
            await tab.open()
        for tab in self.tabs:
            await tab.has(1)

    async def write(self, count: int) -> None:
        """So many long messages, each acknowledged before the next."""
        for _ in range(count):
            text = f"{len(self.acknowledged)} {LONG_TEXT}".strip()
            while not await self._post(text):
                pass
            self.acknowledged.append(text)

    async def _post(self, text: str) -> bool:
        """Whether it was acknowledged; if it came too fast, waits as long as the server says."""
        self._socket.say("post", chat=self.chat, text=text)
        async with asyncio.timeout(PATIENCE_S):
            while True:
                frame = await self._socket.got.get()
                if frame["type"] == "ack":
                    return True
                if frame["type"] == "refused":
                    assert frame["code"] == "too_fast", frame
                    await asyncio.sleep(frame["retry_after_ms"] / 1000)
                    self._socket.repeat_last_number()
                    return False

    async def check(self, tab: Tab) -> None:
        """The tab has everything that was acknowledged, once and in order.

        The first event is the request; every other one is a message.
        """
        await tab.has(1 + len(self.acknowledged))
        assert tab.numbers == list(range(1, len(tab.numbers) + 1)), "once, and in order"
        assert tab.texts == self.acknowledged, "all that was acknowledged"


class Crowd:
    """All writers and all their stalled tabs."""

    def __init__(self, server: Started) -> None:
        self._server = server
        self._writers: list[Writer] = []

    @property
    def tabs(self) -> list[tuple[Writer, Tab]]:
        return [(writer, tab) for writer in self._writers for tab in writer.tabs]

    async def gather(self, http: aiohttp.ClientSession, writers: int, tabs: int) -> None:
        for number in range(writers):
            writer = Writer(self._server, number, http)
            self._writers.append(writer)
            await writer.begin(tabs)

    async def write(self, count: int) -> None:
        """Every writer at once."""
        with self._heartbeats():
            await asyncio.gather(*(writer.write(count) for writer in self._writers))

    async def fall_behind(self, http: aiohttp.ClientSession, closed_before: int) -> None:
        """Until the server has closed every stalled tab.

        They send no pongs; so that they are not closed for silence, they say that they live.
        """
        wanted = closed_before + len(self.tabs)
        with self._heartbeats():
            async with asyncio.timeout(4 * PATIENCE_S):
                while await closed_as_slow(http, self._server) < wanted:
                    await asyncio.sleep(LOOK_EVERY_S)

    @contextlib.contextmanager
    def _heartbeats(self) -> Iterator[None]:
        beating = asyncio.create_task(self._say_alive())
        try:
            yield
        finally:
            beating.cancel()

    async def _say_alive(self) -> None:
        while self.tabs:
            for _, tab in self.tabs:
                if tab.client is not None:
                    tab.client.say(type="alive")
                await asyncio.sleep(ALIVE_EVERY_S / len(self.tabs))

    async def read_on(self) -> list[int]:
        """The codes that the closed tabs find (0: the line was cut meanwhile)."""
        clients = [tab.client for _, tab in self.tabs if tab.client is not None]
        for client in clients:
            client.read_on()
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*(client.closed for client in clients))
        return [client.close_code for client in clients]

    async def resume(self) -> None:
        """Every tab comes back with what it has, and finds all the rest."""
        for writer, tab in self.tabs:
            await tab.open()
            await writer.check(tab)

    def stall(self) -> None:
        """Every tab stops reading."""
        for _, tab in self.tabs:
            assert tab.client is not None
            tab.client.stall()


async def closed_as_slow(http: aiohttp.ClientSession, server: Started) -> int:
    """How many slow readers the server has closed so far."""
    return int(await metric(http, server, 'parlour_sockets_closed_total{code="4000"}'))


async def metric(http: aiohttp.ClientSession, server: Started, name: str) -> float:
    """A figure of the server's own metrics; 0 if it has not counted any."""
    async with http.get(f"http://127.0.0.1:{server.port}/metrics") as reply:
        lines = (await reply.text()).splitlines()
    found = [line for line in lines if line.startswith(f"{name} ")]
    return float(found[0].rpartition(" ")[2]) if found else 0.0


async def connect_narrowly(port: int, address: str, on_text: Any) -> SocketClient:
    """A socket whose receive buffer is as small as can be."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    raw.bind((address, 0))
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, ("127.0.0.1", port))
    host = f"127.0.0.1:{port}"
    client = SocketClient("/socket/widget/load", host, f"http://{host}", on_text)
    await loop.create_connection(lambda: client, sock=raw)
    await client.opened
    return client
