"""Too much, too fast, too slow, too quiet: each ends one connection and disturbs no other."""

import asyncio
from contextlib import AsyncExitStack
from http import HTTPStatus

import pytest
from websockets.frames import Frame, Opcode

from parlour.web import sockets
from parlour.web.connection import UNSUPPORTED_DATA
from parlour.web.limits import SocketLimits
from parlour.wire.frames import CloseCode
from tests.web.stage import close_of, hear, house, post

FEW = SocketLimits(frames_burst=5, frames_per_s=2, frames_over_max=3)


# Too fast


async def test_a_burst_is_taken_and_what_comes_after_is_refused_by_number() -> None:
    async with house(FEW) as there, there.desk() as client:
        for number in range(1, 8):
            await client.send(post(number))
        answers = [await hear(client) for _ in range(7)]
        assert [answer["type"] for answer in answers] == ["ack"] * 5 + ["refused"] * 2
        assert [(a["id"], a["code"], a["retry"]) for a in answers[5:]] == [
            (6, "too_fast", True),
            (7, "too_fast", True),
        ]
        assert len(there.gateway.received) == 5


async def test_after_a_while_there_is_room_again() -> None:
    async with house(FEW) as there, there.desk() as client:
        for number in range(1, 7):
            await client.send(post(number))
        assert [(await hear(client))["type"] for _ in range(6)][-1] == "refused"
        there.sockets.turn(2)
        await client.send(post(7))
        assert await hear(client) == {"type": "ack", "id": 7}


async def test_whoever_goes_on_and_on_is_closed_and_told_to_stay_away_a_while() -> None:
    async with house(FEW) as there, there.desk() as client:
        for number in range(1, 30):
            await client.send(post(number))
        code, said = await close_of(client)
        assert code == CloseCode.OVERLOADED
        assert said[-1] == {
            "type": "goodbye",
            "code": CloseCode.OVERLOADED,
            "text": "Too much at once; wait a moment.",
            "retry_after_ms": 10_000,
        }
        assert len(there.gateway.received) == 5


@pytest.mark.parametrize(
    ("opcode", "fin"),
    [(Opcode.PING, True), (Opcode.PONG, True), (Opcode.TEXT, False)],
    ids=["pings", "pongs", "pieces"],
)
async def test_a_flood_of_tiny_frames_ends_before_it_is_read(opcode: Opcode, fin: bool) -> None:
    async with house() as there, there.desk("ben") as neighbour, await there.raw() as client:
        await client.greet()
        if fin:
            flood = Frame(opcode, b"").serialize(mask=True) * 10_000
        else:
            first = Frame(Opcode.TEXT, b" ", fin=False).serialize(mask=True)
            flood = first + Frame(Opcode.CONT, b" ", fin=False).serialize(mask=True) * 10_000
        client.send_bytes(flood)
        assert await client.close_code() == CloseCode.OVERLOADED
        assert there.gateway.contacts < 1_000
        await neighbour.send(post(1))
        assert await hear(neighbour) == {"type": "ack", "id": 1}


async def test_a_large_frame_costs_more_than_a_small_one() -> None:
    limits = FEW.but(frames_burst=20, frames_over_max=50)
    async with house(limits) as there, await there.raw() as client:
        await client.greet()
        for number in range(1, 3):
            text = post(number).encode()
            client.send(Opcode.TEXT, text + b" " * (60_000 - len(text)))
        answers = [(await client.answer())["type"] for _ in range(2)]
        assert answers == ["ack", "refused"]


# Too slow


async def test_a_reader_that_takes_nothing_is_closed_when_the_buffer_is_full() -> None:
    limits = SocketLimits(send_buffer_bytes_max=100_000)
    async with house(limits) as there, there.desk("ben") as neighbour, await there.raw() as client:
        await client.greet()
        [_, connection] = there.gateway.greeted
        for _ in range(2_000):
            connection.send(b" " * 10_000)
        sent = there.sockets.counts.frames_out
        assert sent < 2_000, "it stopped sending"
        assert there.sockets.counts.closed == {CloseCode.SLOW_READER: 1}
        assert await client.close_code() == CloseCode.SLOW_READER
        await neighbour.send(post(1))
        assert await hear(neighbour) == {"type": "ack", "id": 1}


