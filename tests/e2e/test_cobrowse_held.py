"""What the end-user has not come near does not leave their browser; what they see is exact."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from parlour.cobrowse.packing import Unpacker
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.replay_house import HTML, Canary, build, desk_page
from tests.e2e.test_cobrowse import agree, ask, picture, streams_sent_by

pytestmark = pytest.mark.browser

WINDOW: ViewportSize = {"width": 1000, "height": 700}
DEEP, HIDDEN, INNER, ROW, GONE, LATER = (
    f"sEcr3t{name}" for name in ("deep", "hidden", "inner", "row", "gone", "later")
)
SAID = "Every sentence here says <b>something</b> of its own, and goes on to the next line of it. "


def paragraphs(count: int) -> str:
    """Strokes take more room than such narrow letters."""
    return "".join(f"<p>{number}: {SAID * 3}{'illi ' * 40}</p>" for number in range(count))


PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Long</title><style>
body {{ margin: 0 auto; max-width: 700px; font: 16px/1.5 serif; background: #fffdf8; }}
header {{ position: sticky; top: 0; background: #eee; }}
aside {{ position: fixed; right: 8px; bottom: 8px; background: #efe; }}
.inner {{ height: 150px; overflow: auto; border: 1px solid #888; }}
.grid {{ display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }} .none {{ display: none; }}
</style></head><body><header>Always there</header><h1>Long</h1>
<div class="grid"><p>Left of it: {SAID}</p><p>Right of it: {SAID}</p></div>
<div class="inner">{paragraphs(60)}<p>{INNER}</p></div>
<div class="none" id="none"><p>{HIDDEN}</p></div>
<p id="shown">Shown at once</p>
{paragraphs(30)}<table><tr><td>{ROW}<td>b</table>{paragraphs(30)}
<p id="gone">{GONE}</p><p id="later">{LATER}</p><p id="deep">{DEEP}</p>
<pre>one\ntwo</pre><aside>Over it all</aside></body></html>"""
SECRETS = (DEEP, HIDDEN, INNER, ROW, GONE, LATER)
STROKES = "\u2013\u2013\u2013\u2013\u2013 "


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("harness"))


@pytest.fixture
def page(browser: Browser, script: bytes) -> Iterator[Page]:
    site = Canary({"/": (HTML, PAGE.encode()), "/h.js": ("text/javascript", script)})
    context = browser.new_context(viewport=WINDOW)
    opened = context.new_page()
    opened.goto(f"{site.origin}/")
    opened.add_script_tag(url="/h.js")
    yield opened
    context.close()
    site.close()


def record(page: Page, *, whole: bool = False) -> None:
    page.evaluate("(all) => { window.told = window.harness.record([], [], all); }", whole)
    page.wait_for_function("() => window.told().some((line) => JSON.parse(line).type === 2)")


def told(page: Page) -> str:
    lines = page.evaluate("() => window.told()")
    return "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines)


def wait_for(page: Page, words: str) -> None:
    page.wait_for_function("(words) => window.told().join().includes(words)", arg=words)


def test_what_is_below_leaves_the_page_when_they_come_near(page: Page) -> None:
    record(page)
    first = told(page)
    assert [secret for secret in SECRETS if secret in first] == []
    for seen in ("Always there", "Over it all", "Shown at once", "Left of it", "Right of it"):
        assert seen in first
    assert STROKES in first

    page.evaluate("() => { document.querySelector('#none').style.display = 'block'; }")
    wait_for(page, HIDDEN)
    page.evaluate("() => { document.querySelector('.inner').scrollTop = 1e6; }")
    wait_for(page, INNER)
    page.evaluate("() => document.querySelector('table').scrollIntoView()")
    wait_for(page, ROW)
    assert DEEP not in told(page)

    page.evaluate("() => document.querySelector('#gone').remove()")
    page.evaluate("() => document.querySelector('#later').setAttribute('data-parlour-mask', '')")
    page.evaluate("() => document.querySelector('#deep').scrollIntoView()")
    wait_for(page, DEEP)
    everything = told(page)
    assert GONE not in everything
    assert LATER not in everything
    assert "\u2022" * len(LATER) in everything
    texts = texts_of(everything)
    assert [text for text in texts if STROKES in text] == []


