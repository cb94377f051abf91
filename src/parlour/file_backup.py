"""Files in the data folder as a backup has them, beside the copy of the database; and their proof.

A stored file never changes, so on the same disk a second name for it is a copy.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from parlour.database.beside import reader_beside
from parlour.files.spool import measured
from parlour.files.store import key_of
from parlour.ids import FileId, StreamId
from parlour.ledger.verify.rules import Fault, fault_of
from parlour.value import Value

OnProgress = Callable[[int, int], None]
"""Called with the files done and all there are."""

_STORED = "SELECT file_id, chat_id, size, sha256 FROM file WHERE state IN ('kept', 'held')"


class StoredFile(Value):
    """What the database says of a file's bytes."""

    file_id: FileId
    stream: StreamId
    size: int
    sha256: str


def files_beside(copy: Path) -> Path:
    """Where a backup's files are."""
    return copy.with_name(copy.name + ".files")


def back_up_files(copy: Path, folder: Path, on_progress: OnProgress) -> list[Fault]:
    """The files that the copy of the database tells of, put beside it; and what is wrong with them.

    `folder`: the data folder. Raises: `OSError`.
    """
    target = files_beside(copy)
    told = stored_files(copy)
    if told:
        target.mkdir(exist_ok=True)
    for number, one in enumerate(told, start=1):
        with suppress(FileNotFoundError):
            _second_name(folder / key_of(one.file_id), target / one.file_id)
        on_progress(number, len(told))
    return list(_faults(told, lambda one: target / one.file_id))


def restore_files(copy: Path, folder: Path, on_progress: OnProgress) -> list[Fault]:
    """Those that are missing in the data folder, put back out of a backup; none is removed.

    Gives what is wrong with the files afterwards. Raises: `OSError`.
    """
    source = files_beside(copy)
    told = stored_files(copy)
    for number, one in enumerate(told, start=1):
        place = folder / key_of(one.file_id)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                _second_name(source / one.file_id, place)
        on_progress(number, len(told))
    return list(_faults(told, lambda one: folder / key_of(one.file_id)))


def prove_files(database: Path, folder: Path, on_progress: OnProgress) -> list[Fault]:
    """What is wrong with the files of a data folder: reads each of them."""
    told = stored_files(database)
    found: list[Fault] = []
    for number, one in enumerate(told, start=1):
        found += _faults([one], lambda each: folder / key_of(each.file_id))
        on_progress(number, len(told))
    return found


def stored_files(database: Path) -> list[StoredFile]:
    """None of a database that is older than files are."""
    with reader_beside(database) as reader, closing(reader.cursor()) as cursor:
        try:
            rows = cursor.execute(_STORED).fetchall()
        except sqlite3.OperationalError:
            return []
    return [
        StoredFile(file_id=FileId(name), stream=StreamId(f"chat/{chat}"), size=size, sha256=sha256)
        for name, chat, size, sha256 in rows
    ]


def _faults(told: list[StoredFile], place: Callable[[StoredFile], Path]) -> Iterator[Fault]:
    for one in told:
        path = place(one)
        if not path.is_file():
            yield fault_of(one.stream, 0, ("K3", f"the file {one.file_id} is missing"))
            continue
        found = measured(path)
        if (found.size, found.sha256) != (one.size, one.sha256):
            yield fault_of(one.stream, 0, ("K3", f"the file {one.file_id} is not what was stored"))


def _second_name(source: Path, target: Path) -> None:
    """On another disk, or where there are no second names, a copy.

    Raises: `FileNotFoundError`: there is no source.
    """
    if target.exists():
        return
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        part = target.with_name(target.name + ".part")
        shutil.copyfile(source, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
