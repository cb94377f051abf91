"""The open database: writes go through one thread, reads through others."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from parlour.database.connect import open_reader, open_writer, warn_of_the_reset_bug
from parlour.database.failures import (
    DatabaseClosed,
    DatabaseUnavailable,
    is_shortage,
)
from parlour.database.lock import FileLock
from parlour.database.migrate import migrate
from parlour.database.writer import Fatal, Job, Writer, begin, commit, empty_log, roll_back

T = TypeVar("T")

READERS = 2  # threads that read; more would only take the interpreter from the event loop


class Database:
    """One SQLite file, opened by `Database.open`, which also brings its tables up to date."""

    def __init__(
        self, path: Path, lock: FileLock, connection: sqlite3.Connection, fatal: Fatal
    ) -> None:
        self.path = path
        self._lock = lock
        self._writer = Writer(connection, fatal)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._here = _ReaderOfThread(path)

    @classmethod
    def open(
        cls,
        path: Path,
        fatal: Fatal,
        connection_class: type[sqlite3.Connection] = sqlite3.Connection,
    ) -> "Database":
        """Opens, or begins, the database at `path`.

        `fatal` must end the process: it is called when a failed fsync leaves what is on the disk
        unknown, or when the writer meets an error nobody thought of.
        Raises: `DatabaseInUse`; `sqlite3.Error` when the file is no database.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as if_it_fails:
            lock = FileLock(path)
            if_it_fails.callback(lock.release)
            warn_of_the_reset_bug()
            connection = open_writer(path, connection_class)
            if_it_fails.callback(connection.close)
            migrate(connection)
            if_it_fails.pop_all()
        return cls(path, lock, connection, fatal)

    @property
    def closed(self) -> bool:
        """Nothing can be written any more."""
        return self._writer.ended.done()

    @property
    def ended(self) -> Future[None]:
        """Done when nothing can be written any more."""
        return self._writer.ended

    def run(self, job: Job) -> None:
        """Runs a job with the bare writing connection, after all that was asked before.

        The job begins and ends its own transactions and tells its outcome itself.
        """
        self._writer.run(job)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, run in a transaction of its own and durable.

        `work` runs in the writer's thread and leaves the commit to it. Writes take effect in the
        order they are asked for.
        Raises: what `work` raises, and then nothing is written; `DatabaseUnavailable`.
        """
        if self.closed:
            raise DatabaseClosed
        outcome: Future[T] = Future()
        outcome.set_running_or_notify_cancel()
        self.run(lambda bare: self._write(bare, work, outcome))
        return await asyncio.wrap_future(outcome)

    async def look(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """What `query` gives, seen in one unchanging state of the database."""
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: self._here.reader().look(query)
        )

    async def empty_log(self) -> bool:
        """After it nothing that was deleted lies in the file or its log; false: somebody reads.

        Raises: `DatabaseUnavailable`.
        """
        if self.closed:
            raise DatabaseClosed
        outcome: Future[bool] = Future()
        outcome.set_running_or_notify_cancel()

        def job(bare: sqlite3.Connection) -> None:
            try:
                outcome.set_result(empty_log(bare))
            except DatabaseUnavailable as unavailable:
                outcome.set_exception(unavailable)

        self.run(job)
        return await asyncio.wrap_future(outcome)

    def close(self) -> None:
        """Waits for what is queued, then leaves the file to others."""
        self._readers.shutdown(wait=True)
        self._here.close_all()
        self._writer.stop()
        self._lock.release()

    def _write(
        self, bare: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], outcome: Future[T]
    ) -> None:
        """The whole of one write. If the commit itself fails nobody knows what is on the disk: the
        process ends, and whoever waits hears nothing."""
        try:
            begin(bare)
            result = work(bare)
            _commit(bare)
        except _CommitFailed:
            raise
        except Exception as error:
            outcome.set_exception(_translated(error))
        else:
            outcome.set_result(result)
        finally:
            roll_back(bare)


class _CommitFailed(Exception):
    """What was asked was in order, and the disk failed."""


class Reader:
    """One connection that only reads."""

    def __init__(self, path: Path) -> None:
        self._connection = open_reader(path)

    def look(self, query: Callable[[sqlite3.Connection], T]) -> T:
        self._connection.execute("BEGIN")
        try:
            return query(self._connection)
        finally:
            roll_back(self._connection)

    def close(self) -> None:
        self._connection.close()


class _ReaderOfThread:
    """Each reading thread keeps a reader of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._all: list[Reader] = []

    def reader(self) -> Reader:
        known: Reader | None = getattr(self._local, "reader", None)
        if known is None:
            known = self._local.reader = Reader(self._path)
            self._all.append(known)
        return known

    def close_all(self) -> None:
        for reader in self._all:
            reader.close()


def _commit(bare: sqlite3.Connection) -> None:
    try:
        commit(bare)
    except sqlite3.Error as error:
        raise _CommitFailed(str(error)) from error


def _translated(error: Exception) -> Exception:
    if isinstance(error, sqlite3.Error) and is_shortage(error):
        return DatabaseUnavailable(str(error))
    return error
