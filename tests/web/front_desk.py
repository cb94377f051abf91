"""What the tests of HTTP share: the application over fakes, and one client per person."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, NoReturn

import httpx

from parlour.accounts.accounts import Accounts
from parlour.accounts.passwords import Passwords
from parlour.accounts.store import MemoryAccounts
from parlour.directory.directory import Directory
from parlour.directory.editor import Editor
from parlour.directory.flaws import Kind
from parlour.directory.records import Agent, AgentRole, FormField, Principal, Site
from parlour.directory.shelves import Record, put_into
from parlour.directory.store import MemoryDirectory
from parlour.engine.ports import ManualClock, SeededIds
from parlour.ids import AgentId, ChatId, Duration, Millis, QueueId, SiteId
from parlour.rates import Rates
from parlour.set_up import ServerSetUp
from parlour.web.admin_bodies import AdminReply, AlertReply, FaultReply
from parlour.web.after_bodies import MailTranscript, RateChat
from parlour.web.app import create_app
from parlour.web.before_bodies import (
    ArticlesReply,
    EarlierReply,
    LeaveMessage,
    MessagesReply,
    SettleMessage,
)
from parlour.web.bodies import (
    ChatsReply,
    ChatSummary,
    LedgerProof,
    LedgerReply,
    SiteFront,
    WhyReply,
)
from parlour.web.counts import SocketCounts
from parlour.web.faults import NotThere
from parlour.web.limits import OFFENCES_OF_ADDRESS
from parlour.web.rooms import Rooms
from parlour.wire.floor import BoardTotals, FigureSeries
from parlour.wire.frames import Board
from tests.web.quiet_rooms import CHAT_ID, NoFiles, NoRecordings, NothingKept

SHOP = Site(
    site_id=SiteId("shop"),
    name="Shop",
    default_queue_id=QueueId("sales"),
    allowed_origins=("https://shop.example",),
    greeting="Hello",
    fields=(FormField(id="name", label="Name", required=True),),
)
OTHER = SHOP.but(site_id=SiteId("other"), allowed_origins=("https://other.example",))
PEOPLE: dict[AgentRole, Agent] = {
    role: Agent(agent_id=AgentId(f"a_{role}"), login=role, name=role, profile_id="p", roles=(role,))
    for role in ("agent", "supervisor", "admin")
}
PASSWORD = "correct horse"
SEAT = {"X-Parlour-Seat": "0"}
CHAT = ChatSummary(
    chat_id=CHAT_ID,
    state="engaged",
    queue="Sales",
    name="Eve",
    question="Where?",
    requested=Millis(5),
    first_engaged=None,
    completed=None,
    termination=None,
    lead=None,
    rows=3,
    waited_ms=Duration(1),
    engaged_ms=Duration(0),
    wrap_up_ms=Duration(0),
)


class QuietAdmin:
    """A server on which all was proven once, and one fault was found."""

    async def overview(self) -> AdminReply:
        fault = FaultReply(
            chat_id=CHAT.chat_id,
            stream=f"chat/{CHAT.chat_id}",
            seq=3,
            rule="S3",
            sentence="Each row's hash fits.",
            text="the hash is not that of the content",
            found=Millis(2),
        )
        return AdminReply(
            version="1",
            now=Millis(9),
            started=Millis(1),
            store_bytes=4096,
            proven=None,
            reading=None,
            proven_at_release=0,
            faults=(fault,),
            quarantined=(),
            lives=(),
            outages=(),
        )

    def alert(self) -> AlertReply:
        return AlertReply(faults=1, quarantined=0, store_refuses=False)

    def proven_at(self) -> Millis | None:
        return Millis(5_000)


NOTHING = BoardTotals(
    waiting=0,
    longest_wait_since=None,
    offered=0,
    engaged=0,
    wrap_up=0,
    agents=0,
    agents_available=0,
    sessions=0,
    sessions_busy=0,
    sessions_free=0,
)
NO_POINTS = FigureSeries(
    begins=Millis(0),
    waiting=(),
    longest_s=(),
    engaged=(),
    answered=(),
    in_time=(),
    abandoned=(),
    abandoned_late=(),
    busy_s=(),
    capacity_s=(),
)


class StillFloor:
    """A floor on which nothing moves."""

    def __init__(self) -> None:
        self.ready = True
        self.asked: list[tuple[str, int, Millis | None]] = []

    async def chats(
        self,
        viewer: AgentId,
        state: Literal["open", "released"],
        *,
        limit: int,
        before: Millis | None,
    ) -> ChatsReply:
        self.asked.append((state, limit, before))
        return ChatsReply(chats=(CHAT,))

    async def ledger(self, viewer: AgentId, chat_id: ChatId) -> LedgerReply | None:
        if chat_id == "c_broken":
            raise ZeroDivisionError("a bug with secrets in it")
        if chat_id != CHAT.chat_id:
            return None
        return LedgerReply(
            chat_id=chat_id,
            name=CHAT.name,
            queue=CHAT.queue,
            rows=(),
            proof=LedgerProof(intact=True, fault=None),
        )

    def floor(self, viewer: AgentId) -> Board:
        return Board(
            now=Millis(1),
            totals=NOTHING,
            queues=(),
            queues_more=0,
            agents=(),
            agents_more=0,
            chats=(),
            chats_more=0,
            released_today=0,
            canceled_today=0,
        )

    def series(self, queue_id: QueueId) -> FigureSeries | None:
        return None if queue_id != SHOP.default_queue_id else NO_POINTS

    async def why(self, viewer: AgentId, chat_id: ChatId) -> WhyReply | None:
        if chat_id != CHAT.chat_id:
            return None
        return WhyReply(
            chat_id=chat_id,
            phase="engaged",
            now=Millis(1),
            waiting=None,
            offered_to=None,
            offer_until=None,
        )

    def front(self, site_id: SiteId) -> SiteFront:
        return SiteFront(open=True, expected_wait_ms=None, agents_available=2)

    def is_ready(self) -> bool:
        return self.ready

    def quarantined(self) -> int:
        return 2

    def outcomes(self) -> dict[str, int]:
        return {"acknowledged": 3, "refused": 1}


class Noted:
    """Takes what end-users do after a chat of theirs, which is the one there is."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, RateChat | MailTranscript]] = []

    @property
    def can_mail(self) -> bool:
        return True

    def letters(self) -> dict[str, int]:
        return {"sent": 2, "later": 1, "never": 0}

    async def rate(self, visitor: Principal, chat_id: ChatId, wish: RateChat) -> None:
        self._note(visitor, chat_id, wish)

    async def mail(self, visitor: Principal, chat_id: ChatId, wish: MailTranscript) -> None:
        self._note(visitor, chat_id, wish)

    def _note(self, visitor: Principal, chat_id: ChatId, wish: RateChat | MailTranscript) -> None:
        if chat_id != CHAT.chat_id:
            raise NotThere
        self.asked.append((visitor.id, wish))


