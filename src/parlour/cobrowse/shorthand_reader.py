"""Reads the lines of a recorder's stream, within limits. Pure."""

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate, islice
from typing import Any

import msgspec

from parlour.cobrowse import nodes as n
from parlour.cobrowse import shorthand as s
from parlour.cobrowse.held import strokes
from parlour.cobrowse.limits import LINE_BYTES_MAX, SHEETS_CHARACTERS_MAX
from parlour.cobrowse.nodes import NodeId, NoPage
from parlour.cobrowse.numbers import DOT
from parlour.cobrowse.shorthand_trees import TreeReader
from parlour.cobrowse.styles import without_loads

_decode: Callable[[bytes], s.Line] = msgspec.json.Decoder(s.Line).decode
_styled: Callable[[msgspec.Raw], n.Change] = msgspec.json.Decoder(
    n.SheetRules | n.Declaration | n.Adopted
).decode
_POINTERS: dict[int, type[n.MouseMove | n.TouchMove | n.Drag]] = {
    1: n.MouseMove,
    6: n.TouchMove,
    12: n.Drag,
}
_SAID = s.Held | n.Text
_ATTRIBUTES = n.Attributes


class Reader:
    """One recorder's lines, one after the other. `told`: style sheets that the recorder may name
    without saying them first."""

    def __init__(self, told: Mapping[str, str]) -> None:
        self._named = dict(told)
        self._said_characters = 0
        self._at = 0
        self._of_line = 0
        self.expanded = 0
        """Characters so far that stand for less in the stream: sheets by name, dots, strokes."""
        self.used: dict[str, str] = {}
        """Style sheets that a page was shown with; to be taken from here."""

    def event(self, line: bytes) -> n.SHOWN | None:
        """The event of the next line; `None`: the line has none.

        Raises: `NoPage`.
        """
        try:
            return self._event(_decode(line))
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise NoPage(type(error).__name__) from error

    def _event(self, line: s.Line) -> n.SHOWN | None:
        match line:
            case s.SheetLine():
                self._learn(line.text)
                return None
            case s.ForgetLine():
                raise NoPage("who records forgets nothing")
            case _:
                self._at += line.at
        match line:
            case s.WindowLine():
                window = n.Window(href=line.href, width=line.width, height=line.height)
                return n.Meta(data=window, timestamp=self._at)
            case s.PictureLine():
                return n.FullSnapshot(data=self._picture(line), timestamp=self._at)
            case s.MutationLine():
                return self._changed(self._mutation(line))
            case _:
                return self._changed(self._movement(line))

    def _changed(self, change: n.Change) -> n.Incremental:
        return n.Incremental(data=change, timestamp=self._at)

    def _learn(self, sheet: str) -> None:
        self._said_characters += len(sheet)
        if self._said_characters > SHEETS_CHARACTERS_MAX:
            raise NoPage("more style sheets than a page has")
        self._named.setdefault(s.name_of(sheet), without_loads(sheet))

    def _sheet(self, name: str) -> str:
        sheet = self._named.get(name)
        if sheet is None:
            raise NoPage("a style sheet that was not said")
        self.used[name] = sheet
        self._expand(len(sheet))
        return sheet

    def _text(self, said: str | int) -> str:
        if isinstance(said, str):
            return said
        self._expand(said)
        return strokes(said)

    def _expand(self, characters: int) -> None:
        self.expanded += characters
        self._of_line += characters
        if self._of_line > LINE_BYTES_MAX:
            raise NoPage("a line that stands for too much")

    def _picture(self, line: s.PictureLine) -> n.Picture:
        children = list(self._trees(line).trees(line.structure, line.root))
        document = n.Document(
            id=line.root,
            child_nodes=children,
            compat_mode="BackCompat" if line.quirks else None,
        )
        return n.Picture(node=document, initial_offset=n.Offset(left=line.left, top=line.top))

    def _trees(self, line: s.PictureLine | s.MutationLine) -> TreeReader:
        self._of_line = 0
        return TreeReader(line.values, line.texts, self._sheet, self._text)

    def _mutation(self, line: s.MutationLine) -> n.Mutation:
        trees = self._trees(line).trees(line.structure, 0)
        return n.Mutation(
            adds=list(_placed(trees, line.places)),
            removes=[n.Removed(id=_checked(gone)) for gone in accumulate(line.removes)],
            texts=[
                n.TextChange(id=node, value=self._text(msgspec.convert(said, _SAID)))
                for node, said in _by_id(line.changed_texts)
            ],
            attributes=[
                n.AttributesChange(id=node, attributes=msgspec.convert(changed, _ATTRIBUTES))
                for node, changed in _by_id(line.changed_attributes)
            ],
        )

    def _movement(self, line: s.Line) -> n.Change:
        match line:
            case s.PointerLine():
                position = n.Position(x=line.x, y=line.y, id=line.node, time_offset=0)
                return _POINTERS[line.source](positions=[position])
            case s.PressLine():
                return n.MouseInteraction(type=line.interaction, id=line.node, x=line.x, y=line.y)
            case s.ScrollLine():
                return n.Scroll(id=line.node, x=line.x, y=line.y)
            case s.InputLine():
                text = line.said if isinstance(line.said, str) else DOT * line.said
                self.expanded += len(text)
                return n.Input(id=line.node, text=text, is_checked=bool(line.checked))
            case s.ResizeLine():
                return n.Resize(width=line.width, height=line.height)
            case s.PlainLine():
                return _styled(line.data)
            case _:
                raise NoPage("no change")


def _placed(trees: Iterator[n.Node], places: list[int]) -> Iterator[n.Added]:
    parent = 0
    steps = iter(places)
    for node in trees:
        place = list(islice(steps, 2))
        if len(place) < 2:
            raise NoPage("a tree without its place")
        parent += place[0]
        before = node.id + place[1] if place[1] else None
        yield n.Added(parent_id=_checked(parent), node=node, next_id=before)


def _by_id(stepped: list[Any]) -> Iterator[tuple[NodeId, Any]]:
    node = 0
    for step, said in zip(stepped[::2], stepped[1::2], strict=False):
        if type(step) is not int:
            raise NoPage("no step")
        node += step
        yield _checked(node), said


def _checked(node: int) -> NodeId:
    if not 1 <= node < 2**53:
        raise NoPage("no id")
    return node
