"""Files between the widget and the desk, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.books import kinds_of
from tests.e2e.conftest import Cast
from tests.e2e.house import House
from tests.files.bodies import HTML, PDF, picture

pytestmark = pytest.mark.browser

KETTLE: FilePayload = {
    "name": "kettle.png",
    "mimeType": "image/png",
    "buffer": picture(size=(600, 400)),
}
BOX: FilePayload = {"name": "box.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
OFFER: FilePayload = {"name": "Offer 12.pdf", "mimeType": "application/pdf", "buffer": PDF}

PASTE = """(target, [name, type, bytes]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const how = { bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: moved }));
}"""
DROP = """(target, [name, type, bytes]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const how = { bubbles: true, cancelable: true };
  target.dispatchEvent(new DragEvent("dragover", { ...how, dataTransfer: moved }));
  target.dispatchEvent(new DragEvent("drop", { ...how, dataTransfer: moved }));
}"""


def choose(page: Page, file: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Send a file").click()
    chooser.value.set_files([file])


def moved(file: FilePayload) -> list[object]:
    return [file["name"], file["mimeType"], list(file["buffer"])]


def is_drawn(image: Locator) -> None:
    """The picture has been fetched, and the browser shows it."""
    expect(image).to_have_js_property("complete", True)
    expect(image).not_to_have_js_property("naturalWidth", 0)


def test_both_sides_send_files_and_see_them(cast: Cast[House], tmp_path: Path) -> None:
    ann, ada = cast.talking()
    choose(ann.page, KETTLE)
    is_drawn(ann.page.get_by_role("button", name="Show kettle.png").locator("img"))
    is_drawn(ada.page.get_by_role("button", name="Show kettle.png").locator("img"))
    choose(ada.page, OFFER)
    for page in (ann.page, ada.page):
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save Offer 12.pdf").click()
        saved.value.save_as(tmp_path / "saved.pdf")
        assert saved.value.suggested_filename == "Offer 12.pdf"
        assert (tmp_path / "saved.pdf").read_bytes() == PDF
    assert kinds_of(cast.place)[-2:] == [38, 1003]
    expect(ann.page.locator(".upload")).to_have_count(0)
    expect(ada.page.locator(".upload")).to_have_count(0)


def test_files_are_pasted_and_dropped(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    ann.box.evaluate(PASTE, moved(KETTLE))
    expect(ada.page.get_by_role("button", name="Show kettle.png")).to_be_visible()
    ann.box.evaluate(DROP, moved(BOX))
    expect(ada.page.get_by_role("button", name="Show box.jpg")).to_be_visible()
    ada.box.evaluate(PASTE, moved(OFFER))
    expect(ann.page.get_by_role("button", name="Save Offer 12.pdf")).to_be_visible()
    ada.box.evaluate(DROP, moved(BOX))
    expect(ann.page.get_by_role("button", name="Show box.jpg")).to_have_count(2)
    assert kinds_of(cast.place)[-4:] == [38, 38, 1003, 1003]


def test_why_a_file_is_not_taken_is_said_in_words(cast: Cast[House]) -> None:
    cast.visitors.allow("415|422")
    ann, ada = cast.talking()
    page: FilePayload = {"name": "page.png", "mimeType": "image/png", "buffer": HTML}
    choose(ann.page, page)
    ann.reads("This file is not what its name says.")
    choose(ann.page, {"name": "nothing.txt", "mimeType": "text/plain", "buffer": b""})
    ann.reads("This file is empty.")
    choose(ada.page, page)
    ada.reads("The file is not what its name says.")
    ada.page.get_by_role("button", name="Dismiss page.png").click()
    expect(ada.page.locator(".upload")).to_have_count(0)
    assert not {38, 1003} & set(kinds_of(cast.place))


def test_the_lightbox_goes_by_keys_and_gives_the_focus_back(cast: Cast[House]) -> None:
    ann, ada = cast.talking()
    choose(ann.page, KETTLE)
    choose(ann.page, BOX)
    first = ada.page.get_by_role("button", name="Show kettle.png")
    expect(ada.page.get_by_role("button", name="Show box.jpg")).to_be_visible()
    first.focus()
    ada.page.keyboard.press("Enter")
    box = ada.page.get_by_role("dialog", name=re.compile("kettle.png, picture 1 of 2"))
    is_drawn(box.get_by_role("img", name="kettle.png"))
    ada.page.keyboard.press("ArrowRight")
    is_drawn(ada.page.get_by_role("dialog").get_by_role("img", name="box.jpg"))
    ada.page.keyboard.press("Home")
    is_drawn(ada.page.get_by_role("dialog").get_by_role("img", name="kettle.png"))
    ada.page.keyboard.press("Escape")
    expect(ada.page.get_by_role("dialog")).to_have_count(0)
    expect(first).to_be_focused()


def test_the_widget_shows_a_picture_large_and_gives_the_focus_back(cast: Cast[House]) -> None:
    ann, _ada = cast.talking()
    choose(ann.page, KETTLE)
    card = ann.page.get_by_role("button", name="Show kettle.png")
    is_drawn(card.locator("img"))
    card.focus()
    ann.page.keyboard.press("Enter")
    is_drawn(ann.page.get_by_role("img", name="kettle.png"))
    ann.page.keyboard.press("Escape")
    expect(ann.page.get_by_role("img", name="kettle.png")).to_have_count(0)
    expect(card).to_be_focused()
    expect(ann.panel).to_be_visible()
