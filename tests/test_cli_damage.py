"""Whatever the disk did to the file, a command ends with a sentence, never with a trace."""

import asyncio
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from parlour.cli import app
from parlour.main import DATABASE_NAME
from tests.hub.on_disk import opened
from tests.hub.scenes import talking

FLIPS = 60
PAGE = 4_096
PASSWORD = "correct horse battery"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    asyncio.run(let_two_talk(tmp_path))
    return tmp_path


async def let_two_talk(folder: Path) -> None:
    async with opened(folder, DATABASE_NAME) as stage:
        ann, _bea, chat = await talking(stage)
        await ann.ask("post", chat=chat, text="the parcel is lost")


def parlour(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, input=f"{PASSWORD}\n{PASSWORD}\n")


def test_no_flip_ends_a_command_with_a_trace(folder: Path) -> None:
    """`add-agent` starts all that `serve` starts, and then stops."""
    path = folder / DATABASE_NAME
    assert parlour("add-agent", "ann", "--data", str(folder)).exit_code == 0
    honest = path.read_bytes()
    chance = random.Random(FLIPS)
    statuses = set[int]()
    for number in range(FLIPS):
        page = chance.randrange(0, len(honest), PAGE)
        offset = page + (chance.randrange(12) if number % 2 else chance.randrange(PAGE))
        path.write_bytes(honest[:offset] + bytes([honest[offset] ^ 0xFF]) + honest[offset + 1 :])
        for command in (("verify",), ("add-agent", "ben")):
            done = parlour(*command, "--data", str(folder))
            statuses.add(done.exit_code)
            is_orderly = done.exception is None or isinstance(done.exception, SystemExit)
            assert is_orderly, (offset, command, done.exception)
            assert done.exit_code == 0 or done.output.strip().endswith((".", "whole."))
    assert statuses == {0, 1, 2}


def test_a_damaged_record_of_the_directory_is_named(folder: Path) -> None:
    assert parlour("add-agent", "ann", "--data", str(folder)).exit_code == 0
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        database.execute("UPDATE directory_record SET record = replace(record, '\"', '!')")
        database.commit()
    done = parlour("add-agent", "ben", "--data", str(folder))
    assert done.exit_code == 2
    assert "the agent ann of the directory is damaged" in done.output


def test_a_schema_whose_damage_is_no_text_is_told_in_words(folder: Path) -> None:
    """SQLite quotes the bytes in its own sentence, which then is no UTF-8."""
    path = folder / DATABASE_NAME
    honest = path.read_bytes()
    name = honest.index(b"tableratingrating") + len("tablerat")
    path.write_bytes(honest[:name] + b"\x96" + honest[name + 1 :])
    for command in (("verify",), ("add-agent", "ben"), ("backup", str(folder / "copy"))):
        done = parlour(*command, "--data", str(folder))
        assert done.exit_code == 2, command
        assert "malformed database schema" in done.output, command


def test_a_version_of_the_tables_that_is_none_is_told_in_words(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        database.execute("UPDATE alembic_version SET version_num = x'00'")
        database.commit()
    for command in (("verify",), ("add-agent", "ben")):
        done = parlour(*command, "--data", str(folder))
        assert done.exit_code == 2, command
        assert "version" in done.output, command
        assert "use the program" not in done.output, command
