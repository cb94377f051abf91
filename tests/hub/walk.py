"""Random walks of a small shop: two end-users, three agents, a supervisor, time, cuts, restarts.

A step is a number; what it means depends on what its actor can see, so that most steps do
something. After each step the world is looked at from outside.
"""

from collections.abc import Awaitable, Callable, Sequence

from parlour.agents.state import Hold
from parlour.chat.state import Phase
from parlour.ids import AgentId
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import MessageText
from parlour.ledger.stored_rows import as_stored
from parlour.ledger.verify.rules import Fault
from parlour.ledger.verify.sources import RowsAtHand
from parlour.ledger.verify.verification import verify
from parlour.routing.choose import choose
from tests.hub.faulty import FaultyLedger
from tests.hub.stage import Json, Line, Stage

PRIVATE = "between-us-only"
END_USERS = ("ann", "ben")
AGENTS = ("bea", "cyd", "dan")
PROFILE = {"max_sessions": 2, "allow_decline": True, "wrap_up_limit_s": 120}
IDS_OF_AGENTS = tuple(f'"{name}"' for name in (*AGENTS, "sue"))

Step = tuple[int, int]
"""Who acts, and a number that picks what they do."""


class Person:
    """One client over all its lines: what it has seen of each chat, the highest number used."""

    def __init__(self, world: "World", name: str) -> None:
        self.world = world
        self.name = name
        self.count = 0
        self.outbox: list[Json] = []
        self.read = 0
        self.lines: list[Line] = []
        self.have: dict[str, int] = {}
        self.views: dict[str, list[Json]] = {}
        self.offers: dict[str, Json] = {}
        self.open: set[str] = set()
        self.on_duty = False

    @property
    def is_end_user(self) -> bool:
        return self.name in END_USERS

    @property
    def line(self) -> Line | None:
        return self.lines[-1] if self.lines else None

    async def connect(self) -> None:
        role = "end_user" if self.is_end_user else "agent"
        line = self.world.stage.line(role, self.name, f"client-of-{self.name}")
        self.lines.append(line)
        self.read = 0
        self.offers, self.open = {}, set()
        await line.hello(**self.have)
        self.look()
        await self.send_all()

    def cut(self) -> None:
        line = self.line
        if line is not None:
            self.look()
            line.cut()
            self.lines.clear()

    async def ask(self, type_: str, **frame: str | bool) -> None:
        if self.line is None:
            await self.connect()
        self.count += 1
        if type_ == "post":
            frame["text"] = f"{frame['text']} {self.name} {self.count}"
        self.outbox.append({"type": type_, "id": self.count, **frame})
        await self.send_all()

    async def send_all(self) -> None:
        """What is not answered yet, in order; what was refused for now stays in the outbox."""
        for frame in list(self.outbox):
            if self.line is None:
                return
            await self.line.say(**frame)
            answer = self.line.answer(frame["id"])
            assert answer, f"no answer to {frame}"
            if answer.get("retry"):
                continue
            self.outbox.remove(frame)
            if answer["type"] == "ack" and frame["type"] == "post":
                self.world.acknowledged.append(str(frame["text"]))

    def look(self) -> None:
        """Take in what has come since."""
        line = self.line
        if line is None:
            return
        for frame in line.got[self.read :]:
            self.learn(frame)
        self.read = len(line.got)

    def learn(self, frame: Json) -> None:
        if self.is_end_user:
            text = str(frame).replace("'", '"')
            assert PRIVATE not in text, "a private word reached an end-user"
            assert not any(agent in text for agent in IDS_OF_AGENTS), "an agent's id did"
        match frame["type"]:
            case "event":
                self.note(frame)
            case "offer":
                self.offers[frame["chat"]] = frame
            case "offer_closed":
                self.offers.pop(frame["chat"], None)
            case "welcome" | "status" if not self.is_end_user:
                self.on_duty = frame["status"] is not None
            case "chat_opened":
                self.open.add(frame["chat"])
                if frame["chat"] not in self.have:
                    self.views[frame["chat"]] = []
            case "chat_closed":
                self.open.discard(frame["chat"])
                self.have.pop(frame["chat"], None)
                self.views.pop(frame["chat"], None)
            case _:
                pass

    def note(self, frame: Json) -> None:
        chat, view = frame["chat"], self.views.setdefault(frame["chat"], [])
        assert frame["n"] == len(view) + 1, f"{self.name} got {frame['n']} after {len(view)}"
        assert frame["event"]["kind"] not in (45, 46), "a monitor is betrayed"
        view.append(frame)
        self.have[chat] = frame["n"]


