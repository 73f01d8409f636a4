"""Every table as CSV and JSON: what is declared is there, figures are the budget's, and words stay words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from planner.actions.clients import create_client, update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.decisions import record_decisions
from planner.actions.demo import open_demo
from planner.actions.export_tables import TABLE_NAMES, table_csv, tables_json, tables_zip
from planner.actions.imports import apply_import, preview_import
from planner.actions.projects import save_project
from planner.actions.publishing import publish_roadmap
from planner.actions.reviews import say_of_risk
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.shared_views import DecisionAsked
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.reports.plain_csv import plain_csv
from planner.reports.table_schema import Column, Table
from planner.reports.tables import TABLES, documentation
from planner.sharing.people import Actor
from planner.store import Store

AS_OF = date(2026, 10, 1)
DOCS = Path(__file__).parents[2] / "docs" / "tables.md"
SUITE = {
    "name": "Office suite", "vendor": "Contoso", "unit_price": "22", "quantity": 10, "billing": "month",
    "term_months": 12, "starts_on": date(2026, 1, 15), "notice_days": 30, "uplift": "5",
}  # fmt: skip
EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    'a"b,c\nd',
    "\u202eab",
    "\U0001f5a5",
    "Client: ../../x",
    "x" * 999,
)


@pytest.fixture
def demo(store: Store, actor: Actor) -> int:
    """The demo client with a contract, a project, a risk of his own and a decision: no table is empty."""
    client_id = open_demo(store, actor, AS_OF)
    save_contracts(store, actor, client_id, ContractEdits(added=(SUITE,)))
    move = {"title": "Move files", "starts_on": date(2027, 4, 1), "status": "proposed",
            "lines": [{"name": "Work", "quantity": 2, "unit_price": "1000"}]}  # fmt: skip
    save_project(store, actor, client_id, move)
    say_of_risk(store, actor, client_id, "own:flood", {"title": "The river", "likelihood": 2, "impact": 5})
    publish_roadmap(store, actor, client_id, AS_OF)
    key = client_roadmap(store, actor, client_id, AS_OF).initiatives[0].key
    record_decisions(store, actor, client_id, "Ines Lane", [DecisionAsked(key, "decline", comment="=No")])
    return client_id


def read(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    assert data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(text, newline="")))


def archive(store: Store, actor: Actor, client_id: int) -> dict[str, bytes]:
    made = tables_zip(store, actor, client_id, AS_OF)
    assert made == tables_zip(store, actor, client_id, AS_OF)
    with zipfile.ZipFile(io.BytesIO(made.data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_figures_of_the_tables_are_the_budgets_to_the_cent(store: Store, actor: Actor, demo: int) -> None:
    files = archive(store, actor, demo)
    roadmap = client_roadmap(store, actor, demo, AS_OF)
    told = budget_json(roadmap)
    planned: dict[str, Decimal] = defaultdict(Decimal)
    for name in ("budget", "ledger"):
        by_quarter: dict[str, Decimal] = defaultdict(Decimal)
        for row in read(files[f"{name}.csv"]):
            by_quarter[row["quarter"]] += Decimal(row["amount"])
            assert row["quarter"].startswith(row["fiscal_year"])
        quarters = {one["label"]: Decimal(one["planned"]) for one in told["quarters"]}
        assert {**dict.fromkeys(quarters, Decimal(0)), **by_quarter} == quarters
        planned[name] = sum(by_quarter.values(), Decimal(0))
    cards = sum(Decimal(row["amount"]) + Decimal(row["later_amount"]) for row in read(files["initiatives.csv"]))
    assert planned["budget"] == planned["ledger"] == Decimal(told["total"])
    assert cards == Decimal(sum(one.amount_minor + one.later_minor for one in roadmap.initiatives)) / 100
    groups = read(files["reconciliation.csv"])
    assert sum(int(row["assets"]) for row in groups) == sum(one["assets"] for one in told["reconciliation"].values())


def test_the_json_is_as_its_schema_says_and_no_table_is_empty(store: Store, actor: Actor, demo: int) -> None:
    schema = json.loads(archive(store, actor, demo)["schema.json"])
    Draft202012Validator.check_schema(schema)
    found = json.loads(tables_json(store, actor, demo, AS_OF).data)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    assert all(found["tables"][name] for name in TABLE_NAMES)
    del found["tables"]["assets"][0]["reason"]
    assert not Draft202012Validator(schema).is_valid(found), "a row without a declared column is refused"


def test_csv_and_json_say_the_same_in_every_declared_column(store: Store, actor: Actor, demo: int) -> None:
    files = archive(store, actor, demo)
    found = json.loads(tables_json(store, actor, demo, AS_OF).data)["tables"]
    assert set(files) == {*(f"{name}.csv" for name in TABLE_NAMES), "schema.json"}
    for name, table in TABLES.items():
        rows = read(files[f"{name}.csv"])
        assert len(rows) == len(found[name])
        for flat, full in zip(rows, found[name], strict=True):
            assert list(flat) == list(full) == [column.name for column in table.columns]
            for column in table.columns:
                assert flat[column.name].removeprefix("'") == shown(full[column.name]), (name, column.name)


def shown(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_one_table_is_the_same_as_in_the_archive_and_an_unknown_one_is_named(
    store: Store, actor: Actor, demo: int
) -> None:
    made = table_csv(store, actor, demo, AS_OF, "budget")
    assert made.file_name == "Harbour & Lane Architects 2026-10-01 budget.csv"
    assert made.data == archive(store, actor, demo)["budget.csv"]
    assert b"\r\n" in made.data
    with pytest.raises(PlannerError, match="There is no table 'money'"):
        table_csv(store, actor, demo, AS_OF, "money")


def test_the_documentation_is_what_is_declared() -> None:
    assert DOCS.read_text(encoding="utf-8") == documentation(), "run docs/tables.py"
    for table in TABLES.values():
        assert f"## {table.name}" in documentation()
        assert all(column.meaning.endswith((".", "…")) for column in table.columns)


def test_an_amount_without_its_currency_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="its currency is no column"):
        Table("bad", "", (Column("cost", "amount", "", "currency"),))


def test_hostile_words_of_sheets_are_never_formulas_nor_lost(store: Store, actor: Actor) -> None:
    client_id = create_client(store, actor, "=Client: ../../x", currency="JPY", locale="ja_JP")
    sheet = io.StringIO()
    names = [[f"{word}{number}", f"SN{number:06d}", "Laptop", "2023-01-01", word] for number, word in enumerate(EVIL)]
    csv.writer(sheet).writerows([["Name", "Serial", "Type", "Purchased", "Notes"], *names])
    uploads = [Upload("=a.csv", sheet.getvalue().encode())]
    apply_import(store, actor, preview_import(store, actor, uploads, AS_OF, "=Client: ../../x"))
    made = table_csv(store, actor, client_id, AS_OF, "assets")
    assert "/" not in made.file_name
    assert ".." not in made.file_name
    rows = read(made.data)
    assert len(rows) == len(EVIL)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    plain = [row["name"] for row in json.loads(tables_json(store, actor, client_id, AS_OF).data)["tables"]["assets"]]
    assert "=1+10" in plain, "programs get the words as they are"


def test_a_client_without_devices_has_every_table_with_its_head(store: Store, actor: Actor) -> None:
    client_id = create_client(store, actor, "Empty", currency="JPY")
    update_client(store, actor, client_id, fiscal_first_month="4")
    for name in TABLE_NAMES:
        head = table_csv(store, actor, client_id, AS_OF, name).data.decode("utf-8-sig").splitlines()[0]
        assert head.split(",") == [column.name for column in TABLES[name].columns]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=3))
def test_whatever_the_cells_hold_they_are_read_back_as_text(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(plain_csv(rows), newline="")))
    assert not [cell for row in back for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    told = [[cell.replace("\0", "\ufffd") for cell in row] for row in rows]
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in told
    ]
