"""All stream sockets of co-browse: who may open one, and the one wheel for all of them."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from websockets.protocol import State

from parlour.cobrowse.limits import MESSAGE_BYTES_MAX
from parlour.hub.show import Show, Stream
from parlour.hub.stream_tickets import Pass
from parlour.web.counts import SocketCounts
from parlour.web.door import Knock, is_one_of, own_origins
from parlour.web.framing import frames_of
from parlour.web.limits import SocketLimits
from parlour.web.stream_connection import StreamConnection

if TYPE_CHECKING:
    import asyncio

    from parlour.web.connection import SocketConnection
    from parlour.web.sockets import Sockets

STREAMS_MAX = 1_000
"""Both sides of all sessions that a server takes, and as many that come back meanwhile."""


class Shows(Protocol):
    """The co-browse sessions, as sockets see them."""

    def redeem(self, ticket: str) -> Pass | None: ...

    def join(
        self, admitted: Pass, stream: Stream, origin: str, sheets: Collection[str]
    ) -> Show | None: ...

    def left(self, admitted: Pass, stream: Stream) -> None: ...


class Streams:
    """The stream sockets of this server."""

    def __init__(self, sockets: "Sockets", shows: Shows) -> None:
        self._sockets = sockets
        self.shows = shows
        self._open: set[StreamConnection] = set()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def turns(self) -> int:
        return self._sockets.turns

    @property
    def limits(self) -> SocketLimits:
        return self._sockets.limits

    @property
    def counts(self) -> SocketCounts:
        return self._sockets.counts

    def redeem(self, ticket: str, knock: Knock) -> Pass | None:
        """Whom the ticket admits, if it was brought by a page that may bring it: one of the site,
        or for an agent one of our own."""
        admits = self.shows.redeem(ticket)
        if admits is None:
            return None
        allowed = own_origins(knock.hosts[0], self._sockets.public_origin)
        site = self._sockets.directory.sites.get(admits.site_id)
        if admits.side == "recorder" and site is not None:
            allowed = (*allowed, *site.allowed_origins)
        return admits if is_one_of(knock.origins, allowed) else None

    def take_over(
        self,
        connection: "SocketConnection",
        transport: "asyncio.Transport",
        knock: Knock,
    ) -> None:
        """The transport is a stream's from now on; nothing of it is read before."""
        open_connections = connection.open_connections
        open_connections.discard(connection)
        if transport.is_closing():
            return
        frames = frames_of(State.OPEN, MESSAGE_BYTES_MAX)
        stream = StreamConnection(
            self, transport, frames, knock=knock, open_connections=open_connections
        )
        self._open.add(stream)
        transport.set_protocol(stream)
        transport.resume_reading()

    def remove(self, stream: StreamConnection) -> None:
        self._open.discard(stream)

    def close_session(self, session_id: str, code: int, text: str) -> None:
        for stream in tuple(self._open):
            if stream.session_id == session_id:
                stream.close(code, text)

    def turn(self) -> None:
        for stream in tuple(self._open):
            stream.check()
