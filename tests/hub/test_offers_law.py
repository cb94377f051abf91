"""Whatever the store does meanwhile: what an offer says of the agents is so by the ledger."""

import asyncio
from collections.abc import Awaitable, Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.hub.faulty import FaultyLedger
from tests.hub.scenes import waiting
from tests.hub.stage import QUEUE, Line, Stage
from tests.hub.walk import faults_of

NAMES = ("bea", "cyd", "dan")
modest = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # each is a small day of a whole server
deeds = st.sampled_from(("asks", "answers", "ends", "leaves", "spoils", "tells", "time"))
Deed = tuple[str, int]


class Day:
    """Three agents for one chat each, and a store that keeps back what has become of a write."""

    def __init__(self) -> None:
        self.ledger = FaultyLedger()
        self.stage = Stage(ledger=self.ledger, profile={"max_sessions": 1, "wrap_up": False})
        self.agents: list[Line] = []
        self.visits: list[tuple[Line, str]] = []

    async def play(self, path: list[Deed]) -> None:
        await self.begin()
        doings: dict[str, Callable[[int], Awaitable[None]]] = {
            "asks": self.ask,
            "answers": self.answer,
            "ends": self.end,
            "leaves": self.leave_or_return,
            "time": self.pass_time,
        }
        for what, which in path:
            if what == "spoils":
                self.ledger.held, self.ledger.down = True, which > 0
            elif what == "tells":
                self.tell()
            else:
                await doings[what](which)
        self.tell()
        await self.pass_time(0)
        assert faults_of(self.stage) == ()

    async def begin(self) -> None:
        """Two agents are busy, one is out of reach, and somebody waits."""
        for name in NAMES:
            self.agents.append(await self.stage.on_duty(name))
        await self.leave_or_return(2)
        for which in (0, 1, 2):
            await self.ask(which)
            await self.answer(0)
            await self.answer(1)
        await self.pass_time(0)
        assert len(self.stage.server.router.line(QUEUE)) == 1

    async def leave_or_return(self, which: int) -> None:
        which %= len(self.agents)
        agent = self.agents[which]
        if agent in self.stage.server.seats.by_connection:
            agent.cut()
        else:
            self.agents[which] = await self.stage.agent(NAMES[which])

    async def ask(self, _which: int) -> None:
        if not self.ledger.held and not self.ledger.down:
            self.visits.append(await waiting(self.stage, f"e{len(self.visits)}"))

    async def answer(self, which: int) -> None:
        agent = self.agents[which % len(self.agents)]
        for offer in agent.frames("offer")[-1:]:
            how = "toast_ran_out" if which == 5 else "accept"
            await agent.ask(how, chat=offer["chat"], invitation=offer["invitation"])

    async def end(self, which: int) -> None:
        if self.visits:
            end_user, chat = self.visits[which % len(self.visits)]
            await end_user.ask("end_chat", chat=chat)

    async def pass_time(self, _which: int) -> None:
        """Long enough that every log-in has stood still."""
        everybody = (*self.agents, *(end_user for end_user, _ in self.visits))
        await self.stage.pass_time(11, alive=everybody)

    def tell(self) -> None:
        """And the beat comes before anything else does."""
        self.ledger.down = False
        self.ledger.tell()
        self.stage.server.router.tick(self.stage.clock.now())


@modest
@example([("spoils", 1), ("ends", 0), ("leaves", 2), ("tells", 0)])
@given(st.lists(st.tuples(deeds, st.integers(0, 5)), min_size=5, max_size=40))
def test_what_an_offer_says_of_the_agents_is_so(path: list[Deed]) -> None:
    asyncio.run(Day().play(path))
