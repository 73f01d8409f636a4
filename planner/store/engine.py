"""The engine and its two kinds of transaction, the same on SQLite and on PostgreSQL.

SQLite's driver opens transactions late and never IMMEDIATE, so two writers that read first lose each other's
work without an error, and foreign keys are off. Here the driver opens none (`isolation_level = None`): a hook
begins each transaction itself, IMMEDIATE where it will write. PostgreSQL's writers take one advisory lock,
which gives both stores one rule: one writer at a time, readers never wait.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from planner.errors import PlannerError

BUSY_TIMEOUT_MS: Final = 30_000
WRITES: Final = {"evergreen_writes": True}
_WRITER_LOCK: Final = 0x45564752  # 'EVGR', the advisory lock that PostgreSQL's writers share


@dataclass(frozen=True)
class Store:
    """An open store. Sessions come from `reading` and `writing` alone."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store; what it changes is thrown away."""
        with self.engine.connect() as connection, Session(connection) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back whole when it raises."""
        with (
            self.engine.connect().execution_options(**WRITES) as connection,
            connection.begin(),
            Session(connection, join_transaction_mode="rollback_only") as session,
        ):
            yield session
            session.flush()

    def close(self) -> None:
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine with this module's rules. Raises PlannerError for a URL of no known form, without repeating it: a
    mistyped address still holds its password."""
    try:
        parsed = _with_driver(make_url(url))
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError("another kind of database")
        engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except (ArgumentError, ValueError):
        raise PlannerError(
            "EVERGREEN_DATABASE_URL is no database address.",
            "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE.",
        ) from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(database=str(Path(url.database).expanduser().resolve()))
    return url


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _to_wal(connection)
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _to_wal(connection: Any) -> None:
    """SQLite does not wait when several connections turn a new file into WAL mode at once: the later ones are told that
    it is locked, so they try again."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("evergreen_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("evergreen_writes", False):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
