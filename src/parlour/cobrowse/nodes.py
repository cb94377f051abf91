"""What rrweb 2.2.2 records, as far as it is passed on: nodes and events, by their JSON.

Field names are rrweb's own, in camel case on the wire. What is not named here is not read, and so
never passed on. Pure.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec

from parlour.cobrowse import limits

Id = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
NodeId = int
Text = Annotated[str, msgspec.Meta(max_length=limits.TEXT_CHARACTERS_MAX)]
Word = Annotated[str, msgspec.Meta(max_length=limits.VALUE_CHARACTERS_MAX)]
Number = int | float
TAG_CHARACTERS_MAX = 100
Style = dict[str, Any]
"""Of a changed `style`: property → value, `[value, priority]`, or `false` for one taken out."""
Attributes = dict[str, Any]
Places = Annotated[list[int], msgspec.Meta(max_length=limits.NESTING_MAX)]


def _wire_name(field: str) -> str:
    first, *others = field.split("_")
    return "isSVG" if field == "is_svg" else first + "".join(other.title() for other in others)


class Recorded(msgspec.Struct, omit_defaults=True, rename=_wire_name, gc=False):
    """A part of what was recorded. Fields with a default are not always there."""


# Nodes -------------------------------------------------------------------------------------------


class Document(Recorded, tag_field="type", tag=0):
    id: Id
    child_nodes: "list[Node]"
    compat_mode: Word | None = None


class DocumentType(Recorded, tag_field="type", tag=1):
    id: Id
    name: Word
    public_id: Word
    system_id: Word
    root_id: Id | None = None


class Element(Recorded, tag_field="type", tag=2):
    id: Id
    tag_name: Annotated[str, msgspec.Meta(min_length=1, max_length=TAG_CHARACTERS_MAX)]
    attributes: Attributes
    child_nodes: "list[Node]"
    is_svg: bool | None = None
    is_shadow_host: bool | None = None
    is_shadow: bool | None = None
    root_id: Id | None = None
    is_custom: bool | None = None


class TextNode(Recorded, tag_field="type", tag=3):
    id: Id
    text_content: Text
    is_shadow: bool | None = None
    is_style: bool | None = None
    root_id: Id | None = None


class Cdata(Recorded, tag_field="type", tag=4):
    id: Id
    text_content: Text
    root_id: Id | None = None


class Comment(Recorded, tag_field="type", tag=5):
    id: Id
    text_content: Text
    is_shadow: bool | None = None
    root_id: Id | None = None


Node = Document | DocumentType | Element | TextNode | Cdata | Comment


# Changes -----------------------------------------------------------------------------------------


class Added(Recorded):
    """`next_id`: the sibling it stands before; `None`: it is the last."""

    parent_id: Id
    node: Node
    next_id: int | None


class Removed(Recorded):
    id: Id
    parent_id: int = 0
    is_shadow: bool | None = None


class TextChange(Recorded):
    id: Id
    value: Text | None


class AttributesChange(Recorded):
    id: Id
    attributes: Attributes


class Mutation(Recorded, tag_field="source", tag=0):
    """Removals come first, then additions, then texts, then attributes."""

    adds: Annotated[list[Added], msgspec.Meta(max_length=limits.CHANGES_MAX)]
    removes: Annotated[list[Removed], msgspec.Meta(max_length=limits.CHANGES_MAX)]
    texts: Annotated[list[TextChange], msgspec.Meta(max_length=limits.CHANGES_MAX)]
    attributes: Annotated[list[AttributesChange], msgspec.Meta(max_length=limits.CHANGES_MAX)]


class Position(Recorded):
    """`time_offset`: ms from the event's time, below zero."""

    x: Number
    y: Number
    id: int
    time_offset: Number


Positions = Annotated[list[Position], msgspec.Meta(max_length=limits.POSITIONS_MAX)]


class MouseMove(Recorded, tag_field="source", tag=1):
    positions: Positions


class MouseInteraction(Recorded, tag_field="source", tag=2):
    """`type`: rrweb's `MouseInteractions`, 0 (up) to 10 (touch cancel)."""

    type: Annotated[int, msgspec.Meta(ge=0, le=10)]
    id: int
    x: Number | None = None
    y: Number | None = None
    pointer_type: Annotated[int, msgspec.Meta(ge=0, le=10)] | None = None


