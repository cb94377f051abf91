"""What a ledger must do. Adapters: `memory`, `sqlite`; one contract suite proves them alike."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Protocol

import msgspec

from parlour.agents.events import AnyAgentEvent
from parlour.chat.events import AnyChatEvent
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
    TxId,
)
from parlour.value import Value

AnyEvent = AnyChatEvent | AnyAgentEvent


class Recorded(Value):
    """One row: an event that is durable.

    `seq` counts 1..n within the stream, `position` 1..n over all streams, both without a gap.
    Rows with the same `tx` were written together and share `at`.
    `hash` = SHA-256 over `prev_hash` and the row's own bytes (see `ledger.chain`).
    """

    stream: StreamId
    seq: int
    position: int
    kind: int
    at: Millis
    tx: TxId
    event: AnyEvent
    prev_hash: str
    hash: str


class Addition(Value):
    """Events to add to one stream that must be at version `expected` (its last `seq`).

    `follows`: the transaction of that last row, if it is known. The version alone would not do:
    what was decided upon a row of ours that came to nothing may meet another node's in its place.
    """

    stream: StreamId
    expected: int
    events: tuple[AnyEvent, ...]
    follows: TxId | None = None


class MessageText(Value):
    """The personal part of a post or a pushed URL; `salt` makes its digest in the row blind."""

    message_id: MessageId
    chat_id: ChatId
    body: str
    salt: str


class ChatRequest(Value):
    """The personal part of a chat: what the end-user told us, and where they asked from. `salt`
    makes its digest in the row blind."""

    chat_id: ChatId
    site_id: SiteId
    end_user_id: EndUserId
    name: str = ""
    email: str = ""
    question: str = ""
    answers: dict[str, str] = {}
    page_url: str = ""
    page_title: str = ""
    referrer: str = ""
    user_agent: str = ""
    language: str = ""
    salt: str = ""

    @property
    def digest(self) -> str:
        """Of all fields, and the answers, by name: proves them unchanged, and is blind without the
        salt, which is erased with them."""
        told = msgspec.json.encode(self.but(salt=""), order="sorted")
        return sha256(self.salt.encode() + told).hexdigest()


class SetAside(Value):
    """Why a stream is in quarantine, and since when. `seq`: of the damaged row; 0: unknown."""

    seq: int
    reason: str
    at: Millis


class Answer(Value):
    """What was answered to a client's command, kept so that a resend gets the same answer.

    `digest` is over the command's body: the same number with another body is refused.
    `chat_id` and `seq` name the first row the command wrote; 0 when it wrote none.
    """

    client_id: ClientId
    number: int
    digest: str
    chat_id: ChatId | None
    seq: int


class Transaction(Value):
    """What is written together or not at all."""

    tx: TxId
    at: Millis
    additions: tuple[Addition, ...]
    texts: tuple[MessageText, ...] = ()
    request: ChatRequest | None = None
    answer: Answer | None = None


class Committed(Value):
    """The transaction is durable; its rows in the order of its additions."""

    rows: tuple[Recorded, ...]


class StreamConflict(Exception):
    """The stream is not at the version the decision was made for; load it and decide again."""

    def __init__(self, stream: StreamId, expected: int, actual: int) -> None:
        super().__init__(
            f"{stream} is at {actual}, not at {expected}"
            if actual != expected
            else f"row {actual} of {stream} is of another transaction"
        )
        self.stream = stream
        self.expected = expected
        self.actual = actual


class AlreadyAnswered(Exception):
    """The command was carried out before; nothing was written. `answer` is what it got then.

    Whether it is the same command is for the caller to see: compare the digests.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.client_id}:{answer.number} was answered before")
        self.answer = answer


class AlreadyOpen(Exception):
    """The end-user has an open chat at this site; a second one was not begun."""

    def __init__(self, chat_id: ChatId) -> None:
        super().__init__(f"{chat_id} is open")
        self.chat_id = chat_id


class AlreadyOnDuty(Exception):
    """The agent has a log-in that has not ended; a second one was not begun."""

    def __init__(self, login_id: LoginId) -> None:
        super().__init__(f"{login_id} has not ended")
        self.login_id = login_id


class LedgerUnavailable(Exception):
    """The store can't take writes now (disk full, locked away); nothing was written. Retryable."""


class BrokenLedger(Exception):
    """A stored row is not what was written: its content does not fit its kind or its hash, or its
    text is another. `seq` 0: the row can't be told.

    The stream it belongs to can't be trusted; all others can.
    """

    def __init__(self, stream: StreamId, seq: int) -> None:
        super().__init__(f"{stream}, row {seq} is not what was written")
        self.stream = stream
        self.seq = seq


Outcome = (
    Committed | StreamConflict | AlreadyAnswered | AlreadyOpen | AlreadyOnDuty | LedgerUnavailable
)
Done = Callable[[Outcome], None]


class Ledger(Protocol):
    """Append-only streams of events.

    `submit` keeps order: transactions take effect in the order they were submitted. `done` is
    called on the event loop, in that order, after the transaction is durable or has failed.
    """

    def submit(self, transaction: Transaction, done: Done) -> None: ...

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        """Rows of one stream with `seq` above `after`, in order.

        Raises: `BrokenLedger`.
        """
        ...

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        """Rows of all streams with `position` above `after`, in order, at most `limit`.

        Raises: `BrokenLedger`.
        """
        ...

    async def texts(self, chat_id: ChatId) -> dict[MessageId, MessageText]:
        """The texts of one chat that have not been erased.

        Raises: `BrokenLedger` when a text is not the one whose digest its row has.
        """
        ...

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        """The texts of these rows of one chat, as far as they have one that has not been erased.

        Costs as much as there are such rows, however long the chat. Raises: as `texts`.
        """
        ...

    async def request(self, chat_id: ChatId) -> ChatRequest | None: ...

    async def answer(self, client_id: ClientId, number: int) -> Answer | None: ...

    async def last_number(self, client_id: ClientId) -> int:
        """The highest command number of this client that was answered; 0 if none."""
        ...

    async def last_lead(self, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
        """Who led the end-user's newest released chat that anybody led.

        Raises: `LedgerUnavailable`.
        """
        ...

    async def open_streams(self) -> Sequence[StreamId]:
        """Chats not released and log-ins not ended, but for those in quarantine."""
        ...

    async def set_aside(self, stream: StreamId, seq: int, reason: str, at: Millis) -> None:
        """Puts a stream into quarantine for good: its rows stay as they are, but it counts as
        open no more. Doing so again changes nothing. `seq` as in `BrokenLedger`.

        Raises: `LedgerUnavailable`.
        """
        ...

    async def quarantined(self) -> dict[StreamId, SetAside]:
        """The streams in quarantine, each with the reason."""
        ...

    async def epoch(self) -> str:
        """Names this history; another one only when rows may have been taken back (a restore)."""
        ...

    async def last_position(self) -> int:
        """The `position` of the newest row; 0 in an empty ledger."""
        ...

    async def last_at(self) -> Millis:
        """The stamp of the newest row; 0 in an empty ledger."""
        ...

    async def close(self) -> None:
        """Everything submitted is durable or failed when this returns."""
        ...
