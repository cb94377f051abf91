"""A written ledger as evidence to verify, and the ways to tamper with it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from parlour.ids import ChatId, LoginId, Millis, StreamId, TxId
from parlour.ledger.chain import GENESIS, Head, Stamp, row_hash, seal_of
from parlour.ledger.projections import (
    ChatRecord,
    DutyRecord,
    SessionRecord,
    fold_chat,
    fold_duty,
)
from parlour.ledger.protocol import BrokenLedger, ChatRequest, MessageText, Recorded
from parlour.ledger.stored_rows import StoredRow, as_stored
from parlour.ledger.verify import Fault, RowsAtHand
from parlour.ledger.verify.verification import Verification
from tests.ledger.scribe import Scribe


def evidence(scribe: Scribe) -> RowsAtHand:
    """What the scribe wrote, as it stands."""
    tables = scribe.tables
    return RowsAtHand(
        map(as_stored, tables.all_rows),
        seals=tables.seals,
        chats=tables.chats,
        sessions=tables.sessions,
        duties=tables.duties,
        requests=tables.requests,
        texts=texts_of(scribe),
    )


def texts_of(scribe: Scribe) -> dict[int, MessageText]:
    return {at: text for kept in scribe.tables.texts.values() for at, text in kept.items()}


def first_fault(source: RowsAtHand) -> Fault | None:
    return next(Verification(source).faults(), None)


class Tampering(NamedTuple):
    """One change of the rows: what was done, at which row, and what came of it."""

    deed: str
    at: int
    rows: list[StoredRow]


def tamperings(rows: list[StoredRow]) -> Iterator[Tampering]:
    """Every row left out, doubled, swapped with the next of its stream, edited, re-authored."""
    for n, row in enumerate(rows):
        yield Tampering("delete", n, [*rows[:n], *rows[n + 1 :]])
        yield Tampering("duplicate", n, [*rows[: n + 1], row, *rows[n + 1 :]])
        later = next((m for m in range(n + 1, len(rows)) if rows[m].stream == row.stream), None)
        if later is not None:
            yield Tampering("swap", n, swapped(rows, n, later))
        for deed, edited in edits(row):
            yield Tampering(deed, n, [*rows[:n], edited, *rows[n + 1 :]])


def swapped(rows: list[StoredRow], n: int, m: int) -> list[StoredRow]:
    """Two rows of one stream change places: each takes the other's number and position."""
    one, other = rows[n], rows[m]
    changed = list(rows)
    changed[n] = other._replace(seq=one.seq, position=one.position)
    changed[m] = one._replace(seq=other.seq, position=other.position)
    return changed


def edits(row: StoredRow) -> Iterator[tuple[str, StoredRow]]:
    yield "at", row._replace(at=Millis(row.at + 1))
    yield "at", row._replace(at=Millis(row.at - 1))
    yield "tx", row._replace(tx=TxId(row.tx + "x"))
    content: dict[str, Any] = msgspec.json.decode(row.data)
    for role in ("agent", "end_user", "supervisor", "server"):
        actor = [role, None if role == "server" else content["actor"][1] or "ann"]
        if actor != content["actor"]:
            yield "re-author", with_content(row, {**content, "actor": actor})
    for field, written in content.items():
        for value in other_values(written):
            changed = with_content(row, {**content, field: value})
            yield ("re-author" if field == "actor" else f"edit of {field}"), changed


def other_values(value: Any) -> Iterator[Any]:
    """The same shape with one leaf changed."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case str():
            yield value + "x"
        case None:
            yield 1
            yield "x"
        case list():
            for n, item in enumerate(value):
                yield from ([*value[:n], other, *value[n + 1 :]] for other in other_values(item))
        case dict():
            for key, item in value.items():
                yield from ({**value, key: other} for other in other_values(item))
        case _:
            pass


def with_content(row: StoredRow, content: dict[str, Any]) -> StoredRow:
    return row._replace(data=msgspec.json.encode(content).decode())


def in_order(rows: Iterable[StoredRow]) -> list[StoredRow]:
    return sorted(rows, key=lambda row: row.position)


# The strongest tamperer recomputes everything ----------------------------------------------------


def covered_up(
    rows: Iterable[StoredRow],
    texts: dict[int, MessageText],
    requests: dict[ChatId, ChatRequest] | None = None,
) -> RowsAtHand:
    """The rows numbered and chained anew, sealed anew, with all records recomputed from them."""
    heads: dict[StreamId, Head] = {}
    chained: list[StoredRow] = []
    kept: dict[int, MessageText] = {}
    for row in rows:
        head = heads.get(row.stream, Head())
        made = rechained(row, head, len(chained) + 1)
        if row.position in texts:
            kept[made.position] = texts[row.position]
        chained.append(made)
        heads[row.stream] = Head(seq=made.seq, hash=made.hash)
    chats, sessions, duties = recomputed(chained)
    return RowsAtHand(
        chained,
        seals=resealed(chained),
        chats=chats,
        sessions=sessions,
        duties=duties,
        requests=requests,
        texts=kept,
    )


def rechained(row: StoredRow, head: Head, position: int) -> StoredRow:
    content = msgspec.json.decode(row.data)
    if content["kind"] == 27 and isinstance(content.get("seal"), dict):
        content["seal"] = {"rows": head.seq, "head": head.hash}
        row = with_content(row, content)
    number = head.seq + 1, content["kind"]
    own = row_hash(head.hash, (row.stream, *number), Stamp(tx=row.tx, at=row.at), row.data)
    return row._replace(seq=number[0], position=position, prev_hash=head.hash, hash=own)


def resealed(rows: list[StoredRow]) -> dict[int, str]:
    """One group for each transaction, as the memory ledger does."""
    seals: dict[int, str] = {}
    seal, hashes = GENESIS, []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        hashes.append(row.hash)
        if following is None or following.tx != row.tx:
            seal = seals[row.position] = seal_of(seal, hashes)
            hashes = []
    return seals


def recomputed(
    rows: Iterable[StoredRow],
) -> tuple[
    dict[ChatId, ChatRecord],
    dict[tuple[ChatId, int], SessionRecord],
    dict[LoginId, DutyRecord],
]:
    streams: dict[StreamId, list[Recorded]] = {}
    for row in rows:
        try:
            streams.setdefault(row.stream, []).append(row.decoded())
        except BrokenLedger:
            continue
    views = {ChatId(s[5:]): fold_chat(None, r) for s, r in streams.items() if s[:5] == "chat/"}
    duties = {LoginId(s[6:]): fold_duty(None, r) for s, r in streams.items() if s[:6] == "agent/"}
    known = {chat_id: view for chat_id, view in views.items() if view is not None}
    return (
        {chat_id: view.chat for chat_id, view in known.items()},
        {(chat_id, s.number): s for chat_id, view in known.items() for s in view.sessions},
        {login_id: duty for login_id, duty in duties.items() if duty is not None},
    )