async def test_a_reader_that_stays_behind_is_closed_even_below_the_limit() -> None:
    limits = SocketLimits(send_buffer_bytes_max=1 << 30)
    async with house(limits) as there, await there.raw() as client:
        await client.greet()
        [connection] = there.gateway.greeted
        while not there.sockets.paused:
            connection.send(b" " * 100_000)
        there.sockets.turn(20)
        assert there.sockets.counts.closed == {CloseCode.SLOW_READER: 1}
        there.sockets.turn(5)
        await there.gateway.went.wait()
        assert len(there.sockets) == 0


async def test_all_who_are_behind_together_hold_no_more_than_their_share() -> None:
    limits = SocketLimits(send_buffer_bytes_max=1 << 30, send_buffers_bytes_max=1_000_000)
    async with house(limits) as there, await there.raw() as one, await there.raw() as two:
        await one.greet("ann")
        await two.greet("ben")
        first, second = [c for c in there.sockets if c.client_id]
        if first.principal.id != "ann":
            first, second = second, first
        for connection in (first, second):
            while connection not in there.sockets.paused:
                connection.send(b" " * 100_000)
                await asyncio.wait_for(turn_of_the_loop(), 5)
        there.sockets.turn()
        assert there.sockets.counts.closed == {}
        while first.unread_bytes + second.unread_bytes <= 1_000_000:
            second.send(b" " * 50_000)
            await asyncio.wait_for(turn_of_the_loop(), 5)
        there.sockets.turn()
        assert there.sockets.counts.closed == {CloseCode.SLOW_READER: 1}
        assert list(there.sockets.closing) == [first], "who has been behind longest"
        there.sockets.turn()
        assert list(there.sockets.closing) == [first], "that was enough"


async def turn_of_the_loop() -> None:
    turned = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(turned.set_result, None)
    await turned


async def test_a_crowd_that_is_late_as_one_is_not_closed_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets, "LATE_AT_ONCE", 2)
    async with house() as there, AsyncExitStack() as crowd:
        for _ in range(5):
            client = await crowd.enter_async_context(await there.raw())
            await client.handshake()
        waits = there.sockets.limits.hello_within_s
        there.sockets.turn(waits)
        closing = [len(there.sockets.closing)]
        for _ in range(2):
            there.sockets.turn()
            closing.append(len(there.sockets.closing))
        assert closing == [2, 4, 5]


async def test_others_are_served_between_the_steps_of_a_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets, "STEPS_AT_ONCE", 2)
    async with house() as there, AsyncExitStack() as crowd:
        for _ in range(5):
            client = await crowd.enter_async_context(await there.raw())
            await client.handshake()
        there.sockets.turn(there.sockets.limits.hello_within_s - 1)
        there.sockets._turn_again()
        closed = [len(there.sockets.closing)]
        for _ in range(2):
            there.sockets._turn_on()  # as the timer does
            closed.append(len(there.sockets.closing))
        there.sockets.stop()
        assert closed == [2, 4, 5]


async def test_a_turn_is_through_before_the_next_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "STEPS_AT_ONCE", 1)
    async with house() as there, AsyncExitStack() as crowd:
        for _ in range(5):
            client = await crowd.enter_async_context(await there.raw())
            await client.handshake()
        there.sockets.turn(there.sockets.limits.hello_within_s - 1)
        there.sockets._turn_again()
        assert len(there.sockets.closing) == 1
        there.sockets._turn_again()
        assert len(there.sockets.closing) == 5
        there.sockets.stop()


async def test_whoever_does_not_answer_our_close_is_cut() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        there.gateway.greeted[0].close(4000, "Go.")
        there.sockets.turn(4)
        assert there.gateway.gone == []
        there.sockets.turn(1)
        await there.gateway.went.wait()
        assert there.open_connections == set()


# Too quiet


