"""What browsers may run, load and frame of ours: read from the policy as a browser reads it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from parlour.web.headers import policy_for

HOST = "parlour.test"
PAGES = ("/desk", "/desk/", "/desk/chats/c_1", "/demo/shop", "/demo/shop/lamp.html")
OTHERS = ("/", "/api/v1/me", "/parlour.js", "/widget/widget-Ab12Cd34.js", "/health/live", "/nope")
WEB = Path(__file__).parents[2] / "web"


def policy(path: str, host: str = HOST) -> dict[str, set[str]]:
    directives = [part.split() for part in policy_for(path, host).split(";")]
    names = [name for name, *_ in directives]
    assert len(set(names)) == len(names), "browsers take the first of two"
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_no_script_runs_but_from_our_own_files(path: str) -> None:
    found = policy(path)
    scripts = found.get("script-src", found["default-src"])
    assert scripts == ({"'self'"} if path in PAGES else {"'none'"})
    assert {"script-src-elem", "script-src-attr"}.isdisjoint(found)


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_nobody_else_frames_a_page_of_ours(path: str) -> None:
    assert policy(path)["frame-ancestors"] <= {"'none'", "'self'"}
    if path.startswith("/desk"):
        assert policy(path)["frame-ancestors"] == {"'none'"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_turned_neither_to_another_base_nor_into_a_plugin(path: str) -> None:
    found = policy(path)
    assert found["base-uri"] == found["object-src"] == {"'none'"}
    assert found["form-action"] == {"'self'"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_talks_to_its_own_server_alone(path: str) -> None:
    found = policy(path)
    assert found["connect-src"] == {"'self'", f"ws://{HOST}", f"wss://{HOST}"}
    for name in ("default-src", "img-src", "style-src"):
        assert found[name] <= {"'self'", "data:", "blob:", "'unsafe-inline'"}


@pytest.mark.parametrize("host", ["", "a b", "a;script-src *", "a\tb", "a,b", "é", "a/b", "a'b"])
def test_a_strange_host_adds_nothing(host: str) -> None:
    assert policy("/desk/", host)["connect-src"] == {"'self'"}


def inline_in(html: str) -> list[str]:
    """Scripts and handlers that stand in the page itself."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "script" and "src" not in given:
                found.append("a script")
            found.extend(name for name in given if name.startswith("on"))
            values = [value or "" for value in given.values()]
            found.extend(v for v in values if re.match(r"\s*javascript:", v, re.I))

    Reader().feed(html)
    return found


def test_the_pages_need_none_that_the_policy_forbids() -> None:
    sources = [WEB / "desk/index.html", *(WEB / "shop").glob("*.html"), WEB / "shop/pages.ts"]
    assert {path.name: inline_in(path.read_text()) for path in sources} == {
        path.name: [] for path in sources
    }


def test_what_it_would_forbid_is_found() -> None:
    html = "<a href=' javascript:x'>a</a><script>x</script><b onclick=x>b</b>"
    assert inline_in(html) == [" javascript:x", "a script", "onclick"]
