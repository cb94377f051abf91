"""RFC 6455, section by section: what a client may send, and the close code of what it may not.

Each case is bytes on the wire after a proper handshake and hello. `ECHO` stands for a message that
is taken (the gateway acknowledges it), a number for the code with which the connection is failed.
"""

import json
from itertools import pairwise
from typing import Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Opcode

from parlour.wire.frames import FRAME_BYTES_MAX
from tests.web.stage import hear, house, post

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
ECHO: Literal["echo"] = "echo"
POST = post(1).encode()
MASK = b"\xa1\x02\xf3\x44"


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    mask: bytes | None = MASK,
    length: int | None = None,
) -> bytes:
    """One frame by §5.2. `length`: forces the 16-bit (2) or 64-bit (8) form of the length."""
    first = bytes((fin << 7 | reserved << 4 | opcode,))
    flag = 0x80 if mask is not None else 0
    if length is None:
        length = 0 if len(payload) < 126 else 2 if len(payload) < 65_536 else 8
    match length:
        case 0:
            size = bytes((flag | len(payload),))
        case 2:
            size = bytes((flag | 126,)) + len(payload).to_bytes(2, "big")
        case _:
            size = bytes((flag | 127,)) + len(payload).to_bytes(8, "big")
    if mask is None:
        return first + size + payload
    return first + size + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))


def pieces(payload: bytes, *cuts: int, between: bytes = b"") -> bytes:
    """A text message in fragments, cut at these places, with something between each two."""
    edges = (0, *cuts, len(payload))
    parts = [payload[start:end] for start, end in pairwise(edges)]
    last = len(parts) - 1
    return between.join(
        frame(CONT if index else TEXT, part, fin=index == last) for index, part in enumerate(parts)
    )


def texted(raw: bytes) -> bytes:
    """A post whose text is these bytes, right or wrong."""
    return b'{"type":"post","id":1,"chat":"c_1","text":"' + raw + b'"}'


