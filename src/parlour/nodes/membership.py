"""One node's place among the others: its beats, whether it leads, whom it has heard of."""

from collections.abc import Callable

from parlour.engine.ports import Clock
from parlour.ids import AgentId, Duration, Millis, later
from parlour.nodes.protocol import (
    LEASE,
    Beat,
    Bus,
    ClientKey,
    Company,
    Heard,
    NodeId,
    Register,
    RegisterUnavailable,
)

BEAT_EVERY = Duration(1_000)
"""Often enough that a lease (5 s) survives a few lost beats, and that the end of a life is known to
a second."""
SURE_FOR = Duration(3_000)
"""Without a beat for so long the node doesn't know what others have heard, and judges nobody."""
CUT_OFF_AFTER = Duration(8_000)
"""A node that can't reach the register for so long sends its clients to the others: before those
take it for dead (DEAD_AFTER), and before the shortest ABSENT_INTERVAL (10 s) is over."""

Tell = Callable[[], None]


class Membership:
    """Beats once a second; everything it knows of the others is as old as the last beat."""

    def __init__(self, node_id: NodeId, register: Register, bus: Bus, clock: Clock) -> None:
        self.node_id = node_id
        self.bus = bus
        self.on_company: list[Tell] = []
        """Told when other agents than before are reachable at other nodes."""
        self.on_cut_off: list[Tell] = []
        """Told when the clients had better go to another node."""
        self.on_clock: list[Callable[[Millis], object]] = []
        """Told what time it is at that node whose clock is ahead of all others."""
        self.on_news: list[Tell] = []
        """Told when the others should hear from us before the next beat."""
        self.reachable_elsewhere: frozenset[AgentId] = frozenset()
        self._register = register
        self._clock = clock
        self._told: list[tuple[NodeId, frozenset[AgentId]]] = []
        """By the last answer: who lives, and which agents are reachable there."""
        self._living: frozenset[NodeId] = frozenset()
        self._reachable: frozenset[AgentId] = frozenset()
        self._heard: dict[ClientKey, Millis] = {}
        self._gone: list[ClientKey] = []
        self._asked_at = Millis(0)
        self._asking = 0
        self._answered_at = clock.now()
        """When the last beat that was answered set out."""
        self._leads_until = Millis(0)
        self._is_cut_off = False
        self._jumped = Duration(0)
        """By how much the clock has been put forward in all."""

    # What is known -----------------------------------------------------------------------------

    def leads(self, now: Millis) -> bool:
        """Whether this node routes and lets time pass. By its own clock, counted from before the
        register was asked: it stops leading before another can begin."""
        return now < self._leads_until

    def is_sure(self, now: Millis) -> bool:
        """Whether what it knows of the others is fresh enough to judge anybody's silence."""
        return now - self._answered_at <= SURE_FOR

    def is_living(self, node_id: NodeId) -> bool:
        return node_id in self._living

    async def last_heard(self, key: ClientKey) -> Heard | None:
        """Raises: `RegisterUnavailable`."""
        return await self._register.last_heard(key)

    async def kept(self) -> frozenset[ClientKey]:
        """Raises: `RegisterUnavailable`."""
        return await self._register.kept()

    # What it tells -----------------------------------------------------------------------------

    def note_heard(self, key: ClientKey) -> None:
        """The client made contact here."""
        self._heard[key] = self._clock.now()

    def forget(self, key: ClientKey) -> None:
        """Nobody watches the client any more."""
        self._heard.pop(key, None)
        self._gone.append(key)

    def note_reachable(self, agent_id: AgentId, reachable: bool) -> None:
        """Whether the agent's client is connected here."""
        if (agent_id in self._reachable) == reachable:
            return
        self._reachable ^= {agent_id}
        for tell in self.on_news:
            tell()

    def follow_clock(self, jump: Duration) -> None:
        """The clock was put forward: what is so long ago, or lasts so long, still does."""
        self._jumped = Duration(self._jumped + jump)
        self._heard = {key: later(at, jump) for key, at in self._heard.items()}
        self._asked_at = later(self._asked_at, jump)
        self._answered_at = later(self._answered_at, jump)
        self._leads_until = later(self._leads_until, jump)

    def is_due(self, now: Millis) -> bool:
        """Whether it is time to beat."""
        return not self._asking and now - self._asked_at >= BEAT_EVERY

    async def beat(self) -> None:
        """Say that we live, and hear who else does. Raises: `RegisterUnavailable`."""
        asked_at = self._asked_at = self._clock.now()
        jumped = self._jumped
        heard, self._heard = self._heard, {}
        gone, self._gone = self._gone, []
        beat = Beat(
            node_id=self.node_id,
            now=asked_at,
            reachable=self._reachable,
            heard={key: Duration(asked_at - at) for key, at in heard.items()},
            gone=gone,
        )
        self._asking += 1
        try:
            company = await self._register.beat(beat)
        except RegisterUnavailable:
            since = Duration(self._jumped - jumped)
            self._heard = {key: later(at, since) for key, at in heard.items()} | self._heard
            self._gone = gone + self._gone
            self._leave_if_cut_off()
            raise
        finally:
            self._asking -= 1
        for follow in self.on_clock:
            follow(company.now)
        self._take_in(company, later(asked_at, Duration(self._jumped - jumped)))

    # The answer --------------------------------------------------------------------------------

    def _take_in(self, company: Company, asked_at: Millis) -> None:
        self._answered_at = max(asked_at, self._answered_at)
        self._is_cut_off = False
        is_leader = company.leader == self.node_id
        self._leads_until = later(asked_at, LEASE) if is_leader else Millis(0)
        told = [(node.node_id, node.reachable) for node in company.nodes]
        if told == self._told:
            return
        self._told = told
        self._living = frozenset([node_id for node_id, _ in told])
        others = [reachable for node_id, reachable in told if node_id != self.node_id]
        elsewhere = frozenset[AgentId]().union(*others)
        if elsewhere != self.reachable_elsewhere:
            self.reachable_elsewhere = elsewhere
            for tell in self.on_company:
                tell()

    def _leave_if_cut_off(self) -> None:
        """Alone, there is nowhere to send the clients to: they stay, and commands are refused."""
        long_ago = self._clock.now() - self._answered_at > CUT_OFF_AFTER
        if long_ago and not self._is_cut_off and len(self._living) > 1:
            self._is_cut_off = True
            for tell in self.on_cut_off:
                tell()
