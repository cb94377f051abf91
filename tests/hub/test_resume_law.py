"""The law of resuming, for thousands: whatever cuts, sleeps, restarts and outages of the ledger do
to the lines, every message is shown once and in order."""

from collections.abc import Iterator

import pytest

from parlour.chat import events as e
from parlour.engine.ports import SeededRandom
from parlour.hub.requests import RequestLimits
from parlour.ids import ChatId, Millis
from parlour.rates import Limit
from parlour.settings import Settings
from parlour.wire.audience import end_user_sees
from tests.hub.resuming import EndUser, FitfulLedger, until_idle
from tests.hub.stage import SECOND, Line, Stage, turns

AGENTS = ("bea", "cyd", "dan", "eve")
ROUNDS = 27
"""A minute of two-second cuts, with two kills of the server and three outages of its ledger."""
ENDLESS = Limit(burst=1_000_000, per_s=1_000_000)
MINUTE = 60 * SECOND


class House:
    """A crowd of end-users, each talking with one of the agents."""

    def __init__(self, seed: int, size: int) -> None:
        self.size = size
        self.chance = SeededRandom(seed)
        self.ledger = FitfulLedger(seed)
        self.stage = Stage(
            ledger=self.ledger,
            settings=Settings(CS_IDLE_TIMEOUT=7_200),
            limits=RequestLimits(chats_of_site=ENDLESS, of_agent=ENDLESS),
            profile={"max_sessions": size, "wrap_up": False},
        )
        self.agents: dict[str, Line] = {}
        self.people: list[EndUser] = []
        self.lead: dict[str, str] = {}
        self.said = 0

    async def fill(self) -> None:
        for name in AGENTS:
            self.agents[name] = await self.stage.on_duty(name)
        for number in range(self.size):
            person = EndUser(self.stage, f"user{number}")
            self.people.append(person)
            person.connect()
            await turns(8)
            person.ask()
            await turns(8)
            await self._accept()
            person.read()
            assert person.chat, (person.name, person.refused)
        await until_idle(self.stage)

    async def _accept(self) -> None:
        for name, line in self.agents.items():
            offers = [frame for frame in line.got if frame["type"] == "offer"]
            line.got.clear()
            for offer in offers:
                self.lead[offer["chat"]] = name
                self._say(name, "accept", chat=offer["chat"], invitation=offer["invitation"])
                await turns(8)

    def _say(self, name: str, type_: str, **frame: object) -> None:
        line = self.agents[name]
        line.count += 1
        taken = line.read(type=type_, id=line.count, **frame)
        self.stage.server.gateway.receive(line, taken)

    # One round -----------------------------------------------------------------------------------

    async def round(self, number: int) -> None:
        """Two seconds: lines die and come back while agents write, end chats, and time goes by."""
        self.ledger.blind = number % 9 in (7, 8)
        if number % 13 == 12:
            await self.kill_server()
        for _ in range(4):
            self.talk(self.size // 10)
            self.shake_lines()
            await turns(int(self.chance.uniform(0, 5)))
        self.let_time_pass(2 * SECOND)
        await turns(3)

    def talk(self, count: int) -> None:
        open_chats = self.stage.server.engine.books.chats
        for _ in range(count):
            person = self.people[int(self.chance.uniform(0, self.size))]
            if person.chat not in open_chats:
                continue
            self.said += 1
            name = self.lead[person.chat]
            self._say(name, "post", chat=person.chat, text=f"message {self.said}")
            if self.chance.uniform(0, 1) < 0.01:
                self._say(name, "conclude", chat=person.chat)
        for line in self.agents.values():
            line.got.clear()

    def shake_lines(self) -> None:
        now = self.stage.clock.now()
        for person in self.people:
            luck = self.chance.uniform(0, 1)
            if person.wire is None:
                if now >= person.away_until and luck < 0.4:
                    person.connect()
            elif luck < 0.15:
                person.read(int(self.chance.uniform(0, 6)))
                person.cut()
                asleep = self.chance.uniform(0, 1) < 0.05
                person.away_until = Millis(now + (5 * MINUTE if asleep else 2 * SECOND))
            elif luck < 0.8:
                person.read()

    async def kill_server(self) -> None:
        """Everything in memory is gone, and what was on the way to the clients."""
        for person in self.people:
            person.read(int(self.chance.uniform(0, 4)))
            person.forget_line()
        was_blind, self.ledger.blind = self.ledger.blind, False
        await self.stage.restart(after_s=3)
        self.ledger.blind = was_blind
        for name, line in list(self.agents.items()):
            again = Line(self.stage, line.principal, line.client_id)
            again.count = line.count
            self.agents[name] = again
        await self.greet_agents()

    async def greet_agents(self) -> None:
        was_blind, self.ledger.blind = self.ledger.blind, False
        for line in self.agents.values():
            await line.hello()
        self.ledger.blind = was_blind

    def let_time_pass(self, ms: int) -> None:
        for _ in range(ms // SECOND):
            self.stage.clock.advance(SECOND)
            for line in self.agents.values():
                self.stage.server.gateway.contact(line)
            self.stage.server.ticker.beat()

    # In the end ----------------------------------------------------------------------------------

    async def calm_down(self) -> None:
        """The faults stop, and everybody comes back."""
        self.ledger.blind = False
        for _ in range(60):
            self.let_time_pass(SECOND)
            for person in self.people:
                person.read()
                if person.wire is None and self.stage.clock.now() >= person.away_until:
                    person.connect()
            await turns(5)
            if all(person.wire is not None for person in self.people):
                break
            person_away = max(person.away_until for person in self.people)
            if person_away - self.stage.clock.now() > MINUTE:
                self.let_time_pass(MINUTE)
        await until_idle(self.stage)
        for person in self.people:
            person.read()

    async def should_have(self, person: EndUser) -> list[tuple[int, str]]:
        """From the ledger: what the end-user sees of the chat."""
        texts = await self.ledger.texts(ChatId(person.chat))
        return list(shown(await self.stage.rows(person.chat), texts))


def shown(rows: object, texts: object) -> Iterator[tuple[int, str]]:
    for row in rows:  # type: ignore[attr-defined]
        event: e.AnyChatEvent = row.event
        if end_user_sees(event):
            text = texts.get(getattr(event, "message_id", None))  # type: ignore[attr-defined]
            yield row.kind, text.body if text else ""


@pytest.mark.parametrize(("seed", "size"), [(1, 2_000), (2, 300), (3, 300), (4, 300)])
async def test_thousands_of_clients_miss_nothing_and_see_nothing_twice(
    seed: int, size: int
) -> None:
    house = House(seed, size)
    await house.fill()
    for number in range(ROUNDS):
        await house.round(number)
    await house.calm_down()
    for person in house.people:
        assert person.has == await house.should_have(person), person.name
        assert person.resyncs == 0
    messages = sum(kind == 1 for person in house.people for kind, _ in person.has)
    over = sum((44, "") in person.has for person in house.people)
    assert messages > 3 * size
    assert over > size // 20
