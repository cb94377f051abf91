"""The clients' files, health, metrics, and the headers that every answer carries."""

import gzip
from pathlib import Path

import pytest

from tests.web.front_desk import SEAT, FrontDesk, problem

SCRIPT = "console.log('parlour');\n" * 100


@pytest.fixture
def built(tmp_path: Path) -> Path:
    files = {
        "desk/index.html": "<!doctype html><title>Desk</title>",
        "desk/assets/index-Ab12Cd34.js": SCRIPT,
        "widget/widget-Ab12Cd34.js": SCRIPT,
        "shop/index.html": "<!doctype html><title>Shop</title>",
        "parlour.js": "tiny",
        ".built": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize("path", ["/desk", "/desk/", "/desk/chats/c_1", "/desk/floor?seat=3"])
async def test_every_place_of_the_desk_is_its_one_page(built: Path, path: str) -> None:
    async with FrontDesk(built=built).visitor() as client:
        answer = await client.get(path)
        assert answer.status_code == 200
        assert "Desk" in answer.text
        assert answer.headers["cache-control"] == "no-cache"
        policy = answer.headers["content-security-policy"]
        for part in (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self' ws://parlour.test wss://parlour.test",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ):
            assert part in policy


@pytest.mark.parametrize("path", ["/desk/assets/index-Ab12Cd34.js", "/widget/widget-Ab12Cd34.js"])
async def test_a_file_with_a_hash_in_its_name_is_kept_for_ever(built: Path, path: str) -> None:
    async with FrontDesk(built=built).visitor() as client:
        answer = await client.get(path)
        assert answer.text == SCRIPT
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]


async def test_the_loader_is_kept_for_minutes_and_loads_from_anywhere(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        answer = await client.get("/parlour.js", headers={"Origin": "https://shop.example"})
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["access-control-allow-origin"] == "*"


async def test_files_travel_packed_where_the_browser_can_unpack(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        path = "/widget/widget-Ab12Cd34.js"
        packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
        plain = await client.get(path, headers={"Accept-Encoding": "identity"})
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) == len(gzip.compress(SCRIPT.encode()))
        assert "content-encoding" not in plain.headers
        assert packed.text == plain.text == SCRIPT


async def test_an_unchanged_file_is_not_sent_again(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        etag = (await client.get("/desk/")).headers["etag"]
        answer = await client.get("/desk/", headers={"If-None-Match": etag})
        assert (answer.status_code, answer.content) == (304, b"")


async def test_asking_for_the_head_alone_gives_no_body(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        answer = await client.head("/desk/")
        assert (answer.status_code, answer.content) == (200, b"")
        assert int(answer.headers["content-length"]) > 0


async def test_hidden_files_are_not_served(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        assert problem(await client.get("/.built")) == (404, "not_found")


async def test_without_a_build_the_desk_says_what_is_missing() -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.get("/desk/")
        assert answer.status_code == 503
        assert "make build" in answer.text


async def test_the_shop_is_there_in_the_demo_only(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        assert "Shop" in (await client.get("/demo/shop")).text
        assert problem(await client.get("/shop/index.html")) == (404, "not_found")
    async with FrontDesk(built=built, demo=False).visitor() as client:
        assert problem(await client.get("/demo/shop")) == (404, "not_found")


async def test_a_strange_host_does_not_get_into_the_policy(built: Path) -> None:
    async with FrontDesk(built=built).visitor() as client:
        answer = await client.get("/desk/", headers={"Host": "a; script-src *"})
        assert "script-src *" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/desk/", "/parlour.js", "/api/v1/me", "/nope", "/health/live", "/demo/shop"]
)
async def test_every_answer_is_careful(built: Path, path: str) -> None:
    async with FrontDesk(built=built).visitor() as client:
        headers = (await client.get(path, headers=SEAT)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "base-uri 'none'" in headers["content-security-policy"]
        assert "server" not in headers


async def test_health_tells_life_from_readiness() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client:
        assert (await client.get("/health/ready")).status_code == 200
        desk.floor.ready = False
        assert (await client.get("/health/live")).status_code == 200
        assert (await client.get("/health/ready")).status_code == 503


async def test_metrics_count_by_bounded_labels() -> None:
    desk = FrontDesk()
    desk.counts.open["agent"] = 2
    desk.counts.frames_in = 7
    desk.counts.refused["bad_frame"] = 1
    desk.counts.closed[4000] = 1
    desk.counts.rejected[403] = 4
    async with desk.visitor() as client:
        answer = await client.get("/metrics")
        assert answer.headers["content-type"].count("charset") == 1
        lines = answer.text.splitlines()
        for line in (
            'parlour_connections{role="agent"} 2.0',
            'parlour_connections{role="end_user"} 0.0',
            "parlour_frames_in_total 7.0",
            'parlour_frames_refused_total{code="bad_frame"} 1.0',
            'parlour_sockets_closed_total{code="4000"} 1.0',
            'parlour_handshakes_rejected_total{status="403"} 4.0',
            'parlour_commands_total{outcome="acknowledged"} 3.0',
            'parlour_letters_total{outcome="sent"} 2.0',
        ):
            assert line in lines


@pytest.mark.parametrize("address", ["198.51.100.7x", "8.8.8.8", "2606:4700::1111"])
async def test_metrics_are_not_for_the_public(address: str) -> None:
    async with FrontDesk().visitor(address) as client:
        assert problem(await client.get("/metrics")) == (404, "not_found")


async def test_metrics_do_not_pass_a_proxy() -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.get("/metrics", headers={"X-Forwarded-For": "8.8.8.8"})
        assert problem(answer) == (404, "not_found")


async def test_the_interface_describes_itself_without_loading_anything_foreign() -> None:
    async with FrontDesk().visitor() as client:
        described = (await client.get("/api/openapi/openapi.json")).json()
        assert "/api/v1/sites/{site_id}/ticket" in described["paths"]
