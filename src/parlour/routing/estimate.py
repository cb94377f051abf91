"""How long a chat will wait: from how fast its line has moved lately. Pure.

A chat at place p waits until those before it have gone, to an agent or because they gave up. Of a
line of i chats, one goes on average each 1 / (r + a i): r is the rate at which agents take them,
a the rate at which one that waits gives up. Summed up to p, as an integral: ln(1 + a p / r) / a.

r is observed while somebody waits, in two ways that lag differently: entries over time, and places
that those who got in had moved up over the time they took. Chosen by measurement over the wait of
the last one to get in, and over averages: docs/measurements.md, `make bench ARGS=estimate`.
"""

from collections.abc import Sequence
from math import log1p

from parlour.ids import Duration
from parlour.value import Value

FADE = 2
"""An entry counts less with each later one; after this times the samples it has lost two thirds.
So the mean age is twice that of a plain average: measured as best."""
PATIENCE_FADE = 5
"""How soon people give up changes less than how fast agents are: five times as slow."""
PLACES_WEIGHT = 10
"""Entries that the rate by places counts for beside the entries over time."""


class Flow(Value):
    """What a line has let through; newer entries weigh more. Times in milliseconds."""

    entered: float = 0
    open_ms: float = 0
    """While somebody waited."""
    gave_up: float = 0
    waiting_ms: float = 0
    """Of all who waited, together; fades as `gave_up` does."""
    waited_ms: float = 0
    """Of those who entered."""
    places: float = 0
    """Of those who entered, when they came; 1 is next."""


EMPTY = Flow()


def passes(flow: Flow, elapsed: Duration, waiting: int) -> Flow:
    """Time goes by while so many wait."""
    if not waiting:
        return flow
    return flow.but(open_ms=flow.open_ms + elapsed, waiting_ms=flow.waiting_ms + elapsed * waiting)


def enters(flow: Flow, waited: Duration, place: int, samples: int) -> Flow:
    """One who had to wait, and was at this place when it came, reaches an agent."""
    fade, slow = 1 - 1 / (FADE * samples), 1 - 1 / (FADE * PATIENCE_FADE * samples)
    return Flow(
        entered=flow.entered * fade + 1,
        open_ms=flow.open_ms * fade,
        gave_up=flow.gave_up * slow,
        waiting_ms=flow.waiting_ms * slow,
        waited_ms=flow.waited_ms * fade + waited,
        places=flow.places * fade + place,
    )


def gives_up(flow: Flow) -> Flow:
    """One who waited has gone without having been served."""
    return flow.but(gave_up=flow.gave_up + 1)


def expected_wait(flow: Flow, position: int) -> Duration | None:
    """Of the chat at `position` (1: next); `None`: nobody can tell yet."""
    if not flow.entered:
        return None
    per_place_ms = flow.waited_ms / flow.places
    open_ms = flow.open_ms + PLACES_WEIGHT * per_place_ms
    steady_ms = position * open_ms / (flow.entered + PLACES_WEIGHT)
    patience = flow.gave_up / flow.waiting_ms if flow.waiting_ms else 0
    hurried = patience * steady_ms
    return Duration(round(steady_ms * log1p(hurried) / hurried if hurried else steady_ms))


def average_wait(recent_waits: Sequence[Duration]) -> Duration | None:
    """What those had to wait who got through last; for one before whom nobody waits."""
    if not recent_waits:
        return None
    return Duration(round(sum(recent_waits) / len(recent_waits)))


class Accuracy(Value):
    """How far off the waits were that were told on arrival, of those who were served."""

    count: int = 0
    off_ms: int = 0
    """Sum of what they were off by, either way."""
    short_ms: int = 0
    """Sum of how much longer it took than was told; below 0: shorter."""
    waited_ms: int = 0

    @property
    def mean_off_ms(self) -> Duration | None:
        return Duration(round(self.off_ms / self.count)) if self.count else None


def turned_out(accuracy: Accuracy, told: Duration, had: Duration) -> Accuracy:
    return Accuracy(
        count=accuracy.count + 1,
        off_ms=accuracy.off_ms + abs(had - told),
        short_ms=accuracy.short_ms + had - told,
        waited_ms=accuracy.waited_ms + had,
    )
