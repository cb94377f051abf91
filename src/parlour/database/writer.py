"""The one thread that writes: jobs run in order, each with the writing connection."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future

import structlog

from parlour.database.failures import DatabaseUnavailable, is_io_error, is_shortage

Job = Callable[[sqlite3.Connection], None]
"""Owns its transactions. What it lets escape ends the server."""

Fatal = Callable[[Exception], None]
"""Called in the writer's thread when nothing may be written any more: ends the process."""

CHECKPOINT_PAGES = 8_000
"""32 MB of log, 16,000 posts or so under load. Everybody waits while it is copied, most of the time
for two fsyncs: the seldomer the fewer notice. A start after a crash reads the log in 20 ms."""
QUIET_PAGES = 500  # worth copying when nobody waits …
QUIET_S = 0.25  # … for so long, so that the log is short at most starts and backups
PAGES_PER_COMMIT = 4  # what a commit rewrites whatever its size: the ends of the tables
ROWS_PER_PAGE = 7  # of the rows it adds; a rough mean over the tables

_log = structlog.get_logger(__name__)


class Writer:
    """Runs jobs in a thread of its own, and checkpoints between them."""

    def __init__(self, connection: sqlite3.Connection, fatal: Fatal) -> None:
        self._connection = connection
        self._fatal = fatal
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.ended: Future[None] = Future()
        """Done when nothing can be written any more, because of `stop` or of a fatal error."""
        self._changes_seen = connection.total_changes
        self._log_pages = 0
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def run(self, job: Job) -> None:
        """Queues a job. After the end it is dropped."""
        self._jobs.put(job)

    def stop(self) -> None:
        """Waits for the jobs that are queued, then closes the connection."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                job(self._connection)
                self._measure_log()
                if self._log_pages >= CHECKPOINT_PAGES:
                    self._checkpoint()
        except Exception as error:
            _log.critical("writer_failed", exc_info=error)
            self._fatal(error)
        self._connection.close()
        self.ended.set_result(None)

    def _next(self) -> Job | None:
        """The next job; while there is none, the log is copied."""
        if self._log_pages >= QUIET_PAGES:
            try:
                return self._jobs.get(timeout=QUIET_S)
            except queue.Empty:
                self._checkpoint()
        return self._jobs.get()

    def _measure_log(self) -> None:
        """By estimate: SQLite tells the log's length only with a checkpoint."""
        changes = self._connection.total_changes - self._changes_seen
        if changes:
            self._changes_seen += changes
            self._log_pages += PAGES_PER_COMMIT + changes // ROWS_PER_PAGE

    def _checkpoint(self) -> None:
        """Copies the log into the file.

        Done by hand because SQLite's own checkpoint at commit swallows its errors: a failed fsync
        must not pass unseen. A full disk may: the log holds everything, and it is tried again.
        """
        self._log_pages = 0
        try:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.OperationalError as error:
            if is_io_error(error) or not is_shortage(error):
                raise
            _log.warning("checkpoint_postponed", reason=str(error))


def empty_log(connection: sqlite3.Connection) -> bool:
    """Copies the log into the file and leaves nothing of it behind; false: somebody reads it.

    Raises: `DatabaseUnavailable`; `sqlite3.OperationalError` for an I/O error, as `commit` does.
    """
    try:
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if is_io_error(error) or not is_shortage(error):
            raise
        raise DatabaseUnavailable(str(error)) from error
    return not is_busy


def commit(connection: sqlite3.Connection) -> None:
    """Makes the open transaction durable, or takes it back whole.

    Raises: `DatabaseUnavailable` when it was taken back; `sqlite3.OperationalError` for an I/O
    error, after which nobody knows whether it is on the disk.
    """
    try:
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if is_io_error(error) or not is_shortage(error):
            raise
        roll_back(connection)
        raise DatabaseUnavailable(str(error)) from error


def roll_back(connection: sqlite3.Connection) -> None:
    """Also after an error that has rolled back by itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def begin(connection: sqlite3.Connection) -> None:
    """Raises: `DatabaseUnavailable`."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if not is_shortage(error):
            raise
        raise DatabaseUnavailable(str(error)) from error
