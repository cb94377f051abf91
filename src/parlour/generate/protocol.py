"""docs/protocol.md: every frame, view, limit, close code and refusal."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from parlour.chat.refusals import RefusalCode, Refused
from parlour.generate.hints import Field, fields_of, in_words, tag_of
from parlour.generate.sources import Written, one_line, written
from parlour.generate.typescript import records
from parlour.hub import gateway
from parlour.wire import floor, frames, parts, session, views

HEADER = """\
<!-- Written by `python -m parlour.generate` from src/parlour/wire. -->

# The protocol `parlour.v1`
"""
CLIENTS = {
    "An end-user's client sends": frames.EndUserFrame,
    "An agent's client sends": frames.AgentFrame,
    "An end-user's client gets": frames.ToEndUser,
    "An agent's client gets": frames.ToAgent,
}


def render() -> str:
    page = [HEADER, introduction(), *summary(), *limits(), *close_codes(), *refusals()]
    page += ["# Frames\n", *described(written(frames), list(records(frames)))]
    page += ["# Parts of frames\n", docstring(parts.__doc__)]
    page += described(written(parts), list(records(parts)))
    page += ["# Parts of the floor\n", docstring(floor.__doc__)]
    page += described(written(floor), list(records(floor)))
    page += ["# Views of events\n", docstring(views.__doc__)]
    page += described(written(views), list(records(views)))
    return "\n".join(page)


def introduction() -> str:
    return docstring(frames.__doc__)


def docstring(text: str | None) -> str:
    _, _, rest = (text or "").partition("\n\n")
    return f"{rest.strip()}\n"


def summary() -> Iterator[str]:
    for who, union in CLIENTS.items():
        names = [f"`{tag_value(member)}`" for member in get_args(union)]
        yield f"{who}: {', '.join(names)}.\n"


def tag_value(record: type[msgspec.Struct]) -> str:
    tag = tag_of(record)
    return str(tag[1]) if tag else record.__name__


def limits() -> Iterator[str]:
    beside = written(frames)
    yield "# Limits\n\n| Limit | Value | |\n|---|---|---|"
    for name, value in vars(frames).items():
        if name.endswith("_MAX"):
            yield f"| {name} | {value} | {one_line(beside[name].doc)} |"
    yield ""


def close_codes() -> Iterator[str]:
    beside = written(frames)["CloseCode"]
    yield f"# Close codes\n\n{beside.doc}\n\n| Code | Name | |\n|---|---|---|"
    for name, code in vars(frames.CloseCode).items():
        if name.isupper():
            yield f"| {code} | {name} | {one_line(beside.fields.get(name, ''))} |"
    yield ""


def refusals() -> Iterator[str]:
    yield "# Refusals\n\nThe `code` is for programs and stays; the sentence is for people.\n"
    yield "| Code | Sentence |\n|---|---|"
    for code in get_args(RefusalCode):
        yield f"| `{code}` | {one_line(str(Refused(code)))} |"
    for name, sentence in (*session.SENTENCES.items(), *gateway.SENTENCES.items()):
        yield f"| `{name}` | {one_line(sentence)} |"
    yield ""


def described(beside: dict[str, Written], found: list[type[msgspec.Struct]]) -> Iterator[str]:
    section = ""
    for record in found:
        about = beside[record.__name__]
        if about.section and about.section != section:
            section = about.section
            yield f"## {section}\n"
        yield one(record, about)


def one(record: type[msgspec.Struct], about: Written) -> str:
    tag = tag_of(record)
    told = f": `{tag[0]}` {msgspec.json.encode(tag[1]).decode()}" if tag else ""
    lines = [f"### {record.__name__}{told}\n"]
    if about.doc:
        lines.append(f"{about.doc}\n")
    fields = fields_of(record)
    if fields:
        lines.append("| Field | | If left out | |\n|---|---|---|---|")
        lines += [row(field, about) for field in fields]
        lines.append("")
    return "\n".join(lines)


def row(field: Field, about: Written) -> str:
    default = "" if field.is_required else f"`{msgspec.json.encode(field.default).decode()}`"
    meaning = one_line(about.fields.get(field.name, ""))
    return f"| `{field.name}` | {one_line(in_words(field.hint))} | {default} | {meaning} |"
