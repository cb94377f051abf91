"""Where a ledger to be verified is read from: a database file, or rows at hand."""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from parlour.database.connect import open_reader
from parlour.database.lock import DatabaseInUse, FileLock
from parlour.ids import ChatId, LoginId, MessageId
from parlour.ledger.projections import ChatRecord, DutyRecord, SessionRecord
from parlour.ledger.protocol import ChatRequest, MessageText, Recorded
from parlour.ledger.staging import event_text_id
from parlour.ledger.stored_rows import StoredRow, as_stored, stored_rows
from parlour.ledger.verify.one_stream import verify_stream
from parlour.ledger.verify.rules import Fault
from parlour.ledger.verify.verification import OnProgress, Report, no_progress, verify


def verify_database(path: Path, on_progress: OnProgress = no_progress) -> Report:
    """Reads the database at `path`, also while a server has it open.

    Raises: `FileNotFoundError`; `sqlite3.Error` when it is no database of ours.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with _reader(path) as connection:
        connection.execute("BEGIN")
        return verify(SqliteSource(connection), on_progress)


def verify_chat(
    rows: Sequence[Recorded], texts: dict[MessageId, MessageText] | None = None
) -> list[Fault]:
    """What is wrong with one chat, by its own rows and the texts that are kept of it."""
    by_position: dict[int, MessageText] = {}
    for row in rows:
        text_id = event_text_id(row.event)
        if texts and text_id is not None and text_id in texts:
            by_position[row.position] = texts[text_id]
    return verify_stream(map(as_stored, rows), by_position)


def first_fault(
    rows: Sequence[Recorded], texts: dict[MessageId, MessageText] | None = None
) -> Fault | None:
    """The fault of one chat that shows first, if there is any."""
    return min(verify_chat(rows, texts), key=lambda fault: fault.seq, default=None)


@contextmanager
def _reader(path: Path) -> Generator[sqlite3.Connection, None, None]:
    """With no server about, this reader may recover the file's log as a server would at its start;
    beside a server it must not, and opens the file for reading only."""
    try:
        lock = FileLock(path)
    except DatabaseInUse:
        lock = None
    connection = open_reader(path, read_only_file=lock is None)
    try:
        yield connection
    finally:
        connection.close()
        if lock is not None:
            lock.release()


class SqliteSource:
    """Over a reading connection, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def row_count(self) -> int:
        return self._number("SELECT count(*) FROM event")

    def by_stream(self) -> Iterable[StoredRow]:
        return stored_rows(
            self._connection.execute(
                "SELECT stream, seq, position, at, tx, data, prev_hash, hash"
                " FROM stream_event ORDER BY stream, seq"
            )
        )

    def by_position(self) -> Iterable[StoredRow]:
        return stored_rows(
            self._connection.execute(
                "SELECT stream, seq, position, at, tx, data, prev_hash, hash"
                " FROM event ORDER BY position"
            )
        )

    def seals(self) -> Iterable[tuple[int, str]]:
        return self._connection.execute(
            "SELECT last_position, hash FROM sealed_group ORDER BY last_position"
        )

    def texts(self) -> Iterable[tuple[int, MessageText]]:
        query = "SELECT position, message_id, chat_id, body, salt FROM message ORDER BY position"
        for position, message_id, chat_id, body, salt in self._connection.execute(query):
            text = MessageText(message_id=message_id, chat_id=chat_id, body=body, salt=salt)
            yield position, text

    def chat_records(
        self, chat_id: ChatId
    ) -> tuple[ChatRecord | None, Sequence[SessionRecord], ChatRequest | None]:
        chats = self._records("SELECT * FROM chat WHERE chat_id = ?", chat_id)
        sessions = self._records(
            "SELECT * FROM chat_session WHERE chat_id = ? ORDER BY number", chat_id
        )
        requests = self._records("SELECT * FROM chat_request WHERE chat_id = ?", chat_id)
        for request in requests:
            request["answers"] = msgspec.json.decode(str(request["answers"]))
        return (
            msgspec.convert(chats[0], ChatRecord, strict=False) if chats else None,
            [msgspec.convert(session, SessionRecord) for session in sessions],
            msgspec.convert(requests[0], ChatRequest) if requests else None,
        )

    def duty_record(self, login_id: LoginId) -> DutyRecord | None:
        found = self._records("SELECT * FROM duty WHERE login_id = ?", login_id)
        return msgspec.convert(found[0], DutyRecord) if found else None

    def record_counts(self) -> tuple[int, int]:
        return (
            self._number("SELECT count(*) FROM chat"),
            self._number("SELECT count(*) FROM duty"),
        )

    def _number(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])

    def _records(self, query: str, key: str) -> list[dict[str, object]]:
        cursor = self._connection.execute(query, (key,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, cells, strict=True)) for cells in cursor]


class RowsAtHand:
    """Rows and whatever belongs to them, in memory."""

    def __init__(
        self,
        rows: Iterable[StoredRow],
        *,
        seals: dict[int, str],
        chats: dict[ChatId, ChatRecord],
        sessions: dict[tuple[ChatId, int], SessionRecord],
        duties: dict[LoginId, DutyRecord],
        texts: dict[int, MessageText] | None = None,
    ) -> None:
        """Seals and texts are by position."""
        self.rows = list(rows)
        self._seals = seals
        self._chats = chats
        self._sessions = sessions
        self._duties = duties
        self._texts = texts or {}

    def row_count(self) -> int:
        return len(self.rows)

    def by_stream(self) -> Iterable[StoredRow]:
        return sorted(self.rows, key=lambda row: (row.stream, row.seq))

    def by_position(self) -> Iterable[StoredRow]:
        return sorted(self.rows, key=lambda row: row.position)

    def seals(self) -> Iterable[tuple[int, str]]:
        return sorted(self._seals.items())

    def texts(self) -> Iterable[tuple[int, MessageText]]:
        return sorted(self._texts.items(), key=lambda item: item[0])

    def chat_records(
        self, chat_id: ChatId
    ) -> tuple[ChatRecord | None, Sequence[SessionRecord], ChatRequest | None]:
        sessions = [s for (chat, _), s in sorted(self._sessions.items()) if chat == chat_id]
        return self._chats.get(chat_id), sessions, None

    def duty_record(self, login_id: LoginId) -> DutyRecord | None:
        return self._duties.get(login_id)

    def record_counts(self) -> tuple[int, int]:
        return len(self._chats), len(self._duties)
