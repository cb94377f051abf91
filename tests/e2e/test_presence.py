"""What people see of a line that is lost: the other's, their own, and what became of the chat."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.books import expect_kinds, kinds_of, texts
from tests.e2e.conftest import Cast
from tests.e2e.house import House, LinedHouse
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser

ABSENT_S = 121
"""The demo's ABSENT_INTERVAL, and a second."""


def test_the_end_user_sees_the_agent_fade_and_is_back_in_the_queue(apart: Cast[LinedHouse]) -> None:
    ann, ada = apart.talking()
    ada.write("One moment, I look it up.")
    ann.sees("One moment, I look it up.")
    apart.place.ada_line.cut()
    apart.place.house.pass_time(ABSENT_S, lines=1)
    ann.page.reload()
    ann.reads(re.compile(r"Ada’s line is lost.* passed on in (\d|\d\d|1[01]\d) s"))
    apart.place.house.pass_time(ABSENT_S, lines=1)
    ann.sees("Ada’s line was lost. You are back in the queue and keep your place")
    ann.reads("You are next in line")
    ben = apart.ben()
    ben.accept()
    ann.sees("Ben joined")
    ann.sees("Ada’s line was lost. You are back in the queue and keep your place")
    tail = [4, 30, 29, 49, 24, 8, 43, 11, 23, 48]
    assert kinds_of(apart.place)[-len(tail) :] == tail


def test_what_is_written_without_a_line_is_kept_and_sent_once(apart: Cast[LinedHouse]) -> None:
    ann, ada = apart.talking()
    apart.place.ann_line.cut()
    ann.reads(re.compile(r"Your chat is kept for another (1\d\d|2[0-3]\d|240) s"))
    ann.write("Written in a tunnel.")
    ann.box.fill("Half a thou")
    apart.place.house.pass_time(ABSENT_S, lines=1)
    ada.page.reload()
    ada.reads(re.compile(r"Ann’s connection is silent. The chat ends in (\d|\d\d|1[01]\d) s"))
    apart.place.ann_line.mend()
    network_is_back(ann.page)
    ada.sees("Written in a tunnel.")
    expect(ann.box).to_have_value("Half a thou")
    expect(ada.page.get_by_text("Ann’s connection is silent. The chat")).to_have_count(0)
    assert kinds_of(apart.place)[-3:] == [6, 7, 2], "a resume is no reset"
    assert texts(apart.place) == ["Written in a tunnel."]


def test_who_was_away_too_long_begins_again_with_the_unsent_text(apart: Cast[LinedHouse]) -> None:
    ann, ada = apart.talking()
    apart.place.ann_line.cut()
    ann.reads("Connection lost")
    ann.write("Did it arrive?")
    ann.box.fill("And in gre")
    apart.place.house.pass_time(2 * ABSENT_S, lines=1)
    ada.reads("The visitor has left.")
    ada.sees("Ann’s connection was lost")
    apart.place.ann_line.mend()
    network_is_back(ann.page)
    ann.reads("You were away, and your connection was gone for too long.")
    ann.reads(re.compile(r"Ended at \d"))
    ann.reads("What you had not sent is carried over.")
    ann.panel.get_by_role("button", name="Start a new chat").click()
    expect(ann.page.get_by_label("Your question")).to_have_value("Did it arrive?\nAnd in gre")
    expect_kinds(apart.place, [6, 32, 31, 44, 49, 51], after=6)


def test_a_page_loaded_after_the_loss_tells_of_it(apart: Cast[LinedHouse]) -> None:
    ann, ada = apart.talking()
    ada.write("Three are left.")
    ann.sees("Three are left.")
    ann.page.goto("about:blank")
    apart.place.house.pass_time(2 * ABSENT_S, lines=1)
    again = apart.end_user()
    again.open_chat()
    again.sees("Three are left.")
    again.reads("You were away, and your connection was gone for too long.")


def test_closing_one_of_two_tabs_makes_no_absence(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann_tab, ada_tab = cast.end_user(), DeskAgent(cast.visitors.open(ada.page.url))
    ann_tab.open_chat()
    ann_tab.sees("Ada joined")
    ada_tab.write("Seen from both.")
    ann.sees("Seen from both.")
    ann.page.close()
    ada.page.close()
    cast.place.pass_time(2 * ABSENT_S, lines=2)
    ann_tab.write("Still here.")
    ada_tab.sees("Still here.")
    expect_kinds(cast.place, [1, 2], after=6)


def test_an_agent_sees_how_long_the_chats_stay_and_then_where_each_went(
    apart: Cast[LinedHouse],
) -> None:
    ann, ada = apart.talking()
    apart.place.ada_line.cut()
    ada.reads(re.compile(r"Your chats stay with you for another (1\d\d|2[0-3]\d|240)\ss"))
    ada.write("Yes, in green too.")
    ada.box.fill("It costs")
    apart.place.house.pass_time(2 * ABSENT_S, lines=1)
    ben = apart.ben()
    ben.accept()
    ann.sees("Ben joined")
    apart.place.ada_line.mend()
    network_is_back(ada.page)
    expect(ada.page.get_by_role("heading", name="You were away")).to_be_visible()
    row = ada.page.get_by_role("listitem").filter(has_text="Ann went to Ben")
    expect(row).to_contain_text("Not sent: Yes, in green too. It costs")
    ben.conclude()
    ada.reads("Ann’s chat ended")
    ada.go_on_duty()
    ada.reads("All quiet")
    kinds = [kind for kind in kinds_of(apart.place) if kind in {1, 4, 5, 30, 29, 50}]
    assert kinds == [4, 30, 29, 50], "told once that the lost client was none of ours any more"


def test_a_chat_that_comes_back_to_its_agent_finds_what_was_half_written(
    apart: Cast[LinedHouse],
) -> None:
    ann, ada = apart.talking()
    ada.box.fill("It costs")
    apart.place.ada_line.cut()
    ada.reads("Connection lost")
    apart.place.house.pass_time(2 * ABSENT_S, lines=1)
    apart.place.ada_line.mend()
    ada.page.reload()
    ada.reads("Ann went back to Sales")
    ada.reads("It costs")
    ada.go_on_duty()
    ada.accept()
    expect(ann.page.get_by_role("log").get_by_text("Ada joined")).to_have_count(2)
    expect(ada.box).to_have_value("It costs")


def network_is_back(page: Page) -> None:
    """As the browser says it; else the client would try again in its own time."""
    page.evaluate("dispatchEvent(new Event('online'))")
