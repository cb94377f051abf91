"""From the handshake to the welcome: the ticket decides who it is."""

import json

import pytest

from parlour.web.limits import SocketLimits
from parlour.wire.frames import CloseCode
from tests.web.stage import ANN, EVE, close_of, hear, house, post, say_hello

WIDGET = "/socket/widget/shop"


def hello(ticket: str, **more: object) -> str:
    return json.dumps({"type": "hello", "ticket": ticket, "client": "tab_1"} | more)


async def test_the_engine_learns_who_it_is() -> None:
    async with (
        house() as there,
        there.connect("/socket/desk", user_agent_header="Test/1") as client,
    ):
        await say_hello(client, "ann", "tab_7")
        [connection] = there.gateway.greeted
        assert connection.principal == ANN
        assert connection.client_id == "tab_7"
        assert connection.user_agent == "Test/1"


async def test_a_user_agent_is_cut_and_bare_of_controls() -> None:
    async with house() as there:
        agent = "A\x85\xa0" + "x" * 5000
        async with await there.raw() as client:
            await client.handshake(User_Agent=agent)
            [connection] = there.sockets
            assert connection.user_agent == "A" + "x" * 299


async def test_an_end_user_is_welcomed_at_the_widget() -> None:
    async with house() as there, there.connect(WIDGET) as client:
        await say_hello(client, "eve")
        assert there.gateway.greeted[0].principal == EVE


@pytest.mark.parametrize(
    ("path", "ticket"),
    [
        ("/socket/desk", "nobody"),
        ("/socket/desk", "eve"),
        (WIDGET, "ann"),
        (WIDGET, "tom"),
    ],
    ids=["unknown", "an end-user's at the desk", "an agent's at the widget", "another site's"],
)
async def test_a_ticket_admits_only_where_it_was_made_for(path: str, ticket: str) -> None:
    async with house() as there, there.connect(path) as client:
        await client.send(hello(ticket))
        code, said = await close_of(client)
        assert code == CloseCode.TICKET_REFUSED
        assert [frame["type"] for frame in said] == ["goodbye"]
        assert there.gateway.greeted == []
        assert there.gateway.gone == []


async def test_a_ticket_works_once() -> None:
    async with house() as there, there.desk("ann"), there.connect("/socket/desk") as second:
        await second.send(hello("ann"))
        assert (await close_of(second))[0] == CloseCode.TICKET_REFUSED


async def test_whoever_says_nothing_is_closed() -> None:
    async with house() as there, there.connect("/socket/desk") as client:
        there.sockets.turn(9)
        assert len(there.sockets.closing) == 0
        there.sockets.turn(1)
        assert (await close_of(client))[0] == CloseCode.HELLO_LATE


async def test_whoever_said_hello_is_not_late() -> None:
    async with house() as there, there.desk() as client:
        there.sockets.turn(11)
        await client.send(post(1))
        assert (await hear(client))["type"] == "ack"


async def test_a_command_before_hello_ends_it() -> None:
    async with house() as there, there.connect("/socket/desk") as client:
        await client.send(post(1))
        code, said = await close_of(client)
        assert code == CloseCode.BAD_FRAMES
        assert (said[0]["code"], said[0]["id"]) == ("hello_first", 1)
        assert there.gateway.received == []


async def test_another_protocol_version_is_sent_away_for_good() -> None:
    async with house() as there, there.connect("/socket/desk") as client:
        await client.send(hello("ann", protocol=2))
        assert (await close_of(client))[0] == CloseCode.PROTOCOL


async def test_the_engine_hears_when_a_client_has_gone() -> None:
    async with house(SocketLimits()) as there:
        async with there.desk():
            assert there.sockets.counts.open["agent"] == 1
        await there.gateway.went.wait()
        assert there.gateway.gone == there.gateway.greeted
        assert there.sockets.counts.open["agent"] == 0
        assert len(there.sockets) == 0
