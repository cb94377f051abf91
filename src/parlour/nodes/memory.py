"""Bus and register for several nodes in one process."""

from parlour.engine.ports import Clock
from parlour.ids import Duration, Millis, later
from parlour.nodes.protocol import (
    DEAD_AFTER,
    LEASE,
    Beat,
    ClientKey,
    Company,
    Hear,
    Heard,
    NodeId,
    NodeSeen,
    Note,
)


class MemoryBus:
    """One node's end of a bus; `join` makes the next one."""

    def __init__(self) -> None:
        self._ends: list[MemoryBus] = [self]
        self._hear: Hear | None = None

    def join(self) -> "MemoryBus":
        end = MemoryBus()
        end._ends = self._ends
        self._ends.append(end)
        return end

    def ring(self, note: Note) -> None:
        for end in self._ends:
            if end is not self and end._hear is not None:
                end._hear(note)

    def listen(self, hear: Hear) -> None:
        self._hear = hear


class MemoryRegister:
    """What a database would hold, for nodes that share this object."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._beats: dict[NodeId, tuple[Millis, Beat]] = {}
        self._heard: dict[ClientKey, tuple[NodeId, Millis]] = {}
        self._leader = NodeId("")
        self._leads_until = Millis(0)

    async def beat(self, beat: Beat) -> Company:
        now = self._clock.now()
        self._beats[beat.node_id] = (now, beat)
        self._forget_the_dead(now)
        for key, ago in beat.heard.items():
            at = Millis(now - ago)
            known = self._heard.get(key)
            if known is None or known[1] <= at:
                self._heard[key] = (beat.node_id, at)
        for key in beat.gone:
            self._heard.pop(key, None)
        if self._leader == beat.node_id or self._leads_until <= now:
            self._leader, self._leads_until = beat.node_id, later(now, LEASE)
        return Company(leader=self._leader, nodes=self._living(now), now=self._latest(now))

    async def last_heard(self, key: ClientKey) -> Heard | None:
        known = self._heard.get(key)
        if known is None:
            return None
        return Heard(node_id=known[0], ago=Duration(self._clock.now() - known[1]))

    async def kept(self) -> frozenset[ClientKey]:
        self._forget_the_dead(self._clock.now())
        return frozenset(key for key, (node, _) in self._heard.items() if node in self._beats)

    def _living(self, now: Millis) -> tuple[NodeSeen, ...]:
        living = [
            NodeSeen(node_id=node, silent_for=Duration(now - at), reachable=beat.reachable)
            for node, (at, beat) in self._beats.items()
        ]
        return tuple(living)

    def _latest(self, now: Millis) -> Millis:
        return max(later(beat.now, Duration(now - at)) for at, beat in self._beats.values())

    def _forget_the_dead(self, now: Millis) -> None:
        dead = [node for node, (at, _) in self._beats.items() if now - at >= DEAD_AFTER]
        for node in dead:
            del self._beats[node]
