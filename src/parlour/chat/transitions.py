"""The small state machines of a chat, as tables. An absent cell is an event that can't happen.

Every event is put to all the machines it concerns: where the chat may be (`ALLOWED_IN`), how it
moves (`ENGAGEMENT`), and the agent's, client's or co-browse session's own machine. The diagrams of
docs/machines.md are drawn from these tables.
"""

from enum import StrEnum
from typing import Final

from parlour.chat.state import CoBrowseStage, Phase


class Part(StrEnum):
    """An agent's part in the chat."""

    OUT = "out"
    CONFEREE = "conferee"
    LEAD = "lead"


class Contact(StrEnum):
    """What the chat holds of a client's presence."""

    ACTIVE = "active"
    ABSENT = "absent"
    LOST = "lost"


class Watch(StrEnum):
    """Whether a supervisor monitors the chat."""

    OFF = "off"
    ON = "on"


class Asked(StrEnum):
    """What an agent is asked with an invitation, while it is open."""

    NOTHING = "nothing"
    TRANSFER = "transfer"
    CONFERENCE = "conference"


REQUEUE: Final = 49_000
"""Kind 49 that sends the chat back to a queue moves the chat; other lead ends do not."""

_N, _Q, _O, _E, _X = (
    Phase.NEW,
    Phase.QUEUED,
    Phase.OFFERED,
    Phase.ENGAGED,
    Phase.ENDED,
)

ENGAGEMENT: Final[dict[Phase, dict[int, Phase]]] = {
    _N: {26: _Q},
    _Q: {8: _O, 44: _X},
    _O: {11: _E, 33: _E, 12: _Q, 13: _Q, 14: _Q, 34: _Q},
    _E: {REQUEUE: _Q, 44: _X},
    _X: {27: Phase.RELEASED},
}

ALLOWED_IN: Final[dict[int, frozenset[Phase]]] = {
    kind: frozenset(phases)
    for kinds, phases in (
        ((26,), (_N,)),
        ((8, 28), (_Q,)),
        ((11, 12, 13, 14, 33, 34, 43), (_O,)),
        ((31, 32, 44), (_Q, _E)),
        ((2, 6, 7, 45), (_Q, _O, _E)),
        ((3, 9, 10, 15, 16, 18, 19, 20, 22, 23, 25, 35, 36, 38, 39, 40, 47, 48), (_E,)),
        ((1001, 1002, 1003), (_E,)),
        ((1, 17, 21, 37, 41, 42, 49), (_E, _X)),
        ((24,), (_Q, _E, _X)),
        ((4, 5, 29, 30, 46, 50, 51), (_Q, _O, _E, _X)),
        ((27,), (_X,)),
    )
    for kind in kinds
}
"""Where the chat is when a kind is written. 24 in QUEUED: directly behind the 49 that requeues.
28, 31, 32 and 44 never in OFFERED: the 14 that withdraws the offer stands before them."""

PARTICIPANT: Final[dict[Part, dict[int, Part]]] = {
    Part.OUT: {23: Part.CONFEREE},
    Part.CONFEREE: {48: Part.LEAD, 24: Part.OUT},
    Part.LEAD: {49: Part.CONFEREE},
}

PRESENCE: Final[dict[Contact, dict[int, Contact]]] = {
    Contact.ACTIVE: {4: Contact.ABSENT, 6: Contact.ABSENT},
    Contact.ABSENT: {
        50: Contact.ABSENT,
        51: Contact.ABSENT,
        5: Contact.ACTIVE,
        7: Contact.ACTIVE,
        30: Contact.LOST,
        32: Contact.LOST,
    },
    Contact.LOST: {
        29: Contact.LOST,
        31: Contact.LOST,
        50: Contact.ACTIVE,
        51: Contact.ACTIVE,
    },
}

INVITATION: Final[dict[Asked, dict[int, Asked]]] = {
    Asked.NOTHING: {9: Asked.TRANSFER, 10: Asked.CONFERENCE},
    Asked.TRANSFER: dict.fromkeys((15, 16, 17, 18), Asked.NOTHING) | {1002: Asked.TRANSFER},
    Asked.CONFERENCE: dict.fromkeys((19, 20, 21, 22), Asked.NOTHING) | {1002: Asked.CONFERENCE},
}

COBROWSE: Final[dict[CoBrowseStage, dict[int, CoBrowseStage]]] = {
    CoBrowseStage.NONE: {35: CoBrowseStage.INVITED},
    CoBrowseStage.INVITED: {36: CoBrowseStage.ACCEPTED, 37: CoBrowseStage.NONE},
    CoBrowseStage.ACCEPTED: {40: CoBrowseStage.STARTED, 42: CoBrowseStage.NONE},
    CoBrowseStage.STARTED: {41: CoBrowseStage.NONE, 42: CoBrowseStage.NONE},
}

MONITOR: Final[dict[Watch, dict[int, Watch]]] = {
    Watch.OFF: {45: Watch.ON},
    Watch.ON: {46: Watch.OFF},
}
