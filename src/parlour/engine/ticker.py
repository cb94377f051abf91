"""The beat of the running server: ten times a second everything that is due gets its turn.

A beat that comes far too late means that the server itself stood still (stalled, stopped,
suspended); so much is granted to every client that seemed silent meanwhile.
"""

import asyncio
from collections.abc import Callable

import structlog

from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis

BEAT_S = 0.1
STALL = Duration(2_000)
"""A beat this late is an outage of ours."""

OnTick = Callable[[Millis], None]
OnStall = Callable[[Duration], None]

log = structlog.get_logger()


class Ticker:
    """Calls `on_tick` with the time, and `on_stall` first when the server stood still."""

    def __init__(self, clock: Clock, on_tick: list[OnTick], on_stall: list[OnStall]) -> None:
        self._clock = clock
        self.on_tick = on_tick
        self._on_stall = on_stall
        self._last = clock.now()
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        self._last = self._clock.now()
        self._arm()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def beat(self) -> None:
        """One turn for everything that is due."""
        now = self._clock.now()
        late = Duration(now - self._last)
        self._last = now
        if late >= STALL:
            for grant in self._on_stall:
                grant(late)
        for tick in self.on_tick:
            self._take_turn(tick, now)

    def _take_turn(self, tick: OnTick, now: Millis) -> None:
        """One that fails must not cost the others their turns."""
        try:
            tick(now)
        except Exception:
            log.exception("tick_failed", tick=getattr(tick, "__qualname__", repr(tick)))

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(BEAT_S, self._run)

    def _run(self) -> None:
        self._arm()
        self.beat()
