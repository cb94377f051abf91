"""Killed at any step of an upload: what is left is a file with its row, or neither."""

import signal
import subprocess
import sys
from pathlib import Path

from parlour.chat import events as e
from parlour.ledger.verify import verify_database
from parlour.settings import Settings
from tests.web.live import LiveServer

STEPS_MAX = 40


async def left_behind(folder: Path) -> tuple[set[str], set[str]]:
    """After the next start and its sweep: files that are stored, and those that rows tell of."""
    there = LiveServer(folder, Settings(), None, None)
    try:
        await there.files.custody.sweep()
        assert list((folder / "incoming").iterdir()) == []
        stored = {str(one.file_id) for one in await there.files.store.all()}
        rows = await there.ledger.feed(0, 10_000)
        told = {str(row.event.file_id) for row in rows if isinstance(row.event, e.FileEvent)}
        for file_id in told:
            record = await there.files.custody.kept(file_id)  # type: ignore[arg-type]
            assert record is not None
            assert record.state == "kept"
        return stored, told
    finally:
        there.files.close()
        await there.server.stop()
        there.database.close()
        assert verify_database(there.path).faults == ()


async def test_killed_at_any_step_a_file_has_its_row_or_is_gone(tmp_path: Path) -> None:
    outcomes: list[int] = []
    for step in range(STEPS_MAX):
        folder = tmp_path / f"step{step}"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.files.dying", str(folder), str(step)]
        child = subprocess.run(command, check=False, capture_output=True)
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL, child.stderr.decode()
        stored, told = await left_behind(folder)
        assert stored == told
        outcomes.append(len(told))
    else:
        raise AssertionError("the upload has no end")
    assert len(outcomes) >= 10
    assert outcomes == sorted(outcomes), "once the row is there, the file stays"
    assert {0, 1} == set(outcomes)
