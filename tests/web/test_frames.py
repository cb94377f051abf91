"""Frames as they should and should not be (RFC 6455), and what reaches the engine of them."""

from collections.abc import Callable

import pytest
from websockets.frames import Frame, Opcode

from parlour.wire.frames import FRAME_BYTES_MAX, PostFrame
from tests.web.stage import Raw, close_of, hear, house, post


async def test_a_command_reaches_the_engine_and_its_answer_the_client() -> None:
    async with house() as there, there.desk() as client:
        await client.send(post(1))
        assert await hear(client) == {"type": "ack", "id": 1}
        assert there.gateway.received == [PostFrame(id=1, chat="c_1", text="Hello")]


async def test_many_frames_in_one_packet_keep_their_order() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        frames = [Frame(Opcode.TEXT, post(n).encode()).serialize(mask=True) for n in range(1, 101)]
        client.send_bytes(b"".join(frames))
        answers = [(await client.answer())["id"] for _ in range(100)]
        assert answers == list(range(1, 101))


async def test_a_frame_may_come_byte_by_byte() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        for byte in Frame(Opcode.TEXT, post(1).encode()).serialize(mask=True):
            client.send_bytes(bytes([byte]))
            await client.writer.drain()
        assert await client.answer() == {"type": "ack", "id": 1}


async def test_a_message_may_come_in_pieces_with_pings_between() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        whole = post(1, "Grüße 😀").encode()
        client.send(Opcode.TEXT, whole[:20], fin=False)
        client.send(Opcode.PING, b"between")
        for start in range(20, len(whole)):
            client.send(Opcode.CONT, whole[start : start + 1], fin=False)
        client.send(Opcode.CONT)
        pong = await client.frame()
        assert (pong.opcode, pong.data) == (Opcode.PONG, b"between")
        assert await client.answer() == {"type": "ack", "id": 1}
        [received] = there.gateway.received
        assert isinstance(received, PostFrame)
        assert received.text == "Grüße 😀"


@pytest.mark.parametrize("length", [0, 1, 125])
async def test_a_ping_is_answered_with_its_own_payload(length: int) -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        client.send(Opcode.PING, b"x" * length)
        pong = await client.frame()
        assert (pong.opcode, pong.data) == (Opcode.PONG, b"x" * length)


async def test_pings_and_heartbeats_are_life_but_no_command() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        client.send(Opcode.PONG)
        client.send(Opcode.TEXT, b'{"type":"alive"}')
        client.send(Opcode.PING, b"last")
        await client.frame()
        assert there.gateway.contacts == 3
        assert there.gateway.received == []


@pytest.mark.parametrize("length", [FRAME_BYTES_MAX - 1, FRAME_BYTES_MAX])
async def test_a_frame_of_the_greatest_size_is_read(length: int) -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        text = post(1).encode()
        client.send(Opcode.TEXT, text + b" " * (length - len(text)))
        assert await client.answer() == {"type": "ack", "id": 1}


def begin_twice(client: Raw) -> None:
    client.send(Opcode.TEXT, b"a", fin=False)
    client.send(Opcode.TEXT, b"b")


def go_on(client: Raw, piece: bytes, times: int) -> None:
    client.send(Opcode.TEXT, piece, fin=False)
    for _ in range(times - 1):
        client.send(Opcode.CONT, piece, fin=False)


CLOSE = Opcode.CLOSE
Deed = Callable[[Raw], None]
VIOLATIONS: dict[str, tuple[int, Deed]] = {
    "unmasked": (1002, lambda c: c.send_bytes(Frame(Opcode.TEXT, b"{}").serialize(mask=False))),
    "a reserved bit": (1002, lambda c: c.send_bytes(b"\xc1\x80\0\0\0\0")),
    "a reserved opcode": (1002, lambda c: c.send_bytes(b"\x83\x80\0\0\0\0")),
    "a reserved control opcode": (1002, lambda c: c.send_bytes(b"\x8b\x80\0\0\0\0")),
    "a ping in pieces": (1002, lambda c: c.send_bytes(b"\x09\x80\0\0\0\0")),
    "a ping of 126 bytes": (
        1002,
        lambda c: c.send_bytes(b"\x89\xfe\x00\x7e\0\0\0\0" + b"x" * 126),
    ),
    "a continuation of nothing": (1002, lambda c: c.send(Opcode.CONT, b"x")),
    "a new message within another": (1002, begin_twice),
    "a close of one byte": (1002, lambda c: c.send(CLOSE, b"\x03")),
    "a close with a forbidden code": (1002, lambda c: c.send(CLOSE, b"\x03\xed")),
    "a close whose reason is no text": (1007, lambda c: c.send(CLOSE, b"\x03\xe8\xff")),
    "binary": (1003, lambda c: c.send(Opcode.BINARY, b"{}")),
    "no text": (1007, lambda c: c.send(Opcode.TEXT, b'{"type":"\xff"}')),
    "one byte too long": (1009, lambda c: c.send(Opcode.TEXT, b" " * (FRAME_BYTES_MAX + 1))),
    "announced too long": (
        1009,
        lambda c: c.send_bytes(b"\x81\xff" + (2**62).to_bytes(8, "big") + b"\0\0\0\0"),
    ),
    "too long in pieces": (1009, lambda c: go_on(c, b" " * 4000, times=17)),
}


@pytest.mark.parametrize(("code", "violate"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
async def test_a_violation_closes_this_connection_and_no_other(code: int, violate: Deed) -> None:
    async with house() as there, there.desk("ben") as neighbour, await there.raw() as client:
        await client.greet()
        violate(client)
        assert await client.close_code() == code
        assert await client.ends()
        assert there.gateway.received == []
        await neighbour.send(post(1))
        assert await hear(neighbour) == {"type": "ack", "id": 1}


async def test_a_close_is_answered_with_the_same_code() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        client.send(CLOSE, b"\x03\xe8bye")
        assert await client.close_code() == 1000
        assert await client.ends()


async def test_a_half_sent_frame_and_then_nothing_is_just_a_lost_connection() -> None:
    async with house() as there:
        async with await there.raw() as client:
            await client.greet()
            client.send_bytes(b"\x81\xfe\x00")
            client.writer.write_eof()
            assert await client.ends()
        await there.gateway.went.wait()
        assert there.gateway.received == []


async def test_a_bad_frame_is_refused_and_the_connection_goes_on() -> None:
    async with house() as there, there.desk() as client:
        await client.send('{"type":"post","id":5,"chat":"c_1","text":"a","text":"b"}')
        refused = await hear(client)
        assert (refused["type"], refused["code"]) == ("refused", "bad_frame")
        await client.send(post(6))
        assert await hear(client) == {"type": "ack", "id": 6}
        assert there.sockets.counts.refused == {"bad_frame": 1}


async def test_bad_frames_without_end_are_not_read_without_end() -> None:
    async with house() as there, there.desk() as client:
        for _ in range(50):
            await client.send("nonsense")
        code, said = await close_of(client)
        assert code == 4202
        assert [frame.get("code") for frame in said][:11] == ["bad_frame"] * 11
        assert there.gateway.received == []
