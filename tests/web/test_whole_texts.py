"""Whole texts are read past the library's parser: nobody may be able to tell."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from parlour.web.connection import SocketConnection
from parlour.web.limits import SocketLimits
from parlour.web.whole_texts import text_at, wire_bytes
from tests.web.stage import House, post

LIMITS = SocketLimits(frame_bytes_max=300, frames_burst=9, frames_over_max=4, cost_bytes=100)
"""So tight that a handful of frames reaches every one of them."""

HANDSHAKE = (
    b"GET /socket/desk HTTP/1.1\r\nHost: shop\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Origin: http://shop\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: parlour.v1\r\n\r\n"
)
HELLO = b'{"type":"hello","ticket":"ann","client":"tab_1"}'


BROKEN = {1002, 1007, 1009}
"""RFC 6455 §7.4.1: closed because the peer broke the protocol, sent no text or too much."""


class ByTheLibrary(SocketConnection):
    """A connection that leaves every frame to the library."""

    def _take_whole_texts(self, data: bytes) -> int:
        return 0


class Sent(asyncio.Transport):
    """Keeps what is written, and what becomes of the connection."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.ends: list[str] = []

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 1) if name == "peername" else default

    def write(self, data: Any) -> None:
        self.written += data

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.ends.append("eof")

    def is_closing(self) -> bool:
        return False


class Outcome(NamedTuple):
    """All that can be seen of a connection."""

    received: list[Any]
    contacts: int
    closed: set[int]
    refused: Counter[str]
    texts: int
    written: bytes
    ends: list[str]


def outcome(connection_class: type[SocketConnection], pieces: list[bytes]) -> Outcome:
    """Of a connection that was brought these pieces after its hello."""
    there, transport = House(LIMITS, public_origin="http://shop", proxies=()), Sent()

    async def run() -> None:
        connection = connection_class(there.sockets, set())
        connection.connection_made(transport)
        connection.data_received(HANDSHAKE)
        connection.data_received(Frame(Opcode.TEXT, HELLO).serialize(mask=True))
        for piece in pieces:
            connection.data_received(piece)
        connection.write_out()

    asyncio.run(run())
    counts, gateway = there.sockets.counts, there.gateway
    return Outcome(
        received=gateway.received,
        contacts=gateway.contacts,
        closed=set(counts.closed),
        refused=counts.refused,
        texts=counts.frames_in,
        written=transport.written.partition(b"\r\n\r\n")[2],  # without the handshake's date
        ends=transport.ends,
    )


@st.composite
def raw_frame(draw: st.DrawFn) -> bytes:
    """One frame: mostly a good text, now and then anything else that can be on the line."""
    good = draw(st.integers(1, 99).map(post).map(str.encode))
    payload: bytes = draw(st.just(good) | st.sampled_from((b"", b"\xff", b"{}")) | padded(good))
    first: int = draw(
        st.sampled_from((0x81,) * 12 + (0x01, 0x80, 0x00, 0x82, 0x88, 0x89, 0x8A, 0xC1, 0x83))
    )
    size = len(payload)
    short, long = bytes([0x80 | size % 126]), bytes([0xFE]) + size.to_bytes(2, "big")
    longest = bytes([0xFF]) + size.to_bytes(8, "big")
    unmasked = bytes([size % 126])
    fitting = short if size < 126 else long
    length: bytes = draw(st.sampled_from((fitting,) * 12 + (long, longest, unmasked)))
    mask: bytes = draw(st.sampled_from((b"\0\0\0\0", b"\x11\x22\x33\x44")))
    body = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return bytes([first]) + length + mask + body


def padded(good: bytes) -> st.SearchStrategy[bytes]:
    """Up to and beyond the greatest length, and across the one that is written in two bytes."""
    return st.integers(100, 310).map(good.ljust)


def cut_at(stream: bytes, places: list[int]) -> Iterator[bytes]:
    ends = sorted({place % len(stream) for place in places} | {len(stream)})
    starts = [0, *ends[:-1]]
    return (stream[start:end] for start, end in zip(starts, ends, strict=True) if end > start)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(raw_frame(), min_size=1, max_size=14),
    st.lists(st.integers(0, 5_000), max_size=6),
    st.booleans(),
)
def test_every_stream_in_any_pieces_ends_as_with_the_library_alone(
    frames: list[bytes], places: list[int], at_frames: bool
) -> None:
    pieces = frames if at_frames else list(cut_at(b"".join(frames), places))
    ours, there = outcome(SocketConnection, pieces), outcome(ByTheLibrary, pieces)
    assert (ours.received, ours.contacts) == (there.received, there.contacts)
    if ours.ends and (not ours.closed or ours.closed & BROKEN):
        # Ended by the peer, with a close or a breach. The library reads to the end of a read before
        # we see a frame of it: answers to what came before are dropped with the connection, and of
        # several breaches it may name a later one.
        assert there.ends
    else:
        assert ours == there


@given(st.binary(max_size=400), st.integers(0, 20))
def test_what_is_taken_is_what_the_library_would_have_read(payload: bytes, start: int) -> None:
    wire = Frame(Opcode.TEXT, payload).serialize(mask=True)
    found = text_at(b"x" * start + wire + b"rest", start, 300)
    if len(payload) > 300:
        assert found is None
    else:
        assert found == (payload, start + len(wire))
    assert wire_bytes(Frame(Opcode.TEXT, payload)) == len(wire)


def test_only_a_whole_final_masked_text_is_taken() -> None:
    whole = Frame(Opcode.TEXT, b"Hello").serialize(mask=True)
    assert text_at(whole, 0, 300) is not None
    assert [text_at(whole[:end], 0, 300) for end in range(len(whole))] == [None] * len(whole)
    odd = {
        "a piece": Frame(Opcode.TEXT, b"Hello", fin=False).serialize(mask=True),
        "binary": Frame(Opcode.BINARY, b"Hello").serialize(mask=True),
        "a ping": Frame(Opcode.PING, b"Hello").serialize(mask=True),
        "a reserved bit": b"\xc1" + whole[1:],
        "unmasked": Frame(Opcode.TEXT, b"Hello, here is Ann").serialize(mask=False),
        "a length in eight bytes": b"\x81\xff" + (5).to_bytes(8, "big") + whole[2:],
    }
    assert {name: text_at(wire, 0, 300) for name, wire in odd.items()} == dict.fromkeys(odd)
    assert text_at(whole, 0, 4) is None, "too long"


def test_the_plain_case_never_reaches_the_library() -> None:
    """Otherwise the law above would compare the library with itself."""
    seen: list[int] = []

    class Watched(SocketConnection):
        def _feed(self, piece: bytes) -> None:
            seen.append(len(piece))
            super()._feed(piece)

    wire = [Frame(Opcode.TEXT, post(n).encode()).serialize(mask=True) for n in (1, 2, 3)]
    ping = Frame(Opcode.PING, b"").serialize(mask=True)
    outcome(
        Watched, [wire[0] + wire[1], ping, wire[2], wire[0][:9], wire[0][9:] + wire[1], wire[2]]
    )
    assert seen == [len(HANDSHAKE), len(ping), 9, len(wire[0]) - 9 + len(wire[1])]
