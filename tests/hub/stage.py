"""A whole chat server without sockets or sleeping: fake connections, a clock moved by hand."""

import asyncio
import json
from typing import Any

from parlour.directory.directory import Directory
from parlour.directory.records import (
    BUILT_IN_STATUSES,
    Agent,
    Principal,
    Profile,
    Queue,
    Site,
)
from parlour.engine.ports import ManualClock, SeededIds
from parlour.hub.chat_server import ChatServer
from parlour.hub.requests import RequestLimits
from parlour.hub.seats import Seat
from parlour.ids import AgentId, ChatId, Millis, QueueId, SiteId, chat_stream
from parlour.ledger.memory import MemoryLedger
from parlour.ledger.protocol import Ledger, Recorded
from parlour.lives.life import Life, Past
from parlour.lives.outage import Outage, Outages
from parlour.settings import Settings
from parlour.wire.session import Session

SITE = SiteId("shop")
QUEUE = QueueId("sales")
SECOND = 1_000

Json = dict[str, Any]


class Line:
    """One client's connection: what it was sent, and how it was closed."""

    def __init__(self, stage: "Stage", principal: Principal, client_id: str) -> None:
        self.stage = stage
        self.principal = principal
        self.user_agent = "Test"
        self.client_id = client_id
        self.got: list[Json] = []
        self.closed_with: int | None = None
        self.count = 0
        """The number of its last command."""
        self._session = Session(principal.role)

    def send(self, frame: bytes) -> None:
        self.got.append(json.loads(frame))

    def close(self, code: int, text: str, retry_after_ms: int = 0) -> None:
        self.closed_with = code

    async def say(self, **frame: Any) -> None:
        """One frame as JSON through the session of the wire, as a socket would bring it."""
        taken = self.read(**frame)
        gateway = self.stage.server.gateway
        if frame["type"] == "hello":
            gateway.greet(self, taken)
        elif frame["type"] == "alive":
            gateway.contact(self)
        else:
            gateway.receive(self, taken)
        await self.stage.settle()

    async def ask(self, type_: str, **frame: Any) -> Json:
        """The next command; its answer (the last one so far, if it has none yet)."""
        self.count += 1
        await self.say(type=type_, id=self.count, **frame)
        return self.answer(self.count)

    def answer(self, number: int) -> Json:
        """The newest answer to the command; nothing if there is none."""
        answers = [a for a in self.got if a["type"] in ("ack", "refused") and a["id"] == number]
        return answers[-1] if answers else {}

    def read(self, **frame: Any) -> Any:
        """The frame as the session of the wire makes it of its JSON."""
        return self._session.receive(json.dumps(frame).encode())

    async def hello(self, **resume: int) -> None:
        await self.say(type="hello", ticket="t", client=self.client_id, resume=resume)

    def cut(self) -> None:
        """The line is gone without a word."""
        self.stage.server.gateway.closed(self)

    @property
    def seat(self) -> Seat:
        return self.stage.server.seats.by_connection[self]

    def frames(self, type_: str) -> list[Json]:
        return [frame for frame in self.got if frame["type"] == type_]

    def last(self, type_: str) -> Json:
        return self.frames(type_)[-1]

    def seen(self) -> list[int]:
        """Kinds of the events shown, in order."""
        return [frame["event"]["kind"] for frame in self.frames("event")]


class CountedIds(SeededIds):
    """Counts what it gave out: every transaction takes one, so it tells that something happened."""

    count = 0

    def fresh(self, prefix: str) -> str:
        self.count += 1
        return super().fresh(prefix)


