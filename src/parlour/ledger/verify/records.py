"""Rules on what is derived: Q1 and Q2; and on the request: M7."""

from collections.abc import Iterator, Sequence

from parlour.chat import events as e
from parlour.ledger.projections import (
    ChatRecord,
    DutyRecord,
    SessionRecord,
    fold_chat,
    fold_duty,
)
from parlour.ledger.protocol import ChatRequest, Recorded
from parlour.ledger.verify.rules import Fault, Found, fault_of


def check_chat(
    rows: Sequence[Recorded],
    record: ChatRecord | None,
    sessions: Sequence[SessionRecord],
    request: ChatRequest | None,
) -> Iterator[Fault]:
    """The records of one chat against its rows; a request that was erased is missing."""
    found = [*_stamps(rows, record), *_recomputed(rows, record, sessions)]
    if request is not None:
        found += _request(rows, request)
    if rows:
        yield from (fault_of(rows[-1].stream, rows[-1].seq, one) for one in found)


def check_duty(rows: Sequence[Recorded], record: DutyRecord | None) -> Iterator[Fault]:
    if rows and record != fold_duty(None, rows):
        yield fault_of(rows[-1].stream, rows[-1].seq, ("Q2", "the log-in's record is not as told"))


def _stamps(rows: Sequence[Recorded], record: ChatRecord | None) -> Iterator[Found]:
    """Told without the fold, so that a mistake there shows."""
    if record is None:
        return
    stamps = {
        26: ("requested", record.requested),
        23: ("first_engaged", record.first_engaged),
        27: ("completed", record.completed),
    }
    for kind, (name, stamp) in stamps.items():
        first = next((row.at for row in rows if row.kind == kind), None)
        if first != stamp:
            yield "Q1", f"{name} is {stamp}, the stamp of {kind} is {first}"


def _recomputed(
    rows: Sequence[Recorded], record: ChatRecord | None, sessions: Sequence[SessionRecord]
) -> Iterator[Found]:
    view = fold_chat(None, rows)
    if record != (view.chat if view else None):
        yield "Q2", "the chat's record is not as told"
    if list(sessions) != list(view.sessions if view else ()):
        yield "Q2", "the records of the chat's sessions are not as told"


def _request(rows: Sequence[Recorded], request: ChatRequest) -> Iterator[Found]:
    created = rows[0].event if rows else None
    if not isinstance(created, e.ChatCreated):
        return
    told = created.chat_id, created.site_id, created.end_user_id
    if told != (request.chat_id, request.site_id, request.end_user_id):
        yield "Q2", "the request is not that of this chat"
    if created.request_digest and created.request_digest != request.digest:
        yield "M7", "the request is not the one that was written"
