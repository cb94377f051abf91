"""Which attributes of an element are passed on, and what becomes of them. Pure."""

import re
from collections.abc import Callable
from typing import Any

from parlour.cobrowse.limits import ATTRIBUTES_MAX, TEXT_CHARACTERS_MAX, VALUE_CHARACTERS_MAX
from parlour.cobrowse.numbers import DOT, dots
from parlour.cobrowse.styles import may_stay, without_loads
from parlour.cobrowse.word_list import words_of
from parlour.value import Value

PASSWORD = DOT * 8
FIELDS = frozenset({"input", "textarea", "select", "option"})
BUTTONS = frozenset({"button", "submit", "reset"})
"""Inputs whose value is their caption."""
VALUELESS = frozenset({"hidden", "checkbox", "radio", "file", "image"})

_LOOKS = words_of("""
    class id style dir lang role hidden open disabled checked selected readonly required multiple
    type name for tabindex width height size rows cols colspan rowspan span scope start reversed
    min max step wrap align valign bgcolor color face border cellpadding cellspacing nowrap inert
    contenteditable draggable popover part slot is data-rr-is-password
    xmlns preserveaspectratio fill fill-rule stroke stroke-linecap stroke-linejoin clip-path
    clip-rule clippathunits mask maskunits filter stop-color gradientunits spreadmethod
    patternunits patterncontentunits orient marker-start marker-mid marker-end text-anchor
    dominant-baseline font-family font-size font-weight letter-spacing vector-effect
    shape-rendering lengthadjust rr_width rr_height rr_open_mode
    """)
"""They say how an element looks, and hold no words."""
_GEOMETRY = words_of("""
    viewbox d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy points transform fill-opacity stroke-width
    stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-opacity opacity offset stop-opacity
    gradienttransform patterntransform markerwidth markerheight refx refy rotate textlength
    pathlength rr_scrollleft rr_scrolltop
    """)
"""Numbers and the names of curves."""
_WORDS = words_of("""
    title placeholder alt label summary value abbr aria-label aria-description aria-placeholder
    aria-valuetext aria-roledescription
    """)
_ADDRESSES = frozenset({"src", "href", "xlink:href"})
_MARK = re.compile(r"[a-z]?[a-z-]{0,18}[0-9]?")
"""A page's own marks for its styles: "open", "dark", "step-2"."""
_CURVES = re.compile(r"[\sMmLlHhVvCcSsQqTtAaZzEe0-9.,+\-%()]*(?:px|em|rem)?")
_FUNCTIONS = re.compile(r"translate|scale|rotate|skewX|skewY|matrix|none")
_FINE = re.compile(r"(\.[0-9]{3})[0-9]+")
"""A thousandth of a pixel; what is beyond it is seen by nobody, and may be a number."""
_LONG = re.compile(r"[0-9]{10,}")

Words = Callable[[str], str]
"""Masks what people read."""


class Bearer(Value):
    """An element, by its tag in lower case. `type`: of an input, in lower case. `private`: it lies
    within something masked. `password`: it is or was one."""

    tag: str
    type: str
    private: bool
    password: bool


def shown_attributes(of: Bearer, attributes: dict[str, Any], words: Words) -> dict[str, Any]:
    """Those that may be passed on, in their order."""
    shown: dict[str, Any] = {}
    for name in list(attributes)[:ATTRIBUTES_MAX]:
        kept = shown_attribute(of, name, attributes[name], words)
        if kept is not None:
            shown[name] = kept
    return shown


def shown_attribute(of: Bearer, name: str, value: Any, words: Words) -> Any:
    """The value to pass on; `None`: none."""
    key = name.lower()
    if isinstance(value, str):
        if len(value) > (TEXT_CHARACTERS_MAX if _is_style(key) else VALUE_CHARACTERS_MAX):
            return None
        return _text(of, key, value, words)
    if isinstance(value, bool | int | float):
        is_small = isinstance(value, bool) or abs(value) < 10_000_000
        is_known = key in _LOOKS or key in _GEOMETRY or key.startswith("aria-")
        return value if is_known and is_small else None
    return None


def _text(of: Bearer, key: str, value: str, words: Words) -> str | None:
    if _is_style(key):
        return without_loads(value)
    if key in _ADDRESSES:
        return _address(of, key, value)
    if key == "value" and of.tag in FIELDS:
        return field_value(of, value, words)
    if key in _GEOMETRY:
        return _geometry(value)
    if key in _LOOKS:
        return words(without_loads(value))
    if key in _WORDS:
        return None if of.private else words(value)
    is_mark = key.startswith(("data-", "aria-")) and _MARK.fullmatch(value) is not None
    return value if is_mark else None


def field_value(of: Bearer, value: str, words: Words) -> str | None:
    """What stands in a field, and never what it is."""
    if of.password:
        return PASSWORD
    if of.type in VALUELESS or of.tag == "option":
        return None
    if of.type in BUTTONS:
        return None if of.private else words(value)
    return dots(value)


def shown_style(style: dict[str, Any], words: Words) -> dict[str, Any]:
    """A changed `style`, property by property."""
    shown: dict[str, Any] = {}
    for name, value in style.items():
        if not is_property(name):
            continue
        match value:
            case False:
                shown[name] = False
            case str():
                shown[name] = _declared(value, words)
            case [str() as said, priority]:
                important = "important" if priority == "important" else ""
                shown[name] = [_declared(said, words), important]
            case _:
                pass
    return shown


def _declared(said: str, words: Words) -> str:
    return words(without_loads(said[:TEXT_CHARACTERS_MAX]))


_PROPERTY = re.compile(r"(?:--[\w-]{1,100}|-?[A-Za-z][A-Za-z-]{0,60})", re.ASCII)


def is_property(name: str) -> bool:
    """The name of a CSS property, and nothing that ends a declaration."""
    return _PROPERTY.fullmatch(name) is not None


def _is_style(key: str) -> bool:
    return key in ("style", "_csstext")


def _address(of: Bearer, key: str, value: str) -> str | None:
    """Where a link leads is nobody's business; that it is one shows."""
    if key != "src" and not value.startswith("#"):
        return "#" if of.tag == "a" else None
    if value.startswith("#"):
        return value if re.fullmatch(r"#[\w-]{0,100}", value) and not _LONG.search(value) else "#"
    is_drawn = of.tag == "img"
    return value if is_drawn and not of.private and may_stay(value) else None


def _geometry(value: str) -> str | None:
    bare = _FUNCTIONS.sub("", value)
    if not _CURVES.fullmatch(bare):
        return None
    return _LONG.sub("0", _FINE.sub(r"\1", value))
