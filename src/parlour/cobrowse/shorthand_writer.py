"""Writes events as lines of the stream, for viewers. Pure."""

import math
from typing import Any, Literal

import msgspec

from parlour.cobrowse import nodes as n
from parlour.cobrowse import shorthand as s
from parlour.cobrowse.held import said_of
from parlour.cobrowse.limits import VALUE_CHARACTERS_MAX
from parlour.cobrowse.numbers import DOT
from parlour.cobrowse.shorthand_trees import TreeWriter

_encode = msgspec.json.Encoder().encode

Sheets = dict[str, str]
"""Style sheets by their names."""


class Writer:
    """Of one event after the other. `whole`: also what only recordings keep, as recorders send it:
    times (else 0), and over which node the pointer is (else none)."""

    def __init__(self, *, whole: bool = False) -> None:
        self._whole = whole
        self._at = 0
        self._sheets: Sheets = {}

    def line(self, event: n.SHOWN) -> tuple[bytes, Sheets]:
        """The line of the event (empty: it says nothing), and the style sheets that it names."""
        self._sheets = {}
        at = _whole(event.timestamp) if self._whole else 0
        short = self._short(event, at - self._at)
        if short is None:
            return b"", {}
        self._at = at
        return written(short), self._sheets

    def _short(self, event: n.SHOWN, at: int) -> s.Short | None:
        match event:
            case n.Meta(data=window):
                return s.WindowLine(at, window.href, window.width, window.height)
            case n.FullSnapshot(data=picture):
                return self._picture(picture, at)
            case n.Incremental(data=n.Mutation() as change):
                return self._mutation(change, at)
            case n.Incremental(data=change):
                short = _movement(change, at) or _plain(change, at)
                if isinstance(short, s.PointerLine) and not self._whole:
                    short.node = 0
                return short

    def _picture(self, picture: n.Picture, at: int) -> s.PictureLine:
        root, offset = picture.node, picture.initial_offset
        trees = TreeWriter(root.id, self._name_of)
        for node in root.child_nodes:
            trees.add(node)
        return s.PictureLine(
            at,
            offset.left,
            offset.top,
            1 if root.compat_mode == "BackCompat" else 0,
            root.id,
            trees.structure,
            trees.values,
            trees.texts,
        )

    def _mutation(self, change: n.Mutation, at: int) -> s.MutationLine:
        trees = TreeWriter(0, self._name_of)
        places: list[int] = []
        last_parent = 0
        for added in change.adds:
            before = 0 if added.next_id is None or added.next_id < 1 else added.next_id
            places.append(added.parent_id - last_parent)
            places.append(before - added.node.id if before else 0)
            last_parent = added.parent_id
            trees.add(added.node)
        return s.MutationLine(
            at,
            _steps([gone.id for gone in change.removes]),
            places,
            trees.structure,
            trees.values,
            trees.texts,
            _stepped([(text.id, said_of(text.value or "")) for text in change.texts]),
            _stepped([(one.id, one.attributes) for one in change.attributes]),
        )

    def _name_of(self, sheet: Any) -> str | None:
        is_long = isinstance(sheet, str) and len(sheet) >= s.NAMED_CHARACTERS_MIN
        if not is_long or len(sheet) > s.NAMED_CHARACTERS_MAX:
            return None
        name = s.name_of(sheet)
        self._sheets[name] = sheet
        return name


def written(short: s.Short) -> bytes:
    """The line, with its end; what has its usual value is left out from the end."""
    defaults = short.__struct_defaults__
    if not defaults:
        return _encode(short) + b"\n"
    parts = [short.__struct_config__.tag, *msgspec.structs.astuple(short)]
    for usual in reversed(defaults):
        if parts[-1] != usual:
            break
        del parts[-1]
    return _encode(parts) + b"\n"


def _movement(change: n.Change, at: int) -> s.Short | None:
    match change:
        case n.MouseMove(positions=[*_, last]):
            return _pointer(last, at, 1)
        case n.TouchMove(positions=[*_, last]):
            return _pointer(last, at, 6)
        case n.Drag(positions=[*_, last]):
            return _pointer(last, at, 12)
        case n.MouseInteraction(x=None) | n.MouseInteraction(y=None):
            return s.PressLine(at, change.type, max(change.id, 0))
        case n.MouseInteraction():
            x, y = _whole(change.x), _whole(change.y)
            return s.PressLine(at, change.type, max(change.id, 0), x, y)
        case n.Scroll():
            return s.ScrollLine(at, change.id, _whole(change.x), _whole(change.y))
        case n.Input():
            is_dots = change.text.strip(DOT) == "" and len(change.text) <= VALUE_CHARACTERS_MAX
            said = len(change.text) if is_dots else change.text
            return s.InputLine(at, change.id, said, 1 if change.is_checked else 0)
        case n.Resize():
            return s.ResizeLine(at, _whole(change.width), _whole(change.height))
        case _:
            return None


def _pointer(last: n.Position, at: int, source: Literal[1, 6, 12]) -> s.PointerLine:
    return s.PointerLine(at, _whole(last.x), _whole(last.y), max(last.id, 0), source)


def _plain(change: n.Change, at: int) -> s.PlainLine | None:
    match change:
        case n.SheetRules() | n.Declaration() | n.Adopted():
            return s.PlainLine(at, msgspec.Raw(_encode(change)))
        case _:
            return None


def _whole(pixels: n.Number | None) -> int:
    """Halves upwards, as browsers do."""
    return math.floor((pixels or 0) + 0.5)


def _steps(ids: list[int]) -> list[int]:
    return [new - old for old, new in zip([0, *ids], ids, strict=False)]


def _stepped(pairs: list[tuple[int, Any]]) -> list[Any]:
    steps = _steps([node for node, _ in pairs])
    return [part for step, (_, said) in zip(steps, pairs, strict=True) for part in (step, said)]
