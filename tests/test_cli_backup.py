"""`parlour backup` and `parlour restore` as an operator runs them."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parlour.cli import app
from parlour.database.connect import open_writer
from parlour.database.lock import FileLock
from parlour.database.migrate import migrate, version_of
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


def as_an_older_version_left_it(path: Path, version: str) -> None:
    path.parent.mkdir()
    with closing(open_writer(path)) as connection:
        migrate(connection, version)


def test_a_database_that_was_never_in_use_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_NAME
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    for command in (("verify",), ("backup", tmp_path / "saved")):
        refused = parlour(*command, "--data", tmp_path)
        told = " ".join(refused.output.split())
        assert (refused.exit_code, "has never been in use" in told) == (2, True), told
    assert not (tmp_path / "saved").exists()
    assert not list(tmp_path.glob("*.part*"))


def test_an_older_database_can_be_saved_and_is_proven_once_it_is_up_to_date(tmp_path: Path) -> None:
    path, saved = tmp_path / "old" / DATABASE_NAME, tmp_path / "saved"
    as_an_older_version_left_it(path, "0003")
    refused = parlour("verify", "--data", path.parent)
    told = " ".join(refused.output.split())
    assert (refused.exit_code, "start the server once" in told) == (2, True), told
    done = parlour("backup", saved, "--data", path.parent)
    assert (done.exit_code, "all proven whole" in done.output) == (0, True), done.output
    with closing(open_writer(saved)) as connection:
        assert version_of(connection) == "0003"
    assert sorted(file.name for file in tmp_path.iterdir() if "part" in file.name) == []
    assert parlour("restore", saved, "--data", tmp_path / "new").exit_code == 0
    assert parlour("verify", "--data", tmp_path / "new").exit_code == 0


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
