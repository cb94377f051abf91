"""docs/kinds.md: the kinds of event, from the classes, the tables and the table of actors."""

from collections.abc import Iterator

from parlour.chat import events
from parlour.chat.events import EVENT_CLASSES, AnyChatEvent
from parlour.chat.transitions import ALLOWED_IN
from parlour.generate.follows import MUST_FOLLOW
from parlour.generate.hints import Field, fields_of, in_words
from parlour.generate.sources import Written, one_line, written
from parlour.ledger.verify.lifecycle import WHO

HEADER = """\
<!-- Written by `python -m parlour.generate` from src/parlour/chat/events.py and the tables. -->

# The kinds of event

Each kind has a number and a printed name, which never change; how to read a ledger made of them is
told in [docs/ledger.md](ledger.md). 1 to 51 are those that operators know; from 1001 up are our
own. *State* is where the chat is as the row is written, after what
the same transaction wrote before. *Then* names the rows that stand directly behind it, in the same
transaction. Every event also has an `actor`: a role and, except for the server, an id.

| | Printed name | State | By | Then |
|---|---|---|---|---|"""


def render() -> str:
    beside = written(events)
    kinds = [kind_section(kind, event, beside) for kind, event in EVENT_CLASSES.items()]
    return "\n".join([HEADER, *overview(), "", *kinds, *records(beside)])


def overview() -> Iterator[str]:
    for kind, event in EVENT_CLASSES.items():
        anchor = f"[{event.printed}](#{kind}-{event.printed.lower().replace(' ', '-')})"
        then = one_line(MUST_FOLLOW.get(kind, ""))
        yield f"| {kind} | {anchor} | {states(kind)} | {actors(kind)} | {then} |"


def states(kind: int) -> str:
    return ", ".join(sorted((str(phase) for phase in ALLOWED_IN[kind]), key=ORDER.index))


ORDER = ("new", "queued", "offered", "engaged", "ended")


def actors(kind: int) -> str:
    return ", ".join(who for who, kinds in WHO.items() if kind in kinds)


def kind_section(kind: int, event: type[AnyChatEvent], beside: dict[str, Written]) -> str:
    about = beside[event.__name__]
    fields = [field for field in fields_of(event) if field.name != "actor"]
    lines = [f"## {kind} {event.printed}\n", f"`{event.__name__}`. {about.doc}\n"]
    if fields:
        texts = {name: text for one in event.__mro__ for name, text in texts_of(one, beside)}
        lines.append("| Field | | |\n|---|---|---|")
        lines += [row(field, texts) for field in fields]
        lines.append("")
    return "\n".join(lines)


def texts_of(one: type, beside: dict[str, Written]) -> list[tuple[str, str]]:
    return list(beside[one.__name__].fields.items()) if one.__name__ in beside else []


def row(field: Field, texts: dict[str, str]) -> str:
    return f"| `{field.name}` | {in_words(field.hint)} | {one_line(texts.get(field.name, ''))} |"


def records(beside: dict[str, Written]) -> Iterator[str]:
    """What the fields above are made of."""
    yield "## Records inside events\n"
    for record in (events.Actor, events.OfferProfile, events.ChatTerms, events.Seal):
        about = beside[record.__name__]
        yield f"### {record.__name__}\n\n{about.doc}\n\n| Field | | |\n|---|---|---|"
        yield from (row(field, about.fields) for field in fields_of(record))
        yield ""
