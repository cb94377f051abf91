"""Where the directory is kept: the Protocol and the one in memory. `sqlite` is the durable one."""

from collections.abc import Sequence
from typing import Protocol

from parlour.directory.changes import (
    About,
    Change,
    Deed,
    Edit,
    Stamp,
    VersionClash,
    Wanted,
)
from parlour.directory.directory import Directory
from parlour.directory.flaws import Key
from parlour.directory.shelves import (
    Record,
    check_bounds,
    found,
    id_of,
    key_of,
    kind_of,
    put_into,
    records_of,
    shelf,
)
from parlour.engine.ports import Clock


class DirectoryStore(Protocol):
    """Everything written is durable when the call returns; the directory that was loaded then
    has it too."""

    revision: int
    """Number of the last change of a record; 0: there was none."""
    stamps: dict[Key, Stamp]
    """Of the records that are there."""

    async def load(self) -> Directory: ...

    async def write(self, edits: Sequence[Edit], *, by: str) -> None:
        """All of them or none.

        Raises:
            BadRecord, VersionClash, DirectoryUnavailable
        """
        ...

    async def note(self, about: About, deed: Deed, *, by: str) -> None:
        """Keep on record a deed that changes no record.

        Raises:
            DirectoryUnavailable
        """
        ...

    async def changes(self, wanted: Wanted, limit: int) -> list[Change]:
        """Latest first."""
        ...


async def put(store: DirectoryStore, record: Record, *, by: str) -> None:
    """Write one record, whatever was there before."""
    edit = Edit(kind=kind_of(record), id=id_of(record), after=record)
    await store.write([edit], by=by)


class MemoryDirectory:
    """For tests and simulations."""

    def __init__(self, clock: Clock, directory: Directory | None = None) -> None:
        """`directory`: what is there before any change."""
        self.revision = 0
        self.stamps: dict[Key, Stamp] = {}
        self._clock = clock
        self._directory = directory or Directory()
        for record in records_of(self._directory):
            self.stamps[key_of(record)] = Stamp(version=1, at=clock.now(), by="setup")
        self._changes: list[Change] = []

    async def load(self) -> Directory:
        return self._directory

    async def write(self, edits: Sequence[Edit], *, by: str) -> None:
        for edit in edits:
            if edit.after is not None:
                check_bounds(edit.after)
        if late := [edit for edit in edits if self._is_late(edit)]:
            raise VersionClash(late)
        for edit in edits:
            self._write(edit, by)

    async def note(self, about: About, deed: Deed, *, by: str) -> None:
        self._add(about, deed, by)

    async def changes(self, wanted: Wanted, limit: int) -> list[Change]:
        return [change for change in reversed(self._changes) if wanted.fits(change)][:limit]

    def _is_late(self, edit: Edit) -> bool:
        stamp = self.stamps.get(edit.key)
        return edit.version is not None and edit.version != (stamp.version if stamp else 0)

    def _write(self, edit: Edit, by: str) -> None:
        before = found(self._directory, edit.kind, edit.id)
        change = self._add(edit.key, "put" if edit.after else "remove", by, (before, edit.after))
        self.revision = change.number
        follow(self, self._directory, edit, change)

    def _add(
        self,
        about: About,
        deed: Deed,
        by: str,
        records: tuple[Record | None, Record | None] = (None, None),
    ) -> Change:
        """`records`: before and after."""
        kept = [stamp.version for key, stamp in self.stamps.items() if key == about]
        known = [c.version for c in self._changes if (c.kind, c.id) == about]
        is_of_record = deed in {"put", "remove"}
        change = Change(
            number=len(self._changes) + 1,
            at=self._clock.now(),
            by=by,
            deed=deed,
            kind=about[0],
            id=about[1],
            version=max((0, *kept, *known)) + is_of_record,
            before=records[0],
            after=records[1],
        )
        self._changes.append(change)
        return change


class _Stamped(Protocol):
    stamps: dict[Key, Stamp]


def follow(store: _Stamped, directory: Directory, edit: Edit, written: Change | Stamp) -> None:
    """Bring directory and stamps up to an edit that has been written."""
    if edit.after is None:
        shelf(directory, edit.kind).pop(edit.id, None)
        store.stamps.pop(edit.key, None)
        return
    put_into(directory, edit.after)
    store.stamps[edit.key] = Stamp(version=written.version, at=written.at, by=written.by)
