"""What is proven over all streams in order of position: seals, capacity, agreement of chats and
log-ins, one open chat for each end-user. Remembers only what is open."""

from collections.abc import Iterator
from typing import Literal

from parlour.agents import events as a
from parlour.chat import events as e
from parlour.ids import AbsenceId, AgentId, ChatId, EndUserId, Millis, SiteId, StreamId, chat_stream
from parlour.ledger.caches import Recent
from parlour.ledger.chain import GENESIS, is_chat, seal_of
from parlour.ledger.protocol import Recorded
from parlour.ledger.stored_rows import StoredRow
from parlour.ledger.verify import routing
from parlour.ledger.verify.duty import Duty
from parlour.ledger.verify.rules import Fault, Found, fault_of
from parlour.lives.outage import NO_OUTAGES, Outages

Use = Literal["offered", "occupied"]
AGENTS_KEPT = 65_536  # who went off duty: what a node may not have heard is seconds old
ABSENCES_KEPT = 65_536  # of agents, the newest: an absence is told in all chats within seconds


class SealCheck:
    """The seals over the rows in order of position: nothing cut off, put in, moved or rewritten."""

    def __init__(self, seals: Iterator[tuple[int, str]]) -> None:
        self._seals = seals
        self._next = next(seals, None)
        self._seal = GENESIS
        self._hashes: list[str] = []
        self._position = 0
        self._last: StoredRow | None = None

    def take(self, stored: StoredRow) -> Iterator[Fault]:
        if stored.position != self._position + 1:
            found = "S2", f"position {stored.position} comes after {self._position}"
            yield fault_of(stored.stream, stored.seq, found)
        self._position, self._last = stored.position, stored
        self._hashes.append(stored.hash)
        if self._next is None or stored.position < self._next[0]:
            return
        self._seal = seal_of(self._seal, self._hashes)
        if (stored.position, self._seal) != self._next:
            found = "S10", f"the seal over the rows up to {self._next[0]} is broken"
            yield fault_of(stored.stream, stored.seq, found)
            self._seal = self._next[1]
        self._hashes = []
        self._next = next(self._seals, None)

    def close(self) -> Iterator[Fault]:
        last = self._last
        stream, seq = (last.stream, last.seq) if last else (StreamId(""), 0)
        if self._next is not None:
            found = "S10", f"the rows up to position {self._next[0]} were cut off"
            yield fault_of(stream, seq, found)
        if self._hashes:
            yield fault_of(stream, seq, ("S10", "the last rows have no seal"))


