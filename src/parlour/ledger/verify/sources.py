"""Where a ledger to be verified is read from: a database file, or rows at hand."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from parlour.database.beside import reader_beside
from parlour.database.migrate import require_newest
from parlour.ids import ChatId, LoginId, MessageId, Millis, StreamId, chat_stream
from parlour.ledger.projections import ChatRecord, DutyRecord, SessionRecord
from parlour.ledger.protocol import ChatRequest, MessageText, Recorded
from parlour.ledger.staging import event_text_id
from parlour.ledger.stored_rows import StoredRow, as_stored, stored_rows
from parlour.ledger.verify.one_stream import verify_stream
from parlour.ledger.verify.rules import Fault, fault_of
from parlour.ledger.verify.verification import OnProgress, Report, no_progress, verify
from parlour.lives.outage import NO_OUTAGES, Outage, Outages
from parlour.lives.sqlite import outages_since


def verify_database(path: Path, on_progress: OnProgress = no_progress) -> Report:
    """Reads the database at `path`, also while a server has it open.

    Raises: `FileNotFoundError`; `DatabaseTooOld`, `DatabaseTooNew`; `sqlite3.Error` when it is no
    database of ours.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with reader_beside(path) as connection:
        connection.execute("BEGIN")
        require_newest(connection, path)
        return verify(SqliteSource(connection), on_progress)


def verify_chat(
    rows: Sequence[Recorded],
    texts: dict[MessageId, MessageText] | None = None,
    outages: Outages = NO_OUTAGES,
) -> list[Fault]:
    """What is wrong with one chat, by its own rows and the texts that are kept of it."""
    by_position: dict[int, MessageText] = {}
    for row in rows:
        text_id = event_text_id(row.event)
        if texts and text_id is not None and text_id in texts:
            by_position[row.position] = texts[text_id]
    return verify_stream(map(as_stored, rows), by_position, outages)


def first_fault(
    rows: Sequence[Recorded], texts: dict[MessageId, MessageText] | None = None
) -> Fault | None:
    """The fault of one chat that shows first, if there is any."""
    return min(verify_chat(rows, texts), key=lambda fault: fault.seq, default=None)


NO_STREAM = StreamId("")
DAMAGES_MAX = 100  # of a file: it is not mended by hand, so more would help nobody

_ASTRAY = """
    SELECT client_id, number, chat_id, seq FROM command WHERE id <= (SELECT command FROM indexed_to)
        AND NOT EXISTS (
            SELECT 1 FROM command_index AS i WHERE i.client_id = command.client_id
                AND i.number = command.number AND i.id = command.id
        )
    UNION ALL
    SELECT client_id, number, NULL, 0 FROM command_index AS i
        WHERE NOT EXISTS (SELECT 1 FROM command WHERE command.id = i.id)
    UNION ALL
    SELECT client_id, number, chat_id, seq FROM command WHERE chat_id IS NOT NULL AND seq > 0
        AND NOT EXISTS (
            SELECT 1 FROM stream_event AS e
            WHERE e.stream = 'chat/' || command.chat_id AND e.seq = command.seq
                AND ifnull(iif(json_valid(e.data), json_extract(e.data, '$.command_id'), NULL),
                    client_id || ':' || number) = client_id || ':' || number
        )
"""


def _told(field: str, row: str = "") -> str:
    """What the row says; nothing, if it can't be read: the planner may ask before it filters."""
    return f"iif(json_valid({row}data), json_extract({row}data, '$.{field}'), NULL)"


