"""A site's chat on a page of its own, and which answers may stand in whose frame."""

import re
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from parlour.directory.records import Theme
from parlour.web.app import routes
from parlour.web.chat_page import framing
from tests.web.front_desk import OTHER, SEAT, SHOP, FrontDesk
from tests.web.test_content_policy import inline_in

ODD = '<b>"Ann\'s" & sons</b>'


def policy_in(headers: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in headers["content-security-policy"].split(";")]
    return {name: sources for name, *sources in parts}


async def test_it_stands_alone_with_the_site_s_name_and_look() -> None:
    desk = FrontDesk()
    theme = Theme(scheme="dark")
    desk.directory.sites[SHOP.site_id] = SHOP.but(name=ODD, language="de", theme=theme)
    async with desk.visitor() as client:
        answer = await client.get("/chat/shop")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "no-store"
    assert ODD not in answer.text
    assert "&lt;b&gt;" in answer.text
    for part in ('lang="de"', 'data-site="shop"', 'data-scheme="dark"', 'content="noindex"'):
        assert part in answer.text
    assert inline_in(answer.text) == []
    assert "style=" not in answer.text


async def test_nothing_runs_on_it_but_our_own_files() -> None:
    async with FrontDesk().visitor() as client:
        found = policy_in((await client.get("/chat/shop")).headers)
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]
    assert found["connect-src"] == ["'self'", "ws://parlour.test", "wss://parlour.test"]
    assert found["base-uri"] == found["object-src"] == found["form-action"] == ["'none'"]


async def test_pages_of_allowed_origins_frame_it_as_soon_as_they_are_allowed() -> None:
    desk = FrontDesk()
    async with desk.visitor() as client:

        async def ancestors(site: str = "shop") -> list[str]:
            headers = (await client.get(f"/chat/{site}")).headers
            return policy_in(headers)["frame-ancestors"]

        assert await ancestors() == ["https://shop.example"]
        assert await ancestors("other") == list(OTHER.allowed_origins)
        both = ("https://shop.example", "http://127.0.0.1:8090")
        desk.directory.sites[SHOP.site_id] = SHOP.but(allowed_origins=both)
        assert await ancestors() == list(both)
        desk.directory.sites[SHOP.site_id] = SHOP.but(allowed_origins=())
        assert await ancestors() == ["'none'"]


@pytest.mark.parametrize(
    "origin",
    ["*", "https://a.example; script-src *", "https://a b", "'self'", "https:", "null", ""],
)
def test_what_is_no_origin_adds_nothing_to_the_policy(origin: str) -> None:
    assert framing(SHOP.but(allowed_origins=(origin, "https://a.example"))) == (
        "https://a.example",
    )


@pytest.mark.parametrize(
    ("asked", "kept"), [("de", "de"), ("zh-Hant-TW", "zh-Hant-TW"), ('"><script>', ""), ("", "")]
)
async def test_a_language_is_one_or_nothing(asked: str, kept: str) -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.get("/chat/shop", params={"language": asked})
        assert f'data-language="{kept}"' in answer.text
        assert "<script>" not in answer.text


async def test_of_a_site_that_is_not_there_nothing_is_said() -> None:
    async with FrontDesk().visitor() as client:
        answer = await client.get("/chat/<b>none")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert policy_in(answer.headers)["frame-ancestors"] == ["'none'"]
    assert "none" not in answer.text


# Of all routes -----------------------------------------------------------------------------------


def paths() -> list[str]:
    """Every route that is read, with something in each of its places."""
    known = {"site_id": "shop", "kind": "site", "schema": "openapi"}
    found: list[str] = []
    for route in routes().routes:
        if isinstance(route, HTTPRoute) and "GET" in route.methods:
            found.append(re.sub(r"{(\w+)(:\w+)?}", lambda m: known.get(m[1], "x1"), route.path))
    return found


@pytest.mark.parametrize("role", [None, "agent", "admin"])
async def test_no_other_answer_may_stand_in_a_frame(tmp_path: Path, role: Any) -> None:
    for name in ("desk/index.html", "shop/index.html", "hosted/hosted.js", "parlour.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<!doctype html><title>t</title>")
    desk = FrontDesk(built=tmp_path)
    clients = ("/desk", "/desk/", "/desk/admin/sites", "/parlour.js", "/hosted/hosted.js", "/nope")
    assert "/chat/shop" in paths()
    assert len(paths()) > 25
    async with desk.person(role) if role else desk.visitor() as client:
        for path in (*paths(), *clients):
            answer = await client.get(path, headers=SEAT)
            told = policy_in(answer.headers)["frame-ancestors"]
            wanted = ["https://shop.example"] if path == "/chat/shop" else ["'none'"]
            assert told == wanted, path
        demo = await client.get("/demo/shop")
        assert policy_in(demo.headers)["frame-ancestors"] == ["'self'"], "the demo's own"
