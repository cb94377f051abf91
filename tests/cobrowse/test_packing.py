"""The stream's packing: what was put in comes out, and a bomb is cut off."""

import json
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parlour.cobrowse import limits
from parlour.cobrowse.nodes import NoPage
from parlour.cobrowse.packing import FLUSH_END, Packer, Unpacker
from parlour.cobrowse.pointer import pointed
from parlour.cobrowse.reading import Reading
from tests.cobrowse.recorded import TERMS, element, page, text, typed, window
from tests.cobrowse.streams import RecorderEnd

LINE = st.binary(min_size=1, max_size=300).map(lambda line: line.replace(b"\n", b" "))


@given(st.lists(LINE, max_size=20), st.sets(st.integers(0, 5_000), max_size=10))
def test_lines_come_out_as_they_went_in(lines: list[bytes], cuts: set[int]) -> None:
    """However the text is cut into pieces."""
    text = b"".join(line + b"\n" for line in lines)
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    packer, unpacker = Packer(), Unpacker()
    pieces = [packer.packed(text[start:end]) for start, end in pairwise(places)]
    found = [line for piece in pieces for line in unpacker.lines(piece)]
    assert found == lines
    assert not any(piece.endswith(FLUSH_END) for piece in pieces)


@pytest.mark.parametrize("more", [0, 1, 1_000])
def test_a_piece_larger_than_a_message(more: int) -> None:
    """It is cut into messages of the greatest size; the last one is smaller, and may be empty."""
    size = limits.MESSAGE_BYTES_MAX
    line = b"a" * (2 * size)
    while over := (len(stored(line)) - more + size // 2) % size - size // 2:
        line = b"a" * (len(line) - over)
    packed = stored(line)
    assert len(packed) % size == more
    messages = [packed[start : start + size] for start in range(0, len(packed) + 1, size)]
    unpacker = Unpacker()
    assert [found for message in messages for found in unpacker.lines(message)] == [line]
    assert list(unpacker.lines(stored(b"next"))) == [b"next"]


def stored(line: bytes) -> bytes:
    """A piece that is no smaller than what is in it."""
    deflate = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(line + b"\n") + deflate.flush(zlib.Z_SYNC_FLUSH)
    return packed.removesuffix(FLUSH_END)


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
    bomb = Packer().packed((b"[4,0,0,0]" + b" " * 1_000 + b"\n") * 60_000)
    assert len(bomb) < limits.MESSAGE_BYTES_MAX
    with pytest.raises(NoPage):
        Reading(TERMS).understood(bomb)


def test_what_a_message_brings() -> None:
    events = [window(), page(element(10, "p", text(11, "Hi"))), typed(12, "nowhere")]
    end = RecorderEnd()
    lines = b"".join(end.lines(*events))
    understood = Reading(TERMS).understood(end.pack(lines))
    assert [part.kind for part in understood.parts] == ["window", "picture"]
    dots = len("nowhere")
    assert (understood.events, understood.inflated_bytes) == (3, len(lines) + dots)
    picture = understood.parts[1]
    assert json.loads(picture.line)["type"] == 2
    assert json.loads(picture.short)[0] == 2


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
