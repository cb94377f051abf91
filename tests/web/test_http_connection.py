"""HTTP connections: how many there may be, and how long each may take over anything."""

import asyncio
import json
from types import SimpleNamespace

import httpx
import pytest

from parlour.rates import ENDLESS, Limit, Rate
from parlour.web import http_connection, paced
from parlour.web.address import network_of
from parlour.web.counts import SocketCounts
from parlour.web.http_connection import Porch
from tests.web.front_desk import SEAT, FrontDesk, problem
from tests.web.test_server import handshake, running

HERE = "parlour.web.http_connection"


class Caller:
    """A bare connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def all_said(self) -> bytes:
        """Until it is closed."""
        return await asyncio.wait_for(self.reader.read(), 5)

    async def is_cut(self) -> bool:
        try:
            return await self.all_said() == b""
        except ConnectionResetError:
            return True

    async def hang_up(self) -> None:
        self.writer.transport.abort()
        await asyncio.gather(self.writer.wait_closed(), return_exceptions=True)


async def call(port: int, said: bytes = b"") -> Caller:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    return Caller(reader, writer)


ASK = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


# How many


async def test_at_the_limit_an_address_is_served_and_above_it_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{HERE}.HTTP_CONNECTIONS_OF_ADDRESS_MAX", 3)
    async with running() as there:
        port = await there.port
        callers = [await call(port, ASK) for _ in range(3)]
        for caller in callers:
            assert (await caller.reader.readline()).startswith(b"HTTP/1.1 200")
        fourth = await call(port)
        assert await fourth.is_cut()
        assert there.sockets.counts.cut == 1
        await callers[0].hang_up()
        fifth = await call(port, ASK)
        while not (await fifth.reader.read(1)):
            fifth = await call(port, ASK)  # the server has not heard yet that the first has gone
        for caller in (*callers[1:], fourth, fifth):
            await caller.hang_up()


async def test_a_socket_takes_no_place_of_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{HERE}.HTTP_CONNECTIONS_OF_ADDRESS_MAX", 1)
    async with running() as there:
        port = await there.port
        sockets = []
        for _ in range(3):
            caller = await call(port, handshake(port))
            assert (await caller.reader.readline()).startswith(b"HTTP/1.1 101")
            sockets.append(caller)
        for caller in sockets:
            await caller.hang_up()


def test_a_crowd_from_one_address_leaves_room_for_others_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{HERE}.HTTP_CONNECTIONS_OF_ADDRESS_MAX", 2)
    monkeypatch.setattr(f"{HERE}.HTTP_CONNECTIONS_MAX", 5)
    porch = Porch(SocketCounts(), {"10.0.0.1"}, Rate(lambda: 0.0, ENDLESS))
    assert [porch.enter("9.9.9.9") for _ in range(3)] == [True, True, False]
    porch.leave("9.9.9.9")
    assert [porch.enter("10.0.0.1") for _ in range(4)] == [True, True, True, False], "of all"
    for peer in ("9.9.9.9",) * 2 + ("10.0.0.1",) * 4:
        porch.leave(peer)
    assert not porch._of_address
    assert porch._total == 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("1:2:nonsense", "1:2:nonsense"),
        ("", ""),
    ],
)
def test_of_ipv6_the_network_counts(address: str, counted: str) -> None:
    assert network_of(address) == counted


# How long


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: ",
        b"POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
        ASK + b"\r\n",
        ASK + b"GET / HTTP/1.1\r\n",
    ],
    ids=["silence", "half a line", "half a header", "half a body", "blank", "half a second one"],
)
async def test_whoever_stops_in_the_middle_is_cut(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{HERE}.REQUEST_WITHIN_S", 0.1)
    async with running() as there:
        caller = await call(await there.port, said)
        answered = await asyncio.wait_for(caller.reader.read(), 5)
        assert answered.count(b"HTTP/1.1") == said.count(ASK)
        await caller.hang_up()


async def test_drops_that_keep_coming_do_not_lengthen_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{HERE}.REQUEST_WITHIN_S", 0.2)
    async with running() as there:
        caller = await call(await there.port, b"GET / HTTP/1.1\r\nHost: x\r\nA: ")
        cut = asyncio.create_task(caller.is_cut())
        drops = 0
        while not cut.done():
            caller.writer.write(b"a")
            await asyncio.wait({cut}, timeout=0.02)
            drops += 1
            assert drops < 200, "it would go on for ever"
        assert await cut
        await caller.hang_up()


async def test_an_answer_that_is_not_taken_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a transport that stays full: only in the end is it aborted."""
    monkeypatch.setattr(f"{HERE}.ANSWER_WITHIN_S", 0.01)
    monkeypatch.setattr(f"{HERE}.CLOSED_WITHIN_S", 0.01)
    aborted = asyncio.Event()
    deeds: list[str] = []

    class FullTransport:
        def is_closing(self) -> bool:
            return "close" in deeds

        def close(self) -> None:
            deeds.append("close")

        def abort(self) -> None:
            deeds.append("abort")
            aborted.set()

    connection = http_connection.HttpConnection.__new__(http_connection.HttpConnection)
    connection.transport = FullTransport()  # type: ignore[assignment]
    connection.loop = asyncio.get_running_loop()
    cycle = SimpleNamespace(response_complete=False, scope={"path": "/api/v1/me"})
    connection.cycle = cycle  # type: ignore[assignment]
    connection._arm_for_what_is_next()
    await asyncio.wait_for(aborted.wait(), 5)
    assert deeds == ["close", "abort"]


