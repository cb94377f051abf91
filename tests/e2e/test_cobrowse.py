"""The end-user shows their page: asked, agreed to, seen, pointed at, gone on with, stopped."""

import json
import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, WebSocket, expect

from parlour.cobrowse.packing import Unpacker
from parlour.demo import SITE
from tests.e2e.books import kinds_of
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import DeskAgent, Shopper

pytestmark = pytest.mark.browser

SECRET = "sEcr3t"
SHEET, WINDOW, PICTURE = 0, 1, 2
"""Kinds of lines: docs/cobrowse.md."""


def ask(ada: DeskAgent) -> None:
    ada.page.get_by_role("button", name="See page").click()
    expect(ada.page.get_by_text("You asked Ann to show their page")).to_be_visible()


def question(ann: Shopper) -> Locator:
    return ann.page.get_by_role("alertdialog", name="Ada would like to see this page")


def agree(ann: Shopper) -> None:
    question(ann).get_by_role("button", name="Show my page").click()


def banner(page: Page) -> Locator:
    return page.get_by_role("region", name="Page shown to the agent")


def viewer(ada: DeskAgent) -> Locator:
    return ada.page.get_by_role("region", name="Ann\u2019s page")


def picture(ada: DeskAgent) -> FrameLocator:
    """What is drawn: a frame within a frame."""
    return viewer(ada).frame_locator("iframe").frame_locator("iframe")


def showing(cast: Cast[House]) -> tuple[Shopper, DeskAgent]:
    """Ada sees Ann's page."""
    ann, ada = cast.talking()
    ask(ada)
    agree(ann)
    expect(banner(ann.page)).to_contain_text("Ada sees this page")
    expect(picture(ada).get_by_role("link", name="Halden")).to_be_visible()
    return ann, ada


def streams_sent_by(page: Page) -> list[list[bytes]]:
    """Of each stream of its pages, the binary messages so far."""
    streams: list[list[bytes]] = []

    def watch(socket: WebSocket) -> None:
        if not socket.url.endswith("/socket/cobrowse"):
            return
        sent: list[bytes] = []
        streams.append(sent)
        socket.on("framesent", lambda data: sent.append(data) if isinstance(data, bytes) else None)

    page.on("websocket", watch)
    return streams


def kinds_of_lines(sent: Iterable[bytes]) -> list[int]:
    unpacker = Unpacker()
    return [json.loads(line)[0] for message in sent for line in unpacker.lines(message)]


def steps(house: House) -> list[int]:
    """Rows of co-browse only."""
    return [kind for kind in kinds_of(house) if kind in {35, 36, 37, 40, 41, 42}]


@pytest.fixture(autouse=True)
def _unpatient(cast: Cast[House]) -> Iterator[None]:
    """A stream that was cut, or a ticket that came too late, is told on the console only."""
    yield
    assert [said for said in cast.visitors.complaints if "cobrowse" not in said] == []