async def test_everybody_is_pinged_and_told_that_the_line_carries_once_in_fifteen_turns() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        there.sockets.turn(15)
        client.send(Opcode.PING, b"end")
        heard = [await client.frame() for _ in range(3)]
        assert [frame.opcode for frame in heard] == [Opcode.PING, Opcode.TEXT, Opcode.PONG]
        assert heard[1].data == b'{"type":"alive"}'


async def test_whoever_says_that_it_is_alive_hears_the_same() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        client.send(Opcode.TEXT, b'{"type":"alive"}')
        assert (await client.frame()).data == b'{"type":"alive"}'


async def test_whoever_sends_no_byte_for_long_is_closed_without_further_meaning() -> None:
    async with house() as there, there.desk() as client:
        there.sockets.turn(60)
        code, said = await close_of(client)
        assert code == CloseCode.SILENT
        assert [frame["type"] for frame in said] == ["goodbye"]
        await there.gateway.went.wait()
        assert len(there.gateway.gone) == 1


async def test_any_byte_is_life() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        for _ in range(10):
            there.sockets.turn(14)
            client.send(Opcode.PING, b"?")
            while (await client.frame()).opcode is not Opcode.PONG:
                pass
        assert len(there.sockets) == 1


# Sent away


async def test_a_revoked_session_loses_its_sockets_at_once_and_only_its_own() -> None:
    async with (
        house() as there,
        there.desk("ann") as one,
        there.desk("ann2") as two,
        there.desk("ben") as other,
        there.connect("/socket/desk") as mute,
    ):
        there.sockets.close_session("s_ann")
        assert (await close_of(one))[0] == CloseCode.SIGNED_OUT
        assert (await close_of(two))[0] == CloseCode.SIGNED_OUT
        await other.send(post(1))
        assert await hear(other) == {"type": "ack", "id": 1}
        assert mute.close_code is None


async def test_when_the_server_stops_clients_are_told_to_come_back_spread_out() -> None:
    async with house() as there, there.desk("ann") as one, there.desk("ben") as two:
        for connection in there.sockets:
            connection.shutdown()
        waits = []
        for client in (one, two):
            code, said = await close_of(client)
            assert code == CloseCode.DRAINING
            waits.append(said[-1]["retry_after_ms"])
        assert waits[0] != waits[1]
        assert all(0 <= wait <= 10_000 for wait in waits)


async def test_after_a_close_nothing_is_taken_and_nothing_sent() -> None:
    async with house() as there, await there.raw() as client:
        await client.greet()
        [connection] = there.gateway.greeted
        connection.close(4000, "Go.")
        connection.close(4100, "Go again.")
        connection.send(b'{"type":"late"}')
        client.send(Opcode.TEXT, post(1).encode())
        assert (await client.answer())["code"] == 4000
        assert await client.close_code() == 4000
        client.send(Opcode.CLOSE, b"\x0f\xa0")
        assert await client.ends()
        assert there.gateway.received == []


# Broken on purpose


async def test_an_address_that_goes_on_breaking_the_protocol_is_refused_and_nobody_else_is() -> (
    None
):
    async with house(proxies=("127.0.0.1",)) as there:

        async def status(address: str) -> int:
            async with await there.raw() as client:
                status, _ = await client.handshake(X_Forwarded_For=address)
                if status == HTTPStatus.SWITCHING_PROTOCOLS:
                    client.send_bytes(Frame(Opcode.BINARY, b"x").serialize(mask=True))
                    assert await client.close_code() == UNSUPPORTED_DATA
                return status

        for _ in range(60):
            assert await status("192.0.2.1") == HTTPStatus.SWITCHING_PROTOCOLS
        assert await status("192.0.2.1") == HTTPStatus.TOO_MANY_REQUESTS
        assert await status("192.0.2.2") == HTTPStatus.SWITCHING_PROTOCOLS
        there.sockets.turn()
        assert await status("192.0.2.1") == HTTPStatus.SWITCHING_PROTOCOLS
        assert await status("192.0.2.1") == HTTPStatus.TOO_MANY_REQUESTS
