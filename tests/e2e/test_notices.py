"""Ring and desktop notification, in a browser that is as strict as people's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import CHROMIUM, FLAGS, Cast
from tests.e2e.devtools import Chromium, Tab
from tests.e2e.house import House

pytestmark = pytest.mark.browser

OVERHEAR = """
window.shown = [];
window.asked = [];
window.Notification = class extends Notification {
  constructor(title, options) {
    super(title, options);
    window.shown.push([title, options.body]);
  }
  static requestPermission() {
    window.asked.push(navigator.userActivation.isActive);
    return super.requestPermission();
  }
};
window.tones = 0;
const { start } = OscillatorNode.prototype;
OscillatorNode.prototype.start = function (...when) {
  window.tones += this.context.state === "running" ? 1 : 0;
  return start.apply(this, when);
};
"""
"""The real notifications and tones, and a list of them."""


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(CHROMIUM, FLAGS, tmp_path / "profile") as browser:
        yield browser


def desk(strict: Chromium, house: House, notifications: str) -> Tab:
    tab = strict.open("about:blank")
    tab.send("Page.addScriptToEvaluateOnNewDocument", source=OVERHEAR)
    allow(tab, house, notifications)
    tab.go(house.ada)
    return tab


def allow(tab: Tab, house: House, setting: str) -> None:
    tab.send(
        "Browser.setPermission",
        permission={"name": "notifications"},
        setting=setting,
        origin=house.origin,
    )


def ask_from_shop(cast: Cast[House], name: str) -> None:
    ann = cast.end_user()
    ann.open_chat()
    ann.ask(name, "Does the kettle whistle?")


def test_an_offer_rings_and_notifies_while_the_desk_is_out_of_sight(
    cast: Cast[House], strict: Chromium
) -> None:
    ada = desk(strict, cast.place, "granted")
    ada.press("Go on duty")
    ada.sees("All quiet")
    ada.hide()
    ask_from_shop(cast, "Ann")
    ada.sees("Does the kettle whistle?")
    ada.until("window.tones >= 2")
    ada.until("window.shown.length === 1")
    assert ada.evaluate("window.shown") == [["New chat: Ann", "Does the kettle whistle?"]]
    assert ada.evaluate("document.title").startswith("(1)")


def test_an_offer_in_sight_only_rings(cast: Cast[House], strict: Chromium) -> None:
    ada = desk(strict, cast.place, "granted")
    ada.press("Go on duty")
    ask_from_shop(cast, "Ann")
    ada.until("window.tones >= 2")
    assert ada.evaluate("window.shown") == []


def test_after_a_reload_the_offer_says_that_sound_is_blocked_until_a_press(
    cast: Cast[House], strict: Chromium
) -> None:
    """Chromium keeps a page silent in which nothing was pressed yet."""
    ada = desk(strict, cast.place, "granted")
    ada.press("Go on duty")
    ada.sees("All quiet")
    ada.send("Page.reload")
    ask_from_shop(cast, "Ann")
    ada.sees("Does the kettle whistle?")
    ada.sees("Sound is blocked")
    assert ada.evaluate("window.tones") == 0
    ada.press("Sound is blocked")
    ada.until("window.tones >= 2")
    ada.until("!document.body.textContent.includes('Sound is blocked')")


def test_permission_is_asked_for_by_a_press_on_the_offer_and_not_before(
    cast: Cast[House], strict: Chromium
) -> None:
    ada = desk(strict, cast.place, "prompt")
    ada.press("Go on duty")
    ask_from_shop(cast, "Ann")
    ada.sees("Allow desktop notifications")
    assert ada.evaluate("window.asked") == []
    allow(ada, cast.place, "granted")
    ada.press("Allow desktop notifications")
    ada.until("!document.body.textContent.includes('Allow desktop notifications')")
    assert ada.evaluate("window.asked") == [True]