class HouseCheck:
    """Takes all rows in order of position; a transaction is judged when it is over.

    A stream in quarantine, which is a fault of its own, holds nobody else to what it says.
    """

    def __init__(
        self, outages: Outages = NO_OUTAGES, quarantined: frozenset[StreamId] = frozenset()
    ) -> None:
        self._outages = outages
        self._quarantined = quarantined
        self._duties: dict[StreamId, Duty] = {}
        self._on_duty: dict[AgentId, Duty] = {}
        self._uses: dict[ChatId, dict[AgentId, Use]] = {}
        self._open: dict[tuple[SiteId, EndUserId], ChatId] = {}
        self._whose: dict[ChatId, tuple[SiteId, EndUserId]] = {}
        self._went_at: Recent[AgentId, Millis] = Recent(AGENTS_KEPT)
        self._absences: Recent[AbsenceId, tuple[AgentId, Millis, Millis]] = Recent(ABSENCES_KEPT)
        self._chats_of: dict[AgentId, dict[ChatId, None]] = {}
        """`_uses` the other way round."""
        self._touched: dict[tuple[ChatId, AgentId], Recorded] = {}
        self._ended: dict[AgentId, Recorded] = {}
        """Log-ins that this transaction ends."""
        self._left: dict[tuple[ChatId, AgentId], None] = {}
        self._lost: set[tuple[ChatId, AgentId]] = set()
        """Who left a chat that they took part in, and who was found lost, in this transaction."""
        self._tx: str | None = None
        self._newest_at = Millis(0)
        """Of all rows so far: a node whose clock is behind writes earlier times after later."""

    def take(self, row: Recorded) -> Iterator[Fault]:
        if row.tx != self._tx:
            yield from self.close()
            self._tx = row.tx
        self._newest_at = max(self._newest_at, row.at)
        follow = self._chat if is_chat(row.stream) else self._log_in
        yield from (fault_of(row.stream, row.seq, found) for found in follow(row))

    def close(self) -> Iterator[Fault]:
        """The transaction is over: chats and log-ins must agree on each session it touched."""
        for (chat_id, agent_id), row in self._touched.items():
            use = self._uses.get(chat_id, {}).get(agent_id)
            duty = self._on_duty.get(agent_id)
            told = None if duty is None else duty.use_of(chat_id)
            if use != told and not self._is_quarantined(chat_id, agent_id):
                text = f"session of {agent_id} in {chat_id}: {use or 'free'}, by the log-in "
                rule = "X9" if use is None else "Q3"
                yield fault_of(row.stream, row.seq, (rule, text + (told or "free")))
            for found in duty.check_end_of_transaction() if duty is not None else ():
                yield fault_of(row.stream, row.seq, found)
        for agent_id, row in self._ended.items():
            for found in self._gone(agent_id, row):
                yield fault_of(row.stream, row.seq, found)
        for of_transaction in (self._touched, self._ended, self._left, self._lost):
            of_transaction.clear()

    def _gone(self, agent_id: AgentId, row: Recorded) -> Iterator[Found]:
        """The agent's log-in has ended with this row."""
        for chat_id in self._chats_of.get(agent_id, ()):
            if not self._is_quarantined(chat_id, agent_id):
                yield "X7", f"{agent_id} is off duty, and not out of {chat_id}"
        if not isinstance(row.event, a.AgentTerminated) or row.event.cause != "lost":
            return
        for place in self._left:
            if place[1] == agent_id and place not in self._lost:
                yield "X7", f"{agent_id} is lost, and not said to be in {place[0]}"

    # Log-ins -------------------------------------------------------------------------------------

    def _log_in(self, row: Recorded) -> Iterator[Found]:
        duty = self._duties.setdefault(row.stream, Duty(outages=self._outages))
        yield from duty.take(row)
        duty.moved_at = self._newest_at
        event = row.event
        match event:
            case a.AgentLoggedOn(agent_id=agent_id):
                other = self._on_duty.get(agent_id)
                if other is not None and not (other.over or self._is_set_aside(other)):
                    yield "G1", f"{agent_id} is on duty already"
                self._on_duty[agent_id] = duty
            case a.AgentTerminated() | a.AgentLoggedOff():
                del self._duties[row.stream]
                if duty.agent_id is not None:
                    self._on_duty.pop(duty.agent_id, None)
                    self._ended[duty.agent_id] = row
                    self._went_at.keep(duty.agent_id, self._newest_at)
            case a.AgentWentAbsent():
                told = event.silent_since, event.lost_at
                yield from self._absence(event.absence_id, duty.agent_id, told)
            case _:
                pass
        chat_id: ChatId | None = getattr(event, "chat_id", None)
        if chat_id is not None and duty.agent_id is not None:
            self._touched.setdefault((chat_id, duty.agent_id), row)

    def _is_quarantined(self, chat_id: ChatId, agent_id: AgentId) -> bool:
        """The chat, or a log-in of the agent."""
        if chat_stream(chat_id) in self._quarantined:
            return True
        duties = (self._duties.get(stream) for stream in self._quarantined)
        return any(duty is not None and duty.agent_id == agent_id for duty in duties)

    def _is_set_aside(self, duty: Duty) -> bool:
        return any(self._duties.get(stream) is duty for stream in self._quarantined)

    def _absence(
        self, absence_id: AbsenceId, agent_id: AgentId | None, told: tuple[Millis, Millis]
    ) -> Iterator[Found]:
        mine = agent_id or AgentId(""), *told
        known = self._absences.get(absence_id)
        if known is not None and known != mine:
            yield "A11", f"absence {absence_id} is told otherwise elsewhere"
        self._absences.keep(absence_id, mine)

    # Chats ---------------------------------------------------------------------------------------

    def _chat(self, row: Recorded) -> Iterator[Found]:
        chat_id = ChatId(row.stream.partition("/")[2])
        event = row.event
        match event:
            case e.ChatCreated():
                yield from self._begun(chat_id, event)
            case e.EndUserDisconnected():
                whose = self._whose.pop(chat_id, None)
                if whose is not None and self._open.get(whose) == chat_id:
                    del self._open[whose]
            case e.AgentEngagementInvitation():
                yield from self._offered(row, event)
            case e.AgentAbsent():
                told = event.silent_since, event.lost_at
                yield from self._absence(event.absence_id, event.agent_id, told)
            case e.AgentLost(agent_id=agent_id):
                self._lost.add((chat_id, agent_id))
            case e.ChatReleased():
                for agent_id in list(self._uses.get(chat_id, {})):
                    self._use(row, agent_id, None)
            case _:
                self._follow_sessions(row)

    def _begun(self, chat_id: ChatId, event: e.ChatCreated) -> Iterator[Found]:
        whose = event.site_id, event.end_user_id
        other = self._open.get(whose)
        if other is not None and chat_stream(other) not in self._quarantined:
            yield "X4", f"{event.end_user_id} has the chat {other} open"
        self._open[whose] = chat_id
        self._whose[chat_id] = whose

    def _offered(self, row: Recorded, event: e.AgentEngagementInvitation) -> Iterator[Found]:
        """A log-in in quarantine tells nothing that an offer could be held to."""
        if not self._quarantined:
            yield from routing.check_offer(event, self._on_duty, row.at, self._went_at.get)
        self._follow_sessions(row)

    def _follow_sessions(self, row: Recorded) -> None:
        match row.event:
            case e.AgentEngagementInvitation(agent_id=agent_id):
                self._use(row, agent_id, "offered")
            case (
                e.AgentEngagementDeclined(agent_id=agent_id)
                | e.AgentEngagementTimeout(agent_id=agent_id)
                | e.AgentEngagementUnavailable(agent_id=agent_id)
                | e.AgentEngagementAutoDeclined(agent_id=agent_id)
                | e.EngagementParticipantLeft(agent_id=agent_id)
            ):
                self._use(row, agent_id, None)
            case e.EngagementParticipantEntered(agent_id=agent_id):
                self._use(row, agent_id, "occupied")
            case _:
                pass

    def _use(self, row: Recorded, agent_id: AgentId, use: Use | None) -> None:
        chat_id = ChatId(row.stream.partition("/")[2])
        uses = self._uses.setdefault(chat_id, {})
        chats = self._chats_of.setdefault(agent_id, {})
        if use is not None:
            uses[agent_id], chats[chat_id] = use, None
        elif uses.pop(agent_id, None) == "occupied":
            self._left[chat_id, agent_id] = None
        if use is None:
            chats.pop(chat_id, None)
        if not uses:
            del self._uses[chat_id]
        if not chats:
            del self._chats_of[agent_id]
        self._touched[chat_id, agent_id] = row
