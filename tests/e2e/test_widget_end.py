"""What is fetched for a transcript makes it longer; who reads its end stays there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import a11y
from tests.e2e.widget_scenes import WidgetStage

pytestmark = pytest.mark.browser

IS_AT_END = """() => {
  const log = document.getElementById("parlour").shadowRoot.querySelector(".log");
  return Math.abs(log.scrollHeight - log.scrollTop - log.clientHeight) < 2;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=a11y.PHONE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["talk", "agent absent", "back in line", "over", "Arabic"])
def test_a_reader_sees_the_end_whatever_is_fetched_for_it(page: Page, name: str) -> None:
    WidgetStage(page.context).show(page, name)
    page.wait_for_timeout(300)
    assert page.evaluate(IS_AT_END)
