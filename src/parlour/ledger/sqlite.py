"""The ledger in a SQLite file: appended to in groups by one thread, read by others."""

import sqlite3
from collections.abc import Sequence

import msgspec

from parlour.database.database import Database
from parlour.ids import ChatId, ClientId, MessageId, Millis, StreamId
from parlour.ledger.group_commit import GroupCommit
from parlour.ledger.group_writer import GroupWriter
from parlour.ledger.protocol import Answer, ChatRequest, Done, MessageText, Recorded, Transaction
from parlour.ledger.staging import check
from parlour.ledger.stored_rows import proven_stream, stored_rows


class SqliteLedger:
    """Over an open database, which stays open when the ledger is closed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._groups = GroupCommit(database, GroupWriter())

    def submit(self, transaction: Transaction, done: Done) -> None:
        check(transaction)
        self._groups.submit(transaction, done)

    async def read(self, stream: StreamId, after: int = 0) -> Sequence[Recorded]:
        return await self._database.look(lambda db: _stream(db, stream, after))

    async def feed(self, after: int, limit: int) -> Sequence[Recorded]:
        return await self._database.look(lambda db: _feed(db, after, limit))

    async def texts(self, chat_id: ChatId) -> dict[MessageId, MessageText]:
        return await self._database.look(lambda db: _texts(db, chat_id))

    async def request(self, chat_id: ChatId) -> ChatRequest | None:
        return await self._database.look(lambda db: _request(db, chat_id))

    async def answer(self, client_id: ClientId, number: int) -> Answer | None:
        return await self._database.look(lambda db: _answer(db, client_id, number))

    async def last_number(self, client_id: ClientId) -> int:
        query = "SELECT ifnull(max(number), 0) FROM client_command WHERE client_id = ?"
        found: int = await self._database.look(
            lambda db: db.execute(query, (client_id,)).fetchone()[0]
        )
        return found

    async def open_streams(self) -> Sequence[StreamId]:
        return await self._database.look(lambda db: [row[0] for row in db.execute(_OPEN_STREAMS)])

    async def last_at(self) -> Millis:
        query = "SELECT at FROM event ORDER BY position DESC LIMIT 1"
        newest = await self._database.look(lambda db: db.execute(query).fetchone())
        return Millis(0) if newest is None else Millis(newest[0])

    async def close(self) -> None:
        await self._groups.close()


_OPEN_STREAMS = """
    SELECT 'chat/' || chat_id FROM (SELECT chat_id FROM chat WHERE completed IS NULL ORDER BY 1)
    UNION ALL
    SELECT 'agent/' || login_id FROM (SELECT login_id FROM duty WHERE ended IS NULL ORDER BY 1)
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


def _texts(db: sqlite3.Connection, chat_id: ChatId) -> dict[MessageId, MessageText]:
    query = """
        SELECT m.message_id, m.chat_id, m.body, m.salt
        FROM stream_event AS e CROSS JOIN message AS m ON m.position = e.position
        WHERE e.stream = 'chat/' || ? ORDER BY e.seq
    """
    texts = (
        MessageText(message_id=message_id, chat_id=chat, body=body, salt=salt)
        for message_id, chat, body, salt in db.execute(query, (chat_id,))
    )
    return {text.message_id: text for text in texts}


def _request(db: sqlite3.Connection, chat_id: ChatId) -> ChatRequest | None:
    cursor = db.execute("SELECT * FROM chat_request WHERE chat_id = ?", (chat_id,))
    found = cursor.fetchone()
    if found is None:
        return None
    fields = dict(zip((column[0] for column in cursor.description), found, strict=True))
    fields["answers"] = msgspec.json.decode(fields["answers"])
    return msgspec.convert(fields, ChatRequest)


def _answer(db: sqlite3.Connection, client_id: ClientId, number: int) -> Answer | None:
    query = "SELECT digest, chat_id, seq FROM client_command WHERE client_id = ? AND number = ?"
    found = db.execute(query, (client_id, number)).fetchone()
    if found is None:
        return None
    digest, chat_id, seq = found
    return Answer(client_id=client_id, number=number, digest=digest, chat_id=chat_id, seq=seq)
