"""The whole of it on a real port: uvicorn, HTTP and sockets together, and the way it ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from parlour.web.server import nothing_to_drain, serve
from parlour.web.sockets import Sockets
from tests.web.front_desk import FrontDesk
from tests.web.stage import ANN, NotingGateway, hear, post, say_hello


class Running:
    """A server, its port and the way to stop it."""

    def __init__(self) -> None:
        self.desk = FrontDesk()
        self.gateway = NotingGateway()
        self.stop = asyncio.Event()
        self.port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.sockets = Sockets(self.gateway, self.desk.accounts, self.desk.directory, Spread())
        self.ended: asyncio.Task[None] | None = None

    async def origin(self) -> str:
        return f"http://127.0.0.1:{await self.port}"

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Any]:
        origin = await self.origin()
        async with connect(
            origin.replace("http", "ws") + "/socket/desk",
            origin=Origin(origin),
            subprotocols=[Subprotocol("parlour.v1")],
            proxy=None,
        ) as client:
            await say_hello(client, self.desk.accounts.tickets.issue(ANN))
            yield client


class Spread:
    def uniform(self, low: float, high: float) -> float:
        return (low + high) / 2


@asynccontextmanager
async def running(
    drain: Callable[[], Awaitable[None]] = nothing_to_drain,
) -> AsyncIterator[Running]:
    there = Running()
    there.ended = asyncio.create_task(
        serve(
            there.desk.app,
            there.sockets,
            "127.0.0.1",
            0,
            started=there.port.set_result,
            drain=drain,
            stop=there.stop,
        )
    )
    try:
        await there.port
        yield there
    finally:
        there.stop.set()
        await asyncio.wait_for(there.ended, 20)


async def test_http_and_sockets_share_a_port() -> None:
    async with running() as there, httpx.AsyncClient(base_url=await there.origin()) as browser:
        assert (await browser.get("/health/live")).text == "live\n"
        async with there.client() as client:
            await client.send(post(1))
            assert await hear(client) == {"type": "ack", "id": 1}
        assert (await browser.get("/health/live")).status_code == 200


async def test_when_it_stops_the_engine_finishes_and_clients_are_sent_away() -> None:
    order: list[str] = []

    async def drain() -> None:
        order.append(f"drain with {len(there.sockets)} open")

    async with running(drain) as there, there.client() as client:
        there.stop.set()
        goodbye = await hear(client)
        order.append("goodbye")
        assert goodbye == {
            "type": "goodbye",
            "code": 4100,
            "text": "The server restarts.",
            "retry_after_ms": 5000,
        }
        with pytest.raises(ConnectionClosed) as closed:
            await client.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4100
    assert order == ["drain with 1 open", "goodbye"]
    assert len(there.gateway.gone) == 1


async def test_a_client_that_does_not_go_does_not_keep_the_server() -> None:
    async with running() as there:
        port = await there.port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(handshake(port))
        await reader.readuntil(b"\r\n\r\n")
        there.stop.set()
        assert there.ended is not None
        there.sockets.take_nothing_more()
        while not there.sockets.closing:
            await reader.read(1)
        there.sockets.turn(5)
        await asyncio.wait_for(asyncio.shield(there.ended), 5)
        writer.transport.abort()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


def handshake(port: int) -> bytes:
    lines = [
        "GET /socket/desk HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Origin: http://127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: parlour.v1",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


async def test_a_port_in_use_is_an_error_of_the_operating_system() -> None:
    async with running() as there:
        app, sockets = there.desk.app, there.sockets
        with pytest.raises(OSError, match="in use"):
            await serve(app, sockets, "127.0.0.1", await there.port)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: 1\r\n" * 200 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n",
    ],
    ids=["header", "line", "many headers", "TLS", "version", "smuggling", "bare CR"],
)
async def test_http_that_is_none_is_answered_with_400_and_closed(request_bytes: bytes) -> None:
    async with running() as there:
        reader, writer = await asyncio.open_connection("127.0.0.1", await there.port)
        writer.write(request_bytes)
        answer = await asyncio.wait_for(reader.read(), 5)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b"Traceback" not in answer
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def test_a_handshake_with_endless_headers_is_cut() -> None:
    async with running() as there:
        port = await there.port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(handshake(port)[:-2] + b"Cookie: " + b"x" * 20_000 + b"\r\n\r\n")
        assert (await asyncio.wait_for(reader.read(), 5)).startswith(b"HTTP/1.1 400 ")
        assert len(there.sockets) == 0
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def test_a_request_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parlour.web.http_connection.REQUEST_WITHIN_S", 0.05)
    async with running() as there:
        for beginning in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST /x HTTP/1.1\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", await there.port)
            writer.write(beginning)
            assert await asyncio.wait_for(reader.read(), 5) == b""
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def test_an_open_socket_outlives_the_time_for_a_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("parlour.web.http_connection.REQUEST_WITHIN_S", 0.3)
    async with running() as there, there.client() as client:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.recv(), 0.4)
        await client.send(post(1))
        assert await hear(client) == {"type": "ack", "id": 1}
