"""Bringing a store's tables up to date, at start, in one transaction under the writers' lock.

Whoever starts second finds the work done. A migration that fails leaves the store as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine

from planner.errors import PlannerError
from planner.store.engine import WRITES

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def migration_config(connection: Connection, folder: Path = MIGRATIONS) -> Config:
    """Alembic's configuration for one open connection; no ini file."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest_revision(folder: Path = MIGRATIONS) -> str:
    """The version of the tables that this program reads and writes, '0010'."""
    return str(ScriptDirectory(str(folder)).get_current_head())


def migrate(engine: Engine, folder: Path = MIGRATIONS) -> None:
    """Upgrades to the newest revision. Raises PlannerError where the store is newer than this program."""
    newest = newest_revision(folder)
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        try:
            command.upgrade(migration_config(connection, folder), "head")
        except CommandError as error:
            raise PlannerError(
                "The database was made by a newer version of Evergreen.", "Update Evergreen, or open another database."
            ) from error
