"""Writes a group into the SQLite file: staged in memory, inserted table by table, one commit."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NoReturn

import msgspec

from parlour.database.failures import DatabaseUnavailable, is_shortage
from parlour.database.writer import begin, commit, roll_back
from parlour.ledger.chain import GENESIS
from parlour.ledger.deferred_index import bring_up_to_date, due
from parlour.ledger.projections import ChatRecord, DutyRecord, SessionRecord
from parlour.ledger.protocol import ChatRequest, Outcome, Transaction
from parlour.ledger.sqlite_past import SqlitePast
from parlour.ledger.staging import Stage
from parlour.ledger.statements import Insert, Row
from parlour.value import Value

_EVENT = Insert("event", ["position", "stream", "seq", "at", "tx", "data", "prev_hash", "hash"])
_MESSAGE = Insert("message", ["position", "message_id", "chat_id", "body", "salt"])
_COMMAND = Insert("command", ["id", "client_id", "number", "digest", "chat_id", "seq"])
_REQUEST = Insert("chat_request", ChatRequest.__struct_fields__, "OR REPLACE")
_CHAT = Insert("chat", ChatRecord.__struct_fields__, "OR REPLACE")
_SESSION = Insert("chat_session", SessionRecord.__struct_fields__, "OR REPLACE")
_DUTY = Insert("duty", DutyRecord.__struct_fields__, "OR REPLACE")


class GroupWriter:
    """Called in the writer's thread; knows where the ledger ends."""

    def __init__(self) -> None:
        self._past: SqlitePast | None = None
        self._position = 0
        self._seal = GENESIS
        self._commands = 0

    def __call__(
        self, connection: sqlite3.Connection, transactions: Sequence[Transaction]
    ) -> list[Outcome]:
        """One outcome for each transaction, in order; what was taken is durable.

        Raises: `DatabaseUnavailable`: nothing was written. `sqlite3.Error`: nobody knows.
        """
        past = self._past or self._begin(connection)
        try:
            stage = Stage(past, self._position, self._seal)
            outcomes = [stage.add(transaction) for transaction in transactions]
            if stage.is_empty:
                return outcomes
            index = due(past.fresh_rows, past.fresh_commands, len(transactions))
            begin(connection)
            self._insert(connection, stage)
            if index is not None:
                bring_up_to_date(connection, index)
        except sqlite3.OperationalError as error:
            _take_back(connection, error)
        commit(connection)
        self._position, self._seal = stage.position, stage.seal
        self._commands += len(stage.answers)
        past.remember(stage, index)
        return outcomes

    def _begin(self, connection: sqlite3.Connection) -> SqlitePast:
        try:
            begin(connection)
            bring_up_to_date(connection, "stream_index")
            bring_up_to_date(connection, "command_index")
            newest = connection.execute(
                "SELECT last_position, hash FROM sealed_group ORDER BY last_position DESC LIMIT 1"
            ).fetchone()
            ends = connection.execute("SELECT position, command FROM indexed_to").fetchone()
        except sqlite3.OperationalError as error:
            _take_back(connection, error)
        commit(connection)
        self._seal = newest[1] if newest else GENESIS
        self._position, self._commands = ends
        self._past = SqlitePast(connection)
        return self._past

    def _insert(self, connection: sqlite3.Connection, stage: Stage) -> None:
        _EVENT.run(connection, stage.events)
        _MESSAGE.run(
            connection,
            [(at, text.message_id, text.chat_id, text.body, text.salt) for at, text in stage.texts],
        )
        _COMMAND.run(
            connection,
            [
                (number, one.client_id, one.number, one.digest, one.chat_id, one.seq)
                for number, one in enumerate(stage.answers.values(), start=self._commands + 1)
            ],
        )
        _REQUEST.run(connection, [_request_row(request) for request in stage.requests])
        write_records(
            connection, [*stage.chats.values(), *stage.sessions.values(), *stage.duties.values()]
        )
        if stage.events:
            connection.execute(
                "INSERT INTO sealed_group VALUES (?, ?)", (stage.position, stage.seal)
            )


def _take_back(connection: sqlite3.Connection, error: sqlite3.OperationalError) -> NoReturn:
    """After an error before the commit. One of the commit itself must not come here: after a
    failed fsync nothing may be written any more."""
    roll_back(connection)
    if not is_shortage(error):
        raise error
    raise DatabaseUnavailable(str(error)) from error


def write_records(
    connection: sqlite3.Connection, records: Iterable[ChatRecord | SessionRecord | DutyRecord]
) -> None:
    """Records in place of what the tables held under their keys."""
    by_class: dict[type[Value], list[Row]] = {ChatRecord: [], SessionRecord: [], DutyRecord: []}
    for record in records:
        by_class[type(record)].append(msgspec.structs.astuple(record))
    _CHAT.run(connection, by_class[ChatRecord])
    _SESSION.run(connection, by_class[SessionRecord])
    _DUTY.run(connection, by_class[DutyRecord])


def _request_row(request: ChatRequest) -> Row:
    answers = msgspec.json.encode(request.answers).decode()
    return msgspec.structs.astuple(request.but(answers=answers))
