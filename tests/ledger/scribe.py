"""Ledgers written by hand: rows, log-ins, texts, answers; without the rules of the chat."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from parlour.agents import events as a
from parlour.chat.events import SERVER, Actor
from parlour.ids import (
    AbsenceId,
    AgentId,
    ChatId,
    ClientId,
    CommandId,
    InvitationId,
    LoginId,
    MessageId,
    Millis,
    StreamId,
    TxId,
    agent_stream,
)
from parlour.ledger.memory import Tables
from parlour.ledger.protocol import (
    Addition,
    Answer,
    AnyEvent,
    ChatRequest,
    Committed,
    MessageText,
    Recorded,
    Transaction,
)
from parlour.ledger.staging import Stage

MORNING = Millis(1_700_000_000_000)
PAUSE = 1_000  # milliseconds between two transactions, unless a story says otherwise


class Scribe:
    """Keeps what it writes as transactions, for any ledger, and as the tables of one."""

    def __init__(self) -> None:
        self.now = MORNING
        self.tables = Tables()
        self.transactions: list[Transaction] = []
        self._count = 0
        self._numbers: dict[ClientId, int] = {}

    @property
    def rows(self) -> Sequence[Recorded]:
        return self.tables.all_rows

    @property
    def next_at(self) -> Millis:
        """The stamp of the transaction that is written next."""
        return Millis(self.now + PAUSE)

    def fresh(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count}"

    def wait(self, milliseconds: int) -> None:
        self.now = Millis(self.now + milliseconds)

    def write(
        self,
        additions: dict[StreamId, Sequence[AnyEvent]],
        *,
        texts: Iterable[MessageText] = (),
        request: ChatRequest | None = None,
        answer: Answer | None = None,
    ) -> tuple[Recorded, ...]:
        """The rows of one more transaction."""
        self.wait(PAUSE)
        transaction = Transaction(
            tx=TxId(self.fresh("t")),
            at=self.now,
            additions=tuple(
                Addition(stream=stream, expected=self.version(stream), events=tuple(events))
                for stream, events in additions.items()
                if events
            ),
            texts=tuple(texts),
            request=request,
            answer=answer,
        )
        stage = Stage(self.tables, len(self.rows), self.tables.last_seal)
        outcome = stage.add(transaction)
        assert isinstance(outcome, Committed), outcome
        self.tables.write(stage)
        self.transactions.append(transaction)
        return outcome.rows

    def version(self, stream: StreamId) -> int:
        return self.tables.head(stream).seq

    def text(self, chat_id: ChatId, body: str) -> MessageText:
        message_id = MessageId(self.fresh("m"))
        return MessageText(
            message_id=message_id, chat_id=chat_id, body=body, salt=f"salt-{message_id}"
        )

    def command(self, client_id: ClientId) -> int:
        """The number of the client's next command."""
        number = self._numbers.get(client_id, 0) + 1
        self._numbers[client_id] = number
        return number


class OnDuty:
    """One log-in of one agent: what its stream says of the chats that use its sessions.

    Used with a story, which writes these rows together with its own.
    """

    def __init__(self, scribe: Scribe, agent_id: str, max_sessions: int = 3) -> None:
        self.agent_id = AgentId(agent_id)
        self.me = Actor(role="agent", id=agent_id)
        self._scribe = scribe
        self._max_sessions = max_sessions
        self._taken: set[ChatId] = set()
        self.log_on()

    def log_on(self) -> None:
        self.stream = agent_stream(LoginId(self._scribe.fresh("l")))
        self.write(
            a.AgentLoggedOn(
                actor=self.me,
                agent_id=self.agent_id,
                status_id="available",
                status_type="available",
                max_sessions=self._max_sessions,
            )
        )

    def write(self, *events: a.AnyAgentEvent) -> None:
        self._scribe.write({self.stream: events})

    def sent(self, chat_id: ChatId, invitation_id: InvitationId) -> list[a.AnyAgentEvent]:
        return [a.EngagementRequestSent(actor=SERVER, chat_id=chat_id, invitation_id=invitation_id)]

    def canceled(self, chat_id: ChatId, invitation_id: InvitationId) -> list[a.AnyAgentEvent]:
        return [
            a.EngagementRequestCanceled(actor=SERVER, chat_id=chat_id, invitation_id=invitation_id)
        ]

    def taken(self, chat_id: ChatId) -> list[a.AnyAgentEvent]:
        first = not self._taken
        self._taken.add(chat_id)
        events: list[a.AnyAgentEvent] = [a.SessionTaken(actor=SERVER, chat_id=chat_id)]
        return [*events, a.AgentNotIdle(actor=SERVER)] if first else events

    def freed(self, chat_id: ChatId) -> list[a.AnyAgentEvent]:
        self._taken.discard(chat_id)
        events: list[a.AnyAgentEvent] = [a.SessionFreed(actor=SERVER, chat_id=chat_id)]
        return events if self._taken else [*events, a.AgentIdle(actor=SERVER)]

    def absent(self, absence_id: AbsenceId, silent_since: Millis, lost_at: Millis) -> AnyEvent:
        return a.AgentWentAbsent(
            actor=SERVER, absence_id=absence_id, silent_since=silent_since, lost_at=lost_at
        )

    def reconnected(self, absence_id: AbsenceId) -> AnyEvent:
        return a.AgentReconnected(actor=SERVER, absence_id=absence_id)

    def log_off(self) -> None:
        self.write(a.AgentLoggedOff(actor=self.me))

    def start_over(self) -> None:
        """Lost, and back on duty with another log-in."""
        self.write(a.AgentTerminated(actor=SERVER, cause="lost"))
        self.log_on()


def digest_of(text: MessageText) -> str:
    return sha256((text.salt + text.body).encode()).hexdigest()


def command_id(client_id: ClientId, number: int) -> CommandId:
    return CommandId(f"{client_id}:{number}")
