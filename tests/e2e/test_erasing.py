"""An admin has what is kept of a visitor erased, from the ledger of one of their chats."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.books import kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_a_visitor_is_erased_and_the_rows_stay_proven(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.write("My number is 555-0100.")
    ada.sees("My number is 555-0100.")
    ada.conclude()
    ada.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    page = cast.sophie()
    page.get_by_role("link", name="Released").click()
    page.get_by_role("row", name=re.compile("Ann")).first.get_by_role("link").first.click()
    drawer = page.get_by_role("dialog", name="Ledger")
    expect(drawer.get_by_text("555-0100").first).to_be_attached()
    drawer.get_by_role("button", name="Erase visitor…").click()
    question = page.get_by_role("dialog", name=re.compile("^Erase what is kept of Ann"))
    question.get_by_role("button", name="Erase", exact=True).click()
    told = page.get_by_role("dialog", name="Erased")
    expect(told.get_by_text(re.compile(r"^\d+ texts?$"))).to_be_visible()
    told.get_by_role("button", name="Close").click()
    expect(drawer.get_by_text("555-0100")).to_have_count(0)
    expect(drawer.get_by_role("heading", name="Ledger of Visitor")).to_be_visible()
    expect(drawer.locator(".row__kind")).to_have_text([str(kind) for kind in kinds])
    expect(drawer.get_by_text("none is missing and none was changed")).to_be_visible()
    assert kinds_of_released(cast.place) == kinds
