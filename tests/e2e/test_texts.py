"""Standard texts, what agents show, emoji, and words off the record, on both sides of a chat."""

import re

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from parlour.directory.records import StandardText
from tests.e2e.books import kinds_of
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import DeskAgent, Shopper

pytestmark = pytest.mark.browser

HOSTILE = """
<h3>Careful</h3><script>top.broken = 1; parent.broken = 1</script>
<img src=x onerror="top.broken=1"><a href="javascript:top.broken=1">one</a>
<svg onload="top.broken=1"></svg><iframe srcdoc="<script>top.broken=1</script>"></iframe>
<form action="https://evil.example"><button>two</button></form>
<p style="position:fixed" onmouseover="top.broken=1">three</p>
"""


def shown_pages(page: Page) -> list[FrameLocator]:
    frames = page.locator("iframe[sandbox]")
    return [frames.nth(at).content_frame for at in range(frames.count())]


def check_frame(frame: Locator) -> None:
    """It may open links, and nothing else."""
    expect(frame).to_have_attribute("sandbox", "allow-popups allow-popups-to-escape-sandbox")
    expect(frame).to_have_attribute("srcdoc", re.compile("default-src 'none'"))


def choose_text(ada: DeskAgent, typed: str) -> None:
    ada.box.press_sequentially(typed)
    expect(ada.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    ada.box.press("Enter")


def show_text(ada: DeskAgent, typed: str) -> None:
    choose_text(ada, typed)
    dialog = ada.page.get_by_role("dialog", name="Standard texts")
    dialog.get_by_role("button", name="Show it to the visitor").click()
    expect(dialog).to_have_count(0)


def test_a_text_is_completed_filled_and_sent(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    choose_text(ada, "/hel")
    expect(ada.box).to_have_value(re.compile(r"^Hello Ann, this is Ada from Halden\."))
    ada.box.press("Enter")
    ann.sees(re.compile("Hello Ann, this is Ada from Halden"))
    ada.box.press_sequentially("and/or /nothing-like-it")
    expect(ada.page.get_by_text("No text fits")).to_be_visible()
    ada.box.press("Escape")
    expect(ada.page.get_by_text("No text fits")).to_have_count(0)
    expect(ada.box).to_have_value("and/or /nothing-like-it")


def test_a_page_is_shown_to_both_in_a_frame_that_runs_nothing(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    show_text(ada, "/returns")
    for page in (ann.page, ada.page):
        frame = page.locator("iframe[sandbox]")
        check_frame(frame)
        inside = frame.content_frame
        expect(inside.get_by_role("heading", name="How to return something")).to_be_visible()
    assert kinds_of(cast.place)[-1] == 3
    floor = cast.sophie()
    floor.get_by_role("row", name=re.compile("Ann")).get_by_role("link", name="Ann").click()
    check_frame(floor.locator("iframe[sandbox]").first)


def test_the_library_shows_each_language_before_it_is_used(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.page.get_by_role("button", name="Standard texts").click()
    dialog = ada.page.get_by_role("dialog", name="Standard texts")
    dialog.get_by_role("textbox").fill("number")
    expect(dialog.get_by_text("Could you tell me your order number?")).to_be_visible()
    dialog.get_by_text("German").click()
    expect(dialog.get_by_text("Nennen Sie mir bitte")).to_be_visible()
    dialog.get_by_role("button", name="Put it in the box").click()
    expect(ada.box).to_have_value(re.compile("Nennen Sie mir bitte"))
    ada.box.press("Enter")
    ann.sees(re.compile("Nennen Sie mir bitte"))


def test_an_address_is_a_card_and_a_forged_one_is_refused(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.page.get_by_role("button", name="Show a web page").click()
    dialog = ada.page.get_by_role("dialog", name="Show Ann a web page")
    for forged in ("https://halden.example@evil.example/", "javascript:alert(1)", "//evil.example"):
        dialog.get_by_label("Address").fill(forged)
        dialog.get_by_role("button", name="Show it to the visitor").click()
        expect(dialog.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Address").fill("halden.example/guides?a=b")
    dialog.get_by_role("button", name="Show it to the visitor").click()
    expect(dialog).to_have_count(0)
    for page in (ann.page, ada.page):
        card = page.get_by_role("log").get_by_role("link", name=re.compile("halden.example"))
        expect(card).to_have_attribute("href", "https://halden.example/guides?a=b")
        expect(card).to_have_attribute("target", "_blank")
        expect(card).to_have_attribute("rel", re.compile("noopener noreferrer"))
    assert kinds_of(cast.place).count(3) == 1


def test_a_hostile_text_in_the_directory_runs_nowhere(cast: Cast[House]) -> None:
    """As an older version, or a file put back, may have left it there."""
    text = StandardText(
        text_id="bad", title="Bad", shortcut="bad", form="html", bodies={"en": HOSTILE}
    )
    with cast.place.with_text(text):
        ann, ada = cast.talking()
        asked: list[str] = []
        for page in (ann.page, ada.page):
            page.on("request", lambda request: asked.append(request.url))
        show_text(ada, "/bad")
        for page in (ann.page, ada.page):
            (inside,) = shown_pages(page)
            expect(inside.get_by_text("three")).to_be_visible()
            inside.get_by_text("one").click()
            inside.get_by_text("three").hover()
            assert page.evaluate("window.broken") is None
            for what in (
                "script",
                "img[src]",
                "svg",
                "iframe",
                "form",
                "[style]",
                "[href]",
                "[onerror]",
            ):
                expect(inside.locator(f"body {what}")).to_have_count(0)
        assert not [url for url in asked if not url.startswith(cast.place.origin)]


def say_off_record(ann: Shopper, text: str) -> None:
    button = ann.page.get_by_role("button", name="Keep this message out of transcripts")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    ann.write(text)
    expect(button).to_have_attribute("aria-pressed", "false")


def test_words_off_the_record_are_marked_and_kept_from_later_readers(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    say_off_record(ann, "4111 1111")
    for side in (ann, ada):
        side.sees("4111 1111")
        side.sees("Off the record")
    ada.page.get_by_role("button", name="Off the record").click()
    ada.reads("Off the record: shown now, and left out of transcripts")
    ada.write("Noted.")
    ann.sees("Noted.")
    expect(ada.page.get_by_text("Off the record: shown now")).to_have_count(0)
    floor = cast.sophie()
    floor.get_by_role("row", name=re.compile("Ann")).get_by_role("link", name="Ann").click()
    expect(floor.get_by_text("said off the record").first).to_be_visible()
    expect(floor.get_by_text("4111 1111")).to_have_count(0)


def test_emoji_are_chosen_by_keyboard_on_both_sides(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.box.fill("Thanks ")
    ann.page.get_by_role("button", name="Emoji").focus()
    ann.page.keyboard.press("Enter")
    first = ann.page.get_by_role("button", name="😀", exact=True)
    expect(first).to_be_focused()
    ann.page.keyboard.press("ArrowRight")
    ann.page.keyboard.press("Enter")
    expect(ann.box).to_have_value("Thanks 😃")
    expect(ann.box).to_be_focused()
    ann.box.press("Enter")
    ada.sees("Thanks 😃")
    ada.page.get_by_role("button", name="Emoji").click()
    ada.page.get_by_role("button", name="👍", exact=True).click()
    expect(ada.box).to_have_value("👍")
    ada.box.press("Enter")
    ann.sees("👍")


def test_an_admin_writes_a_text_and_an_agent_has_it_at_once(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    cast.visitors.allow("422")
    page = cast.sophie()
    page.get_by_role("link", name="Admin", exact=True).click()
    sections = page.get_by_role("navigation", name="Sections")
    sections.get_by_role("link", name="Standard texts").click()
    page.get_by_role("button", name="New text").click()
    page.get_by_label("Title", exact=True).fill("Delivery")
    page.get_by_label("Shortcut", exact=True).fill("deliver")
    body = page.get_by_role("region", name="English").get_by_role("textbox")
    body.fill("We deliver to {{end_user.phone}}")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("There is no variable {{end_user.phone}}.").first).to_be_visible()
    body.fill("We deliver on Friday, ")
    body.press("End")
    page.get_by_role("button", name="Insert end_user.name").click()
    expect(body).to_have_value("We deliver on Friday, {{end_user.name}}")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("Delivery is saved").first).to_be_visible()
    choose_text(ada, "/deliver")
    expect(ada.box).to_have_value("We deliver on Friday, Ann")
    ada.box.press("Enter")
    ann.sees("We deliver on Friday, Ann")
