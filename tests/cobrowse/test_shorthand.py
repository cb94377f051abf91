"""The lines of a stream: what was written is read, in both languages, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse import limits
from parlour.cobrowse import nodes as n
from parlour.cobrowse import shorthand as s
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.shorthand_reader import Reader
from parlour.cobrowse.shorthand_writer import Writer, written
from parlour.cobrowse.styles import without_loads
from tests.cobrowse.events import SHEETS, events
from tests.cobrowse.streams import RecorderEnd

Json = dict[str, Any]
VECTORS = json.loads(Path(__file__).with_name("shorthand.json").read_text(encoding="utf-8"))
CSS = ".card { display: flex; }\n" * 20
NAME = s.name_of(CSS)


def line(*parts: Any) -> bytes:
    return json.dumps(parts).encode()


def picture(
    structure: str, values: list[Any] | None = None, texts: list[Any] | None = None
) -> bytes:
    return line(2, 0, 0, 0, 0, 1, structure, values or [], texts or [])


def read(reader: Reader, raw: bytes) -> Json:
    event = reader.event(raw)
    assert event is not None
    found: Json = json.loads(n.written(event))
    return found


def test_the_lines_that_both_languages_agree_on() -> None:
    writer = Writer(whole=True)
    for step in VECTORS["steps"]:
        event = n.read_event(json.dumps(step["event"]).encode())
        assert isinstance(event, n.SHOWN)
        raw, sheets = writer.line(event)
        assert json.loads(raw) == step["line"]
        assert sheets.items() <= VECTORS["sheets"].items()
    reader = Reader(VECTORS["sheets"])
    for step in VECTORS["steps"]:
        assert read(reader, json.dumps(step["line"]).encode()) == step["event"]


@given(st.lists(events(), max_size=4))
def test_what_was_written_is_read(told: list[Json]) -> None:
    end, reader = RecorderEnd(), Reader({})
    found = [
        json.loads(n.written(event))
        for raw in end.lines(*told)
        if (event := reader.event(raw)) is not None
    ]
    assert found == [normal(event) for event in told]


def normal(event: Json) -> Json:
    """As our own records write it: names that no structure can hold are left out."""
    same: Json = json.loads(n.written(n.read_event(json.dumps(event).encode())))
    return same


@given(st.lists(events(), max_size=3))
def test_a_viewer_is_told_the_same_but_for_times_and_where_the_pointer_is(told: list[Json]) -> None:
    writer, reader = Writer(), Reader({name: css for css in sheets() for name in [s.name_of(css)]})
    for event in told:
        data = event["data"]
        read_event = n.read_event(json.dumps(event).encode())
        assert isinstance(read_event, n.SHOWN)
        shown = read(reader, writer.line(read_event)[0])
        for position in data.get("positions", []):
            position["id"] = 0
        assert shown == normal({**event, "timestamp": 0})


def sheets() -> list[str]:
    return [".a { left: 0px; }\n" * 30, "é { }" * 60]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text('<p>/.@!-~^_ 1"', max_size=12),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)


@given(st.lists(st.lists(st.integers(0, 11) | JUNK, max_size=9).map(json.dumps), max_size=4))
def test_any_line_is_read_or_refused(lines: list[str]) -> None:
    reader = Reader({})
    for raw in lines:
        try:
            event = reader.event(raw.encode())
        except NoPage:
            return
        assert event is None or n.read_event(n.written(event)) == event


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b'{"type":2}',
        line(99, 0),
        line(10),
        line(2, 0),
        picture("<p>"),
        picture("/"),
        picture("<p>//"),
        picture("."),
        picture("<p class>/"),
        picture("<p class>/", [["x"]]),
        picture("<p class>/", [{"x": "y"}]),
        picture("< p>/"),
        picture("<p<i>//"),
        picture('<p">/'),
        picture("p"),
        picture("@-2!"),
        picture("@x!"),
        picture("@99999999999999999!"),
        picture("@9007199254740991!!"),
        picture("<p>" * (limits.DEPTH_MAX + 2) + "/" * (limits.DEPTH_MAX + 2)),
        picture("!" * (limits.NODES_MAX + 1)),
        picture(f"<{'p' * 101}>/"),
        picture(f"<p{' a' * 1_001}>/", [""] * 1_001),
        picture("<style _cssText>/", [["no such name"]]),
        line(3, 0, [], [], "!", [], [], [], []),
        line(3, 0, [0], [], "", [], [], [], []),
        line(3, 0, [-1], [], "", [], [], [], []),
        line(3, 0, [], [], "", [], [], ["x", "y"], []),
        line(3, 0, [], [], "", [], [], [1, 0], []),
        line(3, 0, [], [], "", [], [], [1, -2], []),
        line(3, 0, [], [], "", [], [], [1, 1.5], []),
        line(3, 0, [], [], "", [], [], [1, True], []),
        line(3, 0, [], [], "", [], [], [1, limits.HELD_CHARACTERS_MAX + 1], []),
        picture(".", [], [0]),
        picture(".", [], [-1]),
        picture(".", [], [1.5]),
        picture(".", [], [limits.HELD_CHARACTERS_MAX + 1]),
        picture(".", [], [[3]]),
        line(3, 0, [], [], "", [], [], [], [1, "x"]),
        line(3, 0, [], [], "", [], [], [], [True, {}]),
        line(4, 0, 0, 0, 0, 3),
        line(4, 0, 1.5, 0),
        line(7, 0, 1, -1),
        line(7, 0, 1, limits.VALUE_CHARACTERS_MAX + 1),
        line(9, 0, {"source": 0, "adds": [], "removes": [], "texts": [], "attributes": []}),
        line(9, 0, {"source": 5, "id": 1, "text": "hunter2", "isChecked": False}),
        line(0, "x" * (s.NAMED_CHARACTERS_MAX + 1)),
    ],
    ids=lambda raw: raw[:40].decode(),
)
def test_what_no_recorder_sends(raw: bytes) -> None:
    with pytest.raises(NoPage):
        Reader({}).event(raw)


# Style sheets by their names ---------------------------------------------------------------------


def test_a_sheet_is_said_once_and_named_from_then_on() -> None:
    reader = Reader({})
    assert reader.event(line(0, CSS)) is None
    for _ in range(2):
        event = read(reader, picture("<style _cssText>/", [[NAME]]))
        assert event["data"]["node"]["childNodes"][0]["attributes"] == {"_cssText": CSS}
    assert reader.used == {NAME: CSS}
    assert reader.expanded == 2 * len(CSS)


def test_only_what_a_page_is_shown_with_is_kept_for_others() -> None:
    reader = Reader({})
    reader.event(line(0, CSS))
    assert reader.used == {}


def test_what_is_kept_of_a_sheet_is_clean() -> None:
    """Whatever a recorder says, its name is the server's own, and loads are taken out."""
    bad = "@import url(https://evil.example/x.css);" + CSS
    reader = Reader({})
    reader.event(line(0, bad, NAME))
    with pytest.raises(NoPage):
        reader.event(picture("<style _cssText>/", [[NAME]]))
    reader.event(picture("<style _cssText>/", [[s.name_of(bad)]]))
    assert reader.used == {s.name_of(bad): without_loads(bad)}
    assert "evil" not in str(reader.used)


