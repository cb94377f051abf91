"""When a chat is over: its rating and transcript; the widget from right to left, and themed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from parlour.demo import SITE
from parlour.directory.records import Theme
from tests.e2e.conftest import Cast, Visitors
from tests.e2e.house import House
from tests.e2e.people import DeskAgent, Shopper

pytestmark = pytest.mark.browser

NO_OVERFLOW = """() => {
  const panel = document.querySelector('#parlour').shadowRoot.querySelector('.panel');
  return [...panel.querySelectorAll('*')].filter((each) =>
    each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible'
    && each.clientWidth > 0 && !each.matches("textarea, input, .unseen"))
    .map((each) => each.className);
}"""


def test_a_chat_is_rated_and_taken_along(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.write("Three are left.")
    ann.sees("Three are left.")
    ada.conclude()
    ada.note("She has asked before.")
    ann.reads("How was your chat?")
    ann.page.get_by_role("radio", name="Bad", exact=True).focus()
    ann.page.keyboard.press("ArrowRight")
    ann.page.keyboard.press("ArrowRight")
    ann.page.get_by_label("Anything you would like to add?").fill("Quick and kind.")
    ann.panel.get_by_role("button", name="Send rating").click()
    ann.reads("Thank you for telling us.")

    ann.page.get_by_label("E-mail address").fill("ann@home.example")
    ann.panel.get_by_role("button", name="Send", exact=True).click()
    ann.reads("On its way to ann@home.example.")
    letter = cast.place.letters.last()
    assert letter["To"] == "ann@home.example"
    told = letter.get_body(("plain",))
    assert told is not None
    assert "Three are left." in told.get_content()
    assert "asked before" not in told.get_content()

    with ann.page.expect_download() as download:
        ann.panel.get_by_role("button", name="Download").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Ada: Three are left." in kept
    assert "asked before" not in kept

    ada.close_wrap_up()
    sophie = cast.sophie()
    sophie.get_by_role("link", name="Released").click()
    row = sophie.get_by_role("row").filter(has_text="Ann").first
    expect(row.get_by_role("img", name="4 of 5")).to_be_visible()
    row.get_by_role("link").first.click()
    expect(sophie.get_by_text("Quick and kind.")).to_be_visible()


def test_arabic_reads_from_right_to_left(
    cast: Cast[House], browser: Browser, tmp_path: Path
) -> None:
    """The whole chat in a language that reads the other way, on a phone."""
    context = browser.new_context(locale="ar-EG", viewport={"width": 390, "height": 844})
    lena = Visitors(context)
    page = lena.open(cast.place.shop)
    page.get_by_role("button", name="فتح المحادثة").click()
    page.get_by_label("Your name").fill("ليلى")
    page.get_by_label("Your question").fill("هل الغلاية الصغيرة متوفرة؟")
    fits(page)
    page.get_by_role("button", name="بدء المحادثة").click()
    ada = cast.ada()
    ada.accept()
    log = page.get_by_role("log")
    expect(log.get_by_text("انضم Ada")).to_be_visible()
    box = page.get_by_role("textbox", name="رسالة")
    box.fill("شكرًا لك (thank you) 3")
    box.press("Enter")
    ada.sees("شكرًا لك")
    ada.write("You’re welcome.")
    expect(log.get_by_text("You’re welcome.")).to_be_visible()
    assert left_of(page, ".group.own .bubble") < left_of(page, ".group:not(.own) .bubble")
    fits(page)
    page.screenshot(path=tmp_path / "arabic.png")
    ada.conclude()
    expect(page.get_by_text("كيف كانت محادثتك؟")).to_be_visible()
    fits(page)
    context.close()
    assert lena.complaints == []


def fits(page: Page) -> None:
    """Nothing is wider than its place, and the panel reads from right to left."""
    assert page.evaluate(NO_OVERFLOW) == []
    assert page.locator(".inside").evaluate("one => getComputedStyle(one).direction") == "rtl"


def left_of(page: Page, selector: str) -> float:
    box = page.locator(selector).last.bounding_box()
    assert box is not None
    return box["x"]


def test_a_theme_is_taken_up(cast: Cast[House]) -> None:
    """Dark, square and on the left, with words on the launcher; whatever the system likes."""
    site = cast.place.site(SITE)
    with cast.place.changed(
        site.but(theme=Theme(scheme="dark", side="left", corner="square", label="Ask us"))
    ):
        ann = cast.end_user()
        launcher = ann.page.locator(".launcher")
        expect(launcher).to_have_attribute("data-label", "Ask us")
        ann.open_chat()
        expect(ann.panel).to_be_visible()
        box = ann.panel.bounding_box()
        assert box is not None
        assert box["x"] == 24
        ground = ann.panel.evaluate("one => getComputedStyle(one).backgroundColor")
        assert ground == "rgb(21, 24, 30)"
        assert ann.panel.evaluate("one => getComputedStyle(one).borderRadius") == "4px"


def test_the_page_learns_what_happens(cast: Cast[House]) -> None:
    """The calls and events that docs/embedding.md promises."""
    ann = Shopper(cast.visitors.open(cast.place.shop))
    ann.page.evaluate(
        """() => {
          window.heard = [];
          for (const event of ['open', 'close', 'chat', 'agent', 'message', 'end'])
            Parlour('on', event, (detail) => heard.push([event, detail]));
        }"""
    )
    ada = DeskAgent(cast.visitors.open(cast.place.ada))
    ada.go_on_duty()
    ann.page.evaluate("() => { Parlour('identify', { name: 'Ann Page' }); Parlour('open'); }")
    expect(ann.page.get_by_label("Your name")).to_have_value("Ann Page")
    ann.page.get_by_label("Your question").fill("Is it blue?")
    ann.page.get_by_role("button", name="Start chat").click()
    ada.accept()
    ann.sees(re.compile("Ada joined"))
    ann.page.evaluate("() => Parlour('close')")
    ada.write("It is.")
    ann.page.wait_for_function("() => heard.some(([event]) => event === 'message')")
    ada.conclude()
    ann.page.wait_for_function("() => heard.some(([event]) => event === 'end')")
    heard = ann.page.evaluate("() => heard")
    events = [event for event, _ in heard]
    assert [each for each in events if each != "wait"] == [
        "open",
        "chat",
        "agent",
        "close",
        "message",
        "end",
    ]
    assert heard[events.index("agent")][1] == {"name": "Ada"}
    assert heard[events.index("end")][1]["cause"] == "agent"
    ann.page.evaluate("() => Parlour('hide')")
    expect(ann.page.locator(".launcher")).to_be_hidden()
