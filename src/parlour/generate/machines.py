"""docs/machines.md: the diagrams of the small state machines, drawn from their tables."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from parlour.chat.events import EVENT_CLASSES
from parlour.chat.transitions import (
    COBROWSE,
    ENGAGEMENT,
    INVITATION,
    MONITOR,
    PARTICIPANT,
    PRESENCE,
    REQUEUE,
)

INTRODUCTION = """\
<!-- Written by `python -m parlour.generate` from src/parlour/chat/transitions.py. -->

# State machines of a chat

Several small machines stand side by side. Every event is put to each machine it concerns; where a
machine has no arrow for it, the event can't happen. Numbers are the kinds of
[docs/kinds.md](kinds.md). Where the chat as a whole may be when a kind is written is said there.
"""


class Machine(NamedTuple):
    """One table and what to say of it."""

    title: str
    text: str
    table: Mapping[Any, Mapping[int, Any]]
    begins: str


MACHINES = (
    Machine(
        "The chat",
        "Kind 49 moves the chat only when it sends it back to a queue. Kinds that are not drawn\n"
        "leave the chat where it is.",
        ENGAGEMENT,
        "new",
    ),
    Machine("An agent's part", "One for each agent in the chat.", PARTICIPANT, "out"),
    Machine(
        "A client's presence",
        "One for the end-user's client (6, 7, 31, 32, 51) and one for each participant's and\n"
        "monitor's (4, 5, 29, 30, 50).",
        PRESENCE,
        "active",
    ),
    Machine("An invitation between agents", "One for each invitation.", INVITATION, "nothing"),
    Machine("Co-browse", "At most one session is open.", COBROWSE, "none"),
    Machine("A monitor", "One for each supervisor.", MONITOR, "off"),
)


def render() -> str:
    return "\n".join([INTRODUCTION, *(drawn(machine) for machine in MACHINES)])


def drawn(machine: Machine) -> str:
    arrows = [f"    [*] --> {machine.begins}"]
    ends = {str(then) for row in machine.table.values() for then in row.values()}
    for now, row in machine.table.items():
        for then in dict.fromkeys(row.values()):
            kinds = [kind for kind, to in row.items() if to == then]
            arrows.append(f"    {now} --> {then}: {'<br>'.join(map(label, kinds))}")
    arrows += [f"    {end} --> [*]" for end in sorted(ends - set(map(str, machine.table)))]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])
    return f"## {machine.title}\n\n{machine.text}\n\n{diagram}\n"


def label(kind: int) -> str:
    if kind == REQUEUE:
        return f"{label(49)}, requeued"
    return f"{kind} {EVENT_CLASSES[kind].printed}"
