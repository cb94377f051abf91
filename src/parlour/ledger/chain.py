"""The two chains of SHA-256 that make the ledger provable: one in each stream, one over all.

A row's hash covers the hash of the row before it in its stream and all of its own content, so no
row can be changed, moved, taken out or put in without breaking the chain of its stream. What that
can't show is a tail cut off a stream: so each group of rows that went to the disk together is
sealed by a hash over the seal before it and the rows' hashes in order of position. The newest
seal stands for the whole ledger: kept elsewhere, it proves that nothing was rewritten.

Source: docs/ledger.md, "The chain".
"""

from collections.abc import Iterable
from hashlib import sha256

from parlour.agents.events import (
    AgentEvent,
    AnyAgentEvent,
    decode_agent_event,
    encode_agent_event,
)
from parlour.chat.events import AnyChatEvent, ChatReleased, Seal, decode_event, encode_event
from parlour.ids import Millis, StreamId, TxId
from parlour.ledger.protocol import AnyEvent
from parlour.value import Value

GENESIS = "0" * 64
"""Stands for the hash before the first row of a stream, and for the seal before the first group."""


class Head(Value):
    """Where a stream ends: its last row."""

    seq: int = 0
    hash: str = GENESIS
    tx: TxId = TxId("")


class Stamp(Value):
    """What the rows of one transaction share."""

    tx: TxId
    at: Millis


START = Head()

_CHAT = "chat/"
_KINDS: dict[type[AnyEvent], int] = {
    event_class: int(event_class.__struct_config__.tag or 0)
    for event_class in (*AnyChatEvent.__args__, *AnyAgentEvent.__args__)
}


def kind_number(event: AnyEvent) -> int:
    return _KINDS[type(event)]


def is_chat(stream: StreamId) -> bool:
    return stream.startswith(_CHAT)


def encode_row(event: AnyEvent) -> str:
    """The stored form of an event: JSON without line breaks."""
    return encode_agent_event(event) if isinstance(event, AgentEvent) else encode_event(event)


def decode_row(stream: StreamId, data: str) -> AnyEvent:
    """Raises: `msgspec.ValidationError`, `msgspec.DecodeError`."""
    return decode_event(data) if stream.startswith(_CHAT) else decode_agent_event(data)


def row_hash(prev_hash: str, row: tuple[StreamId, int, int], stamp: Stamp, data: str) -> str:
    """The hash of a row; `row` is its stream, seq and kind.

    The bytes are seven lines, which can be read in one way only: neither ids nor JSON text have
    line breaks (`parlour verify` makes sure of the ids).
    """
    stream, seq, kind = row
    lines = f"{prev_hash}\n{stream}\n{seq}\n{kind}\n{stamp.at}\n{stamp.tx}\n{data}"
    return sha256(lines.encode()).hexdigest()


def seal_of(prev_seal: str, hashes: Iterable[str]) -> str:
    """The seal of a group: over the seal before it and its rows' hashes in order of position."""
    return sha256("\n".join((prev_seal, *hashes)).encode()).hexdigest()


def sealed(event: AnyEvent, head: Head) -> AnyEvent:
    """The event as it is written after `head`: a release tells how long the chat's ledger is."""
    if type(event) is ChatReleased:
        return event.but(seal=Seal(rows=head.seq, head=head.hash))
    return event
