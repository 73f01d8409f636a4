"""The client's roadmap in the MSP's own workbook."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.exports import XLSX, Export, safe_name
from planner.actions.roadmaps import client_roadmap
from planner.reports.template import fill, has_macros
from planner.sharing.people import Actor
from planner.store import Store

XLSM: Final = "application/vnd.ms-excel.sheet.macroEnabled.12"


def filled_template(store: Store, actor: Actor, client_id: int, as_of: date, template: bytes) -> Export:
    """The MSP's workbook with its names and tables filled (docs/templates.md); one with macros stays one. Raises
    PlannerError where there is no such client, or the workbook cannot be filled."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    made = fill(roadmap, template)
    suffix, media_type = ("xlsm", XLSM) if has_macros(made) else ("xlsx", XLSX)
    return Export(f"{safe_name(roadmap.client)} roadmap {as_of}.{suffix}", media_type, made)
