"""The server dies in the middle of a chat and comes back on what it has on the disk."""

import pytest
from playwright.sync_api import expect

from tests.e2e.books import kinds_of_released, texts
from tests.e2e.conftest import Cast, Demo, Visitors

pytestmark = pytest.mark.browser


def test_a_killed_server_comes_back_and_both_sides_heal_without_a_reload(
    demo: Demo, visitors: Visitors
) -> None:
    ann, ada = Cast(demo, visitors).talking()
    ann.write("Before the fall.")
    ada.sees("Before the fall.")
    for page in (ann.page, ada.page):
        page.evaluate("window.neverReloaded = true")
    demo.kill()
    expect(ann.panel.get_by_text("Connection lost")).to_be_visible()
    expect(ada.page.get_by_role("region", name="Connection")).to_be_visible()
    ann.write("Did you get that?")
    ada.write("One moment, please.")
    demo.restart()
    ada.sees("Did you get that?")
    ann.sees("One moment, please.")
    for side in (ann, ada):
        assert side.page.evaluate("window.neverReloaded")
        for text in ("Before the fall.", "Did you get that?", "One moment, please."):
            expect(side.page.get_by_role("log").get_by_text(text)).to_have_count(1)
    assert sorted(texts(demo)) == [
        "Before the fall.",
        "Did you get that?",
        "One moment, please.",
    ]
    ada.conclude()
    ada.close_wrap_up()
    kinds_of_released(demo)
