"""What `verify` holds the records of files to: K1 and K2."""

import sqlite3
from pathlib import Path

import pytest

from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME
from tests.test_file_backup import with_a_file

CHANGES = {
    "sha256 = 'f'": "K1",
    "size = 6": "K1",
    "media_type = 'image/png'": "K1",
    "scan = ''": "K1",
    "scanned = received + 1": "K1",
    "state = 'held'": "K1",
    "file_id = 'f_another'": "K2",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_record_that_is_not_as_told_is_found(change: str, tmp_path: Path) -> None:
    await with_a_file(tmp_path)
    path = tmp_path / DATABASE_NAME
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE file SET {change}")
    assert CHANGES[change] in {fault.rule for fault in verify_database(path).faults}


async def test_a_record_that_is_missing_was_erased(tmp_path: Path) -> None:
    await with_a_file(tmp_path)
    path = tmp_path / DATABASE_NAME
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM file")
    assert verify_database(path).faults == ()
