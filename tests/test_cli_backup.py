"""`parlour backup` and `parlour restore` as an operator runs them."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parlour.cli import app
from parlour.database.lock import FileLock
from parlour.main import DATABASE_NAME
from tests.contracts.ledgers import append_all, open_sqlite
from tests.ledger.stories import told_all
from tests.test_backup import rows, tamper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    asyncio.run(tell_all_stories(tmp_path))
    return tmp_path


async def tell_all_stories(folder: Path) -> None:
    async with open_sqlite(folder, DATABASE_NAME) as (ledger, _):
        await append_all(ledger, told_all().transactions)


def parlour(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_backup_is_made_beside_a_server_and_restored_without_one(folder: Path) -> None:
    saved, lock = folder / "saved", FileLock(folder / DATABASE_NAME)
    done = parlour("backup", saved, "--data", folder)
    assert (done.exit_code, "all proven whole" in done.output) == (0, True), done.output
    refused = parlour("restore", saved, "--data", folder)
    assert (refused.exit_code, "is in use by process" in refused.output) == (2, True)
    lock.release()
    done = parlour("restore", saved, "--data", folder)
    assert done.exit_code == 0, done.output
    assert "The database that was there is now" in done.output
    assert rows(folder / DATABASE_NAME) == rows(saved)


def test_what_is_not_whole_is_named_and_not_restored(folder: Path) -> None:
    tamper(folder / DATABASE_NAME)
    done = parlour("backup", folder / "saved", "--data", folder)
    assert (done.exit_code, "not whole" in done.output) == (1, True), done.output
    refused = parlour("restore", folder / "saved", "--data", folder / "other")
    assert (refused.exit_code, "not whole" in refused.output) == (1, True), refused.output
    assert not (folder / "other" / DATABASE_NAME).exists()
    done = parlour("restore", folder / "saved", "--data", folder / "other", "--unproven")
    assert (done.exit_code, "has been restored" in done.output) == (1, True), done.output


def test_each_mistake_gets_one_sentence(folder: Path) -> None:
    (folder / "text").write_text("no database" * 1_000)
    (folder / "empty").mkdir()
    for arguments, sentence in {
        ("backup", folder / "text", "--data", folder): "is there already.",
        ("backup", folder / "saved", "--data", folder / "empty"): "There is no ledger at",
        ("backup", folder / "missing" / "saved", "--data", folder): "can't be copied",
        ("restore", folder / "nothing", "--data", folder): "There is no backup at",
        ("restore", folder / "text", "--data", folder): "can't be copied",
    }.items():
        done = parlour(*arguments)
        assert done.exit_code == 2, (arguments, done.output)
        assert sentence in done.output.strip().splitlines()[-1]
