"""One server per database file."""

import subprocess
import sys
from pathlib import Path

import pytest

from parlour.database.database import Database
from parlour.database.lock import DatabaseInUse, FileLock, lock_path

HOLDER = """
import sys
from pathlib import Path
from parlour.database.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_second_opening_names_the_server_that_has_the_file(tmp_path: Path) -> None:
    path = tmp_path / "parlour.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(DatabaseInUse, match=f"in use by process {holder.pid}") as caught:
            FileLock(path)
        assert caught.value.pid == holder.pid
        holder.stdin.close()
        holder.wait()
    FileLock(path).release()


def test_a_server_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "parlour.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
    assert lock_path(path).read_text() == f"{holder.pid}\n"
    FileLock(path).release()


def test_one_process_can_not_open_a_database_twice_either(tmp_path: Path) -> None:
    path = tmp_path / "parlour.db"
    database = Database.open(path, fatal=no_failure)
    with pytest.raises(DatabaseInUse):
        Database.open(path, fatal=no_failure)
    database.close()
    Database.open(path, fatal=no_failure).close()


def test_an_opening_that_fails_gives_the_lock_back(tmp_path: Path) -> None:
    path = tmp_path / "parlour.db"
    path.write_bytes(b"this is no database, but long enough to be taken for one" * 20)
    with pytest.raises(Exception, match="not a database"):
        Database.open(path, fatal=no_failure)
    FileLock(path).release()


def no_failure(error: Exception) -> None:
    raise AssertionError(error)
