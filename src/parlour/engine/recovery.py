"""At start: open chats and agents on duty are read from the ledger, and running deadlines move by
the time the server was away. An unfinished command either left all its rows or none."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from parlour.agents.events import AgentWentAbsent
from parlour.agents.state import AgentAbsence
from parlour.chat.events import AgentAbsent, EndUserAbsent, EndUserDisconnected
from parlour.chat.refusals import ImpossibleEvent
from parlour.chat.state import Absence, Phase
from parlour.engine.attendance import Attendance
from parlour.engine.books import WAITING, LiveAgent, LiveChat
from parlour.engine.deadlines import Deadlines
from parlour.engine.engine import Engine
from parlour.ids import AbsenceId, AgentId, ChatId, Duration, LoginId, Millis, StreamId, later
from parlour.ledger.protocol import BrokenLedger, ChatRequest, Recorded
from parlour.lives.life import Past
from parlour.lives.outage import Outage
from parlour.nodes.protocol import ClientKey, agent_key, end_user_key
from parlour.value import Value

log = structlog.get_logger()

OnRestored = Callable[[LiveChat, list[Recorded], ChatRequest | None], None]
Stored = tuple[list[Recorded], ChatRequest | None]

READ_AT_ONCE = 50
"""Streams that the ledger may look up together: of usual length some 2 MiB."""

_ABSENCES = (AgentAbsent, EndUserAbsent, AgentWentAbsent)


class Recovered(Value):
    """What a start has come to."""

    open_chats: int
    outage: Outage
    """From the last sign of life of the server before to the end of the recovery."""


class Recovery:
    """One start. A chat that can't be read is left out and named."""

    def __init__(
        self, engine: Engine, attendance: Attendance, deadlines: Deadlines, on_chat: OnRestored
    ) -> None:
        self._engine = engine
        self._attendance = attendance
        self._deadlines = deadlines
        self._on_chat = on_chat
        self._told_at: dict[AbsenceId, Millis] = {}
        self._began: dict[ChatId, Millis] = {}
        """When the chats' running deadlines began."""

    async def run(self, past: Past) -> Recovered:
        """Fill the books.

        The outage is counted from the last sign of life: the newest row, or what the server before
        wrote of itself; if it was told to end, from then. So it is never shorter than the truth,
        and longer by a few seconds.
        """
        engine = self._engine
        engine.epoch = await engine.ledger.epoch()
        await engine.quarantined.begin()
        if engine.feed is not None:
            await engine.feed.begin()
        newest_row = await engine.ledger.last_at()
        count = 0
        streams = await engine.ledger.open_streams()
        for first in range(0, len(streams), READ_AT_ONCE):
            some = streams[first : first + READ_AT_ONCE]
            found = await asyncio.gather(*map(self._read, some))
            count += sum(map(self._restore, some, found))
        now = engine.clock.now()
        await engine.quarantined.written()
        self._free_sessions()
        outage = past.outage(newest_row, now)
        self._resume_silences(past, outage)
        for live in engine.books.chats.values():
            live.grace = past.outages.within(self._began[live.chat_id], outage.since)
        self._deadlines.grant_outage(outage.length)
        if engine.feed is not None:
            await engine.feed.open()
        return Recovered(open_chats=count, outage=outage)

    async def _read(self, stream: StreamId) -> Stored | BrokenLedger:
        room, _, name = stream.partition("/")
        try:
            rows = list(await self._engine.ledger.read(stream))
            is_chat = room == "chat"
            request = await self._engine.ledger.request(ChatId(name)) if is_chat else None
        except BrokenLedger as broken:
            return broken
        return rows, request

    def _restore(self, stream: StreamId, found: Stored | BrokenLedger) -> bool:
        """Whether it is an open chat that can be read."""
        if isinstance(found, BrokenLedger):
            self._engine.quarantined.take(stream, found.seq, str(found))
            return False
        room, _, name = stream.partition("/")
        rows, request = found
        if not rows:
            self._engine.quarantined.take(stream, 0, "it is said to be open and has no rows")
            return False
        self._engine.follow_clock(rows[-1].at)
        if room == "agent":
            self._restore_agent(LoginId(name), rows)
            return False
        live = LiveChat(ChatId(name))
        try:
            live.restore(rows)
        except ImpossibleEvent as impossible:
            self._engine.quarantined.take(stream, 0, str(impossible))
            return False
        if live.state.phase is Phase.RELEASED:
            return False  # by another node, since the open ones were listed
        if self._engine.feed is not None:
            self._engine.feed.restored(live.chat_id, live.state, live.version)
        self._began[live.chat_id] = began_at(live, rows)
        self._note_absences(rows)
        self._engine.announce_chat(live)
        self._on_chat(live, rows, request)
        return True

    def _free_sessions(self) -> None:
        """What agents hold for chats that are in quarantine."""
        for stream in self._engine.quarantined.streams:
            room, _, name = stream.partition("/")
            if room == "chat":
                self._engine.free_sessions_of(ChatId(name))

    def _restore_agent(self, login_id: LoginId, rows: list[Recorded]) -> None:
        first = rows[0].event
        live = LiveAgent(AgentId(getattr(first, "agent_id", "")))
        live.login_id = login_id
        live.restore(rows)
        if self._engine.feed is not None:
            self._engine.feed.restored_log_in(login_id, live.agent_id)
        self._note_absences(rows)
        self._engine.announce_agent(live)

    def _note_absences(self, rows: Sequence[Recorded]) -> None:
        for row in rows:
            if isinstance(row.event, _ABSENCES):
                self._told_at[row.event.absence_id] = row.at

    def _resume_silences(self, past: Past, outage: Outage) -> None:
        """Open absences go on from the last contact that the ledger knows."""
        books = self._engine.books
        for live in books.chats.values():
            self._resume(end_user_key(live.chat_id), live.state.absence_of(None), past, outage)
        for agent in books.agents.values():
            self._resume(agent_key(agent.agent_id), agent.state.absence, past, outage)

    def _resume(
        self, key: ClientKey, absence: Absence | AgentAbsence | None, past: Past, outage: Outage
    ) -> None:
        """What the absence was promised when it was told, longer by all outages since."""
        watch = self._attendance.watches.get(key)
        if watch is None or absence is None:
            self._attendance.resume(key, None, outage.length)
            return
        told_at = self._told_at[absence.absence_id]
        before = past.outages.within(told_at, outage.since)
        lost_at = later(absence.lost_at, Duration(before + outage.length))
        usual = watch.rules.interval * watch.rules.retries
        grace = Duration(lost_at - absence.silent_since - usual)
        self._attendance.resume(key, absence.silent_since, grace)


def began_at(live: LiveChat, rows: Sequence[Recorded]) -> Millis:
    """When the chat's wait, its being without activity, or its wrap-up began."""
    state = live.state
    if state.phase in WAITING:
        return state.queued_at
    if state.phase is Phase.ENGAGED:
        return state.active_at
    return next(row.at for row in reversed(rows) if isinstance(row.event, EndUserDisconnected))
