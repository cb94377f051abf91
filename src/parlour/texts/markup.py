"""HTML of a standard text as others may see it: an allow-list, and nothing that runs. Pure.

What stays is formatting, lists, tables, links and pictures. Links pass the judgement of
`addresses`, open in a tab of their own and know nothing of ours. Cleaning again changes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape

import nh3

from parlour.texts.addresses import Address
from parlour.texts.variables import filled, judge_filled

_BLOCKS = frozenset(
    {"blockquote", "br", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "hr", "li"}
    | {"ol", "p", "pre", "table", "tr", "ul"}
)
_WORDS = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "s", "small", "span"}
    | {"strong", "sub", "sup", "tbody", "td", "tfoot", "th", "thead", "u"}
)
TAGS = _BLOCKS | _WORDS
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "*": frozenset({"lang", "dir"}),
}
_WITH_CONTENT = {"script", "style", "template", "noscript", "title", "textarea", "xmp", "iframe"}
_ROUNDS_MAX = 5
"""A parser may close tags otherwise when it reads its own output; it never took three rounds."""

_contact = re.compile(r"(mailto:[^\s?\\<>\"]+@[^\s?\\<>\"]+|tel:\+?[0-9() .-]+)", re.IGNORECASE)
_tag = re.compile(r"<(/?)(\w+)[^>]*>")
_size = re.compile(r"\d{1,4}")


def cleaned_markup(
    html: str,
    own_hosts: Iterable[str] = (),
    values: Mapping[str, str] | None = None,
) -> str:
    """`values`: of variables, which are filled in if given: escaped in texts, percent-encoded in
    addresses."""
    own = tuple(own_hosts)
    clean = _clean(html, own, values)
    if values is not None:
        clean = filled(clean, values, encode=escape)
    for _ in range(_ROUNDS_MAX):
        again = _clean(clean, own, None)
        if again == clean:
            return clean
        clean = again
    return escape(plain_text(clean))


def plain_text(html: str) -> str:
    """Its words, line by line, for where nothing is drawn."""

    def break_at(found: re.Match[str]) -> str:
        return "\n" if found[2].lower() in _BLOCKS else ""

    text = unescape(_tag.sub(break_at, html))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _clean(html: str, own: tuple[str, ...], values: Mapping[str, str] | None) -> str:
    return nh3.clean(
        html.replace("\0", ""),
        tags=set(TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_Attributes(own, values).kept,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer",
        url_schemes={"http", "https", "mailto", "tel"},
    ).strip()


class _Attributes:
    """What becomes of the value of an attribute that is allowed."""

    def __init__(self, own: tuple[str, ...], values: Mapping[str, str] | None) -> None:
        self._own = own
        self._values = values

    def kept(self, _tag_name: str, name: str, value: str) -> str | None:
        """As it stays; `None`: the attribute goes."""
        match name:
            case "href":
                return value if _contact.fullmatch(value) else self._address(value)
            case "src":
                address = self._address(value)
                return address if address is not None and address.startswith("https:") else None
            case "width" | "height" | "colspan" | "rowspan" | "start":
                return value if _size.fullmatch(value) else None
            case "dir":
                return value if value in {"ltr", "rtl", "auto"} else None
            case _:
                return value

    def _address(self, value: str) -> str | None:
        """Before its variables are filled in, an address stands as it was written."""
        told = judge_filled(value, self._values or {}, self._own)
        if not isinstance(told, Address):
            return None
        return value if self._values is None and "{{" in value else told.url
