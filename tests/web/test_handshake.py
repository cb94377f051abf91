"""Who may open a socket at all."""

from contextlib import AsyncExitStack

import pytest

from parlour.web.address import address_of
from parlour.web.door import Admitted, Knock, Rejected
from parlour.web.limits import SocketLimits
from tests.web.stage import house

SHOP_ORIGIN = "https://shop.example"
WIDGET = "/socket/widget/shop"


async def test_our_own_page_opens_the_desk() -> None:
    async with house() as there, await there.raw() as client:
        status, head = await client.handshake()
        assert status == 101
        assert b"Sec-WebSocket-Protocol: parlour.v1\r\n" in head


@pytest.mark.parametrize("origin", [SHOP_ORIGIN, "own"])
async def test_pages_of_the_site_and_our_own_open_the_widget(origin: str) -> None:
    async with house() as there, await there.raw() as client:
        own = there.origin if origin == "own" else origin
        assert (await client.handshake(path=WIDGET, Origin=own))[0] == 101


FOREIGN = [
    None,
    "null",
    "",
    "https://evil.example",
    "https://shop.example.evil.example",
    "https://evil-shop.example",
    "https://shop.example:444",
    "https://shop.example/",
    "https://SHOP.example",
    "http://shop.example",
    "https://user@shop.example",
    "https://shop.example https://evil.example",
    "*",
    "file://",
]


@pytest.mark.parametrize("origin", FOREIGN)
async def test_other_origins_are_refused_at_the_widget(origin: str | None) -> None:
    async with house() as there, await there.raw() as client:
        status, _ = await client.handshake(path=WIDGET, Origin=origin)
        assert status == 403
        assert await client.ends()
        assert there.gateway.greeted == []


@pytest.mark.parametrize("origin", [*FOREIGN, SHOP_ORIGIN])
async def test_other_origins_are_refused_at_the_desk(origin: str | None) -> None:
    async with house() as there, await there.raw() as client:
        assert (await client.handshake(Origin=origin))[0] == 403


async def test_a_public_origin_takes_the_place_of_the_host() -> None:
    async with house(public_origin="https://chat.example") as there:
        async with await there.raw() as client:
            assert (await client.handshake())[0] == 403
        async with await there.raw() as client:
            assert (await client.handshake(Origin="https://chat.example"))[0] == 101


async def test_a_second_origin_does_not_help() -> None:
    async with house() as there, await there.raw() as client:
        two = f"{there.origin}\r\nOrigin: https://evil.example"
        assert (await client.handshake(Origin=two))[0] == 403


async def test_a_second_host_does_not_help() -> None:
    async with house() as there, await there.raw() as client:
        two = f"evil.example\r\nHost: 127.0.0.1:{there.port}"
        assert (await client.handshake(Host=two, Origin="http://evil.example"))[0] == 400


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/socket",
        "/socket/",
        "/socket/desk/",
        "/socket/desk2",
        "/socket/widget",
        "/socket/widget/",
        "/socket/widget/nope",
        "/socket/widget/shop/",
        "/socket/widget/../desk",
        "//socket/desk",
    ],
)
async def test_other_paths_are_not_there(path: str) -> None:
    async with house() as there, await there.raw() as client:
        assert (await client.handshake(path=path))[0] == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Sec_WebSocket_Protocol": None}, 400),
        ({"Sec_WebSocket_Protocol": "chat"}, 400),
        ({"Sec_WebSocket_Key": None}, 400),
        ({"Sec_WebSocket_Key": "short"}, 400),
        ({"Sec_WebSocket_Version": "8"}, 400),
        ({"Upgrade": "h2c"}, 426),
        ({"Connection": "keep-alive"}, 426),
    ],
)
async def test_a_wrong_upgrade_is_answered_with_http(
    change: dict[str, str | None], status: int
) -> None:
    async with house() as there, await there.raw() as client:
        assert (await client.handshake(**change))[0] == status
        assert len(there.sockets) == 0


async def test_compression_is_not_agreed_to() -> None:
    async with house() as there, await there.raw() as client:
        offer = "permessage-deflate; client_max_window_bits"
        status, head = await client.handshake(Sec_WebSocket_Extensions=offer)
        assert status == 101
        assert b"deflate" not in head


async def test_one_address_has_so_many_sockets_and_gets_them_back() -> None:
    async with house(SocketLimits(sockets_per_address_max=1)) as there:
        async with there.desk(), await there.raw() as second:
            status, head = await second.handshake()
            assert status == 429
            assert b"Retry-After: 30" in head
        await there.gateway.went.wait()
        async with await there.raw() as third:
            assert (await third.handshake())[0] == 101


async def test_at_the_limit_there_is_room_for_one_and_above_it_for_none() -> None:
    limits = SocketLimits(sockets_per_address_max=3)
    async with house(limits) as there, AsyncExitStack() as lines:
        clients = [await lines.enter_async_context(await there.raw()) for _ in range(4)]
        statuses = [(await client.handshake())[0] for client in clients]
        assert statuses == [101, 101, 101, 429]
        assert len(there.sockets) == 3
        assert there.sockets.counts.rejected == {429: 1}


async def test_ten_thousand_handshakes_of_one_address_cost_a_look_each() -> None:
    """Without a transport: what is asked of `examine` is all that a refusal costs."""
    async with house(SocketLimits(sockets_per_address_max=5)) as there:
        knock = Knock(path="/socket/desk", hosts=["x"], origins=["http://x"])
        verdicts = [there.sockets.examine(knock, "198.51.100.1") for _ in range(10_000)]
        assert sum(isinstance(verdict, Admitted) for verdict in verdicts) == 10
        refused = verdicts[-1]
        assert isinstance(refused, Rejected)
        assert (refused.status, refused.retry_after_s) == (429, 2)
        assert isinstance(there.sockets.examine(knock, "198.51.100.2"), Admitted)
        there.sockets.turn(2)
        assert isinstance(there.sockets.examine(knock, "198.51.100.1"), Admitted)
        assert len(there.sockets) == 0


async def test_behind_a_trusted_proxy_the_address_is_what_the_proxy_says() -> None:
    limits = SocketLimits(sockets_per_address_max=1)
    async with (
        house(limits, proxies=("127.0.0.1",)) as there,
        await there.raw() as one,
        await there.raw() as two,
        await there.raw() as three,
    ):
        assert (await one.handshake(X_Forwarded_For="198.51.100.1"))[0] == 101
        assert (await two.handshake(X_Forwarded_For="198.51.100.2"))[0] == 101
        spoofed = "203.0.113.9, 198.51.100.2"
        assert (await three.handshake(X_Forwarded_For=spoofed))[0] == 429


async def test_all_together_have_so_many() -> None:
    async with (
        house(SocketLimits(sockets_max=1)) as there,
        there.desk(),
        await there.raw() as second,
    ):
        assert (await second.handshake())[0] == 503


async def test_while_the_server_stops_nobody_comes_in() -> None:
    async with house() as there, await there.raw() as client:
        there.sockets.take_nothing_more()
        status, head = await client.handshake()
        assert status == 503
        assert b"Retry-After: 5" in head


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("9.9.9.9", "", "9.9.9.9"),
        ("9.9.9.9", "1.1.1.1", "9.9.9.9"),
        ("10.0.0.1", "1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        ("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", " , ", "10.0.0.1"),
        ("10.0.0.1", "x" * 9999, "x" * 64),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str, forwarded: str, address: str) -> None:
    assert address_of(peer, forwarded, {"10.0.0.1", "10.0.0.2"}) == address
