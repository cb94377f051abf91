"""A row as the law reads it, and what stood in the chat before each row.

Made without the product's rules: numbers, plain content, stamps, transactions.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

END_USER = "the end-user"
MOVES = {26: "Q", 8: "O", 11: "E", 33: "E", 44: "X", 27: "R"} | dict.fromkeys((12, 13, 14, 34), "Q")


class Row(NamedTuple):
    """One row of a ledger; `tx` names the transaction it was written in."""

    kind: int
    data: dict[str, Any]
    at: int
    tx: int

    @property
    def agent(self) -> str:
        return str(self.data["agent_id"])

    @property
    def cause(self) -> str | None:
        return self.data.get("cause")

    @property
    def who(self) -> str:
        """Whose presence the row is about."""
        return str(self.data.get("agent_id", END_USER))

    @property
    def invitation(self) -> str:
        return str(self.data["invitation_id"])


Complaints = Iterator[str]


@dataclass
class Moment:
    """What stands in the chat between two rows, read as leniently as can be."""

    phase: str = "N"
    lead: str | None = None
    inside: tuple[str, ...] = ()
    """Participants in order of entering."""
    monitors: frozenset[str] = frozenset()
    absent: dict[str, Row] = field(default_factory=dict)
    lost: dict[str, Row] = field(default_factory=dict)
    offer: Row | None = None
    invitations: dict[str, Row] = field(default_factory=dict)
    consulted: frozenset[str] = frozenset()
    """Invitations whose agent looks at the chat first."""
    cobrowse: Row | None = None
    """The last row of the open co-browse session."""
    active_at: int = 0

    def after(self, row: Row) -> "Moment":
        then = copy(self)
        then.phase = phase_after(self, row)
        then.invite(row)
        then.move(row)
        then.watch(row)
        return then

    def part_of(self, agent: str) -> str | None:
        if agent == self.lead:
            return "lead"
        if agent in self.inside:
            return "wrap_up" if self.phase == "X" else "conferee"
        return "monitor" if agent in self.monitors else None

    def outside_part_of(self, agent: str) -> str | None:
        """How somebody who is not in the chat may speak to its agents."""
        if agent in self.inside:
            return None
        consults = any(
            row.data["to_agent_id"] == agent and name in self.consulted
            for name, row in self.invitations.items()
        )
        if consults:
            return "invited"
        return "monitor" if agent in self.monitors else None

    def invite(self, row: Row) -> None:
        match row.kind:
            case 8:
                self.offer = row
            case 11 | 12 | 13 | 14 | 33 | 34:
                self.offer = None
            case 9 | 10:
                self.invitations = {**self.invitations, row.invitation: row}
            case 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22:
                self.invitations = without(self.invitations, row.invitation)
            case 1002:
                self.consulted = self.consulted | {row.invitation}
            case 35 | 36 | 40:
                self.cobrowse = row
            case 37 | 41 | 42:
                self.cobrowse = None
            case _:
                pass

    def move(self, row: Row) -> None:
        match row.kind:
            case 23:
                self.inside = (*self.inside, row.agent)
                self.lost = without(self.lost, row.agent)
            case 24:
                self.inside = tuple(agent for agent in self.inside if agent != row.agent)
                self.absent = without(self.absent, row.agent)
            case 48:
                self.lead = row.agent
            case 49:
                self.lead = None
            case 45:
                self.monitors = self.monitors | {row.agent}
            case 46:
                self.monitors = self.monitors - {row.agent}
                self.absent = without(self.absent, row.agent)
            case _:
                pass

    def watch(self, row: Row) -> None:
        match row.kind:
            case 4 | 6:
                self.absent = {**self.absent, row.who: row}
            case 5 | 7:
                self.absent = without(self.absent, row.who)
            case 30 | 32:
                self.absent = without(self.absent, row.who)
                self.lost = {**self.lost, row.who: row}
            case 50 | 51 if row.data["was"] == "lost":
                self.lost = without(self.lost, row.who)
            case 8 | 9 | 10:
                target = row.data.get("to_agent_id", row.data.get("agent_id"))
                self.lost = without(self.lost, str(target))
            case 44:
                self.absent = without(self.absent, END_USER)
            case 27:
                self.absent = {}
            case _:
                pass
        if row.kind in (1, 2, 3, 38, 35, 36, 40, 41, 1001, 1003):
            self.active_at = row.at


def phase_after(moment: Moment, row: Row) -> str:
    if row.kind == 49 and row.data.get("requeued_to") is not None:
        return "Q"
    return MOVES.get(row.kind, moment.phase)


def without(found: dict[str, Row], key: str) -> dict[str, Row]:
    return {k: row for k, row in found.items() if k != key} if key in found else found


class Page:
    """A whole ledger with the moment before each row."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.moments = [Moment()]
        for row in self.rows:
            self.moments.append(self.moments[-1].after(row))

    def __iter__(self) -> Iterator[tuple[Row, Moment]]:
        return iter(zip(self.rows, self.moments, strict=False))

    def before(self, index: int) -> Row | None:
        """The row before, if it stands in the same transaction."""
        if index == 0 or self.rows[index - 1].tx != self.rows[index].tx:
            return None
        return self.rows[index - 1]

    def rest_of_tx(self, index: int) -> list[Row]:
        """The rows behind this one in its transaction."""
        tx = self.rows[index].tx
        rest = []
        for row in self.rows[index + 1 :]:
            if row.tx != tx:
                break
            rest.append(row)
        return rest
