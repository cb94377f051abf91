"""Every screen of the desk with hostile texts in all its places: nothing acts, and no link lies."""

import csv
import re
from pathlib import Path

import pytest

from tests.e2e.scenes import Scenes, settle
from tests.safety.conftest import Watching
from tests.safety.poison import PACKS
from tests.safety.sweep import sweep

SINKS_AT_LEAST = 240
OPEN_ALL = """() => {
  const closed = document.querySelectorAll(
    "[aria-expanded=false]:not([aria-haspopup]), details:not([open]) > summary");
  for (const each of [...closed].slice(0, 24)) each.click();
}"""
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_no_hostile_text_acts_on_any_screen_of_the_desk(scenes: Scenes, watching: Watching) -> None:
    watch = watching(scenes.origin)
    page = watch.page()

    def show(name: str, pack: int) -> set[str]:
        """As the scene opens, and with everything unfolded."""
        page.goto(scenes.address(name, f"&pack={pack}"))
        settle(page)
        found = watch.look(page)
        page.evaluate(OPEN_ALL)
        return found | watch.look(page)

    sweep(scenes.names(page), show)
    assert watch.all_hits() == []
    assert len(watch.sinks) >= SINKS_AT_LEAST, f"only {len(watch.sinks)} places were found"


def test_no_hostile_text_acts_in_the_palette(scenes: Scenes, watching: Watching) -> None:
    watch = watching(scenes.origin)
    page = watch.page()
    for pack in range(PACKS):
        page.goto(scenes.address("chat", f"&pack={pack}"))
        settle(page)
        before = watch.look(page)
        page.keyboard.press("Control+KeyK")
        page.get_by_placeholder("Find a chat").wait_for()
        assert watch.look(page) - before, "nothing that was told stands in the palette"
    assert watch.all_hits() == []


def test_no_cell_of_a_table_for_spreadsheets_is_a_formula(
    scenes: Scenes, watching: Watching, tmp_path: Path
) -> None:
    watch = watching(scenes.origin)
    page = watch.page()
    cells: list[str] = []
    for pack in range(PACKS):
        page.goto(scenes.address("released", f"&pack={pack}"))
        settle(page)
        with page.expect_download() as coming:
            page.get_by_role("button", name="CSV", exact=True).click()
        coming.value.save_as(tmp_path / "chats.csv")
        with (tmp_path / "chats.csv").open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell[:80] for cell in cells if FORMULA.match(cell)] == []
