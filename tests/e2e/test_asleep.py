"""Pages that are frozen or sleep: the rows tell the truth, and a page resumes before it acts."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.books import expect_kinds, kinds_of, texts
from tests.e2e.conftest import CHROMIUM, FLAGS, Cast
from tests.e2e.devtools import Chromium, Tab
from tests.e2e.house import House
from tests.e2e.people import DeskAgent

pytestmark = pytest.mark.browser

ABSENT_S = 121
"""The demo's ABSENT_INTERVAL, and a second."""


@pytest.fixture
def pocket(tmp_path: Path) -> Iterator[Chromium]:
    """A browser whose pages can be put away."""
    with Chromium(CHROMIUM, FLAGS, tmp_path / "profile") as browser:
        yield browser


def frozen_while_writing(cast: Cast[House], pocket: Chromium) -> tuple[Tab, DeskAgent]:
    """Ann is in a chat with Ada, half-way through a message, as her page is frozen."""
    ada = cast.ada()
    ann = pocket.open(cast.place.shop)
    ann.press("Open chat")
    ann.write("Your name", "Ann")
    ann.write("Your question", "Is the small kettle in stock?")
    ann.press("Start chat")
    ada.accept()
    ann.sees("Ada joined")
    ann.write("Message", "Half a thou")
    ann.freeze()
    return ann, ada


def test_a_frozen_end_user_is_absent_and_resumes_without_a_reset(
    cast: Cast[House], pocket: Chromium
) -> None:
    ann, ada = frozen_while_writing(cast, pocket)
    cast.place.pass_time(ABSENT_S, lines=1)
    ada.reads("Ann’s connection is silent")
    ada.write("Still there?")
    expect_kinds(cast.place, [6, 1], after=6)
    ann.thaw()
    ann.sees("Still there?")
    assert ann.written("Message") == "Half a thou"
    expect_kinds(cast.place, [6, 1, 7], after=6)


def test_an_end_user_frozen_for_too_long_is_told_so_and_keeps_the_text(
    cast: Cast[House], pocket: Chromium
) -> None:
    ann, _ada = frozen_while_writing(cast, pocket)
    cast.place.pass_time(2 * ABSENT_S, lines=1)
    expect_kinds(cast.place, [6, 32, 31, 44, 49], after=6)
    ann.thaw()
    ann.sees("You were away, and your connection was gone for too long.")
    ann.press_unseen("Start a new chat")
    assert ann.written("Your question") == "Half a thou"
    assert kinds_of(cast.place)[6:] == [6, 32, 31, 44, 49], "waking up is no command"


def test_a_frozen_desk_is_offered_nothing_until_it_wakes(
    cast: Cast[House], pocket: Chromium
) -> None:
    ada = pocket.open(cast.place.ada)
    ada.press("Go on duty")
    ada.sees("All quiet")
    ada.freeze()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Is anybody there?")
    ann.reads("You are next in line")
    assert kinds_of(cast.place) == [26]
    ada.thaw()
    ada.sees("Is anybody there?")
    expect_kinds(cast.place, [26, 8])


def test_a_machine_that_slept_resumes_before_it_sends_what_was_typed(cast: Cast[House]) -> None:
    """The timers of the page stood still, so nothing has told it that it slept."""
    ada, ann = cast.ada(), cast.end_user()
    sent = overheard(ann.page)
    ann.open_chat()
    ann.ask("Ann", "Is the small kettle in stock?")
    ada.accept()
    ann.sees("Ada joined")
    ann.box.fill("Written on waking.")
    before = len(sent())
    ann.page.evaluate(FREEZE_TIMERS)
    ann.box.press("Enter")
    ada.sees("Written on waking.")
    assert [frame["type"] for frame in sent()[before:]] == ["hello", "post"]
    assert texts(cast.place) == ["Written on waking."]


FREEZE_TIMERS = """() => {
  const { now } = Date;
  Date.now = () => now.call(Date) + 600_000;
}"""
"""Ten minutes have passed, and no timer has rung yet."""


def test_a_browser_that_goes_offline_says_so_at_once_and_sends_later(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    cast.visitors.context.set_offline(True)
    ann.reads("Connection lost")
    ann.write("From the lift.")
    ann.reads("Will be sent once you are connected")
    expect(ada.page.get_by_role("log").get_by_text("From the lift.")).to_have_count(0)
    cast.visitors.context.set_offline(False)
    ada.sees("From the lift.")
    ann.reads(re.compile("(Sent|Seen) ·"))
    assert texts(cast.place) == ["From the lift."]


def overheard(page: Page) -> Callable[[], list[dict[str, object]]]:
    """What the page has sent over its sockets so far, but for what is true for the moment only."""
    frames: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: frames.extend([text])))
    return lambda: [
        frame
        for frame in map(json.loads, frames)
        if frame["type"] not in {"typing", "alive", "page", "seen"}
    ]
