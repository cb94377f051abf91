"""One agent at two browsers: each can take over, and says so when the other has."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.books import kinds_of, texts
from tests.e2e.conftest import Cast, Visitors
from tests.e2e.house import House
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser


def test_two_consoles_take_over_from_each_other_and_keep_what_is_half_written(
    cast: Cast[House], browser: Browser
) -> None:
    ann, work = cast.talking()
    work.box.fill("Half an ans")
    elsewhere = browser.new_context(viewport={"width": 1280, "height": 800})
    home = DeskAgent(Visitors(elsewhere).open(cast.place.ada))
    home.reads("You’re on duty somewhere else")
    home.page.get_by_role("button", name="Take over here").click()
    work.reads("You’re at work on another console now")
    home.page.get_by_role("link", name="Ann").click()
    home.write("From home.")
    ann.sees("From home.")
    home.box.fill("Half a sent")

    work.page.get_by_role("button", name="Take back").click()
    home.reads("You’re at work on another console now")
    work.sees("From home.")
    expect(work.box).to_have_value("Half an ans")
    work.write("From work.")
    ann.sees("From work.")

    home.page.reload()
    home.reads("You’re on duty somewhere else")
    home.page.get_by_role("button", name="Take over here").click()
    home.sees("From work.")
    expect(home.box).to_have_value("Half a sent")
    work.reads("You’re at work on another console now")
    elsewhere.close()
    assert texts(cast.place) == ["From home.", "From work."]
    assert kinds_of(cast.place)[6:] == [1, 1], "nobody was absent for a moment"


def test_a_console_that_stood_by_learns_that_work_has_begun_elsewhere(
    cast: Cast[House], browser: Browser
) -> None:
    elsewhere = browser.new_context(viewport={"width": 1280, "height": 800})
    home = DeskAgent(Visitors(elsewhere).open(cast.place.ada))
    home.reads("You’re off duty")
    work = cast.ada()
    home.reads("You’re on duty somewhere else")
    work.page.get_by_role("button", name="Your status: Available").click()
    work.page.get_by_role("menuitem", name="Log out of chat").click()
    home.reads("You’re off duty")
    elsewhere.close()
