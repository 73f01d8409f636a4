"""The MSP's own workbook, filled."""

from __future__ import annotations

from datetime import date

from planner.actions.export_tables import tabled
from planner.actions.exports import XLSX, Export, safe_name
from planner.reports.template.fill import fill
from planner.sharing.people import Actor
from planner.store import Store


def filled_template(store: Store, actor: Actor, client_id: int, as_of: date, template: bytes) -> Export:
    """The template with its named cells and marked tables filled (docs/templates.md). Raises PlannerError where there
    is no such client, or with all that does not fit in the template."""
    told = tabled(store, actor, client_id, as_of)
    return Export(f"{safe_name(told.roadmap.client)} roadmap {as_of}.xlsx", XLSX, fill(told, template))
