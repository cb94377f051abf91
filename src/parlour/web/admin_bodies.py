"""What admins read of the server itself: proofs, faults, lives, outages."""

from typing import Literal, Protocol

from parlour.ids import ChatId, Millis
from parlour.value import Value


class PassReply(Value):
    """The last reading of the whole ledger."""

    begun: Millis
    finished: Millis
    rows: int
    chats: int
    log_ins: int
    faults: int


class ReadingReply(Value):
    """A reading under way; rows count once for each of its two turns."""

    begun: Millis
    done: int
    total: int


class FaultReply(Value):
    """One break of one rule; `chat_id` `None`: of a log-in, or of no stream at all."""

    chat_id: ChatId | None
    stream: str
    seq: int
    rule: str
    sentence: str
    """The rule in words."""
    text: str
    found: Millis


class LifeReply(Value):
    number: int
    version: str
    started: Millis
    alive: Millis
    """The last sign of life; a few seconds old if it still lives."""
    stopped: Millis | None
    """`None`: it lives, or ended without having been told to."""


class OutageReply(Value):
    kind: Literal["restart", "drain", "stall", "store"]
    since: Millis
    until: Millis


class QuarantineReply(Value):
    """`name`: what the end-user of a chat called themselves, if that can be read. `seq`: of the
    damaged row; 0: unknown."""

    chat_id: ChatId | None
    stream: str
    reason: str
    seq: int
    since: Millis
    name: str


class AdminReply(Value):
    """Everything on the Admin page."""

    version: str
    now: Millis
    started: Millis
    store_bytes: int
    proven: PassReply | None
    reading: ReadingReply | None
    proven_at_release: int
    """Chats proven at their release since the start."""
    faults: tuple[FaultReply, ...]
    quarantined: tuple[QuarantineReply, ...]
    lives: tuple[LifeReply, ...]
    outages: tuple[OutageReply, ...]


class AlertReply(Value):
    """Whether an admin has to look at something."""

    faults: int
    quarantined: int
    store_refuses: bool


class AdminReader(Protocol):
    """What the HTTP interface reads of the server itself; it changes nothing."""

    async def overview(self) -> AdminReply: ...

    def alert(self) -> AlertReply: ...

    def proven_at(self) -> Millis | None:
        """When the whole ledger was last proven."""
        ...
