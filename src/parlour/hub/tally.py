"""Counts of waits, which can be added up, and the lengths of waits in classes. Pure.

Source: docs/floor.md, "What the figures mean".
"""

from collections.abc import Iterable
from math import ceil, log

from parlour.ids import Duration

EVEN_S = 20
"""Up to here a class of waits is one second wide, beyond it 5 % wide."""
GROWTH = 1.05
LONGEST = 400
"""The last class: waits of a year and more."""


class Tally:
    """Waits that ended within some time, at one queue or at several together."""

    __slots__ = (
        "abandoned",
        "abandoned_late",
        "answered",
        "canceled",
        "deflected",
        "in_time",
        "lengths",
        "refused",
        "released",
        "waited",
    )

    def __init__(self) -> None:
        self.answered = 0
        self.in_time = 0
        self.abandoned = 0
        self.abandoned_late = 0
        """Of those abandoned: after the time within which they ought to have been answered."""
        self.canceled = 0
        """Of those abandoned: by the end-user's own deed."""
        self.deflected = 0
        self.refused = 0
        self.released = 0
        self.waited = 0
        """Milliseconds that the answered ones waited, together."""
        self.lengths: dict[int, int] = {}
        """How many answered waits are of which class."""

    def count_answer(self, waited: Duration, *, in_time: bool) -> None:
        self.answered += 1
        self.in_time += in_time
        self.waited += waited
        length = class_of(waited)
        self.lengths[length] = self.lengths.get(length, 0) + 1

    def count_abandoned(self, *, late: bool, canceled: bool) -> None:
        self.abandoned += 1
        self.abandoned_late += late
        self.canceled += canceled

    def take_in(self, other: "Tally") -> None:
        """Count what the other one counts as well."""
        self.answered += other.answered
        self.in_time += other.in_time
        self.abandoned += other.abandoned
        self.abandoned_late += other.abandoned_late
        self.canceled += other.canceled
        self.deflected += other.deflected
        self.refused += other.refused
        self.released += other.released
        self.waited += other.waited
        for length, count in other.lengths.items():
            self.lengths[length] = self.lengths.get(length, 0) + count

    @property
    def average(self) -> Duration | None:
        return Duration(round(self.waited / self.answered)) if self.answered else None

    def percentile(self, share: float) -> Duration | None:
        """So long or less waited this share of those answered; up to a second or 5 % too much."""
        rank = ceil(share * self.answered)
        for length in sorted(self.lengths):
            rank -= self.lengths[length]
            if rank <= 0:
                return longest_in(length)
        return None


def together(tallies: Iterable[Tally]) -> Tally:
    """One tally of everything that these count."""
    total = Tally()
    for tally in tallies:
        total.take_in(tally)
    return total


def class_of(waited: Duration) -> int:
    seconds = ceil(max(0, waited) / 1000)
    if seconds <= EVEN_S:
        return seconds
    return min(LONGEST, EVEN_S + ceil(log(seconds / EVEN_S, GROWTH)))


def longest_in(length: int) -> Duration:
    """The longest wait of the class."""
    if length <= EVEN_S:
        return Duration(length * 1000)
    return Duration(ceil(EVEN_S * GROWTH ** (length - EVEN_S) * 1000))
