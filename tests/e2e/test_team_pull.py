"""Pull mode: chats come to those who ask for one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Cast
from tests.e2e.house import ADA, House

pytestmark = pytest.mark.browser


@pytest.fixture
def pulling(house: House) -> Iterator[House]:
    """A house in which Ada asks for her chats."""
    with house.asking(ADA):
        yield house


def test_a_chat_comes_to_whoever_has_asked_for_it(pulling: House, cast: Cast[House]) -> None:
    ada = cast.ada()
    ada.reads("Chats come when you ask for them.")
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    ann.reads("You are next in line")
    expect(ada.offer).to_have_count(0)
    ada.page.get_by_role("button", name="Request chat").click()
    ada.accept()
    ann.sees("Ada joined")
    expect(ada.page.get_by_role("button", name="Request chat")).to_be_visible()


def test_a_request_stands_until_it_is_withdrawn(pulling: House, cast: Cast[House]) -> None:
    ada, ben = cast.ada(), cast.ben()
    expect(ben.page.get_by_role("button", name="Request chat")).to_have_count(0)
    ada.page.keyboard.press("Alt+KeyR")
    standing = ada.page.get_by_role("button", name="Cancel request")
    expect(standing).to_be_visible()
    ada.page.reload()
    standing.click()
    expect(ada.page.get_by_role("button", name="Request chat")).to_be_visible()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    ben.accept()
    ann.sees("Ben joined")
    expect(ada.offer).to_have_count(0)
