"""What text may come in, and how it is cleaned before anybody sees it. Pure.

Three rules, each for a kind of field:

* `message`: several lines. Line ends become `\\n`; `\\n` and `\\t` are the only controls.
* `line`: one line (a name, an address, a title). No control at all, no line separator; outer
  blanks go, bidi formatting goes, composed form (NFC), so that equal names are equal.
* `url`: a `line` that is an http(s) address; anything else becomes empty, since an odd referrer
  must not keep somebody from asking for help.

Refused everywhere: U+0000 (PostgreSQL can't store it), other C0 and C1 controls (they steer
terminals and log viewers), lone surrogates and noncharacters (no text), the bidi overrides U+202D
and U+202E (they show a text that was not written), and longer runs of combining marks than any
script stacks. Bidi embeddings and isolates stay in a message, where keyboards of right-to-left
languages put them and the message's own paragraph ends them; a name stands within other text,
so there they are removed.

Source: Unicode 15, UAX #9 (bidi), UAX #15 (normal forms; stream-safe text).
"""

import re
import unicodedata
from typing import Literal

Rule = Literal["message", "line", "url"]

MARKS_MAX = 10
"""Combining marks in a row: Tibetan and cantillated Hebrew stack five or six; UAX #15 bounds a
stream-safe text at 30, which still covers three lines above and below."""

# The sets below stay within the basic plane: `re` looks such a set up in one step, and walks
# through a wider one range by range, a thousand times slower. Other planes: `refuse_astral`.
_FORBIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, C1; \t \n \r and NEL are line matters
    "\u202d\u202e"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Me"}
)
_LINE_ENDS = "\r\x85\u2028\u2029"

_forbidden = re.compile(f"[{_FORBIDDEN}]")
_odd = re.compile(f"[{_FORBIDDEN}{_LINE_ENDS}{_MARKS}]")
_stacked = re.compile(f"[{_MARKS}]{{{MARKS_MAX + 1}}}")
_astral = re.compile("[\U00010000-\U0010ffff]")
_line_end = re.compile(f"\r\n|[{_LINE_ENDS}]")
_broken = re.compile(f"[\n\t{_LINE_ENDS}]")
_bidi = re.compile("[\u202a-\u202c\u2066-\u2069]")
_address = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class BadText(Exception):
    """The text can't be taken. `reason` is for people: it names the rule, not the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


NOT_TEXT = "It holds characters that are not text."
STACKED = "It stacks more marks on a letter than any script does."


def clean(text: str, rule: Rule) -> str:
    """The text as it will be kept.

    Raises:
        BadText: it holds what no field may hold.
    """
    match rule:
        case "message":
            return clean_message(text)
        case "line":
            return clean_line(text)
        case "url":
            return clean_url(text)


def clean_message(text: str) -> str:
    """Several lines with something in them."""
    if not (text.isascii() and text.isprintable()):
        refuse_astral(text)
        if _odd.search(text):
            refuse_odd(text)
            text = _line_end.sub("\n", text)
    if not text or text.isspace():
        raise BadText("There is nothing in it.")
    return text


def clean_line(text: str) -> str:
    """One line, possibly empty."""
    if not (text.isascii() and text.isprintable()):
        refuse_astral(text)
        refuse_odd(text)
        if _broken.search(text):
            raise BadText("It must be a single line.")
        text = unicodedata.normalize("NFC", _bidi.sub("", text))
    return text.strip()


def clean_url(text: str) -> str:
    """An http(s) address, or nothing."""
    line = clean_line(text)
    return line if _address.match(line) else ""


def refuse_astral(text: str) -> None:
    """Refuse what is wrong beyond the basic plane."""
    if not _astral.search(text):
        return
    kinds = {found: unicodedata.category(found) for found in set(_astral.findall(text))}
    if any(ord(found) & 0xFFFE == 0xFFFE for found in kinds):
        raise BadText(NOT_TEXT)
    marks = {ord(found): "\u0300" for found, kind in kinds.items() if kind in {"Mn", "Me"}}
    if marks and _stacked.search(text.translate(marks)):
        raise BadText(STACKED)


def refuse_odd(text: str) -> None:
    """Refuse what is wrong within the basic plane."""
    if _forbidden.search(text):
        raise BadText(NOT_TEXT)
    if _stacked.search(text):
        raise BadText(STACKED)
