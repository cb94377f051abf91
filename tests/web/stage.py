"""What the tests of sockets share: a server on a free port, a gateway that notes what reaches it,
and a client that can also do what no client may."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import SimpleNamespace
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close, Frame, Opcode
from websockets.typing import Origin, Subprotocol

from parlour.accounts.records import AccountsUnavailable
from parlour.directory.directory import Directory
from parlour.directory.records import Principal, Site
from parlour.engine.connection import Connection
from parlour.engine.ports import SeededRandom
from parlour.ids import Millis, QueueId, SiteId
from parlour.web.limits import SocketLimits
from parlour.web.sockets import Sockets
from parlour.wire.frames import AgentFrame, EndUserFrame, Hello

SHOP = Site(
    site_id=SiteId("shop"),
    name="Shop",
    default_queue_id=QueueId("sales"),
    allowed_origins=("https://shop.example",),
)
ANN = Principal(role="agent", site_id=None, id="ann", session_id="s_ann", since=Millis(0))
EVE = Principal(
    role="end_user", site_id=SHOP.site_id, id="eve", session_id="v_eve", since=Millis(0)
)
TOM = EVE.but(id="tom", session_id="v_tom", site_id=SiteId("other"))


class NotingGateway:
    """Notes what reaches it; welcomes, and acknowledges every command."""

    def __init__(self) -> None:
        self.greeted: list[Connection] = []
        self.received: list[EndUserFrame | AgentFrame] = []
        self.contacts = 0
        self.away_ms = 0
        self.gone: list[Connection] = []
        self.went = asyncio.Event()

    def stay_away_ms(self) -> int:
        return self.away_ms

    def greet(self, connection: Connection, hello: Hello) -> None:
        self.greeted.append(connection)
        connection.send(b'{"type":"welcome"}')

    def receive(self, connection: Connection, frame: EndUserFrame | AgentFrame) -> None:
        self.received.append(frame)
        connection.send(b'{"type":"ack","id":%d}' % getattr(frame, "id", 0))

    def contact(self, connection: Connection) -> None:
        self.contacts += 1

    def closed(self, connection: Connection) -> None:
        self.gone.append(connection)
        self.went.set()


class Booth:
    """A ticket is the name of whom it admits; each works once."""

    def __init__(self) -> None:
        self.asked = 0
        self.answering = asyncio.Event()
        self.answering.set()
        self._out = {"ann": ANN, "ann2": ANN, "ben": ANN.but(id="ben", session_id="s_ben")}
        self._out |= {"eve": EVE, "tom": TOM}

    def redeem(self, ticket: str) -> Principal | None:
        return self._out.pop(ticket, None)

    async def visitor(self, site_id: SiteId, token: str) -> Principal | None:
        """A token is the name of whom it admits, as often as they like."""
        self.asked += 1
        await self.answering.wait()
        if token == "unwritable":
            raise AccountsUnavailable("the disk is full")
        return EVE if (site_id, token) == (EVE.site_id, "eve") else None


class House:
    """A server of sockets alone."""

    def __init__(
        self, limits: SocketLimits, *, public_origin: str, proxies: tuple[str, ...]
    ) -> None:
        self.gateway = NotingGateway()
        self.booth = Booth()
        self.sockets = Sockets(
            self.gateway,
            self.booth,
            Directory(sites=[SHOP]),
            SeededRandom(1),
            limits=limits,
            public_origin=public_origin,
            trusted_proxies=proxies,
        )
        self.open_connections: set[Any] = set()
        self.port = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def desk(self, ticket: str = "ann") -> AsyncIterator[ClientConnection]:
        """An agent's client that has been welcomed."""
        async with self.connect("/socket/desk") as client:
            await say_hello(client, ticket)
            yield client

    def connect(self, path: str, origin: str | None = None, **more: Any) -> connect:
        return connect(
            f"ws://127.0.0.1:{self.port}{path}",
            origin=Origin(origin or self.origin),
            subprotocols=[Subprotocol("parlour.v1")],
            compression=None,
            ping_interval=None,
            proxy=None,
            **more,
        )

    async def raw(self) -> "Raw":
        """A bare TCP connection."""
        return Raw(*await asyncio.open_connection("127.0.0.1", self.port), self)


