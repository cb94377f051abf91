"""How often somebody may try: in memory, bounded, forgiving after a while."""

import math

from parlour.engine.ports import Clock
from parlour.value import Value

KEYS_MAX = 20_000
"""Beyond it the longest known are forgotten: a flood of invented logins must not fill memory."""
PATIENCE_S = 900
"""After a quarter of an hour without a try all is forgotten."""


class _Tries(Value):
    count: int
    last_ms: float


class Throttle:
    """Counts tries by key. `free` of them cost nothing; each further one doubles the wait."""

    def __init__(self, clock: Clock, *, free: int, first_wait_s: int = 15) -> None:
        self._clock = clock
        self._free = free
        self._first_wait_s = first_wait_s
        self._tries: dict[str, _Tries] = {}

    def wait_s(self, key: str) -> int:
        """Seconds until the next try is allowed; 0: now."""
        tries = self._tries.get(key)
        if tries is None or tries.count < self._free:
            return 0
        passed_s = (self._clock.monotonic_ms() - tries.last_ms) / 1000
        if passed_s >= PATIENCE_S:
            return 0
        doublings = min(tries.count - self._free, 10)
        wait_s = min(self._first_wait_s << doublings, PATIENCE_S)
        return max(0, math.ceil(wait_s - passed_s))

    def count(self, key: str) -> None:
        """One more try, counted before its outcome is known: so parallel ones count too."""
        now = self._clock.monotonic_ms()
        tries = self._tries.pop(key, None)
        forgiven = tries is None or now - tries.last_ms >= PATIENCE_S * 1000
        before = 0 if tries is None or forgiven else tries.count
        self._tries[key] = _Tries(count=before + 1, last_ms=now)
        if len(self._tries) > KEYS_MAX:
            del self._tries[next(iter(self._tries))]

    def forgive(self, key: str) -> None:
        """It was the right one."""
        self._tries.pop(key, None)
