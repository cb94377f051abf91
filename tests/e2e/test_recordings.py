"""A page that was shown is kept, and watched later by who may; the audit log says by whom."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from parlour.demo import SITE
from parlour.directory.records import CoBrowseTerms
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.e2e.test_cobrowse import agree, ask, banner, picture

pytestmark = pytest.mark.browser


def shown_in(page: Page) -> FrameLocator:
    player = page.get_by_role("dialog", name="Ann\u2019s page")
    return player.frame_locator(".page-view__place iframe").frame_locator("iframe")


def test_what_was_kept_is_played_in_the_ledger(cast: Cast[House]) -> None:
    house = cast.place
    site = house.site(SITE)
    terms = CoBrowseTerms(on=True, keep=True)
    with house.changed(site.but(cobrowse=terms)):
        ann, ada = cast.talking()
        ask(ada)
        agree(ann)
        expect(picture(ada).get_by_role("link", name="Halden")).to_be_visible()
        ann.page.get_by_role("button", name="Minimise chat").click()
        ann.page.get_by_role("link", name="Delivery & returns").click()
        expect(picture(ada).get_by_role("heading", name="Delivery and returns")).to_be_visible()
        banner(ann.page).get_by_role("button", name="Stop showing").click()
        ada.sees("Ann stopped showing their page")
        ada.conclude()
        ada.close_wrap_up()
        floor = cast.sophie()
        floor.get_by_role("link", name="Released").click()
        floor.get_by_role("table").get_by_role("link", name="Ann").first.click()
        floor.get_by_role("button", name="Watch").click()
        expect(shown_in(floor).get_by_role("heading", name="Delivery and returns")).to_be_visible()
        player = floor.get_by_role("dialog", name="Ann\u2019s page")
        expect(player.get_by_role("button", name="Play again")).to_be_visible()
        expect(player).to_contain_text("/demo/shop/delivery.html")
        player.get_by_role("slider").focus()
        floor.keyboard.press("Home")
        expect(shown_in(floor).get_by_role("heading", name="Delivery and returns")).to_have_count(0)
        expect(shown_in(floor).get_by_role("link", name="Halden")).to_be_visible()
        floor.keyboard.press("End")
        expect(shown_in(floor).get_by_role("heading", name="Delivery and returns")).to_be_visible()
        floor.keyboard.press("Escape")
        expect(player).to_have_count(0)
        expect(floor.get_by_role("dialog", name="Ledger")).to_be_visible()
    looked = house.history("chat")
    assert [(change.deed, change.by) for change in looked] == [("recording", "sophie")]
