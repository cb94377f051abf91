"""What end-users write is text on every screen: no markup, no script, no link that runs."""

import re

import pytest

from tests.e2e.conftest import Visitors
from tests.e2e.house import House
from tests.e2e.people import DeskAgent, Shopper

HOSTILE = '<img src=x onerror="window.broken=1">"\'<b>bold</b><script>window.broken=1</script>'
LINK = "javascript:window.broken=1"
SHORT = HOSTILE[:40]


@pytest.mark.browser
def test_what_an_end_user_writes_is_text_on_every_screen(house: House, visitors: Visitors) -> None:
    mallory = Shopper(visitors.open(house.shop))
    ada = DeskAgent(visitors.open(house.ada))
    floor = visitors.open(house.floor)
    ada.go_on_duty()
    mallory.open_chat()
    mallory.ask(HOSTILE[:80], HOSTILE)
    floor.get_by_text(SHORT).first.wait_for()
    ada.page.get_by_text(SHORT).first.wait_for()
    ada.accept()
    mallory.sees(re.compile("Ada joined"))
    for text in (HOSTILE, LINK):
        mallory.write(text)
        mallory.sees(text)
        ada.sees(text)
    for page in (mallory.page, ada.page, floor):
        assert page.evaluate("window.broken") is None
        assert page.locator("a[href^='javascript:']").count() == 0
        assert page.locator("img[src='x']").count() == 0
