"""A whole chat, on both sides, without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.books import kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import DeskAgent, Shopper

pytestmark = pytest.mark.browser


def test_a_chat_from_end_to_end_by_keyboard_only(cast: Cast[House]) -> None:
    ada = DeskAgent(cast.visitors.open(cast.place.ada))
    tab_to(ada.page, "Go on duty")
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_text("All quiet")).to_be_visible()
    ann = cast.end_user()
    launcher = ann.page.get_by_role("button", name="Open chat")
    expect(launcher).to_be_visible()
    tab_to(ann.page, "Open chat")
    ann.page.keyboard.press("Enter")
    expect(ann.page.get_by_label("Your name")).to_be_focused()
    ask_by_keyboard(ann)
    expect(ada.page.get_by_role("article", name="New chat: Ann")).to_be_visible()
    ada.page.keyboard.press("Alt+KeyA")
    expect(ada.box).to_be_focused()
    ada.page.keyboard.type("With keys only?")
    ada.page.keyboard.press("Enter")
    ann.sees("With keys only?")
    expect(ann.box).to_be_focused()
    ann.page.keyboard.type("With keys only.")
    ann.page.keyboard.press("Enter")
    ada.sees("With keys only.")
    ann.page.keyboard.press("Escape")
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()
    ada.page.keyboard.press("Alt+KeyE")
    expect(ada.page.get_by_role("button", name="End chat")).to_be_focused()
    ada.page.keyboard.press("Enter")
    expect(ada.page.get_by_role("button", name="Done")).to_be_visible()
    ada.page.keyboard.press("Alt+KeyE")
    expect(ada.page.get_by_text("All quiet")).to_be_visible()
    assert kinds_of_released(cast.place)[-3:] == [44, 49, 27]


def ask_by_keyboard(ann: Shopper) -> None:
    keyboard = ann.page.keyboard
    keyboard.type("Ann")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Can I do without a mouse?")
    keyboard.press("Tab")
    keyboard.press("Enter")


FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.ariaLabel || element?.textContent || "";
}"""
TABS_MAX = 60


def tab_to(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.wait_for()
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).strip().startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")
