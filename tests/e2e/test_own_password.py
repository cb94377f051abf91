"""An agent changes their own password; where else they were signed in they no longer are."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Cast
from tests.e2e.house import ADA, House

pytestmark = pytest.mark.browser

OLD, NEW = "kettle and cups", "teapot and saucers"


def change(page: Page, current: str, password: str) -> None:
    dialog = page.get_by_role("dialog", name="Change your password")
    dialog.get_by_label("Current password").fill(current)
    dialog.get_by_label("New password").fill(password)
    dialog.get_by_role("button", name="Change password").click()


def test_an_own_password_is_changed_and_the_next_sign_in_needs_it(cast: Cast[House]) -> None:
    cast.place.give_password(ADA, OLD)
    cast.visitors.allow("401|403")
    page = cast.visitors.open(cast.place.ada)
    other = cast.visitors.open(cast.place.ada.replace("seat=1", "seat=7"))
    expect(other.get_by_role("button", name="Your account")).to_be_visible()
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Change password…").click()
    change(page, "a guess of it", NEW)
    dialog = page.get_by_role("dialog", name="Change your password")
    expect(dialog.get_by_text("The current password is not right.")).to_be_visible()
    change(page, OLD, NEW)
    done = page.get_by_role("dialog", name="Your password is changed")
    done.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Your account")).to_be_visible()
    for tried, opens in [(OLD, False), (NEW, True)]:
        expect(other.get_by_role("heading", name="Sign in to the desk")).to_be_visible()
        other.get_by_label("Login").fill("ada")
        other.get_by_label("Password", exact=True).fill(tried)
        other.get_by_role("button", name="Sign in").click()
        if opens:
            expect(other.get_by_role("button", name="Your account")).to_be_visible()
        else:
            expect(other.get_by_text("Login and password don’t match.")).to_be_visible()