class QuietVisitors:
    """One message was left, and the one chat there is had none before it."""

    def __init__(self) -> None:
        self.left: list[tuple[str, LeaveMessage]] = []
        self.settled: list[tuple[str, bool]] = []

    def articles(self, site_id: SiteId, question: str, language: str) -> ArticlesReply:
        return ArticlesReply(articles=())

    async def leave(self, visitor: Principal, wish: LeaveMessage, address: str) -> None:
        self.left.append((visitor.id, wish))

    async def messages(self, *, settled: bool, limit: int, before: Millis | None) -> MessagesReply:
        return MessagesReply(messages=(), open=1)

    async def open_messages(self) -> int:
        return 1

    async def settle(self, message_id: str, wish: SettleMessage, *, by: AgentId) -> None:
        if message_id != "lm_1":
            raise NotThere
        self.settled.append((message_id, wish.settled))

    async def earlier(self, viewer: AgentId, chat_id: ChatId) -> EarlierReply:
        if chat_id != CHAT.chat_id:
            raise NotThere
        return EarlierReply(chats=())

    async def earlier_transcript(self, *_: object, **__: object) -> NoReturn:
        raise NotThere


class NoUse:
    """Nobody needs anything, but what a test says."""

    def __init__(self) -> None:
        self.chats: dict[str, int] = {}
        self.veterans: set[str] = set()

    def open_chats(self, kind: Kind, record_id: str) -> int:
        return self.chats.get(f"{kind}/{record_id}", 0)

    async def has_been_on_duty(self, agent_id: AgentId) -> bool:
        return agent_id in self.veterans


class FrontDesk:
    """The application and what stands behind it."""

    def __init__(
        self,
        *,
        public_origin: str = "",
        built: Path | None = None,
        demo: bool = True,
        records: Iterable[Record] = (),
    ) -> None:
        self.clock = ManualClock()
        self.rates = Rates(self.clock.monotonic_ms)
        self.floor = StillFloor()
        self.before = QuietVisitors()
        self.after = Noted()
        self.counts = SocketCounts()
        self.revoked: list[str] = []
        self.directory = Directory(sites=[SHOP, OTHER], agents=PEOPLE.values())
        for record in records:
            put_into(self.directory, record)
        self.use = NoUse()
        self.accounts = Accounts(
            MemoryAccounts(),
            self.directory,
            self.clock,
            SeededIds(1),
            passwords=Passwords(memory_kib=8),
            rates=self.rates,
        )
        self.accounts.on_revoked = self.revoked.append
        self.offences = self.rates.add("offences_of_address", OFFENCES_OF_ADDRESS)
        self.followed: list[int] = []
        self.store = MemoryDirectory(self.clock, self.directory)
        editor = Editor(self.store, self.directory, self.use)
        rooms = Rooms(
            self.accounts,
            self.directory,
            self.floor,
            self.counts,
            admin=QuietAdmin(),
            before=self.before,
            after=self.after,
            files=NoFiles(),
            recordings=NoRecordings(),
            eraser=NothingKept(),
            set_up=ServerSetUp(editor, self.accounts, lambda: self.followed.append(1)),
            rates=self.rates,
            offences=self.offences,
            public_origin=public_origin,
        )
        self.app = create_app(rooms, built=built or Path("nowhere"), demo=demo)

    @asynccontextmanager
    async def visitor(self, address: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
        """A browser that nobody has signed in with."""
        transport = httpx.ASGITransport(
            self.app,  # type: ignore[arg-type]  # the two libraries type ASGI differently
            raise_app_exceptions=False,
            client=(address, 5000),
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://parlour.test") as client:
            yield client

    @asynccontextmanager
    async def person(self, role: AgentRole) -> AsyncIterator[httpx.AsyncClient]:
        """A browser in which somebody of this role has signed in at seat 0."""
        async with self.visitor() as client:
            client.headers.update(SEAT)
            await self.accounts.set_password(PEOPLE[role].agent_id, PASSWORD)
            body = {"login": role, "password": PASSWORD}
            assert (await client.post("/api/v1/sign-in", json=body)).status_code == 200
            yield client


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an error, which has a sentence and nothing else."""
    body: dict[str, Any] = answer.json()
    assert set(body) == {"code", "text"}
    assert body["text"].endswith(".")
    return answer.status_code, body["code"]
