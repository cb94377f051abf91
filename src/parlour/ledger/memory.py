"""The ledger in memory: the same rules, nothing kept. For tests and the simulation."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence

from parlour.ids import (
    AgentId,
    ChatId,
    ClientId,
    EndUserId,
    LoginId,
    MessageId,
    Millis,
    SiteId,
    StreamId,
    agent_stream,
    chat_of,
    chat_stream,
)
from parlour.ledger.chain import GENESIS, START, Head
from parlour.ledger.projections import ChatRecord, ChatView, DutyRecord, SessionRecord
from parlour.ledger.protocol import (
    Answer,
    ChatRequest,
    Done,
    LedgerUnavailable,
    MessageText,
    Recorded,
    SetAside,
    Transaction,
)
from parlour.ledger.staging import CommandKey, Stage, check


class MemoryLedger:
    """Each transaction is a group of its own, and as good as durable once it is submitted.

    `done` is called by the event loop in its next round, never from within `submit`.
    """

    def __init__(self) -> None:
        self.written = Tables()
        self._closed = False

    def submit(self, transaction: Transaction, done: Done) -> None:
        check(transaction)
        loop = asyncio.get_running_loop()
        if self._closed:
            loop.call_soon(done, LedgerUnavailable("the ledger is closed"))
            return
        stage = Stage(self.written, len(self.written.all_rows), self.written.last_seal)
        outcome = stage.add(transaction)
        self.written.write(stage)
        loop.call_soon(done, outcome)

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        return self.written.rows(stream)[after:]

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        return self.written.all_rows[after : after + limit]

    async def texts(self, chat_id: ChatId) -> dict[MessageId, MessageText]:
        return await self.texts_of(self.written.rows(chat_stream(chat_id)))

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        kept = self.written.texts.get(chat_of(rows[0].stream), {}) if rows else {}
        found = (kept[row.position] for row in rows if row.position in kept)
        return {text.message_id: text for text in found}

    async def request(self, chat_id: ChatId) -> ChatRequest | None:
        return self.written.requests.get(chat_id)

    async def answer(self, client_id: ClientId, number: int) -> Answer | None:
        return self.written.answer(client_id, number)

    async def last_number(self, client_id: ClientId) -> int:
        return self.written.last_numbers[client_id]

    async def last_lead(self, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
        led = self.written.last_leads.get((site_id, end_user_id))
        return led[1] if led else None

    async def open_streams(self) -> Sequence[StreamId]:
        chats = self.written.chats.values()
        duties = self.written.duties.values()
        return [
            *self._serving(chat_stream(chat.chat_id) for chat in chats if chat.completed is None),
            *self._serving(agent_stream(duty.login_id) for duty in duties if duty.ended is None),
        ]

    async def set_aside(self, stream: StreamId, seq: int, reason: str, at: Millis) -> None:
        self.written.quarantine.setdefault(stream, SetAside(seq=seq, reason=reason, at=at))

    async def quarantined(self) -> dict[StreamId, SetAside]:
        return dict(self.written.quarantine)

    async def epoch(self) -> str:
        return "memory"

    def _serving(self, streams: Iterable[StreamId]) -> list[StreamId]:
        return sorted(set(streams) - self.written.quarantine.keys())

    async def last_position(self) -> int:
        return len(self.written.all_rows)

    async def last_at(self) -> Millis:
        return self.written.all_rows[-1].at if self.written.all_rows else Millis(0)

    async def close(self) -> None:
        """What was submitted before is told before this returns."""
        self._closed = True
        told = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(told.set_result, None)
        await told


class Tables:
    """What the SQLite file has in its tables, as collections; staged against as the past."""

    def __init__(self) -> None:
        self.all_rows: list[Recorded] = []
        self.seals: dict[int, str] = {}
        """The seal of each group by its last position."""
        self.chats: dict[ChatId, ChatRecord] = {}
        self.sessions: dict[tuple[ChatId, int], SessionRecord] = {}
        self.duties: dict[LoginId, DutyRecord] = {}
        self.texts: defaultdict[ChatId, dict[int, MessageText]] = defaultdict(dict)
        """The texts of each chat by the position of their rows."""
        self.requests: dict[ChatId, ChatRequest] = {}
        self.answers: dict[CommandKey, Answer] = {}
        self.last_numbers: defaultdict[ClientId, int] = defaultdict(int)
        self.last_seal = GENESIS
        self.quarantine: dict[StreamId, SetAside] = {}
        self._streams: dict[StreamId, list[Recorded]] = {}
        self._views: dict[StreamId, ChatView] = {}
        self.last_leads: dict[tuple[SiteId, EndUserId], tuple[Millis, AgentId]] = {}
        """Of the end-user's chat that was released last, and when that was."""
        self._open_chats: dict[tuple[SiteId, EndUserId], ChatId] = {}
        self._open_log_ins: dict[AgentId, LoginId] = {}

    def head(self, stream: StreamId) -> Head:
        rows = self._streams.get(stream)
        if not rows:
            return START
        last = rows[-1]
        return Head(seq=last.seq, hash=last.hash, tx=last.tx)

    def answer(self, client_id: ClientId, number: int) -> Answer | None:
        return self.answers.get((client_id, number))

    def open_chat(self, site_id: SiteId, end_user_id: EndUserId) -> ChatId | None:
        found = self._open_chats.get((site_id, end_user_id))
        return None if found is None or chat_stream(found) in self.quarantine else found

    def open_log_in(self, agent_id: AgentId) -> LoginId | None:
        found = self._open_log_ins.get(agent_id)
        return None if found is None or agent_stream(found) in self.quarantine else found

    def known_view(self, stream: StreamId) -> ChatView | None:
        return self._views.get(stream)

    def rows(self, stream: StreamId) -> Sequence[Recorded]:
        return self._streams.get(stream, [])

    def write(self, stage: Stage) -> None:
        self.all_rows += stage.recorded
        for row in stage.recorded:
            self._streams.setdefault(row.stream, []).append(row)
        if stage.recorded:
            self.last_seal = self.seals[stage.position] = stage.seal
        for position, text in stage.texts:
            self.texts[text.chat_id][position] = text
        self.requests |= {request.chat_id: request for request in stage.requests}
        self.answers |= stage.answers
        for client_id, number in stage.answers:
            self.last_numbers[client_id] = max(number, self.last_numbers[client_id])
        self._project(stage)

    def _project(self, stage: Stage) -> None:
        self.sessions |= stage.sessions
        self.duties |= {duty.login_id: duty for duty in stage.duties.values()}
        for duty in stage.duties.values():
            if duty.ended is None:
                self._open_log_ins[duty.agent_id] = duty.login_id
            elif self._open_log_ins.get(duty.agent_id) == duty.login_id:
                del self._open_log_ins[duty.agent_id]
        self.chats |= stage.chats
        for chat in stage.chats.values():
            whose = chat.site_id, chat.end_user_id
            if chat.concluded is None:
                self._open_chats[whose] = chat.chat_id
            elif self._open_chats.get(whose) == chat.chat_id:
                del self._open_chats[whose]
            if chat.completed is not None and chat.lead_agent_id is not None:
                led = chat.completed, chat.lead_agent_id
                self.last_leads[whose] = max(led, self.last_leads.get(whose, led))
        for stream, view in stage.views.items():
            self._views[stream] = view
            if view.chat.state == "released":
                del self._views[stream]
