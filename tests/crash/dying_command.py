"""A command that is killed at its n-th step: `python -m tests.crash.dying_command`.

Each line on standard input, `{"command": …, "folder": …, "after": n}`, forks a process that
carries the command out and kills itself with SIGKILL before its n-th change of the disk: a write,
sync or deletion of SQLite's, or a file that gets a name, another one or none. Prints how it ended.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import structlog

from parlour.backup import back_up, restore
from parlour.database.connect import open_writer
from parlour.database.database import Database
from parlour.database.migrate import migrate
from parlour.ids import Millis
from parlour.main import DATABASE_NAME, end_at_once
from tests.database.disk import Disk

NOON = Millis(1_700_049_600_000)
OLD = "0001"  # the version of the tables that `migrate` begins with
NAMING = ("os.rename", "os.link", "os.remove")


class Steps:
    """Counts changes of the disk."""

    def __init__(self, after: int) -> None:
        self._left = after

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, _arguments: tuple[object, ...]) -> None:
        if event in NAMING:
            self.step()


class CountingDisk(Disk):
    """Every operation of SQLite's is a step."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps
        self.below.make_default()

    def write(self, name: str, offset: int, content: bytes) -> int:
        self._steps.step()
        return super().write(name, offset, content)

    def sync(self, name: str) -> int:
        self._steps.step()
        return super().sync(name)

    def delete(self, name: str, *, synced: bool) -> int:
        self._steps.step()
        return super().delete(name, synced=synced)


def unseen(_stage: str) -> Callable[[int, int], None]:
    return lambda _done, _total: None


def save(folder: Path) -> None:
    back_up(folder / DATABASE_NAME, folder / "saved", unseen)


def put_back(folder: Path) -> None:
    restore(folder / "saved", folder / DATABASE_NAME, unseen, at=NOON)


def bring_up_to_date(folder: Path) -> None:
    Database.open(folder / DATABASE_NAME, end_at_once).close()


COMMANDS: dict[str, Callable[[Path], None]] = {
    "backup": save,
    "restore": put_back,
    "migrate": bring_up_to_date,
}


def old_database(path: Path) -> None:
    """As an early version of the program left it."""
    connection = open_writer(path)
    migrate(connection, OLD)
    connection.close()


def main() -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            steps = Steps(wanted["after"])
            CountingDisk(steps)
            sys.addaudithook(steps.audit)
            COMMANDS[wanted["command"]](Path(wanted["folder"]))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(json.dumps({"status": os.waitstatus_to_exitcode(status)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
