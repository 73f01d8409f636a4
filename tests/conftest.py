"""Stores to test on: SQLite always, and a throw-away PostgreSQL server on loopback where its binaries are found."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import text

from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.engine import make_engine
from tests.needs import needs

os.environ.pop("COLUMNS", None)  # pytest-xdist sets its own; the commands' tests choose theirs
AS_OF = date(2026, 11, 23)
settings.register_profile("gate", derandomize=True, deadline=None, print_blob=True)
if os.environ.get("EVERGREEN_REQUIRE_ALL"):
    settings.load_profile("gate")  # the gate judges the change by the same cases each time; other runs explore


@pytest.fixture
def actor() -> Actor:
    return Actor("Vera vCIO", "vcio", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a server of our own, ended after the tests."""
    binaries = _postgres_binaries()
    needs(binaries, "PostgreSQL's server (initdb, pg_ctl)")
    folder = Path(tempfile.mkdtemp(prefix="evergreen-pg-"))
    as_user = _unprivileged(folder)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run = {"check": True, "stdout": subprocess.DEVNULL, **as_user}
    subprocess.run([binaries / "initdb", "-D", folder / "data", "-A", "trust", "-U", "evergreen", "-E", "UTF8"], **run)
    control = [binaries / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w"]
    subprocess.run([*control, "-o", options, "start"], **run)
    yield f"postgresql://evergreen@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder, ignore_errors=True)


def _postgres_binaries() -> Path | None:
    if config := shutil.which("pg_config"):
        found = subprocess.run([config, "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
        if Path(found, "initdb").exists():
            return Path(found)
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: there it runs as a user without rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder, "extra_groups": []}
    return {}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on each of the two stores."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'evergreen.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    name = f"test_{secrets.token_hex(6)}"
    engine = make_engine(server)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.rsplit("/", 1)[0] + f"/{name}"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@pytest.fixture
def any_store(store_url: str) -> Iterator[Store]:
    """A store on SQLite and one on PostgreSQL: a test that takes this runs twice."""
    store = open_store(store_url)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite."""
    opened = open_store(f"sqlite:///{tmp_path / 'evergreen.db'}")
    yield opened
    opened.close()
