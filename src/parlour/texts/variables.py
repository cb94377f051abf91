"""Variables of a standard text: `{{end_user.name}}`, or `{{end_user.name|friend}}`, whose second
part stands there when the first is not known. Pure.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final
from urllib.parse import quote

from parlour.texts.addresses import Address, Unsafe, judge

VARIABLES: Final = (
    "end_user.name",
    "end_user.email",
    "agent.name",
    "queue.name",
    "site.name",
    "chat.id",
    "page.title",
    "page.url",
)
"""All there are. The desk fills them, too: web/desk/state/variables.ts."""

Encode = Callable[[str], str]

_in_place = re.compile(r"\s*\w*:?/*[^/?#]*\{\{")
_variable = re.compile(r"\{\{\s*(?P<name>[^{}|]{0,60}?)\s*(?:\|(?P<instead>[^{}]{0,200}))?\}\}")


def filled(body: str, values: Mapping[str, str], encode: Encode = str) -> str:
    """The body with all that is known; `encode` makes a value fit for where it stands. What
    comes instead is part of the body, and stays as it is written there."""

    def value_of(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in VARIABLES:
            return found[0]
        return encode(values.get(name, "")) or (found["instead"] or "").strip()

    return _variable.sub(value_of, body)


def unknown_in(body: str) -> Iterator[str]:
    """What looks like a variable and is none, as it is written."""
    for found in _variable.finditer(body):
        if found["name"] not in VARIABLES:
            yield found[0]
    if "{{" in _variable.sub("", body):
        yield "{{"


def judge_filled(
    body: str, values: Mapping[str, str], own_hosts: Iterable[str] = ()
) -> Address | Unsafe:
    """An address with its variables filled in, which must not decide whose address it is."""
    if _in_place.match(body):
        return Unsafe(reason="host")
    return judge(filled(body, values, encode=partial(quote, safe="")), own_hosts)
