"""A file's name, made fit to be shown, saved and put into a header. Pure.

Nothing is ever stored under it: that goes by the file's id.
Source: RFC 6266 and RFC 8187 (the header); Windows' naming rules, the strictest of all systems.
"""

import re
import unicodedata
from urllib.parse import quote

NAME_CHARACTERS_MAX = 120
"""As wide as anybody reads, and below the 255 bytes of every file system in any script."""
ENDING_CHARACTERS_MAX = 12

_separators = re.compile(r"[/\\]")
_forbidden = re.compile(r'[<>:"|?*]')
_device = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_ending = re.compile(rf"\.[A-Za-z0-9]{{1,{ENDING_CHARACTERS_MAX}}}$")


def clean_name(raw: str, fallback: str = "file") -> str:
    """The last part of the path, without what is invisible, turns text around or means something
    to a file system. Never empty."""
    last = _separators.split(raw)[-1]
    shown = "".join(mark for mark in unicodedata.normalize("NFC", last) if _is_shown(mark))
    name = _forbidden.sub("_", " ".join(shown.split())).lstrip(". ").rstrip(". ")
    if _device.match(name):
        name = f"_{name}"
    return _cut(name) or fallback


def ending_of(name: str) -> str:
    """In lower case and without its dot; empty: none."""
    found = _ending.search(name)
    return found[0][1:].lower() if found else ""


def with_ending(name: str, ending: str) -> str:
    """The name with one, if it has none."""
    return name if ending_of(name) or not ending else f"{name}.{ending}"


def disposition(name: str) -> str:
    """The header by which browsers save the file and never show it."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_shown(mark: str) -> bool:
    """Controls (Cc), formats such as bidi overrides and zero-width ones (Cf), lone surrogates (Cs)
    and what is not assigned (Cn, Co) go; blanks of all kinds are made one later."""
    return unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Cn", "Co"}


def _cut(name: str) -> str:
    """What is too long loses its middle, never its ending: that tells what the file is."""
    if len(name) <= NAME_CHARACTERS_MAX:
        return name
    found = _ending.search(name)
    ending = found[0] if found else ""
    return name[: NAME_CHARACTERS_MAX - len(ending) - 1].rstrip(". ") + "…" + ending
