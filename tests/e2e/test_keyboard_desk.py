"""The desk without a mouse: an agent from sign-in to wrap-up, a supervisor, an admin."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Cast, Visitors
from tests.e2e.house import ADA, House
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser

PASSWORD = "nine lives and a day"
TABS_MAX = 90
FOCUSED = """() => {
  const element = document.activeElement;
  return (element.ariaLabel || element.labels?.[0]?.textContent || element.textContent).trim();
}"""
SEEN = """() => [null, "::after"].some((part) => {
  const { outlineStyle, boxShadow, outlineWidth } = getComputedStyle(document.activeElement, part);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
})"""


def tab_to(page: Page, name: str) -> None:
    """By Tab alone, until what has the focus has this name; and one sees that it has."""
    passed = []
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        passed.append(str(page.evaluate(FOCUSED)))
        if re.match(name, passed[-1]):
            assert page.evaluate(SEEN), f"nothing shows that {name} has the focus"
            return
    raise AssertionError(f"{name} cannot be reached by Tab: {passed}")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_an_agent_works_from_sign_in_to_wrap_up(
    house: House, visitors: Visitors, cast: Cast[House]
) -> None:
    house.give_password(ADA, PASSWORD)
    page = visitors.open_unsigned(f"{house.origin}/desk/?seat=7")
    expect(page.get_by_label("Login")).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    ada = DeskAgent(page)
    expect(page.get_by_role("button", name="Go on duty")).to_be_visible()
    press(page, "Go on duty")
    expect(page.get_by_text("All quiet")).to_be_visible()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Is the small kettle in stock?")
    expect(ada.offer).to_be_visible()
    page.keyboard.press("Alt+KeyA")
    expect(ada.box).to_be_focused()
    page.keyboard.type("I will ask Ben.")
    page.keyboard.press("Enter")
    ann.sees("I will ask Ben.")
    ben = cast.ben()
    page.keyboard.press("Alt+KeyT")
    expect(page.get_by_role("button", name="Transfer to Ben")).to_be_visible()
    press(page, "Transfer to Ben")
    ben.asked_by("Ada")
    ben.page.keyboard.press("Alt+KeyA")
    expect(ben.box).to_be_focused()
    ben.page.keyboard.type("It is in stock.")
    ben.page.keyboard.press("Enter")
    ann.sees("It is in stock.")
    ben.page.keyboard.press("Alt+KeyE")
    expect(ben.page.get_by_role("button", name="End chat")).to_be_focused()
    ben.page.keyboard.press("Enter")
    expect(ben.page.get_by_role("button", name="Done")).to_be_visible()
    ben.page.keyboard.press("Alt+KeyE")
    expect(ben.page.get_by_text("All quiet")).to_be_visible()


def test_a_supervisor_reads_a_ledger_and_watches(cast: Cast[House]) -> None:
    cast.talking()
    page = cast.sophie()
    expect(page.get_by_role("row", name=re.compile("Ann"))).to_be_visible()
    press(page, "Desk")
    expect(page.get_by_role("button", name="Go on duty")).to_be_visible()
    press(page, "Go on duty")
    press(page, "Floor")
    expect(page.get_by_role("link", name="Ann", exact=True)).to_be_visible()
    press(page, "Ann$")
    expect(page.get_by_role("heading", name="Ledger of Ann")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Ledger of Ann")).to_have_count(0)
    expect(page.get_by_role("link", name="Ann", exact=True)).to_be_focused()
    page.keyboard.press("Control+KeyK")
    expect(page.get_by_placeholder("Find a chat")).to_be_focused()
    page.keyboard.type("Watch Ann")
    expect(page.get_by_role("button", name="Watch Ann\u2019s chat")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are watching unseen")).to_be_visible()


def test_an_admin_changes_a_setting(cast: Cast[House]) -> None:
    page = cast.sophie()
    expect(page.get_by_role("link", name="Admin")).to_be_visible()
    press(page, "Admin")
    expect(page.get_by_role("navigation", name="Sections")).to_be_visible()
    press(page, "Queues")
    expect(page.get_by_role("region", name="Queues", exact=True)).to_be_visible()
    press(page, "Sales")
    expect(page.get_by_label("Answered in time")).to_be_visible()
    before = page.get_by_label("Answered in time").input_value()
    for seconds in ("45", before):
        tab_to(page, "Answered in time")
        page.keyboard.press("Control+KeyA")
        page.keyboard.type(seconds)
        press(page, "Save")
        expect(page.get_by_text("Sales is saved").first).to_be_visible()
        page.reload()
        expect(page.get_by_label("Answered in time")).to_have_value(seconds)
