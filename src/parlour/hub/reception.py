"""The line of those who have just come: so many are served at once, the others wait their turn, and
whoever finds the line full is told when to come back.

All clients of a restarted server come within seconds. Serving them is work for the event loop and
the ledger, and so is sending them away; the line keeps the first in bounds, the appointments spread
those who would not be served in time.
"""

import math
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from parlour.engine.background import Background
from parlour.engine.ports import Clock

Work = Callable[[], Coroutine[Any, Any, None]]

AT_ONCE = 32
"""Pieces of work between which the loop serves nobody else: some 5 ms of it."""
LINE_MAX = 5_000
"""Pieces that wait: two or three seconds of work, and clients wait ten for their welcome."""
GAP_MS = 1.0
"""Between two appointments: a thousand come back in a second, which half a core serves."""
SOONEST_MS = 2_000
"""The first appointment: by then the line that was found full has been served."""
LATEST_MS = 32_000
"""Later ones are given out a second time: thirty thousand stay away half a minute at most."""


class Reception:
    """Greets, and sends what was missed."""

    def __init__(self, clock: Clock, background: Background) -> None:
        self._clock = clock
        self._background = background
        self._line: deque[Work] = deque()
        self._serving = 0
        self._appointment_ms = -math.inf

    @property
    def is_full(self) -> bool:
        """Whoever comes now should make an appointment."""
        return len(self._line) >= LINE_MAX

    def run(self, work: Work) -> None:
        """Now, or in its turn."""
        if self._serving < AT_ONCE:
            self._serve(work)
        else:
            self._line.append(work)

    def appointment_ms(self) -> int:
        """In how many milliseconds to come back; each one gets a time of their own."""
        now = self._clock.monotonic_ms()
        following = self._appointment_ms + GAP_MS
        soonest, latest = now + SOONEST_MS, now + LATEST_MS
        self._appointment_ms = following if soonest <= following <= latest else soonest
        return math.ceil(self._appointment_ms - now)

    def _serve(self, work: Work) -> None:
        self._serving += 1
        self._background.run(self._turn_of(work))

    async def _turn_of(self, work: Work) -> None:
        try:
            await work()
        finally:
            self._serving -= 1
            if self._line:
                self._serve(self._line.popleft())
