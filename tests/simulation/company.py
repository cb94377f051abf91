"""Several nodes: the bus between them, which nobody may rely on, and the register in the store."""

from typing import TYPE_CHECKING

from parlour.nodes.memory import MemoryRegister
from parlour.nodes.protocol import (
    Beat,
    ClientKey,
    Company,
    Hear,
    Heard,
    Note,
    RegisterUnavailable,
    RowsWritten,
)
from tests.simulation.store import NodeStore
from tests.simulation.virtual_time import SECOND, NodeLoop

if TYPE_CHECKING:
    from tests.simulation.node import Node
    from tests.simulation.world import World

WAY_US = (100, 2_000)
DELAY_S = (0.05, 3.0)
"""Of notes that come late, and so behind younger ones."""


class Bus:
    """Brings each note to all other nodes, or not, or late, or twice."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.down = False
        self.ends: dict[str, tuple[NodeLoop, Hear]] = {}

    def carry(self, sender: str, note: Note) -> None:
        luck, time = self.world.luck, self.world.time
        faults = luck.faults
        for name, (loop, hear) in self.ends.items():
            if name == sender:
                continue
            if self.down or luck.strikes("bus_lost", faults.bus_lost):
                self.world.fairness.excuse()
                continue
            way_us = luck.chance.randint(*WAY_US)
            if luck.strikes("bus_delayed", faults.bus_delayed):
                self.world.fairness.excuse()
                way_us = round(luck.chance.uniform(*DELAY_S) * SECOND)
            time.at(time.now_us + way_us, loop, hear, note)
            if luck.strikes("bus_doubled", faults.bus_doubled):
                time.at(time.now_us + 2 * way_us, loop, hear, note)


class BusEnd:
    """One incarnation's end of the bus."""

    def __init__(self, bus: Bus, node: "Node", loop: NodeLoop) -> None:
        self._bus = bus
        self._node = node
        self._loop = loop

    def ring(self, note: Note) -> None:
        if self._loop.dead:
            return
        of_rows = isinstance(note, RowsWritten)
        self._node.pass_point("before_ring" if of_rows else "")
        self._bus.carry(self._node.name, note)
        self._node.pass_point("after_ring" if of_rows else "")

    def listen(self, hear: Hear) -> None:
        self._bus.ends[self._node.name] = (self._loop, hear)


class RegisterView:
    """The register as one node sees it: as far away as the store, and away when that is."""

    def __init__(self, register: MemoryRegister, store: NodeStore) -> None:
        self._register = register
        self._store = store

    async def beat(self, beat: Beat) -> Company:
        await self._reach()
        return await self._register.beat(beat)

    async def last_heard(self, key: ClientKey) -> Heard | None:
        await self._reach()
        return await self._register.last_heard(key)

    async def kept(self) -> frozenset[ClientKey]:
        await self._reach()
        return await self._register.kept()

    async def _reach(self) -> None:
        """A beat is a write."""
        if not await self._store.reach(writing=True):
            raise RegisterUnavailable("the database is away")
