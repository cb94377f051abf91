"""The beat of the running server: ten times a second everything that is due gets its turn.

A beat that comes far too late means that the server itself stood still (stalled, stopped,
suspended); so much is granted to every client that seemed silent meanwhile.
"""

import asyncio
from collections.abc import Callable, Collection

import structlog

from parlour.engine.own_outages import STALL, OwnOutages
from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis, later

BEAT_S = 0.1
OnTick = Callable[[Millis], None]

log = structlog.get_logger()


class Ticker:
    """Calls `on_tick` with the time; those that are `verdicts` not while the server is away."""

    def __init__(
        self,
        clock: Clock,
        outages: OwnOutages,
        on_tick: list[OnTick],
        verdicts: Collection[OnTick],
    ) -> None:
        self._clock = clock
        self._outages = outages
        self.on_tick = on_tick
        self._verdicts = verdicts
        self._last = clock.now()
        self._timer: asyncio.TimerHandle | None = None

    def count_from(self, now: Millis) -> None:
        """All before is accounted for."""
        self._last = now

    def follow_clock(self, jump: Duration) -> None:
        """The clock has jumped; we did not stand still."""
        self._last = later(self._last, jump)

    def start(self) -> None:
        """Beat from now on; the time since the last beat counts, if it was long."""
        self._arm()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def beat(self) -> None:
        """One turn for everything that is due."""
        now = self._clock.now()
        last, self._last = self._last, now
        if now - last >= STALL:
            self._outages.stalled(last, now)
        self._outages.tick(now)
        is_away = self._outages.is_away
        for tick in self.on_tick:
            if is_away and tick in self._verdicts:
                continue
            try:
                tick(now)
            except Exception:  # one that fails must not cost the others their turns
                log.exception("tick_failed", tick=getattr(tick, "__qualname__", repr(tick)))

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(BEAT_S, self._run)

    def _run(self) -> None:
        self._arm()
        self.beat()
