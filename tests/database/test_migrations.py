"""The migrations bring about the tables that the program has in mind."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect

from parlour.accounts import tables as accounts
from parlour.database import tables as ledger
from parlour.database.connect import open_writer
from parlour.database.database import Database
from parlour.database.migrate import MIGRATIONS, migrate
from parlour.database.upgrading import engine_over
from parlour.directory import tables as directory
from parlour.erasing import tables as erasing
from parlour.files import tables as files
from parlour.lives import tables as lives
from parlour.mail import tables as mail
from parlour.proofs import tables as proofs
from parlour.ratings import tables as ratings
from parlour.recordings import tables as recordings
from parlour.visitors import tables as visitors

metadata = MetaData()
ROOMS = (
    *(accounts, directory, erasing, files, ledger, lives),
    *(mail, proofs, ratings, recordings, visitors),
)
for room in ROOMS:
    for table in room.metadata.sorted_tables:
        table.to_metadata(metadata)


def no_failure(error: Exception) -> None:
    raise AssertionError(error)


def test_the_migrated_tables_are_the_declared_ones(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    migrate(connection)
    engine = engine_over(connection)
    with engine.connect() as db:
        context = MigrationContext.configure(db)
        assert [d for d in compare_metadata(context, metadata) if not about_a_key(d)] == []
        assert declared_keys() == migrated_keys(db)
    connection.close()


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    migrate(connection)
    once = schema(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
    migrate(connection)
    assert schema(connection.execute("SELECT name, sql FROM sqlite_master").fetchall()) == once
    connection.close()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    connection.execute("CREATE TABLE duty (wrong TEXT)")
    with pytest.raises(Exception, match="already exists"):
        migrate(connection)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert tables == ["duty"]
    connection.close()


async def test_opening_migrates_and_a_second_opening_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "data" / "parlour.db"
    insert = "INSERT INTO duty (login_id, agent_id, logged_on) VALUES ('l1', 'ann', 1)"
    database = Database.open(path, no_failure)
    await database.write(lambda db: db.execute(insert).rowcount)
    database.close()
    database = Database.open(path, no_failure)
    count = await database.look(lambda db: db.execute("SELECT count(*) FROM duty").fetchone()[0])
    database.close()
    assert count == 1


def test_the_migrations_are_part_of_the_package() -> None:
    assert (MIGRATIONS / "env.py").is_file()
    assert list((MIGRATIONS / "versions").glob("0001_*.py"))


def about_a_key(difference: Any) -> bool:
    """SQLite calls an INTEGER PRIMARY KEY nullable, though it can't be NULL."""
    match difference:
        case [("modify_nullable", None, str(table), str(column), *_)]:
            return column in declared_keys()[table]
        case _:
            return False


def declared_keys() -> dict[str, list[str]]:
    return {table.name: list(table.primary_key.columns.keys()) for table in metadata.sorted_tables}


def migrated_keys(db: Connection) -> dict[str, list[str]]:
    looked = inspect(db)
    return {
        table.name: looked.get_pk_constraint(table.name)["constrained_columns"]
        for table in metadata.sorted_tables
    }


def schema(rows: list[tuple[str, str]]) -> dict[str, str]:
    return dict(rows)
