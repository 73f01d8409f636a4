"""Every table of a client's roadmap as CSV and as JSON, by the declarations in table_fleet, table_money, table_work."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from planner.budget.contracts import Contract, Renewal
from planner.budget.projects import Project
from planner.reports import table_fleet as fleet
from planner.reports import table_money as money
from planner.reports import table_work as work
from planner.reports.plain_csv import plain_csv
from planner.reports.table_fleet import Row
from planner.reports.table_schema import VERSION, Column, Table, json_schema, markdown
from planner.roadmap.decisions import Given
from planner.roadmap.model import Roadmap
from planner.roadmap.review_risks import RiskFound
from planner.roadmap.scenario_figures import ScenarioRow

_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The archive's files bear no moment, so that equal tables make equal bytes."""


@dataclass(frozen=True)
class Tabled:
    """All that the tables are made of. `decisions`: each with the currency of the version it was made on."""

    roadmap: Roadmap
    contracts: tuple[Contract, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    projects: tuple[Project, ...] = ()
    scenarios: tuple[ScenarioRow, ...] = ()
    chosen: str = ""
    risks: tuple[RiskFound, ...] = ()
    decisions: tuple[tuple[Given, str | None], ...] = ()


_ROWS: Final[tuple[tuple[Table, Callable[[Tabled], Iterable[Row]]], ...]] = (
    (fleet.ASSETS, lambda told: fleet.asset_rows(told.roadmap)),
    (work.INITIATIVES, lambda told: work.initiative_rows(told.roadmap)),
    (work.PROPOSALS, lambda told: work.proposal_rows(told.roadmap)),
    (work.PROJECTS, lambda told: work.project_rows(told.projects, told.roadmap.currency)),
    (money.BUDGET, lambda told: money.budget_rows(told.roadmap)),
    (money.LEDGER, lambda told: money.ledger_rows(told.roadmap)),
    (fleet.RECONCILIATION, lambda told: fleet.reconciliation_rows(told.roadmap)),
    (money.SCENARIOS, lambda told: money.scenario_rows(told.scenarios, told.chosen, told.roadmap.currency)),
    (money.CONTRACTS, lambda told: money.contract_rows(told.contracts)),
    (money.RENEWALS, lambda told: money.renewal_rows(told.renewals)),
    (fleet.FINDINGS, lambda told: fleet.finding_rows(told.roadmap)),
    (work.RISKS, lambda told: work.risk_rows(told.risks)),
    (work.DECISIONS, lambda told: work.decision_rows(told.decisions)),
)
TABLES: Final[Mapping[str, Table]] = {table.name: table for table, _ in _ROWS}


def table_rows(told: Tabled, name: str) -> list[Row]:
    """Raises KeyError where there is no such table."""
    return next(list(make(told)) for table, make in _ROWS if table is TABLES[name])


def csv_of(told: Tabled, name: str) -> bytes:
    """One table: UTF-8 with a byte order mark, the columns' names first. Raises KeyError where there is no such
    table."""
    columns = TABLES[name].columns
    rows = [[_cell(row[column.name], column) for column in columns] for row in table_rows(told, name)]
    return plain_csv([[column.name for column in columns], *rows]).encode("utf-8-sig")


def _cell(value: Any, column: Column) -> object:
    """Figures are no text: a credit's minus sign stays."""
    if value is None:
        return None
    if column.kind in ("amount", "decimal"):
        return Decimal(value)
    if column.kind == "flag":
        return "true" if value else "false"
    return str(value) if column.kind == "text" else value


def json_of(told: Tabled) -> bytes:
    """All tables in one JSON object, as `schema_json` declares it."""
    roadmap = told.roadmap
    found = {
        "schema_version": VERSION, "client": roadmap.client, "as_of": roadmap.as_of, "currency": roadmap.currency,
        "tables": {
            name: [{column.name: row[column.name] for column in table.columns} for row in table_rows(told, name)]
            for name, table in TABLES.items()
        },
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=1, default=_iso).encode()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a table")


def schema_json() -> bytes:
    """JSON Schema of `json_of`."""
    return json.dumps(json_schema(tuple(TABLES.values())), ensure_ascii=False, indent=1).encode()


def zip_of(told: Tabled) -> bytes:
    """All tables as CSV files, and schema.json."""
    files = {f"{name}.csv": csv_of(told, name) for name in TABLES} | {"schema.json": schema_json()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _SAME_DAY), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def documentation() -> str:
    """docs/tables.md."""
    return markdown(tuple(TABLES.values()))
