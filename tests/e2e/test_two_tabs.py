"""The same chat in two tabs, and what a reload keeps."""

import pytest
from playwright.sync_api import expect

from tests.e2e.books import texts
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser


def test_two_tabs_of_an_end_user_show_one_chat(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.write("From the first tab.")
    second = cast.end_user()
    second.open_chat()
    second.sees("From the first tab.")
    second.write("From the second tab.")
    ann.sees("From the second tab.")
    ann.write("And the first again.")
    second.sees("And the first again.")
    ada.sees("And the first again.")
    ada.write("I read all of them.")
    for tab in (ann, second):
        tab.sees("I read all of them.")
        for text in ("From the first tab.", "From the second tab.", "And the first again."):
            expect(tab.page.get_by_role("log").get_by_text(text)).to_have_count(1)
    said = ["From the first tab.", "From the second tab.", "And the first again."]
    assert texts(cast.place) == [*said, "I read all of them."]


def test_unsent_text_outlives_a_reload_on_both_sides(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.box.fill("Half a ques")
    ada.box.fill("Half an ans")
    ann.page.reload()
    ada.page.reload()
    expect(ann.box).to_have_value("Half a ques")
    expect(ada.box).to_have_value("Half an ans")
    assert texts(cast.place) == []


def test_two_tabs_of_a_desk_show_one_chat(cast: Cast[House]) -> None:
    ann, first = cast.talking()
    ann.write("Still there?")
    first.sees("Still there?")
    second = DeskAgent(cast.visitors.open(first.page.url))
    second.sees("Still there?")
    second.write("Here I am.")
    ann.sees("Here I am.")
    first.sees("Here I am.")
    first.write("And here.")
    second.sees("And here.")
    assert texts(cast.place) == ["Still there?", "Here I am.", "And here."]
