"""A look at a database file, whether or not a server has it open."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from parlour.database.connect import open_reader
from parlour.database.lock import DatabaseInUse, FileLock


@contextmanager
def reader_beside(path: Path) -> Generator[sqlite3.Connection, None, None]:
    """With no server about, this reader may recover the file's log as a server would at its start;
    beside a server, or where nothing can be written, it opens the file for reading only."""
    try:
        lock = FileLock(path)
    except (DatabaseInUse, OSError):
        lock = None
    try:
        connection = open_reader(path, read_only_file=lock is None)
        try:
            yield connection
        finally:
            connection.close()
    finally:
        if lock is not None:
            lock.release()
