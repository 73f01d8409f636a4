"""Every table of a client's roadmap as files for other programs."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.contracts import client_contracts
from planner.actions.exports import Export, safe_name
from planner.actions.reviews import client_review
from planner.actions.scenarios import scenario_view
from planner.actions.stored_decisions import read_decisions
from planner.actions.stored_documents import read_version, read_versions
from planner.actions.stored_projects import read_projects
from planner.errors import PlannerError
from planner.reports.tables import TABLES, Tabled, csv_of, json_of, zip_of
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store

TABLE_NAMES: Final = tuple(TABLES)


def table_csv(store: Store, actor: Actor, client_id: int, as_of: date, table: str) -> Export:
    """One table as CSV. Raises PlannerError where there is no such client or table."""
    if table not in TABLES:
        raise PlannerError(f"There is no table '{table}'.", f"Use one of: {', '.join(TABLES)}.")
    told = tabled(store, actor, client_id, as_of)
    return Export(f"{_name(told)} {table}.csv", "text/csv; charset=utf-8", csv_of(told, table))


def tables_json(store: Store, actor: Actor, client_id: int, as_of: date) -> Export:
    """All tables in one JSON file. Raises PlannerError where there is no such client."""
    told = tabled(store, actor, client_id, as_of)
    return Export(f"{_name(told)} tables.json", "application/json", json_of(told))


def tables_zip(store: Store, actor: Actor, client_id: int, as_of: date) -> Export:
    """All tables as CSV files with schema.json, in one archive. Raises PlannerError where there is no such client."""
    told = tabled(store, actor, client_id, as_of)
    return Export(f"{_name(told)} tables.zip", "application/zip", zip_of(told))


def _name(told: Tabled) -> str:
    return f"{safe_name(told.roadmap.client)} {told.roadmap.as_of}"


def tabled(store: Store, actor: Actor, client_id: int, as_of: date) -> Tabled:
    review = client_review(store, actor, client_id, as_of)
    agreed = client_contracts(store, actor, client_id, as_of)
    scenarios = scenario_view(store, actor, client_id, as_of)
    with looking(store, actor) as session:
        projects = read_projects(session, client_id)
        currencies = {
            one.version: read_version(session, one.published_id)[1].currency
            for one in read_versions(session, client_id)
        }
        decisions = tuple((one, currencies[one.version]) for one in read_decisions(session, client_id))
    return Tabled(
        review.roadmap, agreed.contracts, agreed.renewals, projects, scenarios.rows, scenarios.chosen, review.risks,
        decisions,
    )  # fmt: skip
