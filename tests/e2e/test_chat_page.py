"""The chat's own page: alone, and in a frame on pages of allowed origins and of no others."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from parlour.demo import SITE
from tests.e2e.conftest import Cast, Visitors
from tests.e2e.house import House
from tests.e2e.people import Shopper

pytestmark = pytest.mark.browser


class ShopElsewhere:
    """A page on a server of its own, with the chat in a frame."""

    def __init__(self, chat: str) -> None:
        body = f'<!doctype html><title>Shop</title><iframe src="{chat}"></iframe>'.encode()

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body if self.path == "/" else b"")

            def log_message(self, format: str, *args: Any) -> None:
                """Requests are nobody's news."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def elsewhere(house: House) -> Iterator[ShopElsewhere]:
    shop = ShopElsewhere(f"{house.origin}/chat/{SITE}")
    yield shop
    shop.stop()


def framed(page: Page, shop: ShopElsewhere) -> Frame:
    page.goto(f"{shop.origin}/")
    page.wait_for_load_state("load")
    (frame,) = page.main_frame.child_frames
    return frame


def test_a_chat_on_a_page_of_its_own(cast: Cast[House], visitors: Visitors) -> None:
    ada = cast.ada()
    page = visitors.open(f"{cast.place.origin}/chat/{SITE}")
    expect(page).to_have_title(cast.place.site(SITE).name)
    panel = page.locator(".panel")
    expect(panel).to_be_visible()
    expect(page.locator(".launcher")).to_be_hidden()
    size = page.viewport_size
    assert size is not None
    assert panel.evaluate("(panel) => panel.getBoundingClientRect().height") == size["height"]
    shopper = Shopper(page)
    shopper.ask("Eve", "Is it blue?")
    ada.accept()
    ada.write("It is.")
    shopper.sees("It is.")
    page.get_by_role("button", name="Minimise").click()
    opens = page.get_by_role("button", name="Open chat")
    expect(opens).to_be_focused()
    opens.press("Enter")
    shopper.sees("It is.")
    page.reload()
    shopper.sees("It is.")


def test_only_pages_of_allowed_origins_frame_it(
    house: House, elsewhere: ShopElsewhere, browser: Browser
) -> None:
    """In a profile of its own: that it is refused stands on the console."""
    site, page = house.site(SITE), browser.new_page()
    with house.changed(site.but(allowed_origins=("https://shop.example",))):
        assert framed(page, elsewhere).locator(".panel").count() == 0
        assert not framed(page, elsewhere).url.startswith(house.origin)
    with house.changed(site.but(allowed_origins=(elsewhere.origin,))):
        expect(framed(page, elsewhere).locator(".panel")).to_be_visible()
    with house.changed(site.but(allowed_origins=())):
        assert framed(page, elsewhere).locator(".panel").count() == 0
    page.close()
