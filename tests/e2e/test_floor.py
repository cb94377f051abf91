"""What a supervisor sees: the floor as it moves, and the ledger of any chat."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.books import kinds_of, kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_the_floor_shows_a_waiting_chat_and_opens_its_ledger(cast: Cast[House]) -> None:
    page = cast.sophie()
    expect(page.get_by_text("No open chats")).to_be_visible()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    row = page.get_by_role("row", name=re.compile("Ann"))
    expect(row).to_contain_text("Waiting")
    expect(row).to_contain_text("Does the kettle whistle?")
    ada = cast.ada()
    expect(row).to_contain_text("Offered")
    ada.accept()
    expect(row).to_contain_text("In chat")
    row.get_by_role("link", name="Ann").click()
    ann.write("It need not.")
    expect_ledger(page, [26, 8, 43, 11, 23, 48, 2])
    assert kinds_of(cast.place) == [26, 8, 43, 11, 23, 48, 2]


def test_a_released_chat_is_listed_and_its_ledger_bears_the_name(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.write("Yes, three are left.")
    ann.sees("Yes, three are left.")
    ada.conclude()
    ada.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    page = cast.sophie()
    page.get_by_role("link", name="Released").click()
    page.get_by_role("row", name=re.compile("Ann")).first.get_by_role("link").first.click()
    expect_ledger(page, kinds)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Sealed at release.")).to_be_visible()
    expect(drawer.get_by_text("Sales", exact=False).first).to_be_visible()
    page.reload()
    expect_ledger(page, kinds)
    answer = page.evaluate(LATER_PAGES)
    assert answer == [-1, 0]


LATER_PAGES = """async () => {
  const ask = (query) => fetch(`/api/v1/chats?state=released${query}`, {
    headers: { "X-Parlour-Seat": new URLSearchParams(location.search).get("seat") },
  }).then((answer) => answer.json());
  const { chats } = await ask("");
  const { requested } = chats[0];
  const pages = [await ask(`&before=${requested}`), await ask(`&before=${requested + 1}`)];
  return pages.map((page) => page.chats.length - chats.length);
}"""
"""By how many released chats the pages before the last request, and up to it, exceed the first."""


def expect_ledger(page: Page, kinds: list[int]) -> None:
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Ledger of Ann")).to_be_visible()
    expect(drawer.locator(".row__kind")).to_have_text([str(kind) for kind in kinds])
    expect(drawer.get_by_text("Intact", exact=True)).to_be_visible()
    expect(drawer.get_by_text("none is missing and none was changed")).to_be_visible()
