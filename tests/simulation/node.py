"""A node: one process of the server, which starts, crashes, pauses, drains and starts again."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from parlour.database.failures import DatabaseUnavailable
from parlour.engine.act import Act, OnReply
from parlour.engine.ports import SeededIds
from parlour.hub.chat_server import ChatServer
from parlour.ids import Millis
from parlour.ledger.protocol import LedgerUnavailable, Transaction
from parlour.lives.keeper import LifeKeeper
from parlour.nodes.membership import Membership
from parlour.nodes.protocol import NodeId
from parlour.wire.frames import CloseCode
from tests.simulation.clock import MONDAY, NodeClock
from tests.simulation.company import BusEnd, RegisterView
from tests.simulation.faults import Luck
from tests.simulation.files import FileCounter
from tests.simulation.network import Line
from tests.simulation.store import Lives, NodeStore
from tests.simulation.streams import StreamLine
from tests.simulation.trails import NodeTrails
from tests.simulation.virtual_time import SECOND, NodeCrashed, NodeLoop, VirtualTime

if TYPE_CHECKING:
    from tests.simulation.world import World

RETRYABLE = (LedgerUnavailable, DatabaseUnavailable)
GRAIN_US = 500_000
"""By day. The beat of the server is quicker: its machine is a busy one."""
QUIET_GRAIN_US = 900_000
"""While nobody waits; a verdict on a client still comes within its second."""
NIGHT_GRAIN_US = 1_500_000
"""When nobody is there; still shorter than what the server takes for an outage of its own."""
PULSE_S = 15.0
SILENT_AFTER_S = 45.0
DRAIN_SPREAD_S = 10.0
SETTLED_S = 3.0
"""So long after a start or an outage everything is expected to be as if nothing had been."""


class Node:
    """What outlives its incarnations: the name, the machine's wall clock, who is connected."""

    def __init__(self, world: "World", name: str) -> None:
        self.world = world
        self.name = name
        self.time: VirtualTime = world.time
        self.luck: Luck = world.luck
        self.wall_ms = MONDAY + world.begins_at_ms
        """What the machine's wall clock would have shown at the world's beginning."""
        self.lines: dict[Line, None] = {}
        self.streams: dict[StreamLine, None] = {}
        """Of co-browse."""
        self.running = False
        self.paused = False
        self._incarnation = 0
        self._reads = ""
        self._grain_us = GRAIN_US
        self.lives = Lives(world.store)
        self.keeper: LifeKeeper | None = None
        self.finds_lost_outcomes = world.is_company
        self._build()

    # Its life

    def start(self) -> None:
        """Read what is open, then serve."""
        self._build()
        self.loop.call_soon(self._start)

    def crash(self, why: str) -> None:
        """Everything in memory is gone."""
        if self.loop.dead:
            return
        world = self.world
        world.trace.note(self.time.now_us, self.name, f"crash {why}")
        self._go_down()
        chance = self.luck.chance
        world.time.after(chance.choice((0.5, 2.0, 10.0, 60.0)) * (0.5 + chance.random()), self._up)

    def learns_nothing(self) -> None:
        """What was away for a moment is granted to everybody."""
        store = f"store of {self.name}"
        if not self.store.cut_off:
            self.world.calm.begin(store, self.time.now_us)
            self.world.calm.end(store, self.time.now_us)

    def drain(self) -> None:
        """Send everybody away, finish what is under way, stop, start again."""
        if self.running and not self.paused and not self.loop.dead:
            self.luck.fired["drain"] += 1
            self.world.trace.note(self.time.now_us, self.name, "drain")
            self.running = False
            self.world.calm.begin(self.name, self.time.now_us)
            self.loop.call_soon(self._drain)

    def pause(self, seconds: float) -> None:
        if not self.running or self.paused:
            return
        self.luck.fired["pause"] += 1
        self.world.trace.note(self.time.now_us, self.name, f"pause {seconds:.1f}")
        self.paused = True
        self.world.calm.begin(self.name, self.time.now_us)
        self.loop.pause()
        self.time.after(seconds, self._go_on, self.loop)

    def cut_off(self, seconds: float) -> None:
        """The store is out of reach, for this node alone."""
        self.luck.fired["cut_off"] += 1
        self.world.trace.note(self.time.now_us, self.name, f"cut off {seconds:.1f}")
        self.world.calm.begin(f"store of {self.name}", self.time.now_us)
        self.store.cut_off = True
        self.time.after(seconds, self.reconnect)

    def reconnect(self) -> None:
        self.store.cut_off = False
        self.world.calm.end(f"store of {self.name}", self.time.now_us)

    def set_wall_clock(self, by_ms: int) -> None:
        """What is running goes on as before; the next start believes it."""
        self.luck.fired["clock_jump"] += 1
        self.world.trace.note(self.time.now_us, self.name, f"clock {by_ms:+d} ms")
        self.wall_ms += by_ms

    def keep_beat(self, grain_us: int) -> None:
        """The beat may be slow while nobody is there, or nobody waits."""
        self._grain_us = self.loop.grain_us = grain_us

    @property
    def is_serving(self) -> bool:
        """It listens, and is able to."""
        return self.running and not self.paused and not self.loop.dead

    @property
    def ghosts(self) -> int:
        """Seats that the server counts on, and whose lines have gone."""
        seats, floor, colleagues = self.server.seats, self.server.floor, self.server.colleagues
        kept = [*seats.by_connection.values(), *floor.watching, *colleagues.watching]
        for index in (seats.by_agent, seats.by_end_user, seats.by_chat):
            kept += chain.from_iterable(index.values())
        return sum(seat.connection not in self.lines for seat in set(kept))

    def _build(self) -> None:
        self._incarnation += 1
        name = f"{self.name}.{self._incarnation}"
        world = self.world
        chance = random.Random(f"{world.seed} {name}")
        self.loop = NodeLoop(self.time, name, self._grain_us)
        self.clock = NodeClock(self.time, self.wall_ms)
        self.store = NodeStore(world.store, self, self.loop, chance)
        self.membership = self._join() if world.is_company else None
        self.server = ChatServer(
            ledger=self.store,
            directory=world.directory,
            clock=self.clock,
            ids=SeededIds(chance.getrandbits(63)),
            membership=self.membership,
            trails=NodeTrails(self, world.trails),
        )
        self.files = None if world.is_company else FileCounter(self, world)
        self._count_commands()

    def _count_commands(self) -> None:
        """Whatever is asked of the core goes through one door."""
        execute = self.server.engine.execute

        def counted(act: Act, on_reply: OnReply, attempt: int = 1) -> None:
            for _, command in act.chats:
                self.world.commands[type(command).__name__] += 1
            execute(act, on_reply, attempt)

        self.server.engine.execute = counted  # type: ignore[method-assign]

    def _join(self) -> Membership:
        """A new life is a new member."""
        world = self.world
        return Membership(
            NodeId(f"{self.name}-{self._incarnation}"),
            RegisterView(world.register, self.store),
            BusEnd(world.bus, self, self.loop),
            self.clock,
        )

    def _up(self) -> None:
        if self.loop.dead:
            self.start()

    def _start(self) -> None:
        self._reads = "during_recovery"
        self._run(self._recover())

    async def _recover(self) -> None:
        """As `main` does it. A store that is away ends the start; whoever watches tries again."""
        try:
            if self.membership is None:
                await self._recover_alone()
            else:
                self.clock.not_before(await self.store.last_at())
                await self.server.recover()
        except RETRYABLE:
            self.crash("the store is away")
            return
        self._reads = ""
        self.running = True
        self.world.calm.end(self.name, self.time.now_us)
        self.server.ticker.start()
        if self.files is not None:
            self.files.begin()
        self.loop.call_later(PULSE_S, self._check_pulses)

    async def _recover_alone(self) -> None:
        past = await self.lives.past()
        self.clock.not_before(max(await self.store.last_at(), past.last_seen))
        recovered = await self.server.recover(past)
        outages = self.server.engine.outages
        if past.life:
            outages.unrecorded.append(recovered.outage)
        self.keeper = LifeKeeper(self.lives, outages, self.clock, past)
        await self.keeper.begin()
        self.server.ticker.on_tick.append(self._give_sign_of_life)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """On the node's loop; if it fails, so has the product."""
        self.loop.create_task(work).add_done_callback(self._note_end)

    def _note_end(self, task: "asyncio.Task[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.world.fail("failed", f"{task.get_coro()} of {self.name}: {error!r}")

    def _give_sign_of_life(self, now: Millis) -> None:
        assert self.keeper is not None, "it was begun with the start"
        self.keeper.tick(self.server.background.run, now)

    def _go_down(self) -> None:
        self.running = self.paused = False
        self.world.calm.begin(self.name, self.time.now_us)
        self.loop.crash()
        self.store.lose_way()
        lines, self.lines = self.lines, {}
        for line in lines:
            line.node_died()
        streams, self.streams = self.streams, {}
        for stream in streams:
            stream.node_died()

    def _go_on(self, loop: NodeLoop) -> None:
        if loop is self.loop and not loop.dead:
            self.paused = False
            self.world.calm.end(self.name, self.time.now_us)
            for line in self.lines:  # silence is counted in seconds of our own running
                line.heard_us = self.time.now_us
            loop.go_on()

    def _drain(self) -> None:
        for line in list(self.lines):
            pause_ms = round(self.world.chance.uniform(0, DRAIN_SPREAD_S * 1000))
            line.close(CloseCode.DRAINING, "The server restarts.", pause_ms)
        self._run(self._stop())

    async def _stop(self) -> None:
        self.server.engine.outages.drain()
        if self.keeper is not None:
            await self.keeper.stop()
        await self.server.stop()
        self._go_down()
        self.time.after(self.luck.chance.uniform(1.0, 20.0), self._up)

    def _check_pulses(self) -> None:
        self.loop.call_later(PULSE_S, self._check_pulses)
        late = self.time.now_us - SILENT_AFTER_S * SECOND
        for line in list(self.lines):
            if line.heard_us <= late:
                line.close(CloseCode.SILENT, "Nothing was heard for too long.")

    # Fault points

    def pass_point(self, name: str) -> None:
        if name and self.luck.strikes_point(name):
            self.crash(name)
            raise NodeCrashed(name)

    @property
    def reading_point(self) -> str:
        return self._reads or "while_reading_again"

    def decided(self, transaction: Transaction) -> None:
        self.world.decided(self, transaction)


def serving(nodes: Sequence[Node]) -> list[Node]:
    """Those that take connections; a paused one does, without answering."""
    return [node for node in nodes if node.running and not node.loop.dead]
