"""What a supervisor sees: the floor as it moves, and the ledger of any chat."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.books import kinds_of, kinds_of_released
from tests.e2e.conftest import Cast
from tests.e2e.house import House

pytestmark = pytest.mark.browser


def test_the_floor_shows_a_waiting_chat_and_opens_its_ledger(cast: Cast[House]) -> None:
    page = cast.sophie()
    expect(page.get_by_text("No open chats")).to_be_visible()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    row = page.get_by_role("row", name=re.compile("Ann"))
    expect(row).to_contain_text("Waiting")
    expect(row).to_contain_text("Does the kettle whistle?")
    ada = cast.ada()
    expect(row).to_contain_text("Offered")
    ada.accept()
    expect(row).to_contain_text("In chat")
    row.get_by_role("link", name="Ann").click()
    ann.write("It need not.")
    expect_ledger(page, [26, 8, 43, 11, 23, 48, 2])
    assert kinds_of(cast.place) == [26, 8, 43, 11, 23, 48, 2]


def test_a_released_chat_is_listed_and_its_ledger_bears_the_name(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.write("Yes, three are left.")
    ann.sees("Yes, three are left.")
    ada.conclude()
    ada.close_wrap_up()
    kinds = kinds_of_released(cast.place)
    page = cast.sophie()
    page.get_by_role("link", name="Released").click()
    page.get_by_role("row", name=re.compile("Ann")).first.get_by_role("link").first.click()
    expect_ledger(page, kinds)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Sealed at release.")).to_be_visible()
    expect(drawer.get_by_text("Sales", exact=False).first).to_be_visible()
    page.reload()
    expect_ledger(page, kinds)
    answer = page.evaluate(LATER_PAGES)
    assert answer == [-1, 0]


def test_the_numbers_agree_with_what_was_done(cast: Cast[House]) -> None:
    page = cast.sophie()
    answered, abandoned = counted(page)
    ann, ada = cast.talking()
    expect(tile(page, "In chat")).to_contain_text("1")
    expect(tile(page, "Occupancy")).to_contain_text("1 of")
    expect(page.get_by_role("row", name=re.compile("^Ada"))).to_contain_text("1/")
    ada.conclude()
    ada.close_wrap_up()
    assert kinds_of_released(cast.place)[-1] == 27
    expect(page.get_by_text("No open chats")).to_be_visible()
    expect(queue_cell(page, 5)).to_have_text(str(answered + 1))
    expect(queue_cell(page, 6)).to_have_text(str(abandoned))
    ada.page.close()
    ann.page.close()


def test_a_chat_that_waits_tells_why(cast: Cast[House]) -> None:
    page = cast.sophie()
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    page.get_by_role("button", name="Actions for Ann").click()
    page.get_by_role("menuitem", name="Why is it waiting?").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Nobody on duty serves this queue.")).to_be_visible()
    expect(drawer.get_by_text("It is the only one in its line.")).to_be_visible()
    ada = cast.ada()
    expect(drawer.get_by_text("It is offered to Ada")).to_be_visible()
    ada.accept()
    expect(drawer.get_by_text("Ada was the only one free.")).to_be_visible()


def test_monitoring_from_the_floor_opens_the_chat_and_nobody_notices(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    page = cast.sophie()
    page.get_by_role("button", name="Actions for Ann").click()
    expect(page.get_by_role("menuitem", name="Monitor")).to_be_disabled()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Desk", exact=True).click()
    page.get_by_role("button", name="Go on duty").click()
    page.get_by_role("link", name="Floor", exact=True).click()
    page.get_by_role("button", name="Actions for Ann").click()
    page.get_by_role("menuitem", name="Monitor").click()
    expect(page.get_by_text("You are watching unseen")).to_be_visible()
    ada.write("Which colour?")
    expect(page.get_by_role("log").get_by_text("Which colour?")).to_be_visible()
    page.get_by_role("link", name="Floor", exact=True).click()
    expect(page.get_by_role("img", name="Watched by Sophie")).to_be_visible()
    for other in (ann.page, ada.page):
        expect(other.get_by_text("Sophie")).to_have_count(0)


def test_the_timeline_shows_what_each_side_saw_at_any_moment(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ada.write("Three are left.")
    ann.sees("Three are left.")
    page = cast.sophie()
    page.get_by_role("link", name="Ann").click()
    drawer = page.get_by_role("dialog")
    visitor, agents = (
        drawer.get_by_role("region", name=name) for name in ("The visitor saw", "The agents saw")
    )
    expect(visitor).to_contain_text("Three are left.")
    expect(agents).to_contain_text("Agent Engagement Invitation")
    drawer.get_by_role("slider", name="Moment").fill("1")
    expect(visitor).to_contain_text("Is the small kettle in stock?")
    expect(visitor).not_to_contain_text("Three are left.")
    expect(agents.get_by_role("listitem")).to_have_count(1)
    with page.expect_download() as download:
        drawer.get_by_role("button", name="Export").click()
    rows = [json.loads(line) for line in download.value.path().read_text().splitlines()]
    assert [row["kind"] for row in rows] == kinds_of(cast.place)


def test_the_wallboard_has_figures_and_no_controls(cast: Cast[House]) -> None:
    page = cast.sophie()
    page.get_by_role("button", name="Wallboard").click()
    expect(page.get_by_role("heading", name="Wallboard")).to_be_visible()
    expect(page).to_have_url(re.compile("/desk/floor/wall"))
    ann = cast.end_user()
    ann.open_chat()
    ann.ask("Ann", "Does the kettle whistle?")
    waiting = page.locator(".wall__figure").filter(has=page.get_by_role("heading", name="Waiting"))
    expect(waiting).to_contain_text("1")
    page.reload()
    expect(waiting).to_contain_text("1")
    page.keyboard.press("Escape")
    expect(page.get_by_role("row", name=re.compile("Ann"))).to_be_visible()


def tile(page: Page, name: str) -> Locator:
    return page.locator(".tile").filter(has=page.get_by_role("button", name=name, exact=True))


def queue_cell(page: Page, column: int) -> Locator:
    """Of the first queue; the columns behind the name count from 1."""
    table = page.get_by_role("region", name="Queues").get_by_role("table")
    return table.locator("tbody tr").first.locator("th, td").nth(column)


def counted(page: Page) -> tuple[int, int]:
    """Answered and abandoned so far today: others may have told their stories before."""
    expect(queue_cell(page, 5)).to_have_text(re.compile(r"\d"))
    return int(queue_cell(page, 5).inner_text()), int(queue_cell(page, 6).inner_text())


LATER_PAGES = """async () => {
  const ask = (query) => fetch(`/api/v1/chats?state=released${query}`, {
    headers: { "X-Parlour-Seat": new URLSearchParams(location.search).get("seat") },
  }).then((answer) => answer.json());
  const { chats } = await ask("");
  const { requested } = chats[0];
  const pages = [await ask(`&before=${requested}`), await ask(`&before=${requested + 1}`)];
  return pages.map((page) => page.chats.length - chats.length);
}"""
"""By how many released chats the pages before the last request, and up to it, exceed the first."""


def expect_ledger(page: Page, kinds: list[int]) -> None:
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Ledger of Ann")).to_be_visible()
    expect(drawer.locator(".row__kind")).to_have_text([str(kind) for kind in kinds])
    expect(drawer.get_by_text("Intact", exact=True)).to_be_visible()
    expect(drawer.get_by_text("none is missing and none was changed")).to_be_visible()
