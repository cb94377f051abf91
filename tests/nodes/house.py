"""Several chat servers in one process over one ledger, one register, and a bus that may fail."""

from parlour.engine.ports import ManualClock
from parlour.hub.chat_server import ChatServer
from parlour.ids import AgentId
from parlour.ledger.protocol import Ledger
from parlour.nodes.membership import Membership
from parlour.nodes.memory import MemoryBus, MemoryRegister
from parlour.nodes.protocol import (
    Beat,
    ClientKey,
    Company,
    Hear,
    Heard,
    NodeId,
    Note,
    Register,
    RegisterUnavailable,
)
from parlour.settings import Settings
from tests.hub.faulty import FaultyLedger
from tests.hub.scenes import answer
from tests.hub.stage import SECOND, CountedIds, Line, Stage, turns

INTERVAL = 10
SETTINGS = Settings(ABSENT_INTERVAL=INTERVAL)


class LossyBus:
    """Passes notes on unless it is told not to; what it held back comes later, newest first."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus
        self.is_down = False
        self.copies = 1
        self.held: list[Note] | None = None

    def ring(self, note: Note) -> None:
        if self.is_down:
            return
        if self.held is not None:
            self.held.append(note)
            return
        for _ in range(self.copies):
            self._bus.ring(note)

    def listen(self, hear: Hear) -> None:
        self._bus.listen(hear)

    def let_go(self) -> None:
        held, self.held = self.held or [], None
        for note in reversed(held):
            self._bus.ring(note)


class FaultyRegister:
    """The register as one node sees it."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self.is_down = False

    async def beat(self, beat: Beat) -> Company:
        self._check()
        return await self._register.beat(beat)

    async def last_heard(self, key: ClientKey) -> Heard | None:
        self._check()
        return await self._register.last_heard(key)

    async def kept(self) -> frozenset[ClientKey]:
        self._check()
        return await self._register.kept()

    def _check(self) -> None:
        if self.is_down:
            raise RegisterUnavailable("the network is down")


class NodeStage(Stage):
    """One node of the house."""

    def __init__(self, house: "House", name: str, settings: Settings) -> None:
        self.house = house
        self.bus = LossyBus(house.bus.join())
        self.register = FaultyRegister(house.register)
        self.name = name
        self.lives = 0
        self.is_running = True
        super().__init__(ledger=house.ledger, clock=house.clock, settings=settings)

    def _build(self) -> ChatServer:
        self.lives += 1
        self.ids = CountedIds(self.house.lives())
        self.membership = Membership(
            NodeId(f"{self.name}-{self.lives}"), self.register, self.bus, self.clock
        )
        return ChatServer(
            ledger=self.ledger,
            directory=self.directory,
            clock=self.clock,
            ids=self.ids,
            membership=self.membership,
        )

    @property
    def leads(self) -> bool:
        return self.membership.leads(self.clock.now())

    def crash(self) -> None:
        """Gone without a word; its clients notice in their own time."""
        self.is_running = False
        self.bus.listen(lambda _note: None)

    async def start_again(self) -> None:
        self.is_running = True
        self.server = self._build()
        await self.server.recover()


class House:
    """The nodes and what they share."""

    def __init__(
        self,
        names: tuple[str, ...] = ("north", "south"),
        *,
        ledger: Ledger | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.clock = ManualClock()
        self.ledger = ledger or FaultyLedger()
        self.bus = MemoryBus()
        self.register = MemoryRegister(self.clock)
        self.nodes: list[NodeStage] = []
        for name in names:
            self.nodes.append(NodeStage(self, name, settings or Settings()))

    def lives(self) -> int:
        """A number for each life of a node: ids must differ."""
        return 1 + sum(node.lives for node in self.nodes) + 1_000 * len(self.nodes)

    async def open(self) -> None:
        for node in self.nodes:
            await node.server.recover()
        await self.pass_time(1)

    async def settle(self) -> None:
        for _ in range(3):
            for node in self.nodes:
                if node.is_running:
                    await node.settle()

    async def pass_time(self, seconds: float, *, alive: tuple[Line, ...] = ()) -> None:
        """Tenth by tenth of a second; `alive` clients make contact every second."""
        for step in range(round(seconds * 10)):
            self.clock.advance(SECOND // 10)
            for line in alive if step % 10 == 0 else ():
                line.stage.server.gateway.contact(line)
            for node in self.nodes:
                if node.is_running:
                    node.server.ticker.beat()
            await turns(30)

    @property
    def leaders(self) -> list[str]:
        return [node.name for node in self.nodes if node.is_running and node.leads]


def watched_by(node: NodeStage, agent: str) -> bool:
    """Whether it is for this node to say that the agent is absent."""
    watch = node.server.attendance.watches.get(("agent", AgentId(agent)))
    return watch is not None and watch.kept


async def talking(house: House) -> tuple[Line, Line, str]:
    """The end-user at the first node, the agent at the second."""
    first, second = house.nodes
    agent = await second.on_duty("bea")
    await house.settle()
    end_user = await first.end_user("ann")
    chat = (await end_user.ask("request_chat", name="Ann", question="Is it blue?"))["chat"]
    await house.pass_time(1.2, alive=(agent, end_user))
    await answer(agent, "accept")
    await house.settle()
    return end_user, agent, chat
