"""Where the directory is kept: in memory, or as JSON in the database with each change on record."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from parlour.database.database import Database
from parlour.database.failures import DamagedRecord, DatabaseUnavailable
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, AgentStatus, Profile, Queue, Site
from parlour.engine.ports import Clock
from parlour.ids import Millis
from parlour.value import Value

Record = Site | Queue | Profile | Agent | AgentStatus

KINDS: dict[str, type[Record]] = {
    "site": Site,
    "queue": Queue,
    "profile": Profile,
    "agent": Agent,
    "status": AgentStatus,
}
"""Stored words; they never change."""
_words = {record_type: kind for kind, record_type in KINDS.items()}


class DirectoryUnavailable(Exception):
    """The change can't be written now; nothing was. Retryable."""


class BadRecord(Exception):
    """A field is not as it must be; `reason` names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Change(Value):
    """One entry of the history. `before` is `None` for a new record."""

    at: Millis
    by: str
    kind: str
    id: str
    version: int
    before: Record | None
    after: Record


class MemoryDirectory:
    """For tests and simulations."""

    def __init__(self, clock: Clock, records: Iterable[Record] = ()) -> None:
        self._clock = clock
        self._directory = directory_of(records)
        self._changes: list[Change] = []
        self._versions: dict[tuple[str, str], int] = {}

    async def load(self) -> Directory:
        return self._directory

    async def put(self, record: Record, *, by: str) -> None:
        check(record)
        kind, record_id = kind_of(record), id_of(record)
        before = shelf_of(self._directory, record).get(record_id)
        version = self._versions.get((kind, record_id), 1 if before else 0) + 1
        self._versions[kind, record_id] = version
        self._changes.append(
            Change(
                at=self._clock.now(),
                by=by,
                kind=kind,
                id=record_id,
                version=version,
                before=before,
                after=record,
            )
        )
        shelf_of(self._directory, record)[record_id] = record

    async def history(self, kind: str, record_id: str) -> list[Change]:
        return [c for c in self._changes if (c.kind, c.id) == (kind, record_id)]


class SqliteDirectory:
    """In the database. `load` gives one directory, which every `put` brings up to date."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._directory: Directory | None = None

    async def load(self) -> Directory:
        if self._directory is None:
            self._directory = directory_of(await self._database.look(all_records))
        return self._directory

    async def put(self, record: Record, *, by: str) -> None:
        """
        Raises:
            BadRecord
            DirectoryUnavailable: nothing was written.
        """
        check(record)
        directory, at = await self.load(), self._clock.now()
        try:
            await self._database.write(lambda db: write_record(db, record, by=by, at=at))
        except DatabaseUnavailable as unavailable:
            raise DirectoryUnavailable(str(unavailable)) from unavailable
        shelf_of(directory, record)[id_of(record)] = record

    async def history(self, kind: str, record_id: str) -> list[Change]:
        """How a record came to be what it is, oldest change first."""
        return await self._database.look(lambda db: changes_of(db, kind, record_id))


# In the database


def all_records(database: sqlite3.Connection) -> list[Record]:
    rows = database.execute("SELECT kind, id, record FROM directory_record").fetchall()
    return [_undamaged(*row) for row in rows]


def _undamaged(kind: str, record_id: str, record: str) -> Record:
    try:
        return decoded(kind, record)
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise DamagedRecord(f"the {kind} {record_id} of the directory is damaged") from error


def write_record(database: sqlite3.Connection, record: Record, *, by: str, at: Millis) -> None:
    kind, record_id = kind_of(record), id_of(record)
    version, before = database.execute(
        "SELECT version, record FROM directory_record WHERE kind = ? AND id = ?", (kind, record_id)
    ).fetchone() or (0, None)
    after = msgspec.json.encode(record).decode()
    database.execute(
        "INSERT OR REPLACE INTO directory_record (kind, id, version, record) VALUES (?, ?, ?, ?)",
        (kind, record_id, version + 1, after),
    )
    database.execute(
        'INSERT INTO directory_change (at, "by", kind, id, version, before, after)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (at, by, kind, record_id, version + 1, before, after),
    )


def changes_of(database: sqlite3.Connection, kind: str, record_id: str) -> list[Change]:
    rows = database.execute(
        'SELECT at, "by", version, before, after FROM directory_change'
        " WHERE kind = ? AND id = ? ORDER BY number",
        (kind, record_id),
    )
    return [
        Change(
            at=at,
            by=by,
            kind=kind,
            id=record_id,
            version=version,
            before=decoded(kind, before) if before else None,
            after=decoded(kind, after),
        )
        for at, by, version, before, after in rows
    ]


# Records


def kind_of(record: Record) -> str:
    return _words[type(record)]


def id_of(record: Record) -> str:
    match record:
        case Site():
            return record.site_id
        case Queue():
            return record.queue_id
        case Profile():
            return record.profile_id
        case Agent():
            return record.agent_id
        case AgentStatus():
            return record.status_id


def shelf_of(directory: Directory, record: Record) -> dict[Any, Any]:
    """Where records of this kind stand, by id."""
    match record:
        case Site():
            return directory.sites
        case Queue():
            return directory.queues
        case Profile():
            return directory.profiles
        case Agent():
            return directory.agents
        case AgentStatus():
            return directory.statuses


def directory_of(records: Iterable[Record]) -> Directory:
    directory = Directory()
    for record in records:
        shelf_of(directory, record)[id_of(record)] = record
    return directory


def decoded(kind: str, record: str) -> Record:
    return msgspec.json.decode(record, type=KINDS[kind])


def check(record: Record) -> None:
    """Bounds hold when a record is decoded; one made in the program is checked here.

    Raises:
        BadRecord
    """
    try:
        decoded(kind_of(record), msgspec.json.encode(record).decode())
    except msgspec.ValidationError as error:
        raise BadRecord(str(error)) from error
