"""uvicorn with our sockets on the same port as HTTP."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Generator
from types import FrameType

import structlog
import uvicorn
from litestar.types import ASGIApp

from parlour.web.http_connection import Porch
from parlour.web.limits import KERNEL_BUFFER_BYTES
from parlour.web.sockets import Sockets

BACKLOG = 2048
"""Connections the kernel holds while we are busy: all clients of a restarted node come at once."""
DRAIN_WITHIN_S = 10
"""For what is under way to become durable and be answered: as long as a disk may take."""
SHUTDOWN_WITHIN_S = 15
"""For the clients to take their leave; the usual orchestrators kill 30 s after the first signal."""

log = structlog.get_logger()


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
    """Serve until SIGTERM or SIGINT (or `stop`), then drain: no newcomers, and nothing is read any
    more; `drain`, in which the engine finishes what it has begun; goodbye to all sockets; wait
    until they are gone. A second signal cuts all waiting short.

    `started` gets the port, which differs from `port` if that is 0.

    Raises:
        OSError: the address can't be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER_BYTES)
    porch = Porch(sockets.counts, sockets.trusted_proxies, sockets.offences)
    config = uvicorn.Config(
        app,
        http=porch.connect,  # type: ignore[arg-type]
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
        self._loop = asyncio.get_running_loop()
        self._hurry = asyncio.Event()

    async def stop_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal begins the drain, the next one ends it."""
        if self.should_exit:
            self.force_exit = True
            self._loop.call_soon_threadsafe(self._hurry.set)
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._our_sockets.take_nothing_more()
        drained = asyncio.ensure_future(self._drain())
        hurried = self._loop.create_task(self._hurry.wait())
        either = {drained, hurried}
        await asyncio.wait(either, timeout=DRAIN_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
        if not drained.done():
            log.warning("drain_cut_short", hurried=hurried.done())
        for task in either:
            task.cancel()
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
