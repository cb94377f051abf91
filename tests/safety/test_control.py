"""That the canary sings: pages that put texts in as markup are found out, payload by payload."""

import re

from playwright.sync_api import Page

from tests.e2e.scenes import Scenes, settle
from tests.safety.conftest import Watching
from tests.safety.corpus import corpus
from tests.safety.watch import Canary, Watch

BROKEN = """(texts) => {
  for (const each of texts) {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentDocument.body.innerHTML = each;
  }
}"""
"""Each in a frame of its own: some take their page elsewhere."""
HARMLESS = """(texts) => {
  for (const each of texts) document.body.append(document.createElement("p"), each);
}"""
UNDONE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const marked = [];
  while (walk.nextNode()) if (walk.currentNode.data.includes("⟦")) marked.push(walk.currentNode);
  const some = marked.filter(({ parentElement }) => parentElement?.closest("[role=log]"));
  for (const { parentElement, data } of some.slice(0, 2)) {
    parentElement.innerHTML = data.replaceAll("http-equiv=refresh", "");
  }
}"""
"""The desk as it would be if it put texts in as markup; without those that leave it at once."""
TURN = """() => new Promise((done) => setTimeout(done, 20))"""
QUIET_TURNS = 10
TURNS_MAX = 200
"""Some never rest."""
AT_LEAST = 100
LOUD = {"event handlers", "SVG and MathML", "mutation", "loads", "styles", "out of an attribute"}
"""Families that act by being markup, without anybody's help."""
LIARS = """
<a href="javascript:void 0">a</a> <a href="https://you@b.example/">b</a>
<a href="https://b.example/">https://a.example/</a> <b onclick="1">c</b>
<a href="https://a.example/" target="_blank" rel="opener">d</a> <embed>
<a href="mailto:a@b.example?bcc=c@d.example">e</a>
"""


def test_a_page_that_takes_texts_for_markup_is_found_out(
    watching: Watching, canary: Canary
) -> None:
    watch = watching("http://broken.example", poisoned=False)
    page = blank(watch)
    page.evaluate(BROKEN, _texts(canary))
    acted = until_quiet(watch, page)
    families = {payload.family for payload in corpus() if payload.number in acted}
    assert len(acted) >= AT_LEAST
    assert LOUD - families == set()


def test_the_same_texts_as_text_do_nothing(watching: Watching, canary: Canary) -> None:
    watch = watching("http://broken.example", poisoned=False)
    page = blank(watch)
    page.evaluate(HARMLESS, _texts(canary))
    until_quiet(watch, page)
    watch.look(page)
    assert watch.all_hits() == []


def test_a_desk_that_took_texts_for_markup_would_be_found_out(
    scenes: Scenes, watching: Watching
) -> None:
    watch = watching(scenes.origin)
    page = watch.page()
    page.goto(scenes.address("chat"))
    settle(page)
    assert watch.look(page)
    assert watch.all_hits() == []
    page.evaluate(UNDONE)
    until_quiet(watch, page)
    watch.look(page)
    hits = "\n".join(watch.all_hits())
    for sign in ("call ", "canary /", " has on"):
        assert sign in hits, sign


def test_links_that_lie_are_found_out(watching: Watching) -> None:
    watch = watching("http://broken.example", poisoned=False)
    page = blank(watch)
    page.evaluate("(html) => { document.body.innerHTML = html; }", LIARS)
    watch.look(page)
    told = "\n".join(watch.all_hits())
    for sign in (
        "a link to javascript:",
        "with a user name",
        "says a.example and leads to b.example",
        "b has onclick",
        "gives its page away",
        "there is a embed",
        "more than an address",
    ):
        assert sign in told, sign


def blank(watch: Watch) -> Page:
    page = watch.page()
    page.route("http://broken.example/**", lambda route: route.fulfill(body="<title>t</title>"))
    page.goto("http://broken.example/")
    return page


def _texts(canary: Canary) -> list[str]:
    return [payload.text(canary.origin) for payload in corpus()]


def until_quiet(watch: Watch, page: Page) -> set[int]:
    """Which payloads have acted, once no more do."""
    before, quiet = -1, 0
    for _ in range(TURNS_MAX):
        if quiet == QUIET_TURNS:
            break
        page.evaluate(TURN)
        now = len(watch.all_hits())
        quiet = quiet + 1 if now == before else 0
        before = now
    return {
        int(number) for hit in watch.all_hits() for number in re.findall(r"(?:call |/)(\d+)", hit)
    }
