"""The ledger's invariants, proven while it grows: each stream once, when it has come to its end."""

from collections.abc import Callable, Iterable, Sequence

from parlour.ids import ChatId, LoginId, StreamId
from parlour.ledger.memory import Tables
from parlour.ledger.projections import SessionRecord
from parlour.ledger.protocol import Recorded
from parlour.ledger.stored_rows import as_stored
from parlour.ledger.verify.across import HouseCheck, SealCheck
from parlour.ledger.verify.one_stream import verify_stream
from parlour.ledger.verify.records import check_chat, check_duty
from parlour.ledger.verify.rules import Fault

OnFault = Callable[[str, str], None]

LAST_OF_CHAT = 27
LAST_OF_LOG_IN = (8, 9)


class Proofs:
    """What `parlour verify` proves, by the same checks, row by row and stream by stream."""

    def __init__(self, tables: Tables, on_fault: OnFault) -> None:
        self.proven = 0
        """Streams."""
        self._tables = tables
        self._on_fault = on_fault
        self._house = HouseCheck()

    def follow(self, rows: Sequence[Recorded]) -> None:
        """Rows in the order of the ledger, whole transactions."""
        for row in rows:
            self._tell(self._house.take(row))
        self._tell(self._house.close())
        for row in rows:
            if row.stream.startswith("chat/"):
                if row.kind == LAST_OF_CHAT:
                    self._prove_chat(row.stream)
            elif row.kind in LAST_OF_LOG_IN:
                self._prove_log_in(row.stream)

    def close(self) -> None:
        """Over all: the seals, and that no stream is left or has a record without rows."""
        tables = self._tables
        seals = SealCheck(iter(sorted(tables.seals.items())))
        for row in tables.all_rows:
            self._tell(seals.take(as_stored(row)))
        self._tell(seals.close())
        streams = {row.stream for row in tables.all_rows}
        if len(streams) != self.proven:
            self._on_fault("unfinished", f"{len(streams)} streams, {self.proven} proven")
        records = len(tables.chats) + len(tables.duties)
        if records != len(streams):
            self._on_fault("Q2", f"{len(streams)} streams, {records} records")

    def _prove_chat(self, stream: StreamId) -> None:
        tables, chat_id = self._tables, ChatId(stream.partition("/")[2])
        rows = tables.rows(stream)
        self._tell(verify_stream(map(as_stored, rows), tables.texts[chat_id]))
        sessions: list[SessionRecord] = []
        while (session := tables.sessions.get((chat_id, len(sessions) + 1))) is not None:
            sessions.append(session)
        record, request = tables.chats.get(chat_id), tables.requests.get(chat_id)
        self._tell(check_chat(rows, record, sessions, request))
        self.proven += 1

    def _prove_log_in(self, stream: StreamId) -> None:
        rows = self._tables.rows(stream)
        self._tell(verify_stream(map(as_stored, rows)))
        self._tell(check_duty(rows, self._tables.duties.get(LoginId(stream.partition("/")[2]))))
        self.proven += 1

    def _tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._on_fault(fault.rule, f"{fault.stream} row {fault.seq}: {fault.text}")