class Stage:
    """The server, its directory, its clock."""

    def __init__(
        self,
        *,
        settings: Settings | None = None,
        profile: Json | None = None,
        queue: Json | None = None,
        ledger: Ledger | None = None,
        clock: ManualClock | None = None,
        limits: RequestLimits | None = None,
    ) -> None:
        self.clock = clock or ManualClock()
        self.ledger = ledger if ledger is not None else MemoryLedger()
        self.limits = limits or RequestLimits(at_once=100)
        self.ids = CountedIds(1)
        self._settled = 0
        self.directory = directory(settings or Settings(), profile or {}, queue or {})
        self._outages_before: list[Outage] = []
        self.server = self._build()
        self.clients = 0

    def _build(self) -> ChatServer:
        return ChatServer(
            ledger=self.ledger,
            directory=self.directory,
            clock=self.clock,
            ids=self.ids,
            limits=self.limits,
        )

    @property
    def outages(self) -> list[Outage]:
        """All so far, of this server and those before it."""
        return [*self._outages_before, *self.server.engine.outages.unrecorded]

    async def restart(self, *, after_s: float = 0) -> None:
        """The server is gone with all it held in memory, and comes back."""
        await self.settle()
        now = self.clock.now()
        life = Life(number=1, version="1", started=Millis(0), alive=now)
        self._outages_before = self.outages
        self.clock.advance(round(after_s * SECOND))
        self.server = self._build()
        past = Past(life=life, outages=Outages(self._outages_before))
        recovered = await self.server.recover(past)
        self._outages_before.append(recovered.outage)

    async def end_user(self, name: str = "ann", client: str = "") -> Line:
        return await self._connect("end_user", name, client)

    async def agent(self, name: str = "bea", client: str = "", session: str = "") -> Line:
        return await self._connect("agent", name, client, session)

    async def on_duty(self, name: str = "bea") -> Line:
        line = await self.agent(name)
        await line.ask("log_on")
        return line

    async def _connect(self, role: Any, name: str, client: str, session: str = "") -> Line:
        line = self.line(role, name, client, session)
        await line.hello()
        return line

    def line(self, role: Any, name: str, client: str = "", session: str = "") -> Line:
        """A connection that has not said hello."""
        self.clients += 1
        principal = Principal(
            role=role,
            site_id=SITE if role == "end_user" else None,
            id=name,
            session_id=session or f"session-of-{name}",
            since=Millis(0),
        )
        return Line(self, principal, client or f"client-{self.clients}")

    async def settle(self) -> None:
        """Until nothing is under way any more."""
        await turns(20)
        await self.server.background.finish()
        await turns(20)
        self._settled = self.ids.count

    async def pass_time(self, seconds: float, *, alive: tuple[Line, ...] = ()) -> None:
        """Beat by beat, in steps of at most a second; `alive` clients make contact meanwhile."""
        left = round(seconds * SECOND)
        while left > 0:
            step = min(left, SECOND)
            left -= step
            self.clock.advance(step)
            for line in alive:
                self.server.gateway.contact(line)
            self.server.ticker.beat()
            await turns(2)
            if len(asyncio.all_tasks()) > 1 or self.ids.count != self._settled:
                await self.settle()

    async def rows(self, chat_id: str) -> list[Recorded]:
        return list(await self.ledger.read(chat_stream(ChatId(chat_id))))

    async def kinds(self, chat_id: str) -> list[int]:
        return [row.kind for row in await self.rows(chat_id)]

    async def duty_kinds(self, agent: str) -> list[int]:
        """Kinds of all log-ins of the agent, in order."""
        rows = await self.ledger.feed(0, 100_000)
        logins = [row.stream for row in rows if getattr(row.event, "agent_id", "") == agent]
        own = [row for row in rows if row.stream.startswith("agent/") and row.stream in logins]
        return [row.kind for row in own]

    async def last_event(self, chat_id: str, kind: int) -> Any:
        """The chat's newest event of the kind."""
        return (await self.last_event_row(chat_id, kind)).event

    async def last_event_row(self, chat_id: str, kind: int) -> Recorded:
        return [row for row in await self.rows(chat_id) if row.kind == kind][-1]

    @property
    def only_chat(self) -> str:
        (chat_id,) = self.server.engine.books.chats
        return chat_id


async def turns(count: int) -> None:
    """So many rounds of the event loop."""
    loop = asyncio.get_running_loop()
    for _ in range(count):
        turn = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


def directory(settings: Settings, profile: Json, queue: Json) -> Directory:
    agents = [
        Agent(
            agent_id=AgentId(name),
            login=name,
            name=name.capitalize(),
            profile_id="p",
            roles=("agent", "supervisor") if name == "sue" else ("agent",),
        )
        for name in ("bea", "cyd", "dan", "eve", "sue")
    ]
    return Directory(
        sites=[
            Site(
                site_id=SITE,
                name="Shop",
                default_queue_id=QUEUE,
                allowed_origins=(),
                settings=settings,
            )
        ],
        queues=[Queue(queue_id=QUEUE, site_id=SITE, name="Sales", **queue)],
        profiles=[Profile(profile_id="p", name="Agents", queues={QUEUE: 1}, **profile)],
        agents=agents,
        statuses=BUILT_IN_STATUSES,
    )
