"""How much may come: so much at once, then so much a second. What is over has to wait."""


class Budget:
    """Counts in any unit; time in milliseconds of a clock that only goes forward."""

    def __init__(self, per_s: float, at_once: float) -> None:
        self._per_ms = per_s / 1000
        self._at_once = at_once
        self._spent = 0.0
        self._at_ms = 0.0

    def spend(self, amount: float, now_ms: float) -> None:
        self._spent = self._left(now_ms) + amount
        self._at_ms = now_ms

    def over_ms(self, now_ms: float) -> float:
        """So long until it is within its bounds again; 0: it is."""
        return max(0.0, (self._left(now_ms) - self._at_once) / self._per_ms)

    def _left(self, now_ms: float) -> float:
        return max(0.0, self._spent - (now_ms - self._at_ms) * self._per_ms)
