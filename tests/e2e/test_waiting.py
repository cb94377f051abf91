"""Before the talk: the queue, leaving it, and offers that are turned down."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.books import kinds_of, kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_who_waits_sees_the_place_in_line_and_can_leave_it(cast: Cast[House]) -> None:
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Is anybody there?")
    expect(ann.panel.get_by_role("heading", name="You are next in line")).to_be_visible()
    expect(ann.panel.get_by_text("Is anybody there?")).to_be_visible()
    ann.panel.get_by_role("button", name="Leave the queue").click()
    expect(ann.panel.get_by_text("You left the queue.")).to_be_visible()
    assert sorted(kinds_of_released(cast.place)) == [26, 27, 28, 44]
    assert kinds_of(cast.place) == [26, 28, 44, 27]


def test_an_offer_that_one_agent_declines_goes_to_the_next(cast: Cast[House]) -> None:
    ada = cast.ada()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Which grinder for espresso?")
    ada.decline()
    expect(ada.page.get_by_role("article", name=re.compile("New chat"))).to_have_count(0)
    ben = cast.ben()
    ben.accept()
    ann.sees(re.compile("Ben joined"))
    expect(ada.page.get_by_text("All quiet")).to_be_visible()
    assert kinds_of(cast.place) == [26, 8, 12, 8, 43, 11, 23, 48]
