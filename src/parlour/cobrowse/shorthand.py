"""The lines of a stream: JSON arrays, which say less than rrweb's own events and no more than a
viewer can see. docs/cobrowse.md has their form; `web/cobrowse/shorthand` is the same in TypeScript.
"""

import hashlib
from base64 import urlsafe_b64encode
from typing import Annotated, Any, Literal

import msgspec

from parlour.cobrowse import limits
from parlour.cobrowse.nodes import Text, Word

Number = int | float
Id = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
Step = Annotated[int, msgspec.Meta(ge=-(2**53 - 1), le=2**53 - 1)]
Size = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Pixels = Annotated[int, msgspec.Meta(ge=-(2**53 - 1), le=2**53 - 1)]
Steps = Annotated[list[Step], msgspec.Meta(max_length=limits.CHANGES_MAX)]
Pairs = Annotated[list[Any], msgspec.Meta(max_length=2 * limits.CHANGES_MAX)]
Values = list[Any]
Held = Annotated[int, msgspec.Meta(ge=1, le=limits.HELD_CHARACTERS_MAX)]
"""In place of a text: of how many characters it is, as long as it is held back."""
Texts = Annotated[list[Text | Held], msgspec.Meta(max_length=limits.NODES_MAX)]
Structure = Annotated[str, msgspec.Meta(max_length=limits.LINE_BYTES_MAX)]
Name = Annotated[str, msgspec.Meta(max_length=64)]

NAMED_CHARACTERS_MIN = 256
"""A shorter style sheet is said whole: its name would be a tenth of it."""
NAMED_CHARACTERS_MAX = 256 << 10
"""A longer one is no style sheet that many pages share."""


class Short(msgspec.Struct, array_like=True, gc=False):
    """One line. `at`: ms since the event before it; of the first one, since 1970."""


class SheetLine(Short, tag=0):
    """A style sheet that later lines name. `name`: only towards viewers, who don't work it out."""

    text: Annotated[str, msgspec.Meta(max_length=NAMED_CHARACTERS_MAX)]
    name: Name = ""


class WindowLine(Short, tag=1):
    at: int
    href: Word
    width: Number
    height: Number


class PictureLine(Short, tag=2):
    """`quirks`: 1 if the page has no doctype. `root`: the document's id."""

    at: int
    left: Number
    top: Number
    quirks: Literal[0, 1]
    root: Id
    structure: Structure
    values: Values
    texts: Texts


class MutationLine(Short, tag=3):
    """`removes`: ids; `places`: of each tree of the structure its parent and what it stands before
    (0: the end); `changed_texts`: id, text, id, text …; `changed_attributes`: in the same way. Ids
    and parents are steps from the one before, and places before are steps from the tree's id."""

    at: int
    removes: Steps
    places: Annotated[list[Step], msgspec.Meta(max_length=2 * limits.CHANGES_MAX)]
    structure: Structure
    values: Values
    texts: Texts
    changed_texts: Pairs
    changed_attributes: Pairs


class PointerLine(Short, tag=4):
    """`source`: rrweb's, 1 (mouse), 6 (touch) or 12 (drag). `node`: 0 if nobody needs it."""

    at: int
    x: Pixels
    y: Pixels
    node: Size = 0
    source: Literal[1, 6, 12] = 1


class PressLine(Short, tag=5):
    """`interaction`: rrweb's `MouseInteractions`. `node`: 0 on what is not recorded."""

    at: int
    interaction: Annotated[int, msgspec.Meta(ge=0, le=10)]
    node: Size
    x: Pixels | None = None
    y: Pixels | None = None


class ScrollLine(Short, tag=6):
    at: int
    node: Id
    x: Pixels
    y: Pixels


class InputLine(Short, tag=7):
    """`said`: a text, or how many dots."""

    at: int
    node: Id
    said: Annotated[int, msgspec.Meta(ge=0, le=limits.VALUE_CHARACTERS_MAX)] | Text
    checked: Literal[0, 1] = 0


class ResizeLine(Short, tag=8):
    at: int
    width: Pixels
    height: Pixels


class PlainLine(Short, tag=9):
    """A change of style sheets, as rrweb has it."""

    at: int
    data: msgspec.Raw


class ForgetLine(Short, tag=10):
    """All names of style sheets that were said before mean nothing any more."""


Line = (
    SheetLine
    | WindowLine
    | PictureLine
    | MutationLine
    | PointerLine
    | PressLine
    | ScrollLine
    | InputLine
    | ResizeLine
    | PlainLine
    | ForgetLine
)


def name_of(sheet: str) -> str:
    """The name of a style sheet: 144 bits of its SHA-256, in 24 characters."""
    digest = hashlib.sha256(sheet.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:18]).decode()
