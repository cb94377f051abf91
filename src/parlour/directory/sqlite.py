"""The directory in the database: records as JSON, each change on record."""

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from parlour.database.database import Database
from parlour.database.failures import DamagedRecord, DatabaseUnavailable
from parlour.directory.changes import (
    About,
    Change,
    Deed,
    DirectoryUnavailable,
    Edit,
    Stamp,
    VersionClash,
    Wanted,
)
from parlour.directory.directory import Directory
from parlour.directory.flaws import Key, Kind
from parlour.directory.shelves import Record, check_bounds, decoded, directory_of, encoded
from parlour.directory.store import follow
from parlour.engine.ports import Clock
from parlour.ids import Millis
from parlour.value import Value

T = TypeVar("T")


class _Seen(Value):
    """The whole directory as the database has it."""

    records: list[Record]
    stamps: dict[Key, Stamp]
    revision: int


class SqliteDirectory:
    """A `DirectoryStore`. `load` gives one directory, which every write brings up to date."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.revision = 0
        self.stamps: dict[Key, Stamp] = {}
        self._database = database
        self._clock = clock
        self._directory: Directory | None = None

    async def load(self) -> Directory:
        if self._directory is None:
            seen = await self._database.look(everything)
            self._directory = directory_of(seen.records)
            self.stamps, self.revision = seen.stamps, seen.revision
        return self._directory

    async def write(self, edits: Sequence[Edit], *, by: str) -> None:
        for edit in edits:
            if edit.after is not None:
                check_bounds(edit.after)
        directory, at = await self.load(), self._clock.now()
        try:
            written = await self._database.write(lambda db: write_edits(db, edits, by, at))
        except DatabaseUnavailable as unavailable:
            raise DirectoryUnavailable(str(unavailable)) from unavailable
        for edit, (number, stamp) in zip(edits, written, strict=True):
            self.revision = max(self.revision, number)
            follow(self, directory, edit, stamp)

    async def note(self, about: About, deed: Deed, *, by: str) -> None:
        at = self._clock.now()
        try:
            await self._database.write(lambda db: write_note(db, about, deed, (at, by)))
        except DatabaseUnavailable as unavailable:
            raise DirectoryUnavailable(str(unavailable)) from unavailable

    async def changes(self, wanted: Wanted, limit: int) -> list[Change]:
        return await self._database.look(lambda db: changes_in(db, wanted, limit))


# Read


def everything(db: sqlite3.Connection) -> _Seen:
    rows = db.execute("SELECT kind, id, record FROM directory_record").fetchall()
    stamps = db.execute(
        """
        SELECT kind, id, version, at, "by" FROM directory_record
        JOIN directory_change USING (kind, id, version) WHERE deed = 'put'
        """
    )
    (revision,) = db.execute(
        "SELECT coalesce(max(number), 0) FROM directory_change WHERE deed IN ('put', 'remove')"
    ).fetchone()
    return _Seen(
        records=[_undamaged(*row) for row in rows],
        stamps={
            (kind, record_id): Stamp(version=version, at=at, by=by)
            for kind, record_id, version, at, by in stamps
        },
        revision=revision,
    )


def _undamaged(kind: Kind, record_id: str, record: str) -> Record:
    try:
        return decoded(kind, record)
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise DamagedRecord(f"the {kind} {record_id} of the directory is damaged") from error


def changes_in(db: sqlite3.Connection, wanted: Wanted, limit: int) -> list[Change]:
    given = {"kind": wanted.kind, "id": wanted.id, '"by"': wanted.by}
    fits = [f"{column} = ?" for column, value in given.items() if value]
    rows = db.execute(
        f"""
        SELECT number, at, "by", deed, kind, id, version, before, after FROM directory_change
        WHERE {" AND ".join(["number < ?", *fits])} ORDER BY number DESC LIMIT ?
        """,  # noqa: S608 — the names are our own
        (wanted.before, *(value for value in given.values() if value), limit),
    )
    return [
        Change(
            number=number,
            at=at,
            by=by,
            deed=deed,
            kind=kind,
            id=record_id,
            version=version,
            before=decoded(kind, before) if before else None,
            after=decoded(kind, after) if after else None,
        )
        for number, at, by, deed, kind, record_id, version, before, after in rows
    ]


# Write


def write_edits(
    db: sqlite3.Connection, edits: Sequence[Edit], by: str, at: Millis
) -> list[tuple[int, Stamp]]:
    """Number and stamp of each change.

    Raises:
        VersionClash
    """
    if late := [edit for edit in edits if _is_late(edit, _present(db, edit)[0])]:
        raise VersionClash(late)
    return [_write_edit(db, edit, by, at) for edit in edits]


def write_note(db: sqlite3.Connection, about: About, deed: Deed, at_by: tuple[Millis, str]) -> None:
    at, by = at_by
    stamp = Stamp(version=_last_version(db, about), at=at, by=by)
    _add(db, about, deed, (stamp, None, None))


def _is_late(edit: Edit, version: int) -> bool:
    return edit.version is not None and edit.version != version


def _write_edit(db: sqlite3.Connection, edit: Edit, by: str, at: Millis) -> tuple[int, Stamp]:
    before = _present(db, edit)[1]
    stamp = Stamp(version=_last_version(db, edit.key) + 1, at=at, by=by)
    after = None if edit.after is None else encoded(edit.after).decode()
    if after is None:
        db.execute("DELETE FROM directory_record WHERE kind = ? AND id = ?", edit.key)
    else:
        db.execute(
            "INSERT OR REPLACE INTO directory_record (kind, id, version, record)"
            " VALUES (?, ?, ?, ?)",
            (*edit.key, stamp.version, after),
        )
    deed: Deed = "remove" if after is None else "put"
    return _add(db, edit.key, deed, (stamp, before, after)), stamp


def _present(db: sqlite3.Connection, edit: Edit) -> tuple[int, str | None]:
    """Version and JSON of the record; 0 and `None`: not there."""
    query = "SELECT version, record FROM directory_record WHERE kind = ? AND id = ?"
    row = db.execute(query, edit.key).fetchone()
    return (0, None) if row is None else (row[0], row[1])


def _last_version(db: sqlite3.Connection, about: About) -> int:
    """Of one that was removed, too: an id that comes back goes on counting."""
    query = "SELECT coalesce(max(version), 0) FROM directory_change WHERE kind = ? AND id = ?"
    return int(db.execute(query, about).fetchone()[0])


def _add(
    db: sqlite3.Connection, about: About, deed: Deed, written: tuple[Stamp, str | None, str | None]
) -> int:
    """`written`: with the JSON before and after."""
    stamp, before, after = written
    added = db.execute(
        'INSERT INTO directory_change (at, "by", deed, kind, id, version, before, after)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (stamp.at, stamp.by, deed, *about, stamp.version, before, after),
    )
    assert added.lastrowid is not None, "a row that was inserted has a number"
    return added.lastrowid
