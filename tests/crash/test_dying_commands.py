"""Migration, backup and restore, killed before each of their steps: all or nothing, every time."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from parlour.backup import back_up
from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.contracts.ledgers import append_all, open_sqlite
from tests.crash.dying_command import bring_up_to_date, old_database, put_back, save, unseen
from tests.ledger.stories import told_all

KILLS_IN_CI = 8  # of each command, spread over its steps; `make crash` kills before every step
EVERY_STEP_FROM = 1_000  # --kills


class Forks:
    """Runs commands that die."""

    def __init__(self) -> None:
        self._forks = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.dying_command"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def survives(self, command: str, folder: Path, after: int) -> bool:
        """Whether it came to its end before its `after`-th step."""
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        wanted = {"command": command, "folder": str(folder), "after": after}
        self._forks.stdin.write(json.dumps(wanted) + "\n")
        self._forks.stdin.flush()
        status = json.loads(self._forks.stdout.readline())["status"]
        assert status in (0, -signal.SIGKILL)
        return bool(status == 0)

    def close(self) -> None:
        self._forks.communicate()


@pytest.fixture
def forks() -> Iterator[Forks]:
    running = Forks()
    yield running
    running.close()


@pytest.fixture
def every_step(request: pytest.FixtureRequest) -> bool:
    return int(request.config.getoption("--kills", default=200) or 0) >= EVERY_STEP_FROM


def kill_at_each_step(
    forks: Forks, command: str, before: Path, *, every: bool, check: Callable[[Path], None]
) -> int:
    """Each time from the state `before`, which is left alone; the number of kills."""
    live = before.with_name("live")
    steps = count_steps(forks, command, before, live)
    chosen = range(1, steps + 1, 1 if every else max(1, steps // KILLS_IN_CI))
    for after in chosen:
        copy(before, live)
        assert not forks.survives(command, live, after), (after, steps)
        check(live)
    return len(chosen)


def count_steps(forks: Forks, command: str, before: Path, live: Path) -> int:
    """By halving: it dies at all that it comes to."""
    low, high = 0, 1 << 16
    while high - low > 1:
        middle = (low + high) // 2
        copy(before, live)
        if forks.survives(command, live, middle):
            high = middle
        else:
            low = middle
    assert low > KILLS_IN_CI, f"{command} was never killed"
    return low


def copy(before: Path, live: Path) -> None:
    shutil.rmtree(live, ignore_errors=True)
    shutil.copytree(before, live)


async def written(folder: Path) -> Path:
    folder.mkdir()
    async with open_sqlite(folder, DATABASE_NAME) as (ledger, _):
        await append_all(ledger, told_all().transactions)
    return folder


def epoch(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("SELECT epoch FROM history").fetchone()[0])


@pytest.mark.crash
def test_a_migration_is_done_or_not_begun(tmp_path: Path, forks: Forks, every_step: bool) -> None:
    before = tmp_path / "before"
    before.mkdir()
    old_database(before / DATABASE_NAME)

    def check(folder: Path) -> None:
        bring_up_to_date(folder)
        assert verify_database(folder / DATABASE_NAME).intact

    kill_at_each_step(forks, "migrate", before, every=every_step, check=check)


@pytest.mark.crash
async def test_a_backup_has_its_name_only_when_it_is_whole(
    tmp_path: Path, forks: Forks, every_step: bool
) -> None:
    before = await written(tmp_path / "before")

    def check(folder: Path) -> None:
        assert verify_database(folder / DATABASE_NAME).intact
        saved = folder / "saved"
        if saved.exists():
            assert verify_database(saved).intact
            return
        save(folder)

    kill_at_each_step(forks, "backup", before, every=every_step, check=check)


@pytest.mark.crash
async def test_a_restore_leaves_the_old_database_or_the_new_one(
    tmp_path: Path, forks: Forks, every_step: bool
) -> None:
    before = await written(tmp_path / "before")
    back_up(before / DATABASE_NAME, before / "saved", unseen)
    first = epoch(before / "saved")
    outcomes = set[bool]()

    def check(folder: Path) -> None:
        database = folder / DATABASE_NAME
        assert verify_database(database).intact
        outcomes.add(epoch(database) == first)
        for kept in folder.glob("parlour.before-*"):
            kept.unlink()
        put_back(folder)
        assert epoch(database) != first

    kill_at_each_step(forks, "restore", before, every=every_step, check=check)
    assert outcomes >= {True}