class World:
    """The stage, everybody on it, and what must be true at every moment."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.acknowledged: list[str] = []
        self.people = {name: Person(self, name) for name in (*END_USERS, *AGENTS, "sue")}

    async def play(self, steps: Sequence[Step]) -> None:
        for who, what in steps:
            await self.step(who, what)
            await self.check()
        await self.finish()

    async def step(self, who: int, what: int) -> None:
        names = (*END_USERS, *AGENTS, *END_USERS, *AGENTS, *END_USERS, *AGENTS, "sue")
        if who < len(names):
            await self.act(self.people[names[who]], what)
            return
        match who - len(names):
            case 0:
                await self.pass_time((1, 5, 16, 31)[what % 4])
            case 1:
                await self.pass_time((61, 121, 130)[what % 3], quiet=what)
            case 2:
                self.people[names[what % len(names)]].cut()
            case _ if what % 3 == 0:
                await self.restart(what)
            case _:
                await self.misfortune(what)

    async def act(self, person: Person, what: int) -> None:
        if person.line is None:
            await person.connect()
            return
        if person.name == "sue":
            await person.ask("watch_floor", on=what % 2 == 0)
        elif person.is_end_user:
            await self.act_as_end_user(person, what)
        else:
            await self.act_as_agent(person, what)

    async def act_as_end_user(self, person: Person, what: int) -> None:
        chats = list(person.views) or ["c_none"]
        chat = chats[-1]
        doings: list[Callable[[], Awaitable[None]]] = [
            lambda: person.ask("request_chat", question="?"),
            lambda: person.ask("post", chat=chat, text="hello"),
            lambda: person.ask("post", chat=chat, text="hello again"),
            lambda: person.ask("cancel_chat", chat=chat),
            lambda: person.ask("end_chat", chat=chat),
            lambda: person.ask("stay", chat=chat),
            person.connect,
        ]
        await doings[what % len(doings)]()

    async def act_as_agent(self, person: Person, what: int) -> None:
        offers, chats = list(person.offers.values()), sorted(person.open) or ["c_none"]
        chat = chats[what % len(chats)]
        if offers and what % 3:
            offer = offers[what % len(offers)]
            how = ("accept", "accept", "toast_ran_out", "decline", "unavailable")[what % 5]
            more = {"cause": "busy"} if how == "unavailable" else {}
            await person.ask(how, chat=offer["chat"], invitation=offer["invitation"], **more)
            return
        if not person.on_duty:
            await person.ask("log_on")
            return
        doings: list[Callable[[], Awaitable[None]]] = [
            lambda: person.ask("post", chat=chat, text="yes"),
            lambda: person.ask("post", chat=chat, text="yes"),
            lambda: person.ask("post", chat=chat, text=PRIVATE, private=True),
            lambda: person.ask("conclude", chat=chat),
            lambda: person.ask("close_wrap_up", chat=chat),
            lambda: person.ask("set_status", status=("on_break", "available")[what % 2]),
            lambda: person.ask("log_off"),
        ]
        await doings[what % len(doings)]()

    async def pass_time(self, seconds: float, *, quiet: int = -1) -> None:
        """`quiet`: by its bits, who makes no contact meanwhile."""
        alive = [
            person.line
            for index, person in enumerate(self.people.values())
            if person.line is not None and (quiet < 0 or not quiet >> index & 1)
        ]
        await self.stage.pass_time(seconds, alive=tuple(alive))

    async def misfortune(self, what: int) -> None:
        """The store fails for a while, or meets conflicts, or the process stands still."""
        ledger = self.stage.ledger
        assert isinstance(ledger, FaultyLedger), "a ledger that can fail"
        match what % 4:
            case 0:
                ledger.conflicts = what % 7
            case 1:
                self.stage.clock.advance(300_000)
                self.stage.server.ticker.beat()
                await self.stage.settle()
            case _:
                ledger.down = True
                for name in (*END_USERS, *AGENTS):
                    await self.act(self.people[name], what)
                await self.pass_time(what % 9)
                ledger.down = False
                await self.pass_time(2)

    async def restart(self, what: int) -> None:
        for person in self.people.values():
            person.cut()
        await self.stage.restart(after_s=(0, 3, 200)[what % 3])
        for person in self.people.values():
            if person.views or not person.is_end_user:
                await person.connect()

    # What must be true -------------------------------------------------------------------------

    async def check(self) -> None:
        for person in self.people.values():
            person.look()
        server = self.stage.server
        for agent in server.engine.books.agents.values():
            assert len(agent.state.holds) <= agent.state.max_sessions, "over capacity"
            held = {hold.chat_id: hold.hold for hold in agent.state.holds}
            assert held == self.used_by(agent.agent_id), "sessions and chats agree"
        self.stage.server.router.tick(self.stage.clock.now())
        now = self.stage.clock.now()
        left_over = choose(server.router.lines, server.router.roster, now).choice
        assert left_over is None, "somebody waits beside a free agent"

    def used_by(self, agent_id: AgentId) -> dict[str, Hold]:
        used: dict[str, Hold] = {}
        for live in self.stage.server.engine.books.chats.values():
            state = live.state
            if state.participant(agent_id) is not None:
                used[live.chat_id] = Hold.OCCUPIED
            elif state.offer is not None and state.offer.agent_id == agent_id:
                used[live.chat_id] = Hold.OFFERED
            engaged = state.phase is Phase.ENGAGED
            assert engaged == (state.lead_id is not None), "one lead while engaged"
        return used

    async def finish(self) -> None:
        """Everybody leaves; once time has passed nothing is open, and the ledger is sound."""
        for person in self.people.values():
            person.cut()
        books = self.stage.server.engine.books
        for _ in range(60):
            if books.chats or books.agents:
                await self.stage.pass_time(30)
        assert self.stage.server.engine.books.chats == {}
        assert self.stage.server.engine.books.agents == {}
        assert faults_of(self.stage) == ()
        written = [text.body for text in texts_of(self.stage).values()]
        assert len(set(written)) == len(written), "a post is there twice"
        assert set(self.acknowledged) <= set(written), "an acknowledged post is lost"
        await self.check_views()

    async def check_views(self) -> None:
        """What anybody saw is a prefix of what the ledger says for their kind of viewer."""
        for person in self.people.values():
            fresh = Person(self, person.name)
            if not person.is_end_user or not person.views:
                continue
            fresh.have = dict.fromkeys(person.views, 0)
            await fresh.connect()
            for chat, view in person.views.items():
                assert fresh.views[chat][: len(view)] == view


def texts_of(stage: Stage) -> dict[int, MessageText]:
    assert isinstance(stage.ledger, MemoryLedger), "the stage's ledger is in memory"
    kept = stage.ledger.written.texts.values()
    return {position: text for texts in kept for position, text in texts.items()}


def faults_of(stage: Stage) -> tuple[Fault, ...]:
    """Everything the product's own check finds wrong with the stage's ledger."""
    assert isinstance(stage.ledger, MemoryLedger), "the stage's ledger is in memory"
    tables = stage.ledger.written
    source = RowsAtHand(
        map(as_stored, tables.all_rows),
        seals=tables.seals,
        chats=tables.chats,
        sessions=tables.sessions,
        duties=tables.duties,
        texts=texts_of(stage),
        outages=stage.outages,
    )
    return verify(source).faults
