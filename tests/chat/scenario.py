"""given(what had happened).when(what is asked).then(the rows that follow).

Rows are written as a text, `"43 bea, 11 bea, 23, 48"`: the number of the kind and, as far as the
story cares, words that the row must hold (who, cause, id). Every chat told this way is also put
to the law.
"""

from typing import NamedTuple, Self

import msgspec

from parlour.chat.commands import AnyChatCommand
from parlour.chat.decide import decide
from parlour.chat.events import AnyChatEvent, kind_of
from parlour.chat.evolve import evolve
from parlour.chat.refusals import Refused
from parlour.chat.state import ChatState, initial
from parlour.ids import Millis
from tests.chat.cast import Step
from tests.chat.law.book import Row, complaints

START = 1_700_000_000_000


class Turn(NamedTuple):
    """What one step asked, and what it came to."""

    command: AnyChatCommand
    events: list[AnyChatEvent]
    refused: str | None


class Scene:
    """One chat as it goes on: its log, its state, and the time."""

    def __init__(self) -> None:
        self.state: ChatState = initial
        self.at = Millis(START)
        self.rows: list[Row] = []
        self.log: list[tuple[AnyChatEvent, Millis]] = []
        self._numbers: dict[str, int] = {}

    def fresh(self, prefix: str) -> str:
        """An id that was not there before."""
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]}"

    def copy(self) -> "Scene":
        """The same chat, to go on with in another way."""
        other = Scene()
        other.state, other.at = self.state, self.at
        other.rows, other.log = list(self.rows), list(self.log)
        other._numbers = dict(self._numbers)
        return other

    def play(self, step: Step) -> Turn:
        """Carry the step out and write down what it leads to."""
        self.at = Millis(self.at + round(step.after_s * 1000))
        return self.carry_out(step.ask(self))

    def carry_out(self, command: AnyChatCommand) -> Turn:
        try:
            events = decide(self.state, command)
        except Refused as refusal:
            return Turn(command, [], refusal.code)
        self.write(events)
        return Turn(command, events, None)

    def write(self, events: list[AnyChatEvent]) -> None:
        tx = len(self.log)
        for event in events:
            self.state = evolve(self.state, event, self.at)
            self.log.append((event, self.at))
            data = msgspec.to_builtins(event)
            self.rows.append(Row(kind=kind_of(event), data=data, at=self.at, tx=tx))


class Story:
    """A chat up to a moment, and what the steps after it came to."""

    def __init__(self, *steps: Step) -> None:
        self.scene = Scene()
        self._told: list[AnyChatEvent] = []
        self._refused: str | None = None
        for step in steps:
            turn = self.scene.play(step)
            assert turn.refused is None, f"{turn.refused} in what is given"

    def when(self, *steps: Step) -> Self:
        """Ask for these, one after the other; a refused one must be the last."""
        self._told, self._refused = [], None
        for step in steps:
            assert self._refused is None, f"refused already: {self._refused}"
            turn = self.scene.play(step)
            self._told.extend(turn.events)
            self._refused = turn.refused
        return self

    def then(self, rows: str) -> Self:
        assert self._refused is None, f"refused: {self._refused}"
        expected = [row.split() for row in rows.split(",")] if rows else []
        told = [words_of(event) for event in self._told]
        fits = len(expected) == len(told) and all(
            wanted[0] == words[0] and set(wanted) <= set(words)
            for wanted, words in zip(expected, told, strict=True)
        )
        assert fits, f"expected {rows}\n     got {lines(told)}"
        assert complaints(self.scene.rows) == []
        return self

    def then_refused(self, code: str) -> Self:
        assert self._refused == code, f"expected {code}, got {self._refused}: {self._told}"
        return self

    def then_nothing_happens(self) -> Self:
        return self.then("")


def given(*steps: Step) -> Story:
    return Story(*steps)


def words_of(event: AnyChatEvent) -> list[str]:
    """The number of the kind, then everything short that the row says."""
    content = msgspec.to_builtins(event)
    actor = content.pop("actor")
    values = [str(value) for key, value in content.items() if isinstance(value, (str, int))]
    return [*values[:1], f"by_{actor[0]}", *values[1:]]


def lines(told: list[list[str]]) -> str:
    return ", ".join(" ".join(words) for words in told)
