"""A record out of JSON that somebody sent: the record, or what is wrong with a field. Pure."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from parlour.directory.flaws import FlawCode, Kind
from parlour.directory.json_shapes import is_list, is_object
from parlour.directory.shelves import Record, decoded, encoded, id_of
from parlour.directory.texts import Finding, cleaned, named

_at = re.compile(r" - at `(?P<path>[^`]*)`$")
_missing = re.compile(r"Object missing required field `(?P<name>[^`]*)`")
_bound = re.compile(r"Expected `\w+` (?P<sign>>=|<=|>|<) (?P<limit>-?\d+)")


def record_from(kind: Kind, record_id: str, sent: bytes) -> Record | list[Finding]:
    """The record with clean texts; the findings if it can't be read, or is not the one named."""
    try:
        record = decoded(kind, sent)
        given: Any = msgspec.json.decode(sent)
        known: Any = msgspec.json.decode(encoded(record))
    except msgspec.ValidationError as error:
        return [finding_of(str(error))]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [("", "wrong_type", "It is no JSON.")]
    strangers = list(unknown_fields(given, known, ""))
    if strangers:
        return [(path, "unknown_field", f"There is no field {path[:100]}.") for path in strangers]
    if id_of(record) != record_id:
        return [(f"{kind}_id", "id_differs", f"Id: it is not {record_id[:64]}, as the request.")]
    clean, findings = cleaned(record)
    return findings or clean


def finding_of(message: str) -> Finding:
    """What the decoder says, as a field and a sentence."""
    at = _at.search(message)
    path = (at["path"].removeprefix("key in ") if at else "$").removeprefix("$").lstrip(".")
    missing, bound = _missing.search(message), _bound.search(message)
    if missing:
        path = f"{path}.{missing['name']}".lstrip(".")
        return path, "empty", f"{named(path)} is missing."
    if bound:
        least = bound["sign"].startswith(">")
        sentence = f"{named(path)} must be {bound['limit']} at {'least' if least else 'most'}."
        return path, "out_of_range", sentence
    if path == "settings" and at and not message.startswith(("Expected", "Object", "Invalid")):
        code: FlawCode = "order"
        return f"settings.{message.split(maxsplit=1)[0]}", code, f"{message[: at.start()]}."
    return path, "wrong_type", f"{named(path) or 'It'} is of the wrong type."


def unknown_fields(given: object, known: object, path: str) -> Iterator[str]:
    """Paths of what was given and is no field; the reader itself would pass over it."""
    if is_object(given) and is_object(known):
        for name, value in given.items():
            inner = f"{path}.{name}".lstrip(".")
            if name not in known:
                yield inner
            else:
                yield from unknown_fields(value, known[name], inner)
    elif is_list(given) and is_list(known):
        for index, (one, other) in enumerate(zip(given, known, strict=True)):
            yield from unknown_fields(one, other, f"{path}[{index}]")
