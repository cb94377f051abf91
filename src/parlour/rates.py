"""How often somebody may do something: token buckets, by key, in bounded memory.

The only such thing in the house. Time comes in as milliseconds of the clock port (or of anything
else that only goes forward), so a test moves it by hand.
"""

import math
from collections.abc import Callable

from parlour.value import Value

KEYS_MAX = 20_000
"""Some 5 MiB a rate. Beyond it the key that was used longest ago is forgotten, which is the one
whose bucket is most likely full again: a flood of invented keys frees no one who floods."""

EPSILON = 1e-6
"""Of a token: by so much may counting in fractions be off, so the wait that was told is enough."""

NowMs = Callable[[], float]


class Limit(Value):
    """So many at once, then so many a second."""

    burst: float
    per_s: float


ENDLESS = Limit(burst=1e12, per_s=1e12)
"""For load generators, which do what no limit is made for."""


class Rate:
    """One limit, a bucket for each key."""

    def __init__(self, now_ms: NowMs, limit: Limit) -> None:
        self._now_ms = now_ms
        self._limit = limit
        self._left: dict[str, tuple[float, float]] = {}
        self.refused = 0
        """How often somebody had to wait, since the start."""

    def __len__(self) -> int:
        return len(self._left)

    def take(self, key: str, cost: float = 1) -> int:
        """0, and it is taken; or the milliseconds until it can be.

        A `cost` above the burst counts as the burst: dear things have to wait, not to despair.
        """
        now = self._now_ms()
        cost = min(cost, self._limit.burst)
        left = self._left_of(key, now)
        self._left.pop(key, None)  # the one that was used last comes last
        if left >= cost - EPSILON:
            self._left[key] = (max(0.0, left - cost), now)
            wait_ms = 0
        else:
            self._left[key] = (left, now)
            wait_ms = self._wait_ms(cost - left)
            self.refused += 1
        if len(self._left) > KEYS_MAX:
            del self._left[next(iter(self._left))]
        return wait_ms

    def wait_ms(self, key: str) -> int:
        """How long until one could be taken; 0: now. Takes nothing."""
        if key not in self._left:
            return 0
        missing = 1 - self._left_of(key, self._now_ms())
        return self._wait_ms(missing) if missing > EPSILON else 0

    def _left_of(self, key: str, now: float) -> float:
        left, since = self._left.get(key, (self._limit.burst, now))
        return min(self._limit.burst, left + (now - since) * self._limit.per_s / 1000)

    def _wait_ms(self, missing: float) -> int:
        return max(1, math.ceil((missing - EPSILON) / self._limit.per_s * 1000))


class Rates:
    """All rates of one server by name, for whoever counts."""

    def __init__(self, now_ms: NowMs) -> None:
        self._now_ms = now_ms
        self._rates: dict[str, Rate] = {}

    def add(self, name: str, limit: Limit, now_ms: NowMs | None = None) -> Rate:
        """A new rate. `now_ms`: the time it goes by, if not the server's clock.

        The names are a fixed vocabulary: they become labels of a metric.
        """
        assert name not in self._rates, f"there is a rate {name} already"
        rate = self._rates[name] = Rate(now_ms or self._now_ms, limit)
        return rate

    def refused(self) -> dict[str, int]:
        """By name, how often somebody had to wait."""
        return {name: rate.refused for name, rate in self._rates.items()}