# How often


async def test_an_address_asks_so_much_and_is_told_how_long_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paced, "REQUESTS_OF_ADDRESS", Limit(burst=3, per_s=0.2))
    desk = FrontDesk()
    async with desk.visitor("198.51.100.7") as client, desk.visitor("198.51.100.8") as other:
        answers = [await client.get("/api/v1/sites/shop/widget") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert problem(answers[-1]) == (429, "too_fast")
        assert answers[-1].headers["retry-after"] == "5"
        assert (await other.get("/api/v1/sites/shop/widget")).status_code == 200
        assert (await client.get("/health/live")).status_code == 200
        desk.clock.advance(5_000)
        assert (await client.get("/api/v1/sites/shop/widget")).status_code == 200


async def test_an_address_whose_sockets_broke_the_protocol_waits_with_its_requests_too() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client, desk.visitor("192.0.2.9") as neighbour:
        for _ in range(60):
            desk.offences.take("127.0.0.1")
        answer = await client.get("/api/v1/sites/shop/widget")
        assert problem(answer) == (429, "too_fast")
        assert answer.headers["retry-after"] == "1"
        assert (await neighbour.get("/api/v1/sites/shop/widget")).status_code == 200
        desk.clock.advance(1_000)
        assert (await client.get("/api/v1/sites/shop/widget")).status_code == 200


def turned_away(answered: bytes) -> None:
    head, _, body = answered.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 429")
    assert b"retry-after: 1" in head
    assert json.loads(body)["code"] == "too_fast"


async def test_an_address_that_must_stay_away_is_answered_before_its_request_is_read() -> None:
    async with running() as there:
        port = await there.port
        for _ in range(60):
            there.sockets.offences.take("127.0.0.1")
        api = b"GET /api/v1/sites/shop/widget HTTP/1.1\r\nHost: x\r\n\r\n"
        unfinished = handshake(port).partition(b"\r\n")[0]
        for asked in (handshake(port), unfinished, api):
            caller = await call(port, asked)
            turned_away(await caller.all_said())
            await caller.hang_up()
        caller = await call(port, ASK)
        health = await caller.reader.readuntil(b"live\n")
        assert health.startswith(b"HTTP/1.1 200")
        caller.writer.write(api)
        turned_away(await caller.all_said())
        await caller.hang_up()
        there.sockets.turn()
        caller = await call(port, handshake(port))
        assert (await caller.reader.readline()).startswith(b"HTTP/1.1 101")
        await caller.hang_up()


def test_behind_a_trusted_proxy_nobody_is_turned_away_unread() -> None:
    offences = Rate(lambda: 0.0, Limit(burst=1, per_s=1))
    porch = Porch(SocketCounts(), {"10.0.0.1"}, offences)
    for peer in ("10.0.0.1", "9.9.9.9"):
        offences.take(peer)
    assert porch.turn_away("10.0.0.1") == b""
    assert porch.turn_away("9.9.9.9").startswith(b"HTTP/1.1 429")
    assert porch.turn_away("9.9.9.8") == b""


async def test_tickets_without_end_are_refused_and_counted() -> None:
    desk = FrontDesk()
    async with desk.person("agent") as client:
        answers: list[httpx.Response] = []
        while not answers or answers[-1].status_code == 200:
            answers.append(await client.post("/api/v1/ticket", headers=SEAT))
        assert len(answers) == 61
        assert problem(answers[-1]) == (429, "too_fast")
        assert answers[-1].headers["retry-after"] == "2"
        metrics = (await client.get("/metrics")).text
        assert 'parlour_too_fast_total{limit="tickets_of_person"} 1.0' in metrics
        assert 'parlour_too_fast_total{limit="requests_of_address"} 0.0' in metrics
