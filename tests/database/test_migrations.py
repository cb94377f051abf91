"""The migrations bring about the tables that the program has in mind."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, text

from parlour.accounts import tables as accounts
from parlour.database import tables as ledger
from parlour.database.connect import open_writer
from parlour.database.database import Database, engine_over
from parlour.database.migrate import MIGRATIONS, migrate
from parlour.directory import tables as directory

metadata = MetaData()
for room in (ledger, accounts, directory):
    for table in room.metadata.sorted_tables:
        table.to_metadata(metadata)


def no_failure(error: Exception) -> None:
    raise AssertionError(error)


def test_the_migrated_tables_are_the_declared_ones(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    engine = engine_over(connection)
    migrate(engine)
    with engine.connect() as db:
        context = MigrationContext.configure(db)
        assert [d for d in compare_metadata(context, metadata) if not about_a_key(d)] == []
        assert declared_keys() == migrated_keys(db)
    connection.close()


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    engine = engine_over(connection)
    migrate(engine)
    once = schema(connection.execute("SELECT name, sql FROM sqlite_master").fetchall())
    migrate(engine)
    assert schema(connection.execute("SELECT name, sql FROM sqlite_master").fetchall()) == once
    connection.close()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    connection = open_writer(tmp_path / "parlour.db")
    connection.execute("CREATE TABLE duty (wrong TEXT)")
    with pytest.raises(Exception, match="already exists"):
        migrate(engine_over(connection))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert tables == ["duty"]
    connection.close()


async def test_opening_migrates_and_a_second_opening_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "data" / "parlour.db"
    insert = text("INSERT INTO duty (login_id, agent_id, logged_on) VALUES ('l1', 'ann', 1)")
    database = Database.open(path, no_failure)
    await database.write(lambda db: db.execute(insert).rowcount)
    database.close()
    database = Database.open(path, no_failure)
    count = await database.read(lambda db: db.execute(text("SELECT count(*) FROM duty")).scalar())
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
