"""Migrations, run by Alembic over SQLAlchemy. Nothing else of the server needs either, and most
starts need no migration: so this module is loaded only when there is something to do."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: sqlite3.Connection, to: str) -> None:
    """All in one transaction.

    Raises: `sqlite3.Error`.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine_over(connection).connect() as over:
            over.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = over
            command.upgrade(config, to)
            over.commit()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise


def engine_over(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy over this very connection.

    Whoever uses it begins by hand, and commits by hand while still inside `connect()`: what is
    left open as that ends is rolled back.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect():
        pass  # the first look around ends with a rollback: before anything is begun
    return engine