_FILE_ROWS = """data GLOB '{"kind":38,*' OR data GLOB '{"kind":1003,*'"""
_TOLD_OTHERWISE = f"""
    SELECT e.stream, e.seq, f.file_id FROM (
        SELECT stream, seq, at, data FROM event WHERE {_FILE_ROWS}
    ) AS e JOIN file AS f ON f.file_id = {_told("file_id", "e.")}
    WHERE f.state IN ('held', 'refused') OR f.scan = '' OR f.scanned > e.at OR f.received > e.at
        OR e.stream <> 'chat/' || f.chat_id
        OR f.sha256 <> {_told("sha256", "e.")}
        OR f.size <> {_told("size", "e.")}
        OR f.media_type <> {_told("media_type", "e.")}
"""  # noqa: S608 — nothing of it comes from outside
_NOT_TOLD = f"""
    SELECT 'chat/' || f.chat_id, 0, f.file_id FROM file AS f WHERE f.state = 'kept'
        AND NOT EXISTS (
            SELECT 1 FROM (
                SELECT data FROM stream_event
                WHERE stream = 'chat/' || f.chat_id AND ({_FILE_ROWS})
            ) WHERE {_told("file_id")} = f.file_id
        )
"""  # noqa: S608


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

    def damage(self) -> Iterable[Fault]:
        for told in self._integrity():
            yield fault_of(NO_STREAM, 0, ("Q6", told.replace("\n", "; ")))
        for client_id, number, chat_id, seq in self._connection.execute(_ASTRAY):
            stream = NO_STREAM if chat_id is None else chat_stream(ChatId(str(chat_id)))
            text = f"the answer to command {client_id}:{number} is not what was written"
            yield fault_of(stream, seq if isinstance(seq, int) else 0, ("Q5", text))
        yield from self._files()

    def _integrity(self) -> list[str]:
        """What SQLite finds itself. It stumbles over a row of `event` that is no JSON any more, for
        columns are computed from it; then the other tables are looked at one by one. Such a row is
        found by its hash."""
        try:
            return self._told_by(f"PRAGMA integrity_check({DAMAGES_MAX})")
        except sqlite3.OperationalError as error:
            if "JSON" not in str(error):
                raise
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'event'"
        tables = [str(name) for (name,) in self._connection.execute(query)]
        return [
            told for name in tables for told in self._told_by(f"PRAGMA integrity_check({name})")
        ]

    def _told_by(self, pragma: str) -> list[str]:
        return [str(told) for (told,) in self._connection.execute(pragma) if told != "ok"]

    def _files(self) -> Iterable[Fault]:
        """One whose record is missing was erased, and may be."""
        for stream, seq, file_id in self._connection.execute(_TOLD_OTHERWISE):
            yield fault_of(StreamId(stream), seq, ("K1", f"the file {file_id} is not as told"))
        for stream, seq, file_id in self._connection.execute(_NOT_TOLD):
            yield fault_of(StreamId(stream), seq, ("K2", f"no row tells of the file {file_id}"))

    def quarantined(self) -> dict[StreamId, tuple[int, str]]:
        query = "SELECT stream, seq, reason FROM quarantine"
        return {stream: (seq, reason) for stream, seq, reason in self._connection.execute(query)}

    def record_counts(self) -> tuple[int, int]:
        return (
            self._number("SELECT count(*) FROM chat"),
            self._number("SELECT count(*) FROM duty"),
        )

    def outages(self) -> Outages:
        return Outages(outages_since(self._connection, Millis(0), -1))

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
        requests: dict[ChatId, ChatRequest] | None = None,
        texts: dict[int, MessageText] | None = None,
        outages: Iterable[Outage] = (),
    ) -> None:
        """Seals and texts are by position."""
        self.rows = list(rows)
        self._seals = seals
        self._chats = chats
        self._sessions = sessions
        self._duties = duties
        self._requests = requests or {}
        self._texts = texts or {}
        self.outages_at_hand = list(outages)

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
        return self._chats.get(chat_id), sessions, self._requests.get(chat_id)

    def duty_record(self, login_id: LoginId) -> DutyRecord | None:
        return self._duties.get(login_id)

    def damage(self) -> Iterable[Fault]:
        return ()

    def quarantined(self) -> dict[StreamId, tuple[int, str]]:
        return {}

    def record_counts(self) -> tuple[int, int]:
        return len(self._chats), len(self._duties)

    def outages(self) -> Outages:
        return Outages(self.outages_at_hand)
