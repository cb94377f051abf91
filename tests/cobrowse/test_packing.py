"""The stream's packing: what was put in comes out, and a bomb is cut off."""

import json
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse import limits
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.packing import Packer, Unpacker
from parlour.cobrowse.pointer import pointed
from parlour.cobrowse.reading import Reading
from tests.cobrowse.recorded import TERMS, element, page, text, window

LINE = st.binary(min_size=1, max_size=300).map(lambda line: line.replace(b"\n", b" "))


@given(st.lists(LINE, max_size=20), st.lists(st.integers(0, 5_000), max_size=10))
def test_lines_come_out_as_they_went_in(lines: list[bytes], cuts: list[int]) -> None:
    """Wherever the packed bytes are cut into messages."""
    packer = Packer()
    packed = b"".join(packer.packed(line + b"\n") for line in lines)
    places = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    unpacker = Unpacker()
    found = [line for start, end in pairwise(places) for line in unpacker.lines(packed[start:end])]
    assert found == lines


def test_all_pieces_share_their_history() -> None:
    packer = Packer()
    words = "".join(str(hash((1, count))) for count in range(200)).encode()
    first, second = packer.packed(words), packer.packed(words)
    assert len(second) < len(first) / 20


def test_a_large_line_comes_out_of_few_bytes() -> None:
    line = b"a" * 1_000_000
    assert list(Unpacker().lines(Packer().packed(line + b"\n"))) == [line]


@pytest.mark.parametrize(
    "packed",
    [
        b"\xff\xff\xff",
        zlib.compress(b"{}\n"),
        Packer().packed(b"x" * (limits.LINE_BYTES_MAX + 1)),
        zlib.compressobj(wbits=-15).flush(),
    ],
    ids=["noise", "with a header", "a line without end", "finished"],
)
def test_what_is_no_such_stream(packed: bytes) -> None:
    with pytest.raises(NoPage):
        list(Unpacker().lines(packed))


def test_a_bomb_is_cut_off() -> None:
    bomb = Packer().packed((b'{"type":0}' + b" " * 1_000 + b"\n") * 60_000)
    assert len(bomb) < limits.MESSAGE_BYTES_MAX
    with pytest.raises(NoPage):
        Reading(TERMS).understood(bomb)


def test_what_a_message_brings() -> None:
    events = [window(), page(element(10, "p", text(11, "Hi"))), {"type": 1, "data": {}}]
    lines = b"".join(json.dumps(event).encode() + b"\n" for event in events)
    understood = Reading(TERMS).understood(Packer().packed(lines))
    assert [part.kind for part in understood.parts] == ["window", "picture"]
    assert (understood.events, understood.inflated_bytes) == (3, len(lines))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b'{"type":"snapshot"}',
        b'{"type":"pointer","x":-1,"y":0}',
        b'{"type":"pointer","x":1e9,"y":0}',
        b'{"type":"pointer","x":1,"y":2,"html":"<b>"}',
        b'{"type":"highlight","node":"x"}',
        b'{"type":"leave"}' + b" " * 1_000,
    ],
)
def test_what_no_viewer_says(raw: bytes) -> None:
    with pytest.raises(NoPage):
        pointed(raw)
