"""One socket: bytes from uvicorn's transport in, frames for the engine out, and back.

Frames and handshake (RFC 6455) are websockets' sans-I/O `ServerProtocol`; what the frames mean is
`wire.session`. No task, no queue: everything happens within the transport's callbacks, and what is
sent is gathered and written once per turn of the loop.
"""

import asyncio
import struct
from typing import TYPE_CHECKING, Any

import msgspec
from websockets.datastructures import Headers
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode
from websockets.http11 import Request
from websockets.protocol import State

from parlour.directory.records import Principal
from parlour.web.address import address_of
from parlour.web.door import Admitted, Knock, Rejected
from parlour.web.framing import frames_of
from parlour.web.limits import USER_AGENT_CHARACTERS_MAX
from parlour.web.rejection import rejection
from parlour.web.whole_texts import TEXT, text_at, wire_bytes
from parlour.wire.frames import Alive, CloseCode, Goodbye, Hello, RefusedFrame
from parlour.wire.session import SENTENCES, ClientFrame, Session, Turned

if TYPE_CHECKING:
    from parlour.web.sockets import Sockets

SLICE_BYTES = 4096
"""Bytes parsed before the flood limit is looked at again: one read may hold 40,000 tiny frames."""
GATHER_MAX = 64
"""Frames gathered for one write; a history does not pile up before its reader is looked at."""
UNSUPPORTED_DATA = 1003
"""RFC 6455 §7.4.1: binary where text is due."""
PING = b"\x89\x00"
ALIVE = b'{"type":"alive"}'
"""Scripts can't see pings: by this frame a client knows that the line carries."""

OPEN = State.OPEN  # looked up once: an enumeration is slow, and each post would ask it five times
_encode = msgspec.json.Encoder().encode
_text_heads = tuple(bytes((TEXT, length)) for length in range(126))