def test_a_page_is_shown_pointed_at_and_gone_on_with(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    recorders: list[str] = []
    ann.page.on("request", lambda request: recorders.append(request.url))
    ask(ada)
    dialog = question(ann)
    expect(dialog.get_by_text("card and account numbers")).to_be_visible()
    assert not any("/recorder-" in url or "/main-" in url for url in recorders)
    agree(ann)
    expect(banner(ann.page)).to_contain_text("Ada sees this page")
    expect(picture(ada).get_by_role("link", name="Halden")).to_be_visible()
    expect(picture(ada).get_by_text("Is the small kettle in stock?")).to_have_count(0)
    ada.sees("Ann\u2019s page is shown")

    glass = viewer(ada).get_by_role("button", name=re.compile("Your pointer"))
    box = glass.bounding_box()
    assert box is not None
    ada.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    pointer = ann.page.locator("#parlour-pointer")
    expect(pointer).to_be_attached()

    ann.page.get_by_role("button", name="Minimise chat").click()
    ann.page.get_by_role("link", name="Delivery & returns").click()
    expect(banner(ann.page)).to_contain_text("Ada sees this page")
    expect(picture(ada).get_by_role("heading", name="Delivery and returns")).to_be_visible()
    expect(viewer(ada)).to_contain_text("/demo/shop/delivery.html")

    ann.page.set_viewport_size({"width": 800, "height": 700})
    expect(viewer(ada).locator("iframe")).to_have_attribute("width", "800")
    expect(viewer(ada).get_by_text("Waiting for the page")).to_have_count(0)
    expect(glass).to_be_visible()

    banner(ann.page).get_by_role("button", name="Stop showing").click()
    expect(banner(ann.page)).to_have_count(0)
    ada.sees("Ann stopped showing their page")
    expect(viewer(ada)).to_have_count(0)
    assert steps(cast.place) == [35, 36, 40, 41]


def test_the_next_page_does_not_send_its_style_sheet_again(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    streams = streams_sent_by(ann.page)
    ask(ada)
    agree(ann)
    expect(picture(ada).get_by_role("link", name="Halden")).to_be_visible()
    ann.page.get_by_role("button", name="Minimise chat").click()
    ann.page.get_by_role("link", name="Delivery & returns").click()
    expect(picture(ada).get_by_role("heading", name="Delivery and returns")).to_be_visible()
    font = "() => getComputedStyle(document.querySelector('h1')).fontFamily"
    assert picture(ada).locator("h1").evaluate(f"({font})()") == ann.page.evaluate(font)
    first, second = map(kinds_of_lines, streams)
    assert {WINDOW, PICTURE} <= set(first)
    assert {WINDOW, PICTURE} <= set(second)
    assert SHEET not in second


def test_what_is_written_is_seen_as_dots(cast: Cast[House]) -> None:
    ann, ada = showing(cast)
    ann.page.evaluate(
        """(secret) => document.querySelector('main').insertAdjacentHTML('afterbegin',
            `<input id="f" aria-label="Field"><p>4111 1111 1111 1111</p><p>Well and good</p>`)""",
        SECRET,
    )
    ann.page.locator("#f").fill(SECRET)
    shown = picture(ada).get_by_role("textbox", name="Field")
    expect(shown).to_have_value("•" * len(SECRET))
    expect(picture(ada).get_by_text("Well and good")).to_be_visible()
    expect(picture(ada).get_by_text("1111")).to_have_count(0)
    viewer(ada).get_by_role("button", name="Stop looking").click()
    ada.sees("You stopped looking at the page")
    expect(banner(ann.page)).to_have_count(0)
    assert steps(cast.place) == [35, 36, 40, 41]


def test_the_end_user_says_no(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ask(ada)
    question(ann).get_by_role("button", name="Don\u2019t show").click()
    ada.sees("Ann would rather not show their page")
    expect(question(ann)).to_have_count(0)
    expect(ada.page.get_by_role("button", name="See page")).to_be_visible()
    assert steps(cast.place) == [35, 37]


def test_the_end_user_does_not_answer(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ask(ada)
    expect(question(ann)).to_be_visible()
    cast.place.pass_time(70, lines=2)
    ada.sees("Ann didn\u2019t answer whether to show their page")
    expect(question(ann)).to_have_count(0)


def test_the_agent_calls_it_off(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ask(ada)
    expect(question(ann)).to_be_visible()
    ada.page.get_by_role("button", name="Call off").click()
    expect(question(ann)).to_have_count(0)
    assert steps(cast.place) == [35, 37]


def test_the_tab_is_closed(cast: Cast[House]) -> None:
    """Another tab keeps the chat; it never showed anything, and does not begin to."""
    ann, ada = showing(cast)
    other = Shopper(cast.visitors.open(cast.place.shop))
    other.sees("Ada joined")
    expect(banner(other.page)).to_have_count(0)
    ann.page.close()
    expect(viewer(ada)).to_contain_text("Waiting for the page")
    cast.place.pass_time(30, lines=2)
    ada.sees("Showing Ann\u2019s page broke off")
    expect(banner(other.page)).to_have_count(0)
    assert steps(cast.place) == [35, 36, 40, 42]


def test_the_agent_is_lost(cast: Cast[House]) -> None:
    ann, ada = showing(cast)
    ada.page.close()
    cast.place.pass_time(250, lines=1)
    expect(banner(ann.page)).to_have_count(0)
    assert steps(cast.place) == [35, 36, 40, 41]


def test_the_chat_is_handed_over_while_the_page_is_shown(cast: Cast[House]) -> None:
    ann, ada = showing(cast)
    ben = cast.ben()
    ada.transfer_to("Ben")
    ben.asked_by("Ada asks you").get_by_role("button", name="Accept").click()
    ann.sees("Ben joined")
    expect(banner(ann.page)).to_have_count(0)
    expect(ben.page.get_by_role("button", name="See page")).to_be_visible()
    assert steps(cast.place) == [35, 36, 40, 41]


def test_a_page_that_may_not_be_shown_ends_it(cast: Cast[House]) -> None:
    site = cast.place.site(SITE)
    only = site.cobrowse.but(pages=("/demo/shop/grinder.html",))
    with cast.place.changed(site.but(cobrowse=only)):
        ann, ada = cast.talking()
        ask(ada)
        agree(ann)
        expect(ann.page.get_by_text("This page is not shown to anybody")).to_be_visible()
        ada.sees("Stopped before the page was shown")
    assert steps(cast.place) == [35, 36, 42]


def test_a_site_that_does_not_allow_it(cast: Cast[House]) -> None:
    site = cast.place.site(SITE)
    with cast.place.changed(site.but(cobrowse=site.cobrowse.but(on=False))):
        _, ada = cast.talking()
        ada.page.get_by_role("button", name="See page").click()
        told = ada.page.locator("[data-tell]").filter(has_text=re.compile(r"\S"))
        expect(told.last).to_be_visible()
    assert steps(cast.place) == []
