"""An end-user's client comes back without a request: it says the token of its visit in hello."""

import asyncio
import json
from collections.abc import Callable

import pytest
from websockets.frames import Opcode

from parlour.wire.frames import CloseCode
from tests.hub.stage import turns
from tests.web.stage import EVE, close_of, hear, house

WIDGET = "/socket/widget/shop"


def hello(visit: str) -> str:
    return json.dumps({"type": "hello", "visit": visit, "client": "tab_1"})


async def test_a_visitor_is_known_by_their_token_as_often_as_they_come() -> None:
    async with house() as there:
        for _ in range(2):
            async with there.connect(WIDGET) as client:
                await client.send(hello("eve"))
                assert await hear(client) == {"type": "welcome"}
        assert [greeted.principal for greeted in there.gateway.greeted] == [EVE, EVE]


@pytest.mark.parametrize(
    ("path", "token"), [(WIDGET, "nobody"), ("/socket/desk", "eve"), (WIDGET, "")]
)
async def test_a_token_admits_nobody_else_and_nowhere_else(path: str, token: str) -> None:
    async with house() as there, there.connect(path) as client:
        await client.send(hello(token))
        assert (await close_of(client))[0] == CloseCode.TICKET_REFUSED
        assert there.gateway.greeted == []


async def test_who_can_not_be_looked_up_now_is_told_to_come_back() -> None:
    async with house() as there, there.connect(WIDGET) as client:
        await client.send(hello("unwritable"))
        code, [goodbye] = await close_of(client)
        assert code == CloseCode.STORE_UNAVAILABLE
        assert 0 < goodbye["retry_after_ms"] <= 10_000


async def test_who_is_gone_before_they_are_known_is_not_greeted() -> None:
    async with house() as there, await there.raw() as client:
        await client.handshake(path=WIDGET)
        there.booth.answering.clear()
        client.send(Opcode.TEXT, hello("eve").encode())
        await until(lambda: there.booth.asked == 1)
        client.writer.transport.abort()
        await until(lambda: len(there.sockets) == 0)
        there.booth.answering.set()
        await there.sockets.finish()
        assert there.gateway.greeted == []


async def test_a_full_house_turns_handshakes_away_with_a_time_to_come_back() -> None:
    async with house() as there, await there.raw() as client:
        there.gateway.away_ms = 2_300
        status, head = await client.handshake(path=WIDGET)
        assert status == 503
        assert b"retry-after: 3\r\n" in head.lower()
        assert there.sockets.counts.rejected[503] == 1
        assert len(there.sockets) == 0


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await turns(1)
