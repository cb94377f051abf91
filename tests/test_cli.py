"""The commands that work on a folder at rest, run as an operator runs them."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parlour.cli import app
from parlour.database.database import Database
from parlour.database.lock import FileLock
from parlour.ledger.verify import verify_database
from parlour.main import DATABASE_NAME, end_at_once
from tests.ledger.scribe import Scribe
from tests.ledger.stories import STORIES, Team
from tests.ledger.team_telling import Story
from tests.proofs.test_prover import write

PASSWORD = "correct horse battery"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With an agent in it."""
    done = add_agent(tmp_path, "ann")
    assert done.exit_code == 0, done.output
    return tmp_path


def add_agent(folder: Path, login: str) -> Result:
    arguments = ["add-agent", login, "--data", str(folder)]
    return CliRunner().invoke(app, arguments, input=f"{PASSWORD}\n{PASSWORD}\n")


def test_an_agent_is_added_to_a_folder_at_rest(folder: Path) -> None:
    assert "ben can sign in now." in add_agent(folder, "ben").output


def test_nobody_is_asked_for_a_password_while_a_server_has_the_folder(folder: Path) -> None:
    lock = FileLock(folder / DATABASE_NAME)
    done = add_agent(folder, "ben")
    lock.release()
    assert done.exit_code == 2
    assert "Password" not in done.output


def test_records_are_worked_out_anew(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_NAME
    asyncio.run(write_a_story(path))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE chat SET waited = waited + 1")
    connection.commit()
    connection.close()
    assert {fault.rule for fault in verify_database(path).faults} == {"Q2"}
    done = CliRunner().invoke(app, ["rebuild", "--data", str(tmp_path)])
    assert "records have been worked out anew." in done.output
    assert verify_database(path).faults == ()


async def write_a_story(path: Path) -> None:
    scribe = Scribe()
    STORIES["plain"][0](Story(scribe), Team(scribe))
    database = Database.open(path, end_at_once)
    await write(database, scribe.transactions)
    database.close()


def test_where_nothing_is_nothing_can_be_worked_out_anew(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["rebuild", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "There is no ledger" in done.output


def test_a_row_that_can_not_be_read_is_named_and_nothing_is_changed(folder: Path) -> None:
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.execute(
        "INSERT INTO event (position, stream, seq, at, tx, data, prev_hash, hash)"
        " VALUES (1, 'chat/c1', 1, 1, 't', '{}', '', '')"
    )
    connection.execute("INSERT INTO duty VALUES ('l1', 'ann', 1, NULL, NULL)")
    connection.commit()
    connection.close()
    done = CliRunner().invoke(app, ["rebuild", "--data", str(folder)])
    assert done.exit_code == 2
    assert "Nothing was changed." in done.output
    connection = sqlite3.connect(folder / DATABASE_NAME)
    assert connection.execute("SELECT count(*) FROM duty").fetchone() == (1,)
    connection.close()
