"""Brings the tables of a database up to date as it is opened."""

from pathlib import Path

from sqlalchemy import Engine, inspect

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, to: str = "head") -> None:
    """Runs the migrations that are missing, all in one transaction: it is done or not begun.

    Raises: `alembic.util.CommandError` when the database is newer than this program.
    """
    if to == "head" and version_of(engine) == newest_version():
        return
    from alembic import command  # noqa: PLC0415 — slow to load, and most starts need none of it
    from alembic.config import Config  # noqa: PLC0415

    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        connection.commit()


def version_of(engine: Engine) -> str:
    """The last migration that the database has seen; empty if none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return str(found or "")


def newest_version() -> str:
    """The number that the newest migration's file is named after."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