def texts_of(lines: str) -> list[str]:
    """As they are in the end, of nodes that are there in the end."""
    texts: dict[int, str] = {}
    for event in map(json.loads, lines.splitlines()):
        data = event["data"]
        waiting = [data["node"]] if "node" in data else []
        while waiting:
            node = waiting.pop()
            waiting += node.get("childNodes", [])
            if node["type"] == 3:
                texts[node["id"]] = node["textContent"]
        for removed in data.get("removes", []):
            texts.pop(removed["id"] + 1, None)
        texts.update({text["id"]: text["value"] for text in data.get("texts", [])})
    return list(texts.values())


def drawn(browser: Browser, desk: str, events: list[Any]) -> bytes:
    """What a viewer sees of these events, through both ends of the stream."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.goto(desk)
    page.add_script_tag(url="/desk/harness.js")
    page.add_style_tag(content="body { margin: 0; } iframe { border: 0; display: block; }")
    played = page.evaluate(
        "(lines) => window.harness.play(window.harness.carried(lines), false)", events
    )
    assert played == {"drawn": True, "fault": ""}
    frame = page.frames[-1]
    frame.wait_for_function("() => document.querySelector('.inner') !== null")
    page.wait_for_function(
        """(top) => Math.abs(document.querySelector('iframe').contentDocument
            .querySelector('iframe').contentWindow.scrollY - top) < 1""",
        arg=scrolled(events),
    )
    shot = page.screenshot(animations="disabled")
    context.close()
    return shot


def scrolled(events: list[Any]) -> float:
    top: float = 0
    for event in map(json.loads, events):
        data = event["data"]
        if "initialOffset" in data:
            top = data["initialOffset"]["top"]
        elif data.get("source") == 3 and data["id"] == 1:
            top = data["y"]
    return top


@pytest.mark.parametrize("where", ["at the top", "in the middle", "at the end", "jumped there"])
def test_what_they_see_is_drawn_exactly(
    browser: Browser, page: Page, script: bytes, where: str
) -> None:
    go = "(part) => scrollTo(0, part * document.documentElement.scrollHeight)"
    part = {"at the top": 0, "in the middle": 0.5, "at the end": 1, "jumped there": 0}[where]
    shots = []
    with desk_page(script) as desk:
        for whole in (True, False):
            page.goto(page.url)
            page.add_script_tag(url="/h.js")
            page.evaluate(go, part)
            record(page, whole=whole)
            if where == "jumped there":
                page.evaluate(go, 1)
                wait_for(page, DEEP)
                page.wait_for_function("() => JSON.parse(told().at(-1)).data.source === 3")
            events = page.evaluate("() => window.told()")
            assert (STROKES in "".join(texts_of(told(page)))) == (not whole)
            shots.append(drawn(browser, desk, events))
    assert shots[0] == shots[1]


def test_the_agent_sees_it_once_it_was_scrolled_to(cast: Cast[House]) -> None:
    """Neither the server nor the desk has it before."""
    ann, ada = cast.talking()
    ann.page.evaluate(
        """([words, secret]) => document.querySelector('main').insertAdjacentHTML('beforeend',
            `<div style="font-size: 30px">${words}</div><p id="deep">${secret}</p>`)""",
        [paragraphs(20), DEEP],
    )
    streams = streams_sent_by(ann.page)
    ask(ada)
    agree(ann)
    expect(picture(ada).get_by_role("link", name="Halden")).to_be_visible()
    expect(picture(ada).locator("#deep")).to_have_text(
        "\u2013\u2013\u2013\u2013\u2013 \u2013\u2013\u2013 \u2013"[: len(DEEP)]
    )
    assert DEEP not in sent(streams)
    ann.page.get_by_role("button", name="Minimise chat").click()
    ann.page.evaluate("() => document.querySelector('#deep').scrollIntoView()")
    expect(picture(ada).locator("#deep")).to_have_text(DEEP)
    expect(picture(ada).locator("#deep")).to_be_in_viewport()
    assert DEEP in sent(streams)

    ada.page.reload()
    expect(picture(ada).locator("#deep")).to_have_text(DEEP)


def sent(streams: list[list[bytes]]) -> str:
    """All lines that left the end-user's browser."""
    lines: list[str] = []
    for stream in streams:
        unpacker = Unpacker()
        lines += [line.decode() for message in stream for line in unpacker.lines(message)]
    return "\n".join(lines)
