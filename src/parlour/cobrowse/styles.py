"""Style sheets that load nothing and quote nobody. Pure.

Every expression runs in linear time: what it scans for ends it, and begins no other.
"""

import re

from parlour.cobrowse.limits import DRAWING_CHARACTERS_MAX
from parlour.cobrowse.numbers import without_numbers

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|([g-zG-Z]))")
_URL = re.compile(r"url\(\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^()\"'\s]*))\s*\)", re.IGNORECASE)
_LOADS = re.compile(
    r"(?:url|src|image|image-set|cross-fade|element|paint|expression)(?=\()", re.IGNORECASE
)
_AT_RULE = re.compile(r"@(?=import|font-face|namespace|document|-moz-document)", re.IGNORECASE)
_DRAWING = re.compile(r"data:image/(?:png|gif|jpeg|webp|svg\+xml)[;,]", re.IGNORECASE)
_KEPT = re.compile(r"(url\(\"(?:data:image/|#)[^\"\n]*\"\))")
NONE = "none"
BLOCKED = "parlour-blocked"


def without_loads(css: str) -> str:
    """The rules, with dots for card and account numbers; what would load something is unknown to
    a browser, which passes over it."""
    css = _COMMENT.sub("", css) if "/*" in css else css
    css = _ESCAPED.sub(_letter, css) if "\\" in css else css
    css = _AT_RULE.sub(f"@{BLOCKED}-", css) if "@" in css else css
    if "(" not in css:
        return without_numbers(css)
    css = _URL.sub(_address, css)
    parts = _KEPT.split(css)
    return "".join(
        part if at % 2 else without_numbers(_LOADS.sub(BLOCKED, part))
        for at, part in enumerate(parts)
    )


def may_stay(address: str) -> bool:
    """A small drawing in the page's own text, or a part of the page."""
    if address.startswith("#"):
        return True
    return len(address) <= DRAWING_CHARACTERS_MAX and _DRAWING.match(address) is not None


def _address(found: re.Match[str]) -> str:
    address = next((group for group in found.groups() if group is not None), "").strip()
    if not may_stay(address):
        return NONE
    return 'url("{}")'.format(address.replace('"', "%22").replace("\\", "%5C"))


def _letter(escaped: re.Match[str]) -> str:
    code, plain = escaped.groups()
    if plain is not None:
        return str(plain)
    character = chr(min(int(code, 16), 0x10FFFF))
    is_of_a_name = character.isascii() and (character.isalpha() or character in "-@(")
    return character if is_of_a_name else escaped.group()
