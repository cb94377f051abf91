"""All rows in the order of the ledger, whichever node wrote them.

What this node commits is told at once if nothing lies between; rows of other nodes are read from
the ledger, as soon as the bus says so or a slow look finds them, and told in their place. So what
is told on every node is the same, in the same order, and a lost note costs a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, cast

import structlog

from parlour.agents.events import (
    AgentLoggedOff,
    AgentLoggedOn,
    AgentTerminated,
    AnyAgentEvent,
)
from parlour.agents.evolve import replay as replay_duty
from parlour.agents.state import off_duty
from parlour.chat.events import WITH_TEXT, AnyChatEvent, ChatCreated
from parlour.chat.evolve import replay
from parlour.chat.refusals import ImpossibleEvent
from parlour.chat.state import ChatState, Phase, initial
from parlour.engine.act import Act, ChatChange, Done, DutyChange
from parlour.ids import AgentId, ChatId, Duration, LoginId, Millis, TxId
from parlour.ledger.protocol import (
    BrokenLedger,
    ChatRequest,
    LedgerUnavailable,
    MessageText,
    Recorded,
)
from parlour.nodes.protocol import RowsWritten

if TYPE_CHECKING:
    from parlour.engine.engine import Engine
    from parlour.nodes.protocol import Bus

log = structlog.get_logger()

ROWS_MAX = 1_000
"""Rows read at a time."""
LOOK_EVERY = Duration(1_000)
"""How often the ledger is looked at when the bus says nothing."""

Tell = Callable[[], None]


class Feed:
    """Knows up to which position everything has been told here."""

    def __init__(self, engine: Engine, bus: Bus) -> None:
        self._engine = engine
        self._bus = bus
        self._position = 0
        self._started_at = 0
        """The position up to which a chat may have been over when the open streams were read."""
        self._told: dict[ChatId, tuple[ChatState, int]] = {}
        """Each open chat as it has been told: its state, and the `seq` of that."""
        self._broken: set[ChatId] = set()
        self._agents: dict[LoginId, AgentId] = {}
        self._under_way: set[TxId] = set()
        """Our own transactions whose outcome is not known yet."""
        self._early: dict[int, tuple[int, Tell]] = {}
        """Our own commits that others' rows come before: first position → last, and what to do."""
        self._hint = 0
        """The position that others are known to have reached."""
        self._looked_at = Millis(0)
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        """Who waits until a position has been told."""
        self._rows_max = ROWS_MAX
        self._is_open = False
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Called before the open streams are read: what is written from now on will be told, once
        they are."""
        self._position = await self._engine.ledger.last_position()

    async def open(self) -> None:
        """All open streams have been read. Raises: `LedgerUnavailable`."""
        self._started_at = await self._engine.ledger.last_position()
        self._is_open = True
        self.look()

    def restored(self, chat_id: ChatId, state: ChatState, version: int) -> None:
        """The chat was read at the start: so much of it counts as told."""
        self._told[chat_id] = (state, version)

    def restored_log_in(self, login_id: LoginId, agent_id: AgentId) -> None:
        self._agents[login_id] = agent_id

    # Our own -----------------------------------------------------------------------------------

    def submitted(self, tx: TxId) -> None:
        self._under_way.add(tx)

    def settled(self, tx: TxId) -> None:
        """The outcome is known. If it was a failure and the rows are there all the same, they will
        be told as if another had written them."""
        self._under_way.discard(tx)

    def committed(self, done: Done, rows: Sequence[Recorded], tell: Tell) -> None:
        """Our own rows are durable: `tell` is called when all before them has been told."""
        first, last = rows[0].position, rows[-1].position

        def in_turn() -> None:
            self._note(done)
            tell()

        assert first > self._position, "what is under way is not told before its outcome is known"
        self._early[first] = (last, in_turn)
        self._bus.ring(RowsWritten(position=last))
        self._tell_early()
        if self._early or self._hint > self._position:
            self.look()

    def _tell_early(self) -> None:
        while own := self._early.pop(self._position + 1, None):
            last, tell = own
            self._advance(last)
            tell()

    def _note(self, done: Done) -> None:
        for change in done.chats:
            if change.after.phase is Phase.RELEASED:
                self._told.pop(change.chat_id, None)
            elif change.rows:
                self._told[change.chat_id] = (change.after, change.rows[-1].seq)
        for log_in in done.duty:
            for row in log_in.rows:
                if isinstance(row.event, AgentLoggedOn):
                    self._agents[_login_of(row)] = log_in.agent_id
                elif isinstance(row.event, (AgentLoggedOff, AgentTerminated)):
                    self._agents.pop(_login_of(row), None)

    # The others' -------------------------------------------------------------------------------

    def heard(self, position: int) -> None:
        """The ledger is said to have come so far."""
        self._hint = max(self._hint, position)
        if position > self._position:
            self.look()

    async def caught_up(self) -> None:
        """All that is durable now has been told here when this returns.

        Raises: `LedgerUnavailable`.
        """
        target = await self._engine.ledger.last_position()
        if target > self._position:
            reached = asyncio.get_running_loop().create_future()
            self._waiting.append((target, reached))
            self.heard(target)
            await reached

    def tick(self, now: Millis) -> None:
        if now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            self.look()

    def look(self) -> None:
        """Read on, unless that is under way."""
        if self._is_open and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._read_on())

    async def _read_on(self) -> None:
        try:
            while await self._read_some():
                pass
        except LedgerUnavailable as error:
            log.warning("feed_unreadable", position=self._position, reason=str(error))
            self._disappoint(error)
        finally:
            self._task = None

    def _disappoint(self, error: Exception) -> None:
        """Nobody can wait for what can't be read."""
        waiting, self._waiting = self._waiting, []
        for _, reached in waiting:
            if not reached.done():
                reached.set_exception(LedgerUnavailable(str(error)))

    def _advance(self, position: int) -> None:
        self._position = position
        if self._waiting:
            for target, reached in self._waiting:
                if target <= position and not reached.done():
                    reached.set_result(None)
            self._waiting = [one for one in self._waiting if not one[1].done()]

    async def _read_some(self) -> bool:
        """Whether there may be more."""
        try:
            rows = await self._engine.ledger.feed(self._position, self._rows_max)
        except BrokenLedger as broken:
            self._pass_by(broken)
            return True
        if not rows:
            self._rows_max = ROWS_MAX
            return False
        groups = [list(group) for _, group in groupby(rows, key=_tx_of)]
        if len(rows) == ROWS_MAX and len(groups) > 1:
            groups.pop()  # it may go on beyond what was read
        for group in groups:
            if group[0].tx in self._under_way:
                return False  # ours: its outcome is on its way, and we read on after it
            if group[0].position == self._position + 1 and group[0].position not in self._early:
                await self._tell_others_group(group)
            self._tell_early()
        self._rows_max = ROWS_MAX
        return bool(groups) and self._position < max(self._hint, rows[-1].position)

    def _pass_by(self, broken: BrokenLedger) -> None:
        """One by one up to the broken row, and past it; its chat is told of no more."""
        if self._rows_max > 1:
            self._rows_max = 1
            return
        log.error("broken_row_passed_by", stream=broken.stream, seq=broken.seq)
        room, _, name = broken.stream.partition("/")
        if room == "chat":
            self._set_aside(ChatId(name), str(broken), broken.seq)
        self._advance(self._position + 1)

    def _set_aside(self, chat_id: ChatId, reason: str, seq: int = 0) -> None:
        self._broken.add(chat_id)
        self._engine.quarantine(self._engine.books.chat(chat_id), reason, seq)

    async def _tell_others_group(self, rows: list[Recorded]) -> None:
        texts, request = await self._belongings(rows)
        if rows[0].position != self._position + 1:
            return  # told meanwhile
        self._engine.follow_clock(rows[-1].at)
        chats: list[ChatChange] = []
        duty: list[DutyChange] = []
        for stream, of_stream in groupby(rows, key=_stream_of):
            room, _, name = stream.partition("/")
            own = tuple(of_stream)
            if room == "chat":
                chats += self._chat_change(ChatId(name), own)
            else:
                duty += self._duty_change(LoginId(name), own)
        act = Act(at=rows[0].at, texts=texts, request=request)
        done = Done(act=act, chats=tuple(chats), duty=tuple(duty))
        self._note(done)
        self._advance(rows[-1].position)
        self._engine.tell(done)

    async def _belongings(
        self, rows: list[Recorded]
    ) -> tuple[tuple[MessageText, ...], ChatRequest | None]:
        """A transaction says one thing at most, and begins one chat at most."""
        said = [row for row in rows if isinstance(row.event, WITH_TEXT)]
        texts = await self._engine.ledger.texts_of(said) if said else {}
        request = None
        for row in rows:
            if isinstance(row.event, ChatCreated):
                request = await self._engine.ledger.request(row.event.chat_id)
        return tuple(texts.values()), request

    def _chat_change(self, chat_id: ChatId, rows: tuple[Recorded, ...]) -> list[ChatChange]:
        if chat_id in self._broken:
            return []
        before, version = self._told.get(chat_id, (initial, 0))
        rows = tuple(row for row in rows if row.seq > version)
        if not rows or self._was_over_at_start(chat_id, rows[0]):
            return []
        try:
            if rows[0].seq != version + 1:
                raise ImpossibleEvent(rows[0].kind, f"row {rows[0].seq} follows row {version}")
            after = replay(before, [(cast(AnyChatEvent, row.event), row.at) for row in rows])
        except ImpossibleEvent as impossible:
            self._set_aside(chat_id, str(impossible))
            return []
        live = self._engine.books.chat(chat_id)
        if not live.stale and live.version == rows[0].seq - 1:
            live.advance(after, rows[-1].seq, rows[-1].tx)
            self._engine.announce_chat(live)
        return [ChatChange(chat_id=chat_id, before=before, after=after, rows=rows)]

    def _was_over_at_start(self, chat_id: ChatId, first: Recorded) -> bool:
        """Another node has released the chat after `begin`, so that it was not read."""
        return chat_id not in self._told and first.seq > 1 and first.position <= self._started_at

    def _duty_change(self, login_id: LoginId, rows: tuple[Recorded, ...]) -> list[DutyChange]:
        first = rows[0].event
        if isinstance(first, AgentLoggedOn):
            self._agents[login_id] = first.agent_id
        agent_id = self._agents.get(login_id)
        if agent_id is None:
            log.warning("unknown_log_in", login=login_id)
            return []
        live = self._engine.books.agent(agent_id)
        known = live.version if live.login_id == login_id else 0
        if live.pending and rows[0].seq <= known:
            self._engine.distrust(live)
        rows_to_add = tuple(row for row in rows if row.seq > known)
        if rows_to_add and not live.stale and rows_to_add[0].seq == known + 1:
            before = live.state if live.login_id == login_id else off_duty
            history = [(cast(AnyAgentEvent, row.event), row.at) for row in rows_to_add]
            live.login_id = login_id
            live.state = replay_duty(before, history)
            live.version = rows_to_add[-1].seq
            live.tx = rows_to_add[-1].tx
            self._engine.announce_agent(live)
        return [DutyChange(agent_id=agent_id, rows=rows)]


def _tx_of(row: Recorded) -> TxId:
    return row.tx


def _stream_of(row: Recorded) -> str:
    return row.stream


def _login_of(row: Recorded) -> LoginId:
    return LoginId(row.stream.partition("/")[2])
