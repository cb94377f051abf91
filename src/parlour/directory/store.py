"""Where the directory is kept: in memory, or as JSON in the database with each change on record."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from parlour.database.database import Database
from parlour.database.failures import DatabaseUnavailable
from parlour.directory.directory import Directory
from parlour.directory.records import Agent, AgentStatus, Profile, Queue, Site
from parlour.directory.tables import directory_change, directory_record
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
            self._directory = directory_of(await self._database.read(all_records))
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
        return await self._database.read(lambda db: changes_of(db, kind, record_id))


# In the database


def all_records(database: Connection) -> list[Record]:
    table = directory_record.c
    rows = database.execute(select(table.kind, table.record)).all()
    return [decoded(row.kind, row.record) for row in rows]


def write_record(database: Connection, record: Record, *, by: str, at: Millis) -> None:
    kind, record_id = kind_of(record), id_of(record)
    table, key = directory_record.c, {"kind": kind, "id": record_id}
    known = database.execute(
        select(table.version, table.record).where(table.kind == kind, table.id == record_id)
    ).first()
    after = msgspec.json.encode(record).decode()
    now = {"version": known.version + 1 if known else 1, "record": after}
    statement = insert_or(directory_record).values(key | now)
    database.execute(statement.on_conflict_do_update(index_elements=["kind", "id"], set_=now))
    change = {"at": at, "by": by, "before": known.record if known else None, "after": after}
    database.execute(insert(directory_change).values(key | change | {"version": now["version"]}))


def changes_of(database: Connection, kind: str, record_id: str) -> list[Change]:
    table = directory_change.c
    rows = database.execute(
        select(directory_change)
        .where(table.kind == kind, table.id == record_id)
        .order_by(table.number)
    ).all()
    return [
        Change(
            at=row.at,
            by=row.by,
            kind=kind,
            id=record_id,
            version=row.version,
            before=decoded(kind, row.before) if row.before else None,
            after=decoded(kind, row.after),
        )
        for row in rows
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