def closing(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


class Case(NamedTuple):
    """Bytes, and what becomes of them."""

    sent: bytes
    expected: Literal["echo"] | int


FRAMING = {
    "5.2 a length in seven bits": Case(frame(TEXT, POST), ECHO),
    "5.2 a length in sixteen bits": Case(frame(TEXT, POST.ljust(126)), ECHO),
    "5.2 the longest of sixteen bits": Case(frame(TEXT, POST.ljust(65_535)), ECHO),
    "5.2 a length in sixty-four bits": Case(frame(TEXT, POST.ljust(65_536)), ECHO),
    "5.2 a length of more bits than it needs is read all the same": Case(
        frame(TEXT, POST, length=8), ECHO
    ),
    "5.2 a length with its highest bit set": Case(b"\x81\xff" + b"\xff" * 8 + MASK, 1009),
    "5.2 a length of which nothing has come yet": Case(
        b"\x81\xff" + (2**40).to_bytes(8, "big") + MASK, 1009
    ),
    "5.2 an empty text is a message, if not one of the protocol": Case(
        frame(TEXT) + frame(TEXT, POST), ECHO
    ),
    "5.3 a mask of zeroes is a mask": Case(frame(TEXT, POST, mask=b"\0\0\0\0"), ECHO),
    "5.1 text without a mask": Case(frame(TEXT, POST, mask=None), 1002),
    "5.1 a ping without a mask": Case(frame(PING, mask=None), 1002),
    "5.1 a close without a mask": Case(frame(CLOSE, b"\x03\xe8", mask=None), 1002),
    "5.6 binary": Case(frame(BINARY, POST), 1003),
    "5.6 binary in pieces": Case(frame(BINARY, POST[:9], fin=False), 1003),
    "too long by one byte": Case(frame(TEXT, POST.ljust(FRAME_BYTES_MAX + 1)), 1009),
    "too long by one byte in the last piece": Case(
        pieces(POST.ljust(FRAME_BYTES_MAX + 1), 30_000, 60_000), 1009
    ),
    "the longest in pieces": Case(pieces(POST.ljust(FRAME_BYTES_MAX), 30_000, 60_000), ECHO),
}
RESERVED = {
    f"5.2 reserved bits {bits:03b} with {name}": Case(frame(opcode, POST, reserved=bits), 1002)
    for bits in range(1, 8)
    for name, opcode in (("text", TEXT), ("a ping", PING), ("a close", CLOSE))
} | {
    f"5.2 opcode {opcode:#x} means nothing": Case(frame(opcode, b"x"), 1002)
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
}
CONTROL = {
    "5.5 a ping of 125 bytes": Case(frame(PING, b"x" * 125) + frame(TEXT, POST), ECHO),
    "5.5 a ping of 126 bytes": Case(frame(PING, b"x" * 126), 1002),
    "5.5 a pong of 126 bytes": Case(frame(PONG, b"x" * 126), 1002),
    "5.5 a close of 126 bytes": Case(closing(1000, b"x" * 124), 1002),
    "5.5 a close of 125 bytes": Case(closing(1000, b"x" * 123), 1000),
    "5.5 a short ping with a longer length than it needs": Case(
        frame(PING, b"x", length=2) + frame(TEXT, POST), ECHO
    ),
    "5.5 a ping that is not the last of itself": Case(frame(PING, fin=False), 1002),
    "5.5 a pong that is not the last of itself": Case(frame(PONG, fin=False), 1002),
    "5.5 a close that is not the last of itself": Case(frame(CLOSE, fin=False), 1002),
    "5.5.3 a pong that nobody asked for": Case(frame(PONG, b"x") + frame(TEXT, POST), ECHO),
    "5.5.2 pings within a message": Case(pieces(POST, 5, 9, between=frame(PING, b"p")), ECHO),
    "5.5.1 a close within a message, which so is never finished": Case(
        pieces(POST, 5, between=closing(1000)), 1002
    ),
}
FRAGMENTS = {
    "5.4 two pieces": Case(pieces(POST, 10), ECHO),
    "5.4 a piece a byte": Case(pieces(POST, *range(1, len(POST))), ECHO),
    "5.4 an empty first piece": Case(pieces(POST, 0), ECHO),
    "5.4 empty pieces between": Case(pieces(POST, 5, 5, 5, 5), ECHO),
    "5.4 an empty last piece": Case(pieces(POST, len(POST)), ECHO),
    "5.4 a continuation of nothing": Case(frame(CONT, POST), 1002),
    "5.4 a continuation of nothing that goes on": Case(frame(CONT, POST, fin=False), 1002),
    "5.4 a continuation after the last piece": Case(pieces(b"{}", 1) + frame(CONT, b"x"), 1002),
    "5.4 a text within a text": Case(frame(TEXT, b"{", fin=False) + frame(TEXT, POST), 1002),
    "5.4 a text that begins within a text": Case(
        frame(TEXT, b"{", fin=False) + frame(TEXT, POST, fin=False), 1002
    ),
    "5.4 binary within a text": Case(frame(TEXT, b"{", fin=False) + frame(BINARY, b"x"), 1002),
}
EURO = "€".encode()
WRONG_UTF8 = {
    "a byte of no character": b"\xff",
    "the middle of a character alone": b"\x80",
    "a character that breaks off": b"\xe2\x82",
    "an overlong slash": b"\xc0\xaf",
    "an overlong U+0000": b"\xc0\x80",
    "an overlong three": b"\xe0\x80\xaf",
    "a surrogate": b"\xed\xa0\x80",
    "a surrogate pair as two": b"\xed\xa0\x80\xed\xb0\x80",
    "beyond U+10FFFF": b"\xf4\x90\x80\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "six bytes": b"\xfc\x84\x80\x80\x80\x80",
}
RIGHT_UTF8 = {
    "two bytes": "ß",
    "three bytes": "€",
    "four bytes": "😀",
    "the last before the surrogates": "\ud7ff",
    "the first after them": "\ue000",
    "the last of all that is a character": "\U0010fffd",
}
UTF8 = (
    {f"8.1 {name}": Case(frame(TEXT, texted(raw)), 1007) for name, raw in WRONG_UTF8.items()}
    | {
        f"8.1 {name}, split": Case(pieces(texted(raw), len(texted(b"")) - 1), 1007)
        for name, raw in WRONG_UTF8.items()
    }
    | {
        f"8.1 {name}": Case(frame(TEXT, texted(text.encode())), ECHO)
        for name, text in RIGHT_UTF8.items()
    }
    | {
        f"5.4 a character split after byte {cut}": Case(pieces(texted(EURO), 43 + cut), ECHO)
        for cut in (1, 2)
    }
    | {
        "5.4 a split character that is never finished": Case(
            frame(TEXT, texted(EURO[:2])[:-2], fin=False) + frame(CONT, b'"}'), 1007
        )
    }
)
GOOD_CODES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
BAD_CODES = (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)
CLOSES = (
    {f"7.4 code {code}": Case(closing(code), code) for code in GOOD_CODES}
    | {f"7.4 code {code} may not be sent": Case(closing(code), 1002) for code in BAD_CODES}
    | {
        "5.5.1 a reason": Case(closing(1000, "Tschüß".encode()), 1000),
        "5.5.1 a reason that is no text": Case(closing(1000, b"\xff"), 1007),
        "5.5.1 a reason that breaks off": Case(closing(1000, EURO[:2]), 1007),
        "5.5.1 half a code": Case(frame(CLOSE, b"\x03"), 1002),
        "5.5.1 a post after the close is not taken": Case(closing(1000) + frame(TEXT, POST), 1000),
        "5.5.1 a ping after the close is not answered": Case(closing(1000) + frame(PING), 1000),
        "7.1.7 what follows a violation is not taken": Case(
            frame(3, b"x") + frame(TEXT, POST), 1002
        ),
    }
)
CASES = FRAMING | RESERVED | CONTROL | FRAGMENTS | UTF8 | CLOSES


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_a_case_of_the_rfc(case: Case) -> None:
    async with house() as there, there.desk("ben") as neighbour, await there.raw() as client:
        await client.greet()
        client.send_bytes(case.sent)
        if case.expected == ECHO:
            while (answer := await client.frame()).data != b'{"type":"ack","id":1}':
                assert answer.opcode in {Opcode.PONG, Opcode.TEXT}
            assert len(there.gateway.received) == 1
        else:
            assert await client.close_code() == case.expected
            assert await client.ends()
            assert there.gateway.received == []
        await neighbour.send(post(1))
        assert await hear(neighbour) == {"type": "ack", "id": 1}


async def test_a_close_without_a_code_is_answered_with_one_that_has_none_either() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        client.send_bytes(frame(CLOSE))
        answer = await client.frame()
        assert (answer.opcode, answer.data) == (Opcode.CLOSE, b"")
        assert await client.ends()


async def test_pings_are_answered_in_their_order_each_with_its_own_payload() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        payloads = [bytes([number]) * number for number in range(10)]
        client.send_bytes(b"".join(frame(PING, payload) for payload in payloads))
        assert [(await client.frame()).data for _ in payloads] == payloads


async def test_empty_pieces_without_end_are_no_memory_without_end() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        [connection] = [c for c in there.sockets if c.client_id]
        client.send_bytes(frame(TEXT, POST[:9], fin=False))
        for _ in range(10):
            client.send_bytes(frame(CONT, fin=False) * 20 + frame(PING, b"?"))
            while (await client.frame()).opcode is not Opcode.PONG:
                pass
            there.sockets.turn()
        assert connection._parts is not None
        assert len(connection._parts) == 1
        client.send_bytes(frame(CONT, POST[9:]))
        while (answer := await client.frame()).data in (b"", b'{"type":"alive"}'):
            pass  # what the connection's turn brings: a ping, and a word of life
        assert json.loads(bytes(answer.data)) == {"type": "ack", "id": 1}


@given(cut=st.integers(1, 400), size=st.integers(1, 64))
@settings(max_examples=25, deadline=None)
def test_the_frames_of_these_tests_are_what_they_say(cut: int, size: int) -> None:
    """The builder undoes: a mask applied twice is none."""
    payload = bytes(range(256)) * 2
    built = frame(TEXT, payload[:cut])
    start = 6 if cut < 126 else 8
    mask, body = built[start - 4 : start], built[start:]
    assert bytes(b ^ mask[i % 4] for i, b in enumerate(body)) == payload[:cut]
    assert len(pieces(payload, size)) == len(payload) + (6 if size < 126 else 8) + 8
