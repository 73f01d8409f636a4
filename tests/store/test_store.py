"""The store: nothing that two write at once is lost, and a failed migration leaves it as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from planner.errors import PlannerError
from planner.records import Client, Sighting
from planner.store import Store, open_store
from planner.store.bulk import insert_rows, next_ids, table_of, update_rows
from planner.store.engine import WRITES, make_engine
from planner.store.migrate import MIGRATIONS, migrate, migration_config

ADD_ONE = """
import sys
from planner.records import Client
from planner.store import open_store
store = open_store(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with store.writing() as session:
        client = session.get_one(Client, 1)
        client.horizon_quarters += 1
        session.add(client)
"""


OLD_CLIENT = {
    "id": 1, "name": "Acme", "currency": "USD", "locale": "en_US", "fiscal_first_month": 1,
    "fiscal_year_named_by": "end", "horizon_quarters": 20, "labour_rate_minor": 0, "price_growth_basis_points": 0,
    "contingency_basis_points": 0, "tax_basis_points": 0, "approval_and_lead_days": 0,
    "capitalisation_threshold_minor": 0, "tax_treatment": "added", "blackout_months": "", "scenario": "as_decided",
}  # fmt: skip
OLD_PROJECT = {
    "id": 1, "client_id": 1, "title": "Move", "why": "", "lane": "Run", "priority": "high", "status": "proposed",
    "starts_on": date(2027, 1, 1), "price_status": "budgetary",
}  # fmt: skip
OLD_LINE = {
    "id": 1, "project_id": 1, "name": "Work", "kind": "one_time", "treatment": "opex", "quantity": 1,
    "unit_price_minor": 100, "months_after": 0, "billing": "month",
}  # fmt: skip


def with_counter(store: Store, start: int = 0) -> None:
    with store.writing() as session:
        session.add(Client(id=1, name="Acme", horizon_quarters=start))


def counter(store: Store) -> int:
    with store.reading() as session:
        return session.get_one(Client, 1).horizon_quarters


def test_300_increments_by_six_threads_leave_300(any_store: Store) -> None:
    with_counter(any_store)

    def add_fifty(_: int) -> None:
        for _ in range(50):
            with any_store.writing() as session:
                client = session.get_one(Client, 1)
                client.horizon_quarters += 1
                session.add(client)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add_fifty, range(6)))
    assert counter(any_store) == 6 * 50


def test_two_processes_that_write_at_once_lose_nothing(any_store: Store, store_url: str) -> None:
    with_counter(any_store)
    running = [subprocess.Popen([sys.executable, "-c", ADD_ONE, store_url, "60"]) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert counter(any_store) == 2 * 60


def test_a_block_that_raises_writes_nothing(any_store: Store) -> None:
    with_counter(any_store, 20)
    with pytest.raises(ValueError, match="changed my mind"), any_store.writing() as session:
        session.get_one(Client, 1).horizon_quarters = 99
        session.flush()
        raise ValueError("changed my mind")
    assert counter(any_store) == 20


def test_reading_never_writes(any_store: Store) -> None:
    with_counter(any_store, 20)
    with any_store.reading() as session:
        session.get_one(Client, 1).horizon_quarters = 99
        session.flush()
    assert counter(any_store) == 20


def test_foreign_keys_are_enforced(any_store: Store) -> None:
    with pytest.raises(IntegrityError), any_store.writing() as session:
        session.add(Sighting(import_id=77, asset_id=88, row=1, outcome="added", read_values="{}", extras="{}"))


def test_sqlite_runs_in_wal_mode_with_foreign_keys_and_a_busy_timeout(store: Store) -> None:
    with store.engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 1, 30_000]


def test_the_migrations_make_just_the_tables_of_the_records(any_store: Store) -> None:
    with any_store.engine.connect().execution_options(**WRITES) as connection, connection.begin():
        command.check(migration_config(connection))


def test_opening_a_store_twice_migrates_once(store_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [store_url] * 4))
    with stores[0].reading() as session:
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    for opened in stores:
        opened.close()


def test_a_failed_migration_leaves_the_store_as_it_was(store_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    store = open_store(store_url)
    with_counter(store, 20)
    newest = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "9999_fails.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"  # noqa: S608 - a migration that is to fail
        f"revision = '9999'\ndown_revision = '{newest}'\nbranch_labels = None\ndepends_on = None\n"
        "def upgrade():\n"
        "    op.create_table('half_done', sa.Column('id', sa.Integer))\n"
        "    op.execute('UPDATE client SET horizon_quarters = 0')\n"
        "    op.execute('SELECT * FROM there_is_no_such_table')\n"
    )
    with pytest.raises(DBAPIError):
        migrate(store.engine, folder)
    assert "half_done" not in inspect(store.engine).get_table_names()
    assert counter(store) == 20
    with store.reading() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest
    store.close()


def test_a_store_of_an_older_version_keeps_its_projects_and_their_lines(store_url: str) -> None:
    engine = make_engine(store_url)
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        command.upgrade(migration_config(connection), "0009")
        for table, row in (("client", OLD_CLIENT), ("project", OLD_PROJECT), ("project_line", OLD_LINE)):
            connection.execute(insert(Table(table, MetaData(), autoload_with=connection)).values(row))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title, depends_on FROM project")).all() == [("Move", "[]")]
        assert connection.execute(text("SELECT project_id, name FROM project_line")).all() == [(1, "Work")]
    engine.dispose()


def test_a_store_of_a_newer_version_is_refused_with_a_remedy(store_url: str) -> None:
    store = open_store(store_url)
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(PlannerError, match="newer version"):
        open_store(store_url)


@pytest.mark.parametrize("url", ["nonsense", "oracle://x", "sqlite:////no/such/folder/evergreen.db"])
def test_an_address_that_cannot_be_opened_says_what_to_do(url: str) -> None:
    with pytest.raises(PlannerError) as raised:
        open_store(url)
    assert raised.value.remedy


@pytest.mark.parametrize(
    "address", ["postgres//eve:hunter2@db/x", "postgresql://eve:hunter2@db:54x2/x", "mysql://eve:hunter2@db/x", "x"]
)
def test_a_mistyped_address_is_refused_and_its_password_is_not_repeated(address: str) -> None:
    with pytest.raises(PlannerError, match="no database address") as refused:
        open_store(address)
    assert "hunter2" not in f"{refused.value}{refused.value.__cause__}"


def test_bulk_rows_get_ids_that_the_next_single_record_does_not_collide_with(any_store: Store) -> None:
    with any_store.writing() as session:
        ids = next_ids(session, Client, 3)
        row = Client(name="").model_dump(exclude={"id", "name"})
        insert_rows(session, Client, [{"id": key, "name": f"Client {key}", **row} for key in ids])
        update_rows(session, Client, [{"id": ids[0], "name": "Renamed"}])
    with any_store.writing() as session:
        session.add(Client(name="The fourth"))
    with any_store.reading() as session:
        names = session.execute(select(table_of(Client).c.name).order_by(table_of(Client).c.id)).scalars().all()
    assert names == ["Renamed", f"Client {ids[1]}", f"Client {ids[2]}", "The fourth"]
