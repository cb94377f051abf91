"""Faults that come by themselves: nodes die and stall, clocks are set, the store has bad hours."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.node import Node

if TYPE_CHECKING:
    from tests.simulation.world import World

PAUSE_S = (5.0, 20.0, 60.0, 300.0)
STORE_BAD_S = (2.0, 10.0, 60.0)
YEAR_MS = 365 * 86_400_000
CLOCK_STEPS_MS = tuple(sign * step for step in (1_000, 3_600_000, 10 * YEAR_MS) for sign in (1, -1))
CLOCK_WRONG_FOR_S = 2_700.0
RESTARTED_AT_ONCE = 0.5
"""Of the clocks that are set, those whose node is restarted with it: else nothing would see it."""


class Weather:
    """Each kind of fault comes at moments of its own."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.luck = world.luck
        self._is_over = False

    def begin(self) -> None:
        faults = self.luck.faults
        for node in self.world.nodes:
            self._often(faults.crash, partial(self._crash, node))
            self._often(faults.drain, node.drain)
            self._often(faults.pause, partial(self._pause, node))
            self._often(faults.clock_jump, partial(self._set_clock, node))
            self._often(faults.cut_off, partial(self._cut_off, node))
        if self.world.is_company:
            self._often(faults.bus_down, self._break_bus)
        self._often(faults.store_refusing, partial(self._spoil, "refusing"))
        self._often(faults.store_away, partial(self._spoil, "away"))
        self._often(faults.store_slow, partial(self._spoil, "slow"))

    def clear_up(self) -> None:
        """No more faults, and those under way end."""
        self._is_over = True
        for kind in ("refusing", "away", "slow"):
            self._mend(kind)
        self._mend_bus()
        for node in self.world.nodes:
            node.reconnect()

    def _often(self, per_hour: float, strike: Callable[[], None]) -> None:
        wait = self.luck.wait_s(per_hour)
        if wait is not None:
            self.world.time.after(wait, self._strike, per_hour, strike)

    def _strike(self, per_hour: float, strike: Callable[[], None]) -> None:
        if self._is_over:
            return
        self._often(per_hour, strike)
        strike()

    def _crash(self, node: Node) -> None:
        if node.running:
            self.luck.fired["crash"] += 1
            node.crash("by the weather")

    def _pause(self, node: Node) -> None:
        chance = self.luck.chance
        node.pause(chance.choice(PAUSE_S) * chance.uniform(0.5, 1.0) + 2.5)

    def _set_clock(self, node: Node) -> None:
        chance = self.luck.chance
        step = chance.choice(CLOCK_STEPS_MS)
        node.set_wall_clock(step)
        self.world.time.after(chance.expovariate(1 / CLOCK_WRONG_FOR_S), node.set_wall_clock, -step)
        if chance.random() < RESTARTED_AT_ONCE:
            node.crash("after its clock was set")

    def _cut_off(self, node: Node) -> None:
        if not node.store.cut_off:
            node.cut_off(self.luck.chance.choice(STORE_BAD_S))

    def _break_bus(self) -> None:
        self.luck.fired["bus_down"] += 1
        self.world.bus.down = True
        self.world.time.after(self.luck.chance.choice(STORE_BAD_S), self._mend_bus)

    def _mend_bus(self) -> None:
        self.world.bus.down = False

    def _spoil(self, kind: str) -> None:
        world, chance = self.world, self.luck.chance
        seconds = chance.choice(STORE_BAD_S) * chance.uniform(0.5, 1.5)
        self.luck.fired[f"store_{kind}"] += 1
        world.trace.note(world.time.now_us, "store", f"{kind} for {seconds:.1f} s")
        world.calm.begin(f"store {kind}", world.time.now_us)
        setattr(world.store, kind, True)
        world.time.after(seconds, self._mend, kind)

    def _mend(self, kind: str) -> None:
        setattr(self.world.store, kind, False)
        self.world.calm.end(f"store {kind}", self.world.time.now_us)
