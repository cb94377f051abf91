"""What goes wrong, how often, and chance that is the same for the same seed.

Fault points are named places at the seams of the product: between it and its store, its sockets
and its bus. The simulation wraps these seams; the product knows nothing of it.
"""

import random
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

POINTS: Mapping[str, float] = MappingProxyType(
    {
        "before_submit": 3e-5,
        "after_insert_before_outcome": 3e-5,
        "after_outcome_before_publish": 3e-5,
        "half_published": 2e-5,
        "published_before_ack": 6e-5,
        "after_ack": 6e-5,
        "during_resume": 6e-4,
        "during_recovery": 5e-3,
        "while_reading_again": 2e-4,
        "file_stored": 4e-3,
        "before_ring": 3e-5,
        "after_ring": 3e-5,
    }
)
"""Where a node dies, and of how many passings. Rare, for each costs everybody a reconnect; often
enough that a day of a busy site meets each point about every other time."""


class Faults(NamedTuple):
    """Ratios, each of what its comment says."""

    # Of the frames that a client sends
    line_cut: float = 0.004
    """The line is cut, and what is in flight with it; both ends learn it in their own time."""
    frame_lost: float = 0.001
    """From this frame on the line swallows everything one way, and nobody is told."""
    frame_delayed: float = 0.004
    """It and all behind it come seconds later."""
    frame_doubled: float = 0.02
    """A command is sent again though nothing was wrong, at once or from another line."""
    # Of the transactions that a node submits
    append_conflict: float = 0.005
    outcome_lost: float = 3e-5
    """It was written, and the node never learns so, or dies of it."""
    # Of the notes on the bus, for each node they go to
    bus_lost: float = 0.02
    bus_delayed: float = 0.05
    """By up to seconds, and so out of order."""
    bus_doubled: float = 0.02
    # Times an hour and node
    crash: float = 0.03
    drain: float = 0.03
    """An orderly restart."""
    pause: float = 0.03
    """5 s to 5 min in which the process does nothing."""
    clock_jump: float = 0.06
    """The machine's wall clock is set, by ±1 s, ±1 h or ±10 years; it stays so for a while."""
    cut_off: float = 0.03
    """From the store, but not from its clients."""
    # Times an hour
    bus_down: float = 0.1
    store_refusing: float = 0.1
    """The disk is full: writes are refused, reads go on."""
    store_away: float = 0.06
    """Nothing can be written or read."""
    store_slow: float = 0.1
    """Each write takes up to three seconds."""
    # At a fault point
    points: Mapping[str, float] = POINTS


ALL = Faults()


def times(faults: Faults, factor: float) -> Faults:
    """All of it so many times as often."""
    ratios: dict[str, Any] = {name: getattr(faults, name) * factor for name in RATIOS}
    points = {name: ratio * factor for name, ratio in faults.points.items()}
    return Faults(**ratios, points=points)


RATIOS = tuple(name for name in Faults._fields if name != "points")
NONE = times(ALL, 0.0)


class Luck:
    """Decides, and counts what fired. When it is over nothing goes wrong any more."""

    def __init__(self, seed: int, faults: Faults) -> None:
        self.faults = faults
        self.chance = random.Random(f"faults of {seed}")
        self._random = self.chance.random
        self.fired: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        """How often each fault point was passed, whether or not anything happened."""
        self.over = False

    def strikes(self, name: str, ratio: float) -> bool:
        if self.over or ratio <= 0 or self._random() >= ratio:
            return False
        self.fired[name] += 1
        return True

    def strikes_point(self, name: str) -> bool:
        self.passed[name] += 1
        ratio = self.faults.points.get(name, 0.0)
        if self.over or ratio <= 0 or self._random() >= ratio:
            return False
        self.fired[f"point {name}"] += 1
        return True

    def wait_s(self, per_hour: float) -> float | None:
        """Until the next one; `None`: never."""
        return self.chance.expovariate(per_hour / 3600) if per_hour > 0 else None
