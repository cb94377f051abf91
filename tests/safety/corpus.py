"""The corpus: hostile texts of our own making, each with a canary of its own.

A text does harm when a page calls `__hit`, asks the canary's server for anything, or shows a link
that leads elsewhere than it says. Which text it was tells the number in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tests.safety import fillings, lines, markup

FAMILIES: Mapping[str, Iterable[str]] = {
    "event handlers": tuple(markup.handlers()),
    "scripts": markup.SCRIPTS,
    "SVG and MathML": markup.FOREIGN,
    "mutation": tuple(markup.mutations()),
    "DOM clobbering": tuple(markup.clobbers()),
    "loads": (*fillings.LOADS, *fillings.LINKS),
    "styles": fillings.STYLES,
    "out of an attribute": fillings.BREAKOUTS,
    "out of a script": fillings.SCRIPT_BREAKOUTS,
    "templates": fillings.TEMPLATES,
    "two halves": tuple(fillings.halves()),
    "schemes": lines.SCHEMES,
    "places": lines.PLACES,
    "hosts like ours": tuple(lines.looking_like_ours()),
    "names": lines.NAMES,
    "turned round": lines.TURNED,
    "headers": lines.BREAKS,
    "formulas": lines.FORMULAS,
}
LEADING = ("schemes", "places", "hosts like ours", "turned round", "formulas")
"""Families that harm only from a text's beginning: as an address, a name, a cell."""


class Payload(NamedTuple):
    number: int
    family: str
    pattern: str

    def text(self, canary: str) -> str:
        """`canary`: the origin of the canary's server."""
        call = f"__hit({self.number})"
        return self.pattern.replace("!JS!", call).replace("!URL!", f"{canary}/{self.number}")


@cache
def corpus() -> tuple[Payload, ...]:
    return tuple(_numbered())


def _numbered() -> Iterator[Payload]:
    number = 0
    for family, patterns in FAMILIES.items():
        for pattern in patterns:
            number += 1
            yield Payload(number, family, pattern)


def of(*families: str) -> tuple[Payload, ...]:
    return tuple(payload for payload in corpus() if payload.family in families)
