"""Style sheets that need not be said again: on the server's shelf, and in one viewer's stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse import sheets
from parlour.cobrowse import shorthand as s
from parlour.cobrowse.limits import SHEETS_CHARACTERS_MAX
from parlour.cobrowse.reading import Part, Reading
from parlour.cobrowse.sheets import SheetShelf
from parlour.cobrowse.viewing import Viewing
from parlour.ids import SiteId
from tests.cobrowse.recorded import TERMS, element, page, window
from tests.cobrowse.streams import RecorderEnd, ViewerEnd

SHOP, BANK = SiteId("shop"), SiteId("bank")
CSS = ".card { display: flex; }\n" * 20
NAME = s.name_of(CSS)
STYLED = page(element(10, "style", _cssText=CSS))


def parts_of(*events: dict[str, object], told: dict[str, str] | None = None) -> list[Part]:
    end = RecorderEnd(told or {})
    return Reading(TERMS, told).understood(end.packed(*events)).parts


def test_sites_know_nothing_of_each_other() -> None:
    shelf = SheetShelf()
    shelf.keep(SHOP, {NAME: CSS})
    assert shelf.told(SHOP) == {NAME: CSS}
    assert shelf.told(BANK) == {}


def test_those_used_last_are_told() -> None:
    shelf = SheetShelf()
    for number in range(sheets.TOLD_MAX + 10):
        shelf.keep(SHOP, {f"n{number}": "p {}"})
    shelf.keep(SHOP, {"n0": "p {}"})
    told = list(shelf.told(SHOP))
    assert len(told) == sheets.TOLD_MAX
    assert told[:2] == ["n0", f"n{sheets.TOLD_MAX + 9}"]


@pytest.mark.parametrize("sites", [1, 40])
def test_it_ends_somewhere(sites: int) -> None:
    shelf = SheetShelf()
    sheet = "x" * s.NAMED_CHARACTERS_MAX
    for number in range(400):
        site = SiteId(f"s{number % sites}")
        shelf.keep(site, {f"n{number}": sheet})
        assert next(iter(shelf.told(site))) == f"n{number}"
    kept = [sum(map(len, shelf.told(SiteId(f"s{site}")).values())) for site in range(sites)]
    assert max(kept) <= sheets.CHARACTERS_OF_SITE_MAX
    assert sum(kept) <= sheets.CHARACTERS_MAX
    assert sum(kept) >= min(sites * sheets.CHARACTERS_OF_SITE_MAX, sheets.CHARACTERS_MAX) / 2


@given(st.lists(st.tuples(st.sampled_from([SHOP, BANK]), st.integers(0, 9)), max_size=40))
def test_what_is_kept_is_counted(kept: list[tuple[SiteId, int]]) -> None:
    shelf = SheetShelf()
    for site, number in kept:
        shelf.keep(site, {f"n{number}": "x" * number})
    for site in (SHOP, BANK):
        assert shelf._characters.get(site, 0) == sum(map(len, shelf.told(site).values()))


def test_the_next_page_of_the_site_names_its_sheet() -> None:
    end = RecorderEnd()
    first = Reading(TERMS).understood(end.packed(window(), STYLED))
    shelf = SheetShelf()
    shelf.keep(SHOP, first.sheets)
    told = shelf.told(SHOP)
    packed = RecorderEnd(told).packed(window(), STYLED)
    again = Reading(TERMS, told).understood(packed)
    assert again.parts == first.parts
    assert b"display" not in b"".join(RecorderEnd(told).lines(window(), STYLED))


def test_a_viewer_is_said_a_sheet_once() -> None:
    parts, viewing, viewer = parts_of(window(), STYLED), Viewing(), ViewerEnd()
    for _ in range(2):
        events = viewer.events(viewing.packed(parts))
        assert [event["type"] for event in events] == [4, 2]
        assert CSS in str(events[1]).replace("\\n", "\n")
    assert [line[0] for line in viewer.lines] == [1, 0, 2, 1, 2]
    assert viewer.lines[1] == [0, CSS, NAME]


def test_a_viewer_that_has_it_is_not_said_it() -> None:
    viewer = ViewerEnd({NAME: CSS})
    viewer.events(Viewing([NAME, "another"]).packed(parts_of(window(), STYLED)))
    assert [line[0] for line in viewer.lines] == [1, 2]


def test_a_viewer_that_was_said_too_many_forgets_them() -> None:
    viewing, said = Viewing([NAME]), 0
    sheet = "x" * (s.NAMED_CHARACTERS_MAX - 4)
    kinds: list[int] = []
    for number in range(100, 200):
        name = f"n{number}"
        before = len(kinds)
        part = Part("change", b"", b"[8,0,1,1]\n", {name: f"{sheet}{number}"})
        kinds += [raw[1] - ord("0") for raw in viewing._lines(part).splitlines()]
        said += len(sheet) + 3
        if kinds[before] == 1:  # of [10]
            break
    assert SHEETS_CHARACTERS_MAX < said <= SHEETS_CHARACTERS_MAX + 3 * len(sheet)
    again = viewing._lines(Part("change", b"", b"", {NAME: CSS}))
    assert again.startswith(b"[0,")
