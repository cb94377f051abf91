"""A supervisor watches unseen, says a word, joins, takes over."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.books import kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser


def watching(cast: Cast[House]) -> DeskAgent:
    """Sophie, by the floor and the keys."""
    sophie = DeskAgent(cast.sophie())
    sophie.watch("Ann")
    return sophie


def test_a_supervisor_watches_unseen_joins_and_takes_over(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    sophie = watching(cast)
    ada.write("Which colour?")
    sophie.sees("Which colour?")
    for page in (ann.page, ada.page):
        expect(page.get_by_text("Sophie")).to_have_count(0)
    sophie.word("Offer her the green one.")
    ada.sees("Offer her the green one.")
    ada.sees("Sophie, supervisor, watching")
    expect(ann.page.get_by_text("Sophie")).to_have_count(0)
    sophie.page.get_by_role("button", name="Join").click()
    ann.sees("Sophie joined the chat")
    ada.sees("Sophie joined")
    sophie.team().get_by_role("button", name=re.compile("Take over")).click()
    ann.sees("Sophie is looking after you now")
    ada.sees("Sophie took over the lead")
    sophie.write("I see to it myself.")
    ann.sees("I see to it myself.")
    ada.page.get_by_role("button", name="Leave", exact=True).click()
    sophie.sees("Ada left")
    sophie.conclude()
    sophie.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    at = kinds.index(45)
    assert kinds[at : at + 8] == [45, 1, 1001, 46, 23, 25, 49, 48]


def test_a_supervisor_stops_watching_and_nobody_has_noticed(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    sophie = watching(cast)
    sophie.page.get_by_role("button", name="Stop watching").click()
    expect(sophie.page.get_by_text("You are watching unseen")).to_have_count(0)
    for page in (ann.page, ada.page):
        expect(page.get_by_text(re.compile("Sophie|supervisor", re.I))).to_have_count(0)
    ada.conclude()
    ada.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    assert kinds[kinds.index(45) :][:2] == [45, 46]


def test_a_supervisor_ends_the_chat_from_outside(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    sophie = watching(cast)
    sophie.page.get_by_role("button", name="End chat").click()
    ask = sophie.page.get_by_role("group", name="End this chat for the visitor?")
    ask.get_by_role("button", name="End chat").click()
    expect(ann.panel.get_by_text("The chat was ended by our team.")).to_be_visible()
    ada.sees("A supervisor ended the chat")
    ada.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    assert kinds[kinds.index(44) :] == [44, 49, 46, 27]
