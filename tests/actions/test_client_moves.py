"""A client moves to another installation: all that is his, with other ids, and every figure to the cent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import SQLModel

from planner.actions.client_moves import export_client, import_client
from planner.actions.clients import create_client, find_client, list_clients
from planner.actions.decisions import carry_out
from planner.actions.edits import undo_import
from planner.actions.history import import_history
from planner.actions.moved_file import unpack
from planner.actions.moved_tables import MOVED, NOT_MOVED
from planner.actions.publishing import preview_document, publish_roadmap, read_published
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.roadmap.document_json import document_to_json
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.bulk import table_of
from tests.actions.moved_client import rich_client
from tests.actions.moved_told import told
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

NAME = "Harbour & Lane"
OF_ITS_PLACE = {
    "audit_entry": {"details"}, "levelled_plan": {"inputs_sha256"}, "invoice_line": {"entry"}, "ticket": {"entry"},
    "published_roadmap": {"document", "content_sha256"}, "decision": {"line_sha256"},
}  # fmt: skip
"""What is kept as it was made, with the ids of where it was made in it or in its digest."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int, bytes]]:
    """A store with two clients, the second of them, and its file."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('home') / 'evergreen.db'}")
    rich_client(store, _actor(), "Birch", levelled=False)
    client_id = rich_client(store, _actor(), NAME)
    yield store, client_id, export_client(store, _actor(), client_id).data
    store.close()


def _actor() -> Actor:
    return Actor("Vera vCIO", "vcio", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def test_every_stored_table_moves_or_says_why_it_does_not(home: tuple[Store, int, bytes]) -> None:
    moved = {one.name for one in MOVED}
    staying = {table_of(record).name for record in NOT_MOVED}
    assert moved | staying == set(SQLModel.metadata.tables)
    assert not moved & staying
    assert all(NOT_MOVED.values())
    rows = unpack(home[2]).rows
    assert all(rows[name] for name in moved), "the client of these tests has something in every table"


def test_what_a_row_refers_to_is_written_before_it() -> None:
    written: set[str] = set()
    for one in MOVED:
        assert {name for name in one.refers.values() if name != "share_link"} <= written | {one.name}, one.name
        assert not [name for name in one.table.c.keys() if name.endswith("_id") and name not in one.refers], one.name  # noqa: SIM118
        written.add(one.name)


def test_no_id_of_its_installation_is_in_the_file(home: tuple[Store, int, bytes], store: Store, actor: Actor) -> None:
    """The same client in a store of his own, where all his ids differ."""
    alone = unpack(export_client(store, actor, rich_client(store, actor, NAME)).data)
    beside = unpack(home[2])
    for table, rows in beside.rows.items():
        for row, other in zip(rows, alone.rows[table], strict=True):
            kept = OF_ITS_PLACE.get(table, set())
            assert {key: value for key, value in row.items() if key not in kept} == {
                key: value for key, value in other.items() if key not in kept
            }, table
    assert [sorted(keys.values()) for keys in beside.line_keys.values()] == [
        sorted(keys.values()) for keys in alone.line_keys.values()
    ]


def test_everything_is_the_same_in_the_other_installation(
    home: tuple[Store, int, bytes], any_store: Store, actor: Actor
) -> None:
    store, client_id, data = home
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nPC-1 | A1 | Laptop")
    made = import_client(any_store, actor, data)
    assert made.notes == ()
    assert told(any_store, actor, made.client_id) == told(store, actor, client_id)


def test_exported_again_it_is_the_same_file_but_for_the_entry_of_its_import(
    home: tuple[Store, int, bytes], store: Store, actor: Actor
) -> None:
    bring_in(store, actor, "Hostname | Serial Number | Type\nPC-1 | A1 | Laptop")
    made = import_client(store, actor, home[2])
    first, again = unpack(home[2]), unpack(export_client(store, actor, made.client_id).data)
    *history, entry = again.rows.pop("audit_entry")
    assert history == first.rows.pop("audit_entry")
    assert entry["action"] == "moved:client.import"
    assert (again.rows, again.line_keys, again.rests_on) == (first.rows, first.line_keys, first.rests_on)


def test_work_goes_on_where_it_stood(home: tuple[Store, int, bytes], store: Store, actor: Actor) -> None:
    """The next version says what changed as it would at home, and decisions find their lines."""
    bring_in(store, actor, "Hostname | Serial Number | Type\nPC-1 | A1 | Laptop")
    here = import_client(store, actor, home[2]).client_id
    at_home = preview_document(home[0], actor, home[1], AS_OF).document.changes
    assert preview_document(store, actor, here, AS_OF).document.changes == at_home
    carry_out(store, actor, here, AS_OF)
    approved = [one.title for one in client_roadmap(store, actor, here, AS_OF).initiatives if one.status == "approved"]
    assert "Move files" in approved
    made = publish_roadmap(store, actor, here, AS_OF)
    assert made.version == 3
    newest = read_published(store, actor, here)[1]
    assert {line.key for line in newest.lines if line.key.startswith("project:")} == {
        one.key for one in client_roadmap(store, actor, here, AS_OF).initiatives if one.key.startswith("project:")
    }


def test_a_published_document_stays_to_the_byte_and_its_lines_have_the_keys_of_here(
    home: tuple[Store, int, bytes], store: Store, actor: Actor
) -> None:
    bring_in(store, actor, "Hostname | Serial Number | Type\nPC-1 | A1 | Laptop")
    made = import_client(store, actor, home[2])
    frozen = {row["version"]: row["document"] for row in unpack(home[2]).rows["published_roadmap"]}
    keys = {one.key for one in client_roadmap(store, actor, made.client_id, AS_OF).initiatives}
    version, document = read_published(store, actor, made.client_id)
    assert version.sha256 == [one["content_sha256"] for one in unpack(home[2]).rows["published_roadmap"]][-1]
    own = {line.key for line in document.lines if line.key.startswith(("project:", "held:"))}
    assert own
    assert own <= keys
    assert document_to_json(document) != frozen[version.version], "its projects have other numbers here"


def test_neither_links_nor_other_clients_are_in_the_file(store: Store, actor: Actor) -> None:
    mixed = "Client | Hostname | Serial Number | Type\nAcme | PC-1 | A1 | Laptop\nBirch | PC-SECRET | B1 | Laptop"
    bring_in(store, actor, mixed + "\nBirch | PC-SECRET-2 | B2 | Laptop | too | many | cells", client=None)
    acme = find_client(store, actor, "Acme").client_id
    moved = unpack(export_client(store, actor, acme).data)
    assert len(moved.rows["import"]) == 1
    assert "SECRET" not in json.dumps(moved.rows, default=str)
    assert "share_link" not in moved.rows


def test_an_import_that_moved_can_be_taken_back(home: tuple[Store, int, bytes], store: Store, actor: Actor) -> None:
    create_client(store, actor, "Other")
    made = import_client(store, actor, home[2])
    newest = import_history(store, actor)[0]
    before = len(client_roadmap(store, actor, made.client_id, AS_OF).schedule)
    undo_import(store, actor, newest.import_id)
    assert len(client_roadmap(store, actor, made.client_id, AS_OF).schedule) < before


def test_a_taken_name_is_refused_and_another_one_may_be_given(
    home: tuple[Store, int, bytes], store: Store, actor: Actor
) -> None:
    first = import_client(store, actor, home[2])
    with pytest.raises(PlannerError, match="There is a client 'Harbour & Lane' already") as refused:
        import_client(store, actor, home[2])
    assert "--name" in refused.value.remedy
    second = import_client(store, actor, home[2], "Harbour (copy)")
    assert [one.name for one in list_clients(store, actor)] == ["Harbour & Lane", "Harbour (copy)"]
    assert len(second.notes) == 2, "sheets that say the old name, or its alias, mean the first client"
    one, other = (client_roadmap(store, actor, made.client_id, AS_OF) for made in (first, second))
    assert one.budget == other.budget