class SocketConnection(asyncio.Protocol):
    """A connection as the engine sees it (`engine.connection.Connection`)."""

    __slots__ = (
        "_fed",
        "_frames",
        "_heard",
        "_parts",
        "_refilled",
        "_session",
        "_sockets",
        "_tokens",
        "_transport",
        "_unsent",
        "address",
        "admitted",
        "client_id",
        "open_connections",
        "principal",
        "user_agent",
    )

    principal: Principal
    user_agent: str
    client_id: str
    admitted: Admitted
    _session: Session
    _transport: asyncio.Transport

    def __init__(self, sockets: "Sockets", open_connections: set[Any]) -> None:
        self._sockets = sockets
        self.open_connections = open_connections
        self._frames = frames_of(State.CONNECTING, sockets.limits.frame_bytes_max)
        self._fed = 0
        """Bytes that the library has been given of frames that are not whole yet."""
        self._parts: list[bytes] | None = None
        self._unsent: list[bytes] = []
        self._tokens = sockets.limits.frames_burst
        self._refilled = self._heard = sockets.turns
        self.address = ""
        self.client_id = ""
        self.user_agent = ""

    @property
    def session_id(self) -> str:
        """What the principal stands on; empty before hello."""
        return self.principal.session_id if self.client_id else ""

    @property
    def unread_bytes(self) -> int:
        """What waits for the peer to read on."""
        return self._transport.get_write_buffer_size()

    # What the engine calls

    def send(self, frame: bytes) -> None:
        """One encoded frame, to be written at the end of this turn of the loop."""
        if self._frames.state is not OPEN:
            return
        length = len(frame)
        if length < 126:
            head = _text_heads[length]
        elif length < 65_536:
            head = struct.pack("!BBH", TEXT, 126, length)
        else:
            head = struct.pack("!BBQ", TEXT, 127, length)
        self._sockets.counts.frames_out += 1
        self._write(head + frame)

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        """Goodbye, then the close code; the peer has a few seconds to answer."""
        if self._frames.state is not OPEN:
            return
        self._end(code)
        goodbye = Goodbye(code=code, text=text, retry_after_ms=retry_after_ms)
        self._frames.send_text(_encode(goodbye))
        self._frames.send_close(code, text)
        self._flush()
        self.write_out()

    # What the transport calls

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self.open_connections.add(self)

    def data_received(self, data: bytes) -> None:
        self._heard = self._sockets.turns
        start = self._take_whole_texts(data)
        if start or len(data) > SLICE_BYTES:
            for first in range(start, len(data), SLICE_BYTES):
                self._feed(data[first : first + SLICE_BYTES])
        else:
            self._feed(data)

    def eof_received(self) -> None:
        self._frames.receive_eof()
        self._flush()

    def pause_writing(self) -> None:
        self._sockets.paused[self] = self._sockets.turns

    def resume_writing(self) -> None:
        self._sockets.paused.pop(self, None)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open_connections.discard(self)
        self._sockets.remove(self)
        if self.client_id:
            self._sockets.counts.open[self.admitted.role] -= 1
            self._sockets.gateway.closed(self)

    def stop_reading(self) -> None:
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def shutdown(self) -> None:
        """uvicorn calls it when the server stops."""
        self._sockets.send_away(self)
        if not self._transport.is_closing():
            self._transport.resume_reading()  # the peer's answer to the close

    # What the wheel calls

    def check_pulse(self) -> None:
        """Ping; close who has long been silent."""
        if self._sockets.turns - self._heard >= self._sockets.limits.silent_after_s:
            self.close(CloseCode.SILENT, "Nothing was heard for too long.")
        elif self._frames.state is OPEN:
            self._write(PING)
            if self.client_id:
                self.send(ALIVE)

    def hello_is_late(self) -> None:
        self.close(CloseCode.HELLO_LATE, "No hello came.")

    def reads_nothing(self) -> None:
        self.close(CloseCode.SLOW_READER, "Too slow; come back and resume.")

    def cut(self) -> None:
        """The peer did not answer our close."""
        self.write_out()
        self._transport.abort()

    # Reading

    def _take_whole_texts(self, data: bytes) -> int:
        """Nearly all that comes is whole text frames, one or some in a read: they are taken here,
        at a fifth of the library's cost. Where it has to go on with the rest."""
        frames, limits, start = self._frames, self._sockets.limits, 0
        if self._fed or frames.current_size is not None:
            return 0
        while (found := text_at(data, start, limits.frame_bytes_max)) is not None:
            if frames.state is not OPEN:
                break
            text, start = found
            self._take_text(text, 1 + len(text) // limits.cost_bytes)
        return start

    def _feed(self, piece: bytes) -> None:
        if self._frames.eof_sent:
            return  # we are done with this peer; what it still sends is dropped unread
        self._fed += len(piece)
        self._frames.receive_data(piece)
        for event in self._frames.events_received():
            if isinstance(event, WebSocketFrame):
                self._fed -= wire_bytes(event)
                self._take_frame(event)
            elif isinstance(event, Request):
                self._shake_hands(event)
        self._flush()

    def _take_frame(self, frame: WebSocketFrame) -> None:
        cost = 1 + len(frame.data) // self._sockets.limits.cost_bytes
        opcode = frame.opcode
        if opcode is Opcode.TEXT and frame.fin:
            self._take_text(frame.data, cost)
            return
        if not self._afford(cost):
            return
        if opcode is Opcode.TEXT:
            self._parts = [bytes(frame.data)]
        elif opcode is Opcode.CONT and self._parts is not None:
            if frame.data:  # empty ones without end would be pieces without end
                self._parts.append(bytes(frame.data))
            if frame.fin:
                whole, self._parts = b"".join(self._parts), None
                self._take_text(whole, 0)
        elif opcode is Opcode.BINARY:
            self._end(UNSUPPORTED_DATA)
            self._frames.fail(UNSUPPORTED_DATA, "text frames only")
        elif self.client_id and self not in self._sockets.closing:
            self._sockets.gateway.contact(self)

    def _take_text(self, raw: Any, cost: int) -> None:
        self._sockets.counts.frames_in += 1
        frame = self._session.receive(raw)
        if type(frame) is Turned:
            if self._afford(cost):
                self._turn_away(frame)
        elif type(frame) is Hello:
            self._greet(frame)
        elif not self._afford(cost):
            self._refuse_hurry(frame)
        elif type(frame) is Alive:
            self._sockets.gateway.contact(self)
            self.send(ALIVE)
        else:
            self._sockets.gateway.receive(self, frame)

    def _afford(self, cost: int) -> bool:
        """Whether the flood limit allows it; whoever goes on and on is closed."""
        sockets, limits = self._sockets, self._sockets.limits
        if self._refilled != sockets.turns:
            refill = (sockets.turns - self._refilled) * limits.frames_per_s
            self._tokens = min(limits.frames_burst, self._tokens + refill)
            self._refilled = sockets.turns
        self._tokens -= cost
        if self._tokens < -limits.frames_over_max:
            self.close(CloseCode.OVERLOADED, SENTENCES["too_fast"], limits.overload_retry_ms)
        return self._tokens >= 0

    def _refuse_hurry(self, frame: ClientFrame) -> None:
        self._sockets.counts.refused["too_fast"] += 1
        number = getattr(frame, "id", 0)
        text = SENTENCES["too_fast"]
        self.send(_encode(RefusedFrame(id=number, code="too_fast", text=text, retry=True)))

    def _turn_away(self, turned: Turned) -> None:
        if turned.answer is not None:
            self._sockets.note_refused(self, turned.answer.code)
            self.send(_encode(turned.answer))
        if turned.close >= 4000:
            self.close(turned.close, turned.answer.text if turned.answer else "")
        elif turned.close:
            self._end(turned.close)
            self._frames.fail(turned.close)
            self._flush()

    # Handshake and hello

    def _shake_hands(self, request: Request) -> None:
        headers = request.headers
        self.address = self._find_address(headers)
        knock = Knock(
            path=request.path,
            hosts=headers.get_all("Host"),
            origins=headers.get_all("Origin"),
        )
        verdict = self._sockets.examine(knock, self.address)
        if isinstance(verdict, Rejected):
            self._frames.send_response(rejection(verdict))
        else:
            self._frames.send_response(self._frames.accept(request))
        self._flush()
        if isinstance(verdict, Admitted) and self._frames.state is OPEN:
            if verdict.role == "stream":
                self._hand_over(knock)
                return
            agent = " ".join(headers.get_all("User-Agent"))
            self.user_agent = "".join(filter(str.isprintable, agent))[:USER_AGENT_CHARACTERS_MAX]
            self.admitted = verdict
            self._session = Session(verdict.role)
            self._sockets.add(self)
            # The one that shook hands holds on to the request, 3 KiB of headers.
            self._frames = frames_of(State.OPEN, self._frames.max_message_size)
            self._fed = 0

    def _hand_over(self, knock: Knock) -> None:
        """To a stream, as soon as uvicorn is through with us."""
        streams = self._sockets.streams
        assert streams is not None, "the door admits streams only where there are some"
        self._transport.pause_reading()
        asyncio.get_running_loop().call_soon(streams.take_over, self, self._transport, knock)

    def _find_address(self, headers: Headers) -> str:
        peer = self._transport.get_extra_info("peername")
        forwarded = ",".join(headers.get_all("X-Forwarded-For"))
        return address_of(peer[0] if peer else "", forwarded, self._sockets.trusted_proxies)

    def _greet(self, hello: Hello) -> None:
        self._sockets.greeting.pop(self, None)
        site_id = self.admitted.site_id
        if hello.visit and site_id is not None:
            self._sockets.introduce(self, site_id, hello)
        else:
            self.admit(self._sockets.tickets.redeem(hello.ticket), hello)

    def admit(self, principal: Principal | None, hello: Hello) -> None:
        """It is known who said hello, or that nobody knows them."""
        if self._transport.is_closing() or self in self._sockets.closing:
            return  # gone meanwhile
        if principal is None or not self._fits(principal):
            self.close(CloseCode.TICKET_REFUSED, "The ticket is unknown, used or late.")
            return
        self.principal = principal
        self.client_id = hello.client
        self._sockets.counts.open[self.admitted.role] += 1
        self._sockets.gateway.greet(self, hello)

    def _fits(self, principal: Principal) -> bool:
        admitted = self.admitted
        return principal.role == admitted.role and principal.site_id == admitted.site_id

    # Writing

    def _write(self, piece: bytes) -> None:
        """Goes out with all else that this turn of the loop has for the peer: a write of its own
        would be a system call, the dearest part of a small frame."""
        if not self._unsent:
            self._sockets.write_soon(self)
        self._unsent.append(piece)
        if len(self._unsent) >= GATHER_MAX:
            self.write_out()

    def write_out(self) -> None:
        """Hand over to the transport what has gathered."""
        if not self._unsent:
            return
        pieces, self._unsent = self._unsent, []
        if self._transport.is_closing():
            return  # uvloop would raise, and those behind us in the turn would not be written to
        self._transport.write(pieces[0] if len(pieces) == 1 else b"".join(pieces))
        if self not in self._sockets.paused:
            return
        if self.unread_bytes > self._sockets.limits.send_buffer_bytes_max:
            self.close(CloseCode.SLOW_READER, "Too slow; come back and resume.")

    def _flush(self) -> None:
        """Write what the sans-I/O layer wants written: handshake, pongs, closes."""
        for piece in self._frames.data_to_send():
            if piece:
                self._write(piece)
            else:
                self._finish()

    def _finish(self) -> None:
        """Close our half; closing both at once would drop what the peer has not read yet."""
        if self._frames.parser_exc is not None and self._frames.close_sent is not None:
            self._end(self._frames.close_sent.code)  # the peer broke RFC 6455
        self._sockets.closing.setdefault(self, self._sockets.turns)
        self.write_out()
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()

    def _end(self, code: int) -> None:
        """Nothing more is taken from this peer."""
        self._sockets.note_closed(self, code)
        self._sockets.closing.setdefault(self, self._sockets.turns)
        self._session.end()
