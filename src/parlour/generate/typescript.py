"""web/protocol/generated/frames.ts: the browser's types, name for name after the classes."""

import inspect
import textwrap
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, get_args

import msgspec

from parlour import ids
from parlour.chat import events
from parlour.generate.hints import Field, fields_of, in_typescript, is_record, tag_of
from parlour.generate.sources import Written, written
from parlour.routing import explanation
from parlour.wire import floor, frames, parts, views

COLUMNS_MAX = 100
HEADER = """\
/**
 * The frames of `parlour.v1`, the views of events and the events as stored.
 *
 * Written by `python -m parlour.generate`; change the Python classes instead. Fields that may be
 * left out have a default on the server. Frames are told apart by `type`, events by `kind`.
 */
"""
HELD: dict[tuple[str, str], str] = {
    ("EventFrame", "event"): "unknown",
    ("AgentViewEvent", "event"): "StoredChatEvent",
}
"""What is JSON to the server, and to the client something it knows by the other fields."""


def render() -> str:
    return "\n".join([HEADER, *aliases(), *limits(), *close_codes(), *everything()])


def everything() -> Iterator[str]:
    """Records before the unions of them, module by module."""
    for module in (explanation, events, floor, parts, frames, views):
        beside = written(module)
        for record in records(module):
            yield interface(record, beside[record.__name__])
        for name, members in unions(module):
            yield union(name, members)


def records(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    """The records of a module that travel, in its order; bases don't."""
    bases = {
        base for member in vars(module).values() if is_record(member) for base in member.__bases__
    }
    for member in vars(module).values():
        if is_record(member) and member.__module__ == module.__name__ and member not in bases:
            yield member


def unions(module: ModuleType) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name, member in vars(module).items():
        arguments = get_args(member)
        if len(arguments) > 1 and all(is_record(one) for one in arguments):
            yield ("StoredChatEvent" if name == "AnyChatEvent" else name), arguments


def aliases() -> Iterator[str]:
    beside = written(ids)
    for name, member in vars(ids).items():
        if hasattr(member, "__supertype__"):
            plain = in_typescript(member.__supertype__)
            yield f"{comment(beside[name].doc)}export type {name} = {plain};"
    yield ""


def limits() -> Iterator[str]:
    beside = written(frames)
    for name, member in vars(frames).items():
        if name.isupper() and isinstance(member, int):
            yield f"{comment(beside[name].doc)}export const {name} = {member};"
    yield ""


def close_codes() -> Iterator[str]:
    codes = vars(frames.CloseCode).items()
    yield f"{comment(inspect.getdoc(frames.CloseCode) or '')}export const CloseCode = {{"
    yield from (f"  {name}: {code}," for name, code in codes if name.isupper())
    yield "} as const;\n"


def interface(record: type[msgspec.Struct], beside: Written) -> str:
    if record.__struct_config__.array_like:
        return tuple_type(record, beside)
    lines = [f"{comment(beside.doc)}export interface {record.__name__} {{"]
    tag = tag_of(record)
    if tag is not None:
        lines.append(f"  readonly {tag[0]}: {msgspec.json.encode(tag[1]).decode()};")
    may_be_left_out = record.__struct_config__.omit_defaults
    for field in fields_of(record):
        optional = "?" if may_be_left_out and not field.is_required else ""
        lines.append(
            f"{comment(beside.fields.get(field.name, ''), indent='  ')}"
            f"  readonly {field.name}{optional}: {type_of(record, field)};"
        )
    return "\n".join([*lines, "}\n"])


def tuple_type(record: type[msgspec.Struct], beside: Written) -> str:
    inside = ", ".join(f"{field.name}: {type_of(record, field)}" for field in fields_of(record))
    return f"{comment(beside.doc)}export type {record.__name__} = readonly [{inside}];\n"


def type_of(record: type[msgspec.Struct], field: Field) -> str:
    held = HELD.get((record.__name__, field.name))
    return in_typescript(field.hint) if held is None else held


def union(name: str, members: Iterable[Any]) -> str:
    lines = "\n".join(f"  | {member.__name__}" for member in members)
    return f"export type {name} =\n{lines};\n"


def comment(doc: str, indent: str = "") -> str:
    """The docstring's first paragraph above a declaration."""
    first = " ".join(doc.partition("\n\n")[0].split()).replace("`None`", "`null`")
    if not first:
        return ""
    if len(first) + len(indent) + 7 <= COLUMNS_MAX:
        return f"{indent}/** {first} */\n"
    wrapped = textwrap.wrap(first, COLUMNS_MAX - len(indent) - 3)
    body = "\n".join(f"{indent} * {line}" for line in wrapped)
    return f"{indent}/**\n{body}\n{indent} */\n"
