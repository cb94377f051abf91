"""One stream socket of co-browse: binary messages between the transport and a session.

Frames (RFC 6455) are websockets' sans-I/O `ServerProtocol`, as for the other sockets; but here
messages are large, few, and bytes.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.server import ServerProtocol

from parlour.cobrowse.dictionary import FORM
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.shorthand import Name
from parlour.hub.show import Show
from parlour.hub.stream_tickets import Pass
from parlour.value import Value
from parlour.web.door import Knock
from parlour.wire.frames import CloseCode

if TYPE_CHECKING:
    from parlour.web.streams import Streams

TICKET_REFUSED = "The ticket is unknown, used or late."
SHEETS_MAX = 64
"""Style sheets that a client may say to have; one that has more names those used last."""


class _First(Value):
    """The client's first message. `form`: of lines and packing; `sheets`: names of the style
    sheets that a viewer has."""

    ticket: Annotated[str, msgspec.Meta(max_length=128)]
    form: Annotated[str, msgspec.Meta(max_length=32)] = ""
    sheets: Annotated[tuple[Name, ...], msgspec.Meta(max_length=SHEETS_MAX)] = ()


_decode = msgspec.json.Decoder(_First).decode


class StreamConnection(asyncio.Protocol):
    """A stream as the hub sees it (`hub.show.Stream`)."""

    def __init__(
        self,
        streams: "Streams",
        transport: asyncio.Transport,
        frames: ServerProtocol,
        *,
        knock: Knock,
        open_connections: set[Any],
    ) -> None:
        self._streams = streams
        self._transport = transport
        self._frames = frames
        self._knock = knock
        self._open_connections = open_connections
        self._parts: list[bytes] = []
        self._opcode = Opcode.TEXT
        self._show: Show | None = None
        self.admitted: Pass | None = None
        self.since = self.heard = streams.turns
        """Turns of the wheel: when it came, and when something was last heard."""
        self.stalled_since: int | None = None
        self.closed_since: int | None = None
        self._is_paused = False
        open_connections.add(self)

    @property
    def unread_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    @property
    def session_id(self) -> str:
        return self.admitted.session_id if self.admitted is not None else ""

    # What the session calls

    def send(self, data: bytes) -> None:
        if self._frames.state is State.OPEN:
            self._frames.send_binary(data)
            self._flush()

    def say(self, text: bytes) -> None:
        if self._frames.state is State.OPEN:
            self._frames.send_text(text)
            self._flush()

    def close(self, code: int, text: str) -> None:
        if self._frames.state is not State.OPEN:
            return
        self._streams.counts.closed[code] += 1
        self.closed_since = self._streams.turns
        self._frames.send_close(code, text)
        self._flush()
        self.resume_reading()  # the peer's answer

    def pause_reading(self) -> None:
        if not self._transport.is_closing() and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if self._is_paused and not self._transport.is_closing():
            self._is_paused = False
            self.heard = self._streams.turns
            self._transport.resume_reading()

    # What the transport calls

    def data_received(self, data: bytes) -> None:
        self.heard = self._streams.turns
        self._frames.receive_data(data)
        for event in self._frames.events_received():
            if isinstance(event, Frame) and self.closed_since is None:
                self._take(event)
        self._flush()

    def eof_received(self) -> None:
        self._frames.receive_eof()
        self._flush()

    def pause_writing(self) -> None:
        self.stalled_since = self._streams.turns

    def resume_writing(self) -> None:
        self.stalled_since = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._open_connections.discard(self)
        self._streams.remove(self)
        self._show = None
        if self.admitted is not None:
            self._streams.shows.left(self.admitted, self)

    def shutdown(self) -> None:
        """uvicorn calls it when the server stops."""
        self.close(CloseCode.DRAINING, "The server restarts.")

    # What the wheel calls

    def check(self) -> None:
        """Once a second."""
        turns, limits = self._streams.turns, self._streams.limits
        if self.closed_since is not None:
            if turns - self.closed_since >= limits.close_within_s:
                self._transport.abort()
        elif self.admitted is None and turns - self.since >= limits.hello_within_s:
            self.close(CloseCode.HELLO_LATE, "No ticket came.")
        elif self.stalled_since is not None:
            if turns - self.stalled_since >= limits.paused_for_s:
                self.close(CloseCode.SLOW_READER, "Too slow; come back.")
        elif not self._is_paused and turns - self.heard >= limits.silent_after_s:
            self.close(CloseCode.SILENT, "Nothing was heard for too long.")
        elif (turns - self.since) % limits.ping_every_s == 0 and turns > self.since:
            self._ping()

    def _ping(self) -> None:
        if self._frames.state is State.OPEN:
            self._frames.send_ping(b"")
            self._flush()

    # Messages

    def _take(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._opcode, self._parts = frame.opcode, []
        elif frame.opcode is not Opcode.CONT:
            return
        if frame.data:  # empty ones without end would be pieces without end
            self._parts.append(bytes(frame.data))
        if frame.fin:
            message, self._parts = b"".join(self._parts), []
            self._take_message(self._opcode, message)

    def _take_message(self, opcode: Opcode, message: bytes) -> None:
        if self._show is None or self.admitted is None:
            self._take_ticket(opcode, message)
        elif opcode is Opcode.TEXT:
            try:
                self._show.point(self, message)
            except NoPage:
                self.close(CloseCode.STREAM_REFUSED, "This is no message.")
        elif self.admitted.side == "viewer":
            self.close(CloseCode.STREAM_REFUSED, "Viewers show nothing.")
        else:
            self._show.take(self, message)

    def _take_ticket(self, opcode: Opcode, message: bytes) -> None:
        try:
            first = _decode(message) if opcode is Opcode.TEXT else _First(ticket="")
        except msgspec.MsgspecError:
            first = _First(ticket="")
        admits = self._streams.redeem(first.ticket, self._knock)
        if admits is None:
            self.close(CloseCode.TICKET_REFUSED, TICKET_REFUSED)
            return
        if first.form != FORM:
            self.close(CloseCode.PROTOCOL, "Another form of the stream; load the page again.")
            return
        self.admitted = admits
        origin = self._knock.origins[0]
        self._show = self._streams.shows.join(admits, self, origin, first.sheets)
        if self._show is None:
            self.close(CloseCode.STREAM_OVER, "The co-browse session is over.")

    def _flush(self) -> None:
        """Write what the sans-I/O layer wants written."""
        for piece in self._frames.data_to_send():
            if self._transport.is_closing():
                return
            if piece:
                self._transport.write(piece)
            else:
                self._end()

    def _end(self) -> None:
        """Our half is closed; the peer has some seconds for its own."""
        if self.closed_since is None:
            self.closed_since = self._streams.turns
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()
