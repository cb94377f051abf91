"""web/protocol/generated/directory.ts: the records of the set-up and the bodies of its routes."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

import msgspec

from parlour import ids, settings
from parlour.directory import editor, flaws, records
from parlour.erasing import records as erasures
from parlour.generate import typescript
from parlour.generate.hints import fields_of, is_record
from parlour.generate.sources import written
from parlour.web import directory_bodies

HEADER = """\
/**
 * The set-up (sites, queues, profiles, agents, …) and what the admin's routes take and give.
 *
 * Written by `python -m parlour.generate`; change the Python classes instead.
 */
"""
EDITABLE = (
    settings.Settings,
    records.Launcher,
    records.ProactiveRule,
    records.Article,
    records.Survey,
    records.Transcript,
    records.Theme,
    records.CoBrowseTerms,
    records.Site,
    records.Queue,
    records.SkillNeed,
    records.Overflow,
    records.Profile,
    records.Agent,
    records.StandardText,
)


def render() -> str:
    body = "\n".join([*interfaces(), *limits(), *bounds(), *usual()])
    named = [name for name, member in vars(ids).items() if hasattr(member, "__supertype__")]
    used = sorted(name for name in named if re.search(rf"\b{name}\b", body))
    imports = f'import type {{ {", ".join(used)} }} from "./frames.ts";\n'
    return "\n".join([HEADER, imports, body])


def interfaces() -> Iterator[str]:
    for module in (settings, records, flaws, editor, directory_bodies):
        beside = written(module)
        for record in of_module(module):
            yield typescript.interface(record, beside[record.__name__])
    yield typescript.interface(erasures.Erased, written(erasures)["Erased"])


def of_module(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    for member in vars(module).values():
        here = is_record(member) and member.__module__ == module.__name__
        if here and member is not records.Principal:
            yield member


def limits() -> Iterator[str]:
    beside = written(directory_bodies)
    for name, member in vars(directory_bodies).items():
        if name.isupper() and isinstance(member, int):
            yield f"{typescript.comment(beside[name].doc)}export const {name} = {member};"
    yield ""


def bounds() -> Iterator[str]:
    yield "/** Least and greatest value of whole numbers, by record and field. */"
    yield "export const BOUNDS = {"
    for record in EDITABLE:
        found = {field.name: bound_of(field.hint) for field in fields_of(record)}
        lines = [f"    {name}: [{b[0]}, {b[1]}]," for name, b in found.items() if b is not None]
        yield "\n".join([f"  {record.__name__}: {{", *lines, "  },"]) if lines else ""
    yield "} as const;\n"


def bound_of(hint: Any) -> tuple[int, int] | None:
    if get_origin(hint) is not Annotated:
        return None
    for meta in get_args(hint)[1:]:
        if isinstance(meta, msgspec.Meta) and meta.le is not None:
            return int(meta.ge or 0), int(meta.le)
    return None


def usual() -> Iterator[str]:
    yield "/** What a new record has in the fields that have a default. */"
    yield "export const USUAL = {"
    for record in EDITABLE:
        lines = [
            f"    {field.name}: {msgspec.json.encode(field.default).decode()},"
            for field in fields_of(record)
            if not field.is_required
        ]
        yield "\n".join([f"  {record.__name__}: {{", *lines, "  },"]) if lines else ""
    yield "} as const;\n"
