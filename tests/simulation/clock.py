"""The clock of a simulated node: as `SystemClock` is, over the world's time."""

from parlour.ids import Duration, Millis
from tests.simulation.virtual_time import VirtualTime

MONDAY = 1_772_409_600_000
"""2026-03-02 00:00 UTC: the wall clock at the world's beginning, but for the hour it begins at."""


class NodeClock:
    """The machine's wall clock as it was at the start, carried on by the monotonic one."""

    def __init__(self, time: VirtualTime, wall_ms: int) -> None:
        """`wall_ms`: what the machine's wall clock would have shown at the world's beginning."""
        self._time = time
        self._offset_ms = wall_ms

    def not_before(self, at: Millis) -> Duration:
        jump = max(0, at - self.now())
        self._offset_ms += jump
        return Duration(jump)

    def now(self) -> Millis:
        return Millis(self._time.now_us // 1000 + self._offset_ms)

    def monotonic_ms(self) -> float:
        return self._time.now_us / 1000