@asynccontextmanager
async def house(
    limits: SocketLimits | None = None, *, public_origin: str = "", proxies: tuple[str, ...] = ()
) -> AsyncIterator[House]:
    there = House(limits or SocketLimits(), public_origin=public_origin, proxies=proxies)
    state = SimpleNamespace(connections=there.open_connections)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: there.sockets.connect(None, state, None), "127.0.0.1", 0
    )
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        server.close()
        for connection in tuple(there.open_connections):
            connection.cut()
        await server.wait_closed()


async def say_hello(client: ClientConnection, ticket: str, tab: str = "tab_1") -> None:
    await client.send(json.dumps({"type": "hello", "ticket": ticket, "client": tab}))
    assert await hear(client) == {"type": "welcome"}


async def hear(client: ClientConnection) -> dict[str, Any]:
    """The next frame that says more than that the line carries."""
    while True:
        heard = json.loads(await asyncio.wait_for(client.recv(), 5))
        assert isinstance(heard, dict)
        if heard["type"] != "alive":
            return heard


async def close_of(client: ClientConnection) -> tuple[int, list[dict[str, Any]]]:
    """The close code, and what was said before."""
    said: list[dict[str, Any]] = []
    with suppress(ConnectionClosed):
        while True:
            said.append(await hear(client))
    assert client.close_code is not None, "closed without a code"
    return client.close_code, said


def post(number: int, text: str = "Hello") -> str:
    return json.dumps({"type": "post", "id": number, "chat": "c_1", "text": text})


class Raw:
    """A client on bare TCP, masking as clients must unless told otherwise."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, there: House
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.there = there

    async def handshake(self, **changes: str | None) -> tuple[int, bytes]:
        """Status and head of the answer; `changes` by header name, `None` leaves one out."""
        headers: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.there.port}",
            "Origin": self.there.origin,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Protocol": "parlour.v1",
        }
        path = changes.pop("path", None) or "/socket/desk"
        headers |= {name.replace("_", "-"): value for name, value in changes.items()}
        lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
        self.writer.write("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode("latin-1"))
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 5)
        return int(head.split()[1]), head

    async def greet(self, ticket: str = "ann") -> "Raw":
        status, _ = await self.handshake()
        assert status == 101
        hello = {"type": "hello", "ticket": ticket, "client": "tab_raw"}
        self.send(Opcode.TEXT, json.dumps(hello).encode())
        assert (await self.frame()).data == b'{"type":"welcome"}'
        return self

    def send(self, opcode: Opcode, payload: bytes = b"", *, fin: bool = True) -> None:
        self.writer.write(Frame(opcode, payload, fin=fin).serialize(mask=True))

    def send_bytes(self, payload: bytes) -> None:
        self.writer.write(payload)

    async def frame(self) -> Frame:
        """The next frame of the server, which must not mask."""
        first, second = await asyncio.wait_for(self.reader.readexactly(2), 5)
        assert not second & 0x80, "servers do not mask"
        length = second & 0x7F
        if length == 126:
            length = int.from_bytes(await self.reader.readexactly(2), "big")
        payload = await self.reader.readexactly(length)
        return Frame(Opcode(first & 0x0F), payload, fin=bool(first & 0x80))

    async def answer(self) -> dict[str, Any]:
        """The next frame, which is one of the protocol."""
        heard = json.loads(bytes((await self.frame()).data))
        assert isinstance(heard, dict)
        return heard

    async def close_code(self) -> int:
        """Reads on until the server closes, and says with which code."""
        while True:
            frame = await self.frame()
            if frame.opcode is Opcode.CLOSE:
                return int(Close.parse(frame.data).code)

    async def ends(self) -> bool:
        """The server closes the TCP connection."""
        await asyncio.wait_for(self.reader.read(), 5)
        return self.reader.at_eof()

    async def __aenter__(self) -> "Raw":
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.transport.abort()
        await asyncio.gather(self.writer.wait_closed(), return_exceptions=True)
