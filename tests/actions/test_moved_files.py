"""What is no exported client, is damaged, newer, hostile or too large is refused in words, and nothing is stored."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from planner.actions import moved_file
from planner.actions.assets import pin_quarter
from planner.actions.client_moves import export_client, import_client
from planner.actions.clients import create_client, list_clients, update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.exchange_rates import set_rate
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.records import AuditEntry
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.bulk import table_of
from tests.actions.rules import AS_OF, acme
from tests.actions.test_contracts import OFFICE

Parts = dict[str, bytes]


@pytest.fixture
def data(store: Store, actor: Actor) -> bytes:
    client_id = acme(store, actor)
    pin_quarter(store, actor, client_id, [1], date(2027, 4, 1))
    return export_client(store, actor, client_id).data


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('other') / 'evergreen.db'}")


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def forged(data: bytes, name: str, change: Callable[[list[dict[str, Any]]], object]) -> bytes:
    """The file with rows of a table changed, and a manifest that says so."""
    parts = parts_of(data)
    rows = [json.loads(line) for line in parts[f"{name}.jsonl"].splitlines()]
    change(rows)
    parts[f"{name}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"][f"{name}.jsonl"]["sha256"] = sha256(parts[f"{name}.jsonl"]).hexdigest()
    return zipped(parts | {"manifest.json": json.dumps(manifest).encode()})


def manifested(data: bytes, **told: object) -> bytes:
    parts = parts_of(data)
    return zipped(parts | {"manifest.json": json.dumps(json.loads(parts["manifest.json"]) | told).encode()})


def refused(store: Store, actor: Actor, data: bytes, name: str | None = None) -> PlannerError:
    with pytest.raises(PlannerError) as found:
        import_client(store, actor, data, name)
    assert list_clients(store, actor) == ()
    with store.reading() as session:
        assert session.execute(select(func.count()).select_from(table_of(AuditEntry))).scalar() == 0
    assert found.value.remedy
    return found.value


def test_what_is_no_exported_client_is_told_apart_from_what_is_damaged(data: bytes, other: Store, actor: Actor) -> None:
    for foreign in (
        b"",
        b"Name,Serial\nPC-1,A1\n",
        zipped({"xl/workbook.xml": b"<x/>"}),
        zipped({"manifest.json": b"[]"}),
    ):
        assert "no client that Evergreen exported" in refused(other, actor, foreign).message
    assert "no client" in refused(other, actor, manifested(data, format="another")).message
    assert "damaged" in refused(other, actor, data[: len(data) // 2]).message
    parts = parts_of(data)
    assert (
        "asset.jsonl is not what was exported"
        in refused(other, actor, zipped(parts | {"asset.jsonl": parts["asset.jsonl"].replace(b"LT1", b"LT9")})).message
    )
    del parts["asset.jsonl"]
    assert "asset.jsonl is missing" in refused(other, actor, zipped(parts)).message


def test_a_file_of_a_newer_evergreen_asks_for_an_update(data: bytes, other: Store, actor: Actor) -> None:
    for newer in ({"schema": "9999"}, {"form": 2}):
        found = refused(other, actor, manifested(data, **newer, evergreen="9.1"))
        assert found.message == "This client was exported by a newer Evergreen (9.1)."


def test_a_file_of_an_older_evergreen_gets_the_defaults_of_newer_columns(
    data: bytes, other: Store, actor: Actor
) -> None:
    old = forged(data, "client", lambda rows: rows[0].pop("users"))
    assert import_client(other, actor, manifested(old, schema="0009")).name == "Acme"


def test_what_unpacks_to_more_than_a_client_is_refused_before_it_is_unpacked(
    data: bytes, other: Store, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr("asset.jsonl", bytes(20_000_000))
    monkeypatch.setattr(moved_file, "MAX_UNPACKED_BYTES", 19_000_000)
    assert len(bomb.getvalue()) < 100_000
    assert "larger than any client" in refused(other, actor, bomb.getvalue()).message
    many = zipped({**parts_of(data), **{f"x{number}": b"" for number in range(300)}})
    assert "larger than any client" in refused(other, actor, many).message
    monkeypatch.setattr(moved_file, "MAX_FILE_BYTES", 100)
    assert "larger than any client" in refused(other, actor, data).message


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("pinned_quarter", lambda rows: rows[0].update(asset_id=99)),
        ("pinned_quarter", lambda rows: rows[0].update(asset_id=None)),
        ("pinned_quarter", lambda rows: rows[0].update(quarter_starts_on="soon")),
        ("asset", lambda rows: rows[0].update(client_id=2)),
        ("asset", lambda rows: rows[0].update(quantity=2**70)),
        ("asset", lambda rows: rows[0].update(category="x" * 500)),
        ("asset", lambda rows: rows[0].update(colour="red")),
        ("asset", lambda rows: rows[0].update(id=7)),
        ("asset", lambda rows: rows.append(dict(rows[0]))),
        ("client", lambda rows: rows.append(dict(rows[0], id=2))),
        ("client", lambda rows: rows.clear()),
        ("client", lambda rows: rows[0].update(horizon_quarters=10_000)),
        ("price_override", lambda rows: rows.append(dict(rows[0], id=2))),
        ("client_alias", lambda rows: rows.append({"folded": None, "client_id": 1})),
        ("baseline", lambda rows: rows.append({
            "id": 1, "client_id": 1, "label": "x", "as_of": "2026-01-01", "document": "[]", "sha256": "", "actor": "",
            "made_at": "2026-01-01T00:00:00Z", "withdrawn_at": None})),
    ],
)  # fmt: skip
def test_rows_that_are_not_what_they_should_be_are_refused_whoever_made_them(
    data: bytes, other: Store, actor: Actor, table: str, change: Callable[[list[dict[str, Any]]], object]
) -> None:
    assert "This file is damaged" in refused(other, actor, forged(data, table, change)).message


def test_a_name_that_is_none_is_refused(data: bytes, other: Store, actor: Actor) -> None:
    for name in ("", "  ", "x" * 201):
        assert "1 to 200 characters" in refused(other, actor, data, name).message


def test_a_renamed_client_is_still_meant_by_his_sheets(data: bytes, other: Store, actor: Actor) -> None:
    made = import_client(other, actor, data, "=Client: ../../x \U0001f5a5")
    assert client_roadmap(other, actor, made.client_id, AS_OF).client == "=Client: ../../x \U0001f5a5"
    with pytest.raises(PlannerError, match="taken"):
        create_client(other, actor, "ACME")
    assert "/" not in export_client(other, actor, made.client_id).file_name


def test_rates_that_are_not_known_here_are_told(store: Store, other: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    update_client(store, actor, client_id, currency="EUR")
    save_contracts(store, actor, client_id, ContractEdits(added=(OFFICE,)))
    update_client(store, actor, client_id, currency="GBP")
    set_rate(store, actor, ("EUR", "GBP"), "0.86", date(2026, 7, 1), "ECB", AS_OF)
    set_rate(store, actor, ("USD", "JPY"), "150", date(2026, 7, 1), "ECB", AS_OF)
    made = import_client(other, actor, export_client(store, actor, client_id).data)
    assert made.notes == (
        "Enter these rates of exchange; until then figures differ: 1 EUR = 0.86 GBP of 2026-07-01, ECB.",
    )
    set_rate(other, actor, ("EUR", "GBP"), "0.86", date(2026, 7, 1), "ECB", AS_OF)
    one, two = client_roadmap(store, actor, client_id, AS_OF), client_roadmap(other, actor, made.client_id, AS_OF)
    assert one.budget == two.budget


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1))
def test_a_file_with_flipped_bytes_is_the_same_client_or_refused(
    data: bytes, other: Store, actor: Actor, seed: int
) -> None:
    chance, spoiled = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 8)):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    try:
        made = import_client(other, actor, bytes(spoiled), f"Copy {seed}")
    except PlannerError:
        return
    assert made.rows["asset"] == 3
