"""What nodes need of each other: a doorbell, and a register in the ledger's own database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NewType, Protocol

from parlour.ids import AgentId, ChatId, Duration, Millis
from parlour.value import Value
from parlour.wire.parts import Page

NodeId = NewType("NodeId", str)
"""One life of a server: it changes with every start."""

ClientKey = tuple[str, str]
"""Whose presence it is: `("agent", agent id)` or `("end_user", chat id)`."""

LEASE = Duration(5_000)
"""So long a node leads after a beat; without beats another takes over."""
DEAD_AFTER = Duration(10_000)
"""A node that has not beaten for so long is dead or cut off, which is the same to the others.
Longer than LEASE: whoever finds the dead already leads."""


class RowsWritten(Value, tag="rows"):
    """The ledger has reached this position."""

    position: int


class TypingHeard(Value, tag="typing"):
    """Somebody types, or says that they stay; it leaves no row."""

    chat_id: ChatId
    who: Literal["end_user", "agent"]
    by: str
    name: str
    on: bool
    text: str = ""
    """What the end-user has written so far, where the site lets agents see it."""


class SeenHeard(Value, tag="seen"):
    """One side of a chat has looked at it up to the row `seq`; it leaves no row."""

    chat_id: ChatId
    who: Literal["end_user", "agent"]
    seq: int


class PagesHeard(Value, tag="pages"):
    """All pages known of the chat's end-user."""

    chat_id: ChatId
    pages: tuple[Page, ...]


class CompanyChanged(Value, tag="company"):
    """What a node tells of itself in its beat is different now."""


Note = RowsWritten | TypingHeard | SeenHeard | PagesHeard | CompanyChanged
Hear = Callable[[Note], None]


class Bus(Protocol):
    """A doorbell between nodes. The truth is in the database: a note that is lost, late, doubled or
    out of order costs time and nothing else."""

    def ring(self, note: Note) -> None:
        """Tell all other nodes. Never blocks, never fails."""
        ...

    def listen(self, hear: Hear) -> None:
        """`hear` is called on the event loop with each note of the others."""
        ...


class Beat(Value):
    """What a node says of itself: that it lives, and the news since its last beat."""

    node_id: NodeId
    now: Millis = Millis(0)
    """By the node's own clock, as the beat sets out."""
    reachable: frozenset[AgentId] = frozenset()
    """Agents whose client is connected here."""
    heard: Mapping[ClientKey, Duration] = {}
    """Clients heard of, each with how long ago."""
    gone: Sequence[ClientKey] = ()
    """Clients that nobody watches any more."""


class NodeSeen(Value):
    """A node as the register knows it."""

    node_id: NodeId
    silent_for: Duration
    reachable: frozenset[AgentId]


class Company(Value):
    """The answer to a beat: all nodes that are not dead, the asking one included."""

    leader: NodeId
    nodes: tuple[NodeSeen, ...]
    now: Millis = Millis(0)
    """By the clock of that one which is ahead of all others."""


class Heard(Value):
    """Who heard of a client last, and how long ago."""

    node_id: NodeId
    ago: Duration


class RegisterUnavailable(Exception):
    """The register can't be reached now. Retryable."""


class Register(Protocol):
    """Beats and last contacts. All times are measured by the register's own clock, so that nodes
    with different clocks agree. Every call may raise `RegisterUnavailable`."""

    async def beat(self, beat: Beat) -> Company:
        """Take the beat in; give the lease to the node if nobody else holds it."""
        ...

    async def last_heard(self, key: ClientKey) -> Heard | None: ...

    async def kept(self) -> frozenset[ClientKey]:
        """The clients that a living node was the last to hear of."""
        ...


def end_user_key(chat_id: ChatId) -> ClientKey:
    return ("end_user", chat_id)


def agent_key(agent_id: AgentId) -> ClientKey:
    return ("agent", agent_id)
