"""One server per database file: a lock that the operating system drops when its holder dies."""

import fcntl
import os
from pathlib import Path


class DatabaseInUse(Exception):
    """Another server has this database open. `pid` is its number, 0 if it could not be read."""

    def __init__(self, path: Path, pid: int) -> None:
        who = f"process {pid}" if pid else "another program"
        super().__init__(f"{path} is in use by {who}; only one server may open a database")
        self.path = path
        self.pid = pid


class FileLock:
    """Held from construction to `release`, in `<database>.lock`, which names the holder.

    The file stays when the lock is released: removing it could let two servers lock two files.
    """

    def __init__(self, database: Path) -> None:
        """Raises: `DatabaseInUse`."""
        self._file = os.open(lock_path(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _pid_in(self._file)
            os.close(self._file)
            raise DatabaseInUse(database, holder) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        os.ftruncate(self._file, 0)
        os.close(self._file)


def lock_path(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


def _pid_in(file: int) -> int:
    written = os.pread(file, 32, 0).strip()
    return int(written) if written.isdigit() else 0
