"""Rules on the log-ins of agents: G1 to G5 and X1."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parlour.agents import events as a
from parlour.chat.events import SERVER, Actor
from parlour.ids import AbsenceId, AgentId, ChatId, InvitationId, Millis
from parlour.ledger.protocol import Recorded
from parlour.ledger.verify import silence
from parlour.ledger.verify.facts import NEVER
from parlour.ledger.verify.rules import Found
from parlour.lives.outage import NO_OUTAGES, Outages


@dataclass(slots=True)
class Duty:
    """One log-in as its own rows tell it."""

    outages: Outages = NO_OUTAGES
    agent_id: AgentId | None = None
    over: bool = False
    max_sessions: int = 0
    offers: dict[ChatId, InvitationId] = field(default_factory=dict[ChatId, InvitationId])
    taken: set[ChatId] = field(default_factory=set[ChatId])
    absence_id: AbsenceId | None = None
    absent_at: Millis = NEVER
    lost_at: Millis = NEVER
    is_idle: bool = True
    is_available: bool = False
    moved_at: Millis = NEVER
    """When the log-in's last row was written, by the newest time in the ledger then."""
    pulls: bool = False
    took_offer: bool = False
    """An offered chat was taken in the present transaction."""

    @property
    def in_use(self) -> int:
        return len(self.offers) + len(self.taken)

    def use_of(self, chat_id: ChatId) -> str | None:
        if chat_id in self.taken:
            return "occupied"
        return "offered" if chat_id in self.offers else None

    def take(self, row: Recorded) -> Iterator[Found]:
        """One more row of the log-in."""
        event = row.event
        if not isinstance(event, a.AgentEvent):
            yield "S5", "a chat event in a log-in"
            return
        if (self.agent_id is None) != isinstance(event, a.AgentLoggedOn):
            yield "G1", f"{row.kind} {'before' if self.agent_id is None else 'after'} the log-on"
        if self.over:
            yield "G1", f"{row.kind} after the end"
        yield from self._turn(event)
        yield from self._sessions(event)
        yield from self._presence(event, row.at)
        yield from self._pulling(event)
        agent = Actor(role="agent", id=self.agent_id)
        is_theirs = isinstance(event, _BY_THE_AGENT) or (
            isinstance(event, a.PullEnded) and event.cause == "withdrawn"
        )
        if event.actor != (agent if is_theirs else SERVER):
            yield "S9", f"{row.kind} by {event.actor.role} {event.actor.id}"

    def check_end_of_transaction(self) -> Iterator[Found]:
        if self.is_idle == bool(self.taken) and not self.over:
            yield "G3", f"{'idle' if self.is_idle else 'not idle'} with {len(self.taken)} chats"
        if self.pulls and not self.over and (self.took_offer or not self.is_available):
            yield "G5", "a pull stands, though a chat was taken or the agent is unavailable"
        self.took_offer = False

    def _turn(self, event: a.AgentEvent) -> Iterator[Found]:
        match event:
            case a.AgentLoggedOn():
                self.agent_id, self.max_sessions = event.agent_id, event.max_sessions
                self.is_available = event.status_type == "available"
            case a.StatusChanged():
                self.is_available = event.status_type == "available"
            case a.MaxSessionsChanged():
                self.max_sessions = event.max_sessions
            case a.AgentTerminated() | a.AgentLoggedOff():
                self.over = True
                if self.in_use:
                    yield "G4", f"the log-in ends with {self.in_use} sessions in use"
            case a.AgentIdle() | a.AgentNotIdle():
                idle = isinstance(event, a.AgentIdle)
                if idle == self.is_idle or idle == bool(self.taken):
                    yield "G3", f"{event.printed} with {len(self.taken)} sessions taken"
                self.is_idle = idle
            case _:
                pass

    def _sessions(self, event: a.AgentEvent) -> Iterator[Found]:
        match event:
            case a.EngagementRequestSent(chat_id=chat_id):
                if self.use_of(chat_id) is not None:
                    yield "G4", f"a session is held for {chat_id} already"
                self.offers[chat_id] = event.invitation_id
                yield from self._capacity()
            case a.EngagementRequestCanceled(chat_id=chat_id):
                if self.offers.pop(chat_id, None) != event.invitation_id:
                    yield "G4", f"no session was held for this offer of {chat_id}"
            case a.SessionTaken(chat_id=chat_id):
                if chat_id in self.taken:
                    yield "G4", f"a session was taken for {chat_id} already"
                if self.offers.pop(chat_id, None) is None:
                    self.taken.add(chat_id)
                    yield from self._capacity()
                else:  # held already, maybe since before Max Sessions was lowered
                    self.took_offer = True
                    self.taken.add(chat_id)
            case a.SessionFreed(chat_id=chat_id):
                if chat_id not in self.taken:
                    yield "G4", f"no session was taken for {chat_id}"
                self.taken.discard(chat_id)
            case _:
                pass

    def _capacity(self) -> Iterator[Found]:
        if self.in_use > self.max_sessions:
            yield "X1", f"{self.in_use} sessions in use, at most {self.max_sessions}"

    def _presence(self, event: a.AgentEvent, at: Millis) -> Iterator[Found]:
        match event:
            case a.AgentWentAbsent():
                if self.absence_id is not None:
                    yield "G2", "absent, and was so already"
                yield from silence.check_absent(self.outages, event, at)
                self.absence_id, self.absent_at, self.lost_at = event.absence_id, at, event.lost_at
            case a.AgentTerminated(cause="lost") if self.absence_id is not None:
                yield from silence.check_lost(self.outages, self.lost_at, self.absent_at, at)
            case a.AgentReconnected():
                if self.absence_id != event.absence_id:
                    yield "G2", "reconnected from another absence, or none"
                self.absence_id = None
            case _:
                pass

    def _pulling(self, event: a.AgentEvent) -> Iterator[Found]:
        match event:
            case a.PullRaised():
                if self.pulls or not self.is_available:
                    yield "G5", "a pull that stands already, or of an agent who is unavailable"
                self.pulls = True
            case a.PullEnded():
                if not self.pulls:
                    yield "G5", "no pull stood"
                if event.cause == "taken" and not self.took_offer:
                    yield "G5", "no chat was taken that was offered"
                if event.cause == "unavailable" and self.is_available:
                    yield "G5", "the agent is available"
                self.pulls = False
            case _:
                pass


_BY_THE_AGENT = (
    a.AgentLoggedOn,
    a.AgentLoggedOff,
    a.LogOnOverridden,
    a.StatusChanged,
    a.PullRaised,
)
