"""A disk that can be full, can fail, and can lose what was not synced when the power goes."""

import os
import random
import sqlite3
import threading
from pathlib import Path
from typing import NamedTuple

from tests.database.vfs import OK, Below

SECTOR = 512
"""A disk writes this much whole or not at all."""
IOERR_WRITE = sqlite3.SQLITE_IOERR | (3 << 8)
IOERR_FSYNC = sqlite3.SQLITE_IOERR | (4 << 8)


class Created(NamedTuple):
    name: str
    file: int
    syncs_folder: bool


class Wrote(NamedTuple):
    file: int
    offset: int
    content: bytes


class Truncated(NamedTuple):
    file: int
    size: int


class Synced(NamedTuple):
    file: int


class Deleted(NamedTuple):
    name: str
    synced: bool


class Noted(NamedTuple):
    """Somebody was promised something."""

    promise: str


Operation = Created | Wrote | Truncated | Synced | Deleted | Noted


class Disk:
    """Keeps every operation in order; fails those it is told to fail.

    `room`: bytes that files may still grow by; `None`: no limit.
    """

    def __init__(self, *, remembers: bool = False) -> None:
        self.room: int | None = None
        self.failing_syncs = False
        self.failing_writes = False
        self.failures = 0
        self.operations: list[Operation] = []
        self._remembers = remembers
        self._lock = threading.Lock()
        self._files: dict[str, int] = {}
        self._sizes: dict[str, int] = {}
        self._count = 0
        Disk.made += 1
        self.below = Below(f"disk{Disk.made}", self)

    made = 0

    def note(self, promise: str) -> None:
        self._keep(Noted(promise))

    def opened(self, name: str, *, syncs_folder: bool) -> int:
        if name not in self._files or not os.path.exists(name):
            self._count += 1
            self._files[name] = self._count
            self._sizes[name] = os.path.getsize(name) if os.path.exists(name) else 0
            self._keep(Created(name, self._count, syncs_folder))
        return OK

    def write(self, name: str, offset: int, content: bytes) -> int:
        if self.failing_writes:
            return self._failed(IOERR_WRITE)
        growth = offset + len(content) - self._sizes[name]
        if growth > 0:
            if self.room is not None and growth > self.room:
                return self._failed(sqlite3.SQLITE_FULL)
            if self.room is not None:
                self.room -= growth
            self._sizes[name] += growth
        self._keep(Wrote(self._files[name], offset, content))
        return OK

    def truncate(self, name: str, size: int) -> int:
        self._sizes[name] = size
        self._keep(Truncated(self._files[name], size))
        return OK

    def sync(self, name: str) -> int:
        if self.failing_syncs:
            return self._failed(IOERR_FSYNC)
        self._keep(Synced(self._files[name]))
        return OK

    def delete(self, name: str, *, synced: bool) -> int:
        if self._files.pop(name, None) is not None:
            self._keep(Deleted(name, synced))
        return OK

    def _failed(self, code: int) -> int:
        self.failures += 1
        return code

    def _keep(self, operation: Operation) -> None:
        if self._remembers:
            with self._lock:
                self.operations.append(operation)


class Cut(NamedTuple):
    """What a power cut leaves: the files by name, and the promises made before it."""

    files: dict[str, bytes]
    promises: tuple[str, ...]

    def lay_out(self, folder: Path) -> None:
        for name, content in self.files.items():
            (folder / Path(name).name).write_bytes(content)


class Platter:
    """What is certainly on the disk, and what is only on its way, as operations come in.

    What was written after a file's last sync reaches the disk sector by sector, in any order and
    in part: each sector shows some version that was written since, or the synced one. Changes of
    the folder keep their order, as in a file system with a journal.
    """

    def __init__(self) -> None:
        self._synced: dict[int, bytearray] = {}
        self._pending: dict[int, list[Wrote | Truncated]] = {}
        self._names: dict[str, int] = {}
        self._pending_names: list[Created | Deleted] = []
        self._syncs_folder: set[int] = set()
        self._promises: list[str] = []

    def take(self, operation: Operation) -> None:
        match operation:
            case Created(file=file):
                self._synced[file], self._pending[file] = bytearray(), []
                self._pending_names.append(operation)
                if operation.syncs_folder:
                    self._syncs_folder.add(file)
            case Wrote(file=file) | Truncated(file=file):
                self._pending[file].append(operation)
            case Synced(file=file):
                self._sync(file)
            case Deleted(synced=synced):
                self._pending_names.append(operation)
                if synced:
                    self._sync_folder()
            case Noted(promise=promise):
                self._promises.append(promise)

    def cut(self, chance: random.Random) -> Cut:
        """The power goes now."""
        names = dict(self._names)
        for change in self._pending_names[: chance.randint(0, len(self._pending_names))]:
            _rename(names, change)
        reaches = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        files = {name: self._content(file, reaches, chance) for name, file in names.items()}
        return Cut(files, tuple(self._promises))

    def _sync(self, file: int) -> None:
        for change in self._pending[file]:
            _apply(self._synced[file], change)
        self._pending[file].clear()
        if file in self._syncs_folder:
            self._syncs_folder.remove(file)
            self._sync_folder()

    def _sync_folder(self) -> None:
        for change in self._pending_names:
            _rename(self._names, change)
        self._pending_names.clear()

    def _content(self, file: int, reaches: float, chance: random.Random) -> bytes:
        content = bytearray(self._synced[file])
        for change in self._pending[file]:
            for part in _sectors(change):
                if chance.random() < reaches:
                    _apply(content, part)
        return bytes(content)


def _sectors(change: Wrote | Truncated) -> list[Wrote | Truncated]:
    if isinstance(change, Truncated):
        return [change]
    file, offset, content = change
    first = -offset % SECTOR
    ends = [*range(first, len(content), SECTOR), len(content)]
    starts = [0, *ends[:-1]]
    return [Wrote(file, offset + a, content[a:b]) for a, b in zip(starts, ends, strict=True)]


def _apply(content: bytearray, change: Wrote | Truncated) -> None:
    match change:
        case Wrote(offset=offset, content=written):
            if len(content) < offset:
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(written)] = written
        case Truncated(size=size):
            del content[size:]


def _rename(names: dict[str, int], change: Created | Deleted) -> None:
    match change:
        case Created(name=name, file=file):
            names[name] = file
        case Deleted(name=name):
            names.pop(name, None)
