"""uvicorn with our sockets on the same port as HTTP."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import uvicorn
from litestar.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from parlour.web.limits import HEADER_BYTES_MAX, HEADERS_MAX, REQUEST_WITHIN_S
from parlour.web.sockets import Sockets

BACKLOG = 2048
"""Connections the kernel holds while we are busy: all clients of a restarted node come at once."""
SHUTDOWN_WITHIN_S = 25
"""Draining takes a few seconds; the usual orchestrators kill after 30."""


async def nothing_to_drain() -> None:
    return


async def serve(
    app: ASGIApp,
    sockets: Sockets,
    host: str,
    port: int,
    *,
    started: Callable[[int], None] | None = None,
    drain: Callable[[], Awaitable[None]] = nothing_to_drain,
    stop: asyncio.Event | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT (or `stop`), then drain: no newcomers; `drain`, in which the
    engine finishes what it has begun; goodbye to all sockets; wait until they are gone.

    `started` gets the port, which differs from `port` if that is 0.

    Raises:
        OSError: the address can't be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    config = uvicorn.Config(
        app,
        http=RequestProtocol,
        ws=sockets.connect,  # type: ignore[arg-type]  # called like a class
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=SHUTDOWN_WITHIN_S,
    )
    server = Server(config, sockets, drain)
    stopping = asyncio.create_task(server.stop_when(stop)) if stop else None
    sockets.start()
    if started:
        started(listener.getsockname()[1])
    try:
        await server.serve([listener])
    finally:
        sockets.stop()
        listener.close()
        if stopping:
            stopping.cancel()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """uvloop's where there is one: twice the frames a second."""
    try:
        import uvloop  # noqa: PLC0415 — absent on Windows
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


class Server(uvicorn.Server):
    """uvicorn's server, which drains before it closes and leaves signals to the end of `serve`."""

    def __init__(
        self, config: uvicorn.Config, sockets: Sockets, drain: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(config)
        self._our_sockets = sockets
        self._drain = drain

    async def stop_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._our_sockets.refuse_newcomers()
        await self._drain()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """uvicorn's own version raises the signal again when it is done, which would end the
        program before the ledger is closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class HeadersTooLong(Exception):
    """The request's line and headers are over HEADER_BYTES_MAX or HEADERS_MAX."""


class RequestProtocol(HttpToolsProtocol):
    """uvicorn's HTTP connection with limits on the size of headers and the time of a request."""

    _header_bytes = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._header_bytes = 0
        self._arm()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_message_complete(self) -> None:
        self._disarm()
        super().on_message_complete()

    def _count(self, length: int) -> None:
        self._header_bytes += length
        if self._header_bytes > HEADER_BYTES_MAX or len(self.headers) >= HEADERS_MAX:
            raise HeadersTooLong  # the parser turns it into its own error, uvicorn that into 400

    def _arm(self) -> None:
        self._disarm()
        self._deadline = self.loop.call_later(REQUEST_WITHIN_S, self._give_up)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        upgraded: Any = self.transport.get_protocol() is not self
        if not upgraded:
            self.transport.close()