@given(SHEETS | st.text(max_size=200).map(lambda said: f"@import url({said});/*{said}*/{said}"))
def test_a_clean_sheet_stays_as_it_is(sheet: str) -> None:
    """It is cleaned again with the page that names it."""
    clean = without_loads(sheet)
    assert without_loads(clean) == clean


def test_only_style_sheets_have_names() -> None:
    reader = Reader({NAME: CSS})
    with pytest.raises(NoPage):
        reader.event(picture("<p title>/", [[NAME]]))


def test_a_line_of_names_is_no_bomb() -> None:
    sheet = "p{}" * (s.NAMED_CHARACTERS_MAX // 3)
    reader = Reader({NAME: sheet})
    fits = limits.LINE_BYTES_MAX // len(sheet)
    reader.event(picture("<style _cssText>/" * fits, [[NAME]] * fits))
    with pytest.raises(NoPage):
        reader.event(picture("<style _cssText>/" * (fits + 1), [[NAME]] * (fits + 1)))


def test_a_line_of_strokes_is_no_bomb() -> None:
    reader = Reader({})
    fits = limits.LINE_BYTES_MAX // limits.HELD_CHARACTERS_MAX
    held = [limits.HELD_CHARACTERS_MAX] * (fits + 1)
    reader.event(picture("." * fits, [], held[:fits]))
    assert reader.expanded == fits * limits.HELD_CHARACTERS_MAX
    with pytest.raises(NoPage):
        reader.event(picture("." * (fits + 1), [], held))
    changes = [part for size in held for part in (1, size)]
    with pytest.raises(NoPage):
        reader.event(line(3, 0, [], [], "", [], [], changes, []))


def test_a_stream_says_no_more_sheets_than_pages_have() -> None:
    reader = Reader({})
    sheet = line(0, "x" * s.NAMED_CHARACTERS_MAX)
    for _ in range(limits.SHEETS_CHARACTERS_MAX // s.NAMED_CHARACTERS_MAX):
        reader.event(sheet)
    with pytest.raises(NoPage):
        reader.event(sheet)


def test_what_has_its_usual_value_is_left_out() -> None:
    assert written(s.PointerLine(0, 1, 2)) == b"[4,0,1,2]\n"
    assert written(s.PointerLine(0, 1, 2, 0, 6)) == b"[4,0,1,2,0,6]\n"