class Scroll(Recorded, tag_field="source", tag=3):
    id: Id
    x: Number
    y: Number


class Resize(Recorded, tag_field="source", tag=4):
    width: Number
    height: Number


class Input(Recorded, tag_field="source", tag=5):
    id: Id
    text: Text
    is_checked: bool
    user_triggered: bool | None = None


class TouchMove(Recorded, tag_field="source", tag=6):
    positions: Positions


class Media(Recorded, tag_field="source", tag=7):
    """Dropped."""


class Rule(Recorded):
    rule: Text
    index: int | Places | None = None


class RuleGone(Recorded):
    index: int | Places


Rules = Annotated[list[Rule], msgspec.Meta(max_length=limits.CHANGES_MAX)]


class SheetRules(Recorded, tag_field="source", tag=8):
    """Rules put into and taken out of a style sheet; `style_id`: one that a tree has adopted."""

    id: Id | None = None
    style_id: Id | None = None
    adds: Rules | None = None
    removes: Annotated[list[RuleGone], msgspec.Meta(max_length=limits.CHANGES_MAX)] | None = None
    replace: Text | None = None
    replace_sync: Text | None = None


class Canvas(Recorded, tag_field="source", tag=9):
    """Dropped."""


class Font(Recorded, tag_field="source", tag=10):
    """Dropped."""


class Log(Recorded, tag_field="source", tag=11):
    """Dropped."""


class Drag(Recorded, tag_field="source", tag=12):
    positions: Positions


class Declared(Recorded):
    property: Annotated[str, msgspec.Meta(max_length=110)]
    value: Text | None = None
    priority: Literal["important", ""] | None = None


class Undeclared(Recorded):
    property: Annotated[str, msgspec.Meta(max_length=110)]


class Declaration(Recorded, tag_field="source", tag=13):
    index: Places
    id: Id | None = None
    style_id: Id | None = None
    set: Declared | None = None
    remove: Undeclared | None = None


class Selection(Recorded, tag_field="source", tag=14):
    """Dropped: what is marked is read aloud by nobody."""


class Sheet(Recorded):
    style_id: Id
    rules: Rules


class Adopted(Recorded, tag_field="source", tag=15):
    id: Id
    style_ids: Annotated[list[Id], msgspec.Meta(max_length=limits.CHANGES_MAX)]
    styles: Annotated[list[Sheet], msgspec.Meta(max_length=limits.CHANGES_MAX)] | None = None


class CustomElement(Recorded, tag_field="source", tag=16):
    """Dropped."""


Change = (
    Mutation
    | MouseMove
    | MouseInteraction
    | Scroll
    | Resize
    | Input
    | TouchMove
    | Media
    | SheetRules
    | Canvas
    | Font
    | Log
    | Drag
    | Declaration
    | Selection
    | Adopted
    | CustomElement
)

# Events ------------------------------------------------------------------------------------------


class DomContentLoaded(Recorded, tag_field="type", tag=0):
    """Dropped."""


class Load(Recorded, tag_field="type", tag=1):
    """Dropped."""


class Offset(Recorded):
    left: Number
    top: Number


class Picture(Recorded):
    node: Document
    initial_offset: Offset


class FullSnapshot(Recorded, tag_field="type", tag=2):
    data: Picture
    timestamp: Number


class Incremental(Recorded, tag_field="type", tag=3):
    data: Change
    timestamp: Number


class Window(Recorded):
    href: Word
    width: Number
    height: Number


class Meta(Recorded, tag_field="type", tag=4):
    data: Window
    timestamp: Number


class Custom(Recorded, tag_field="type", tag=5):
    """Dropped."""


class Plugin(Recorded, tag_field="type", tag=6):
    """Dropped."""


Event = DomContentLoaded | Load | FullSnapshot | Incremental | Meta | Custom | Plugin
SHOWN = FullSnapshot | Incremental | Meta

_decode: Callable[[bytes], Event] = msgspec.json.Decoder(Event).decode
_encode = msgspec.json.Encoder().encode


class NoPage(Exception):
    """What came is no page, or more of it than can be shown."""


def read_event(line: bytes) -> Event:
    """One line of the stream.

    Raises: `NoPage`.
    """
    try:
        return _decode(line)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise NoPage(type(error).__name__) from error


def written(event: Event) -> bytes:
    """The line of an event, with its end."""
    return _encode(event) + b"\n"
