"""The ledger in a SQLite file: appended to in groups by one thread, read by others."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, TypeVar

import msgspec

from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable, is_damage, is_shortage
from parlour.database.gathered import Gathered
from parlour.ids import (
    AgentId,
    ChatId,
    ClientId,
    EndUserId,
    MessageId,
    Millis,
    SiteId,
    StreamId,
    chat_stream,
)
from parlour.ledger.group_commit import GroupCommit
from parlour.ledger.group_writer import GroupWriter
from parlour.ledger.missed import (
    Bookmark,
    Positions,
    TextCells,
    missed_rows,
    missed_texts,
)
from parlour.ledger.protocol import (
    Answer,
    BrokenLedger,
    ChatRequest,
    Done,
    LedgerUnavailable,
    MessageText,
    Recorded,
    SetAside,
    Transaction,
)
from parlour.ledger.staging import check, event_text_id
from parlour.ledger.stored_rows import StoredRow, proven_stream, stored_rows

T = TypeVar("T")
NO_STREAM = StreamId("")

Fields = dict[str, Any]
"""Of a record, as they lie in the table."""
FAILED_TOGETHER = (LedgerUnavailable, sqlite3.Error, msgspec.DecodeError)
"""What was looked up for many may have failed for one: then each looks for itself."""


class SqliteLedger:
    """Over an open database, which stays open when the ledger is closed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._groups = GroupCommit(database, GroupWriter())
        self._last_numbers = Gathered[ClientId, int](self._look_up_last_numbers)
        self._missed = Gathered[Bookmark, Sequence[StoredRow]](self._look_up_missed)
        self._texts = Gathered[Positions, Mapping[int, TextCells]](self._look_up_texts)
        self._requests = Gathered[ChatId, Fields](self._look_up_requests)

    def submit(self, transaction: Transaction, done: Done) -> None:
        check(transaction)
        self._groups.submit(transaction, done)

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        try:
            return proven_stream(await self._missed.get((stream, after)) or ())
        except FAILED_TOGETHER:
            return await self._look(lambda db: _stream(db, stream, after), stream)

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        return await self._look(lambda db: _feed(db, after, limit))

    async def texts(self, chat_id: ChatId) -> dict[MessageId, MessageText]:
        return await self._look(lambda db: _texts(db, chat_id), chat_stream(chat_id))

    async def texts_of(self, rows: Sequence[Recorded]) -> dict[MessageId, MessageText]:
        with_text = [row for row in rows if event_text_id(row.event) is not None]
        if not with_text:
            return {}
        positions = tuple(row.position for row in with_text)
        try:
            found = await self._texts.get(positions) or {}
        except FAILED_TOGETHER:
            found = await self._look(lambda db: _texts_at(db, positions), with_text[0].stream)
        return _proven_texts(with_text, found)

    async def request(self, chat_id: ChatId) -> ChatRequest | None:
        try:
            found = await self._requests.get(chat_id)
        except FAILED_TOGETHER:
            looked = await self._look(lambda db: _requests(db, [chat_id]), chat_stream(chat_id))
            found = looked.get(chat_id)
        return None if found is None else _request(chat_id, found)

    async def answer(self, client_id: ClientId, number: int) -> Answer | None:
        return await self._look(lambda db: _answer(db, client_id, number))

    async def last_number(self, client_id: ClientId) -> int:
        return await self._last_numbers.get(client_id) or 0

    async def _look_up_missed(
        self, marks: Sequence[Bookmark]
    ) -> dict[Bookmark, Sequence[StoredRow]]:
        return await self._look(lambda db: missed_rows(db, marks))

    async def _look_up_texts(
        self, wanted: Sequence[Positions]
    ) -> dict[Positions, Mapping[int, TextCells]]:
        positions = sorted(set(chain.from_iterable(wanted)))
        found = await self._look(lambda db: missed_texts(db, positions))
        return dict.fromkeys(wanted, found)

    async def _look_up_requests(self, chat_ids: Sequence[ChatId]) -> dict[ChatId, Fields]:
        return await self._look(lambda db: _requests(db, chat_ids))

    async def _look_up_last_numbers(self, client_ids: Sequence[ClientId]) -> dict[ClientId, int]:
        return await self._look(lambda db: _last_numbers(db, client_ids))

    async def last_lead(self, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
        return await self._look(lambda db: _last_lead(db, site_id, end_user_id))

    async def open_streams(self) -> Sequence[StreamId]:
        return await self._look(lambda db: [row[0] for row in db.execute(_OPEN_STREAMS)])

    async def set_aside(self, stream: StreamId, seq: int, reason: str, at: Millis) -> None:
        statement = "INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?)"
        row = stream, seq, reason, at
        try:
            await self._database.write(lambda db: db.execute(statement, row).close())
        except DatabaseUnavailable as error:
            raise LedgerUnavailable(str(error)) from error

    async def quarantined(self) -> dict[StreamId, SetAside]:
        query = "SELECT stream, seq, reason, since FROM quarantine"
        found = await self._look(lambda db: db.execute(query).fetchall())
        return {
            stream: SetAside(seq=seq, reason=reason, at=at) for stream, seq, reason, at in found
        }

    async def epoch(self) -> str:
        query = "SELECT epoch FROM history"
        return await self._look(lambda db: str(db.execute(query).fetchone()[0]))

    async def last_position(self) -> int:
        return await self._look(_last_position)

    async def last_at(self) -> Millis:
        query = "SELECT at FROM event ORDER BY position DESC LIMIT 1"
        newest = await self._look(lambda db: db.execute(query).fetchone())
        return Millis(0) if newest is None else Millis(newest[0])

    async def close(self) -> None:
        await self._groups.close()

    async def _look(
        self, query: Callable[[sqlite3.Connection], T], stream: StreamId = NO_STREAM
    ) -> T:
        """`stream`: the one whose rows are read.

        Raises: `BrokenLedger` when the file is damaged there; `LedgerUnavailable`.
        """
        try:
            return await self._database.look(query)
        except sqlite3.Error as error:
            if is_damage(error) and stream != NO_STREAM:
                raise BrokenLedger(stream, 0) from error
            if is_damage(error) or is_shortage(error):
                raise LedgerUnavailable(str(error)) from error
            raise


_OPEN_STREAMS = """
    SELECT stream FROM (
        SELECT 'chat/' || chat_id AS stream FROM (
            SELECT chat_id FROM chat WHERE completed IS NULL ORDER BY 1
        ) UNION ALL
        SELECT 'agent/' || login_id FROM (
            SELECT login_id FROM duty WHERE ended IS NULL ORDER BY 1
        )
    ) WHERE stream NOT IN (SELECT stream FROM quarantine)
"""


def _stream(db: sqlite3.Connection, stream: StreamId, after: int) -> list[Recorded]:
    query = """
        SELECT stream, seq, position, at, tx, data, prev_hash, hash
        FROM stream_event WHERE stream = ? AND seq > ? ORDER BY seq
    """
    return proven_stream(stored_rows(db.execute(query, (stream, after))))


def _feed(db: sqlite3.Connection, after: int, limit: int) -> list[Recorded]:
    query = """
        SELECT stream, seq, position, at, tx, data, prev_hash, hash
        FROM event WHERE position > ? ORDER BY position LIMIT ?
    """
    return [stored.proven() for stored in stored_rows(db.execute(query, (after, limit)))]


def _last_position(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT position FROM event ORDER BY position DESC LIMIT 1").fetchone()
    return 0 if found is None else int(found[0])


def _texts(db: sqlite3.Connection, chat_id: ChatId) -> dict[MessageId, MessageText]:
    query = """
        SELECT m.message_id, m.chat_id, m.body, m.salt, e.seq,
            iif(json_valid(e.data), json_extract(e.data, '$.digest'), '')
        FROM stream_event AS e CROSS JOIN message AS m ON m.position = e.position
        WHERE e.stream = 'chat/' || ? ORDER BY e.seq
    """
    texts: dict[MessageId, MessageText] = {}
    for *columns, seq, digest in db.execute(query, (chat_id,)):
        text = _proven_text(columns, digest, chat_stream(chat_id), seq)
        texts[text.message_id] = text
    return texts


def _texts_at(db: sqlite3.Connection, positions: Positions) -> dict[int, TextCells]:
    query = "SELECT message_id, chat_id, body, salt FROM message WHERE position = ?"
    found = {position: db.execute(query, (position,)).fetchone() for position in positions}
    return {position: cells for position, cells in found.items() if cells is not None}


def _proven_texts(
    rows: Sequence[Recorded], found: Mapping[int, TextCells]
) -> dict[MessageId, MessageText]:
    """Of rows of one chat; `found`: by position."""
    texts: dict[MessageId, MessageText] = {}
    for row in rows:
        cells = found.get(row.position)
        if cells is not None:
            text = _proven_text(cells, getattr(row.event, "digest", ""), row.stream, row.seq)
            texts[text.message_id] = text
    return texts


def _proven_text(columns: Sequence[str], digest: str, stream: StreamId, seq: int) -> MessageText:
    """Raises: `BrokenLedger` when a text is not the one whose digest its row has."""
    message_id, chat_id, body, salt = columns
    if sha256(f"{salt}{body}".encode()).hexdigest() != digest:
        raise BrokenLedger(stream, seq)
    return MessageText(
        message_id=MessageId(message_id), chat_id=ChatId(chat_id), body=body, salt=salt
    )


def _requests(db: sqlite3.Connection, chat_ids: Sequence[ChatId]) -> dict[ChatId, Fields]:
    marks = ",".join("?" * len(chat_ids))
    query = f"SELECT * FROM chat_request WHERE chat_id IN ({marks})"  # noqa: S608 — places only
    cursor = db.execute(query, chat_ids)
    names = [column[0] for column in cursor.description]
    found = (dict(zip(names, cells, strict=True)) for cells in cursor)
    return {fields["chat_id"]: fields for fields in found}


def _request(chat_id: ChatId, fields: Fields) -> ChatRequest:
    """Raises: `BrokenLedger`."""
    try:
        answers = msgspec.json.decode(fields["answers"])
        return msgspec.convert(fields | {"answers": answers}, ChatRequest)
    except (msgspec.MsgspecError, TypeError) as error:
        raise BrokenLedger(chat_stream(chat_id), 0) from error


def _last_numbers(db: sqlite3.Connection, client_ids: Sequence[ClientId]) -> dict[ClientId, int]:
    query = f"""
        SELECT client_id, max(number) FROM client_command
        WHERE client_id IN ({",".join("?" * len(client_ids))}) GROUP BY client_id
    """  # noqa: S608 — only places for values
    return dict(db.execute(query, client_ids).fetchall())


def _last_lead(db: sqlite3.Connection, site_id: SiteId, end_user_id: EndUserId) -> AgentId | None:
    query = """
        SELECT lead_agent_id FROM chat
        WHERE site_id = ? AND end_user_id = ? AND completed IS NOT NULL
            AND lead_agent_id IS NOT NULL
        ORDER BY completed DESC, lead_agent_id DESC LIMIT 1
    """
    found = db.execute(query, (site_id, end_user_id)).fetchone()
    return None if found is None else AgentId(found[0])


def _answer(db: sqlite3.Connection, client_id: ClientId, number: int) -> Answer | None:
    query = "SELECT digest, chat_id, seq FROM client_command WHERE client_id = ? AND number = ?"
    found = db.execute(query, (client_id, number)).fetchone()
    if found is None:
        return None
    digest, chat_id, seq = found
    return Answer(client_id=client_id, number=number, digest=digest, chat_id=chat_id, seq=seq)
