"""Several agents in one chat."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.books import kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_the_lead_passes_to_a_conferee_and_the_old_lead_leaves(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ben = cast.ben()
    ada.invite("Ben")
    ben.asked_by("Ada asks you to join").get_by_role("button", name="Accept").click()
    ann.sees("Ben joined the chat")
    ann.reads("Ada and Ben")
    ben.write("Hello Ann, Ben here.")
    ann.sees("Hello Ann, Ben here.")
    ada.sees("Hello Ann, Ben here.")
    ada.box.press_sequentially("We")
    expect(ben.page.get_by_text("Ada is typing, too")).to_be_visible()
    ada.box.fill("")
    expect(ben.page.get_by_role("button", name="Conclude")).to_have_count(0)
    ada.team().get_by_role("button", name="Make lead: Ben").click()
    ann.sees("Ben is looking after you now")
    ada.sees("You handed the lead to Ben")
    ben.sees("Ada handed the lead to you")
    ada.page.get_by_role("button", name="Leave", exact=True).click()
    ann.sees("Ada left the chat")
    ada.reads("All quiet")
    ben.sees("Ada left")
    ben.conclude()
    ben.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    at = kinds.index(10)
    assert kinds[at : at + 9] == [10, 19, 23, 1, 25, 49, 48, 24, 44]


def test_an_invitation_that_runs_out_comes_to_nothing(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ben = cast.ben()
    ada.invite("Ben")
    toast = ben.asked_by("Ada asks you to join")
    toast.get_by_role("button", name=re.compile("Close")).click()
    expect(toast).to_have_count(0)
    expect(ada.page.get_by_role("button", name="Cancel")).to_have_count(0)
    ada.write("Alone, then.")
    ann.sees("Alone, then.")
