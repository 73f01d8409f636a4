"""A new project from one of the common ones, with this client's numbers and currency."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.roadmap.held import open_quarters
from planner.roadmap.model import Roadmap
from planner.roadmap.templates import Template, find_template, quantities, templates
from planner.sharing.people import Actor
from planner.store import Store

__all__ = ["Template", "add_from_template", "from_template", "template_rows", "templates"]


def from_template(key: str, roadmap: Roadmap, starts_on: date) -> dict[str, Any]:
    """The template as `projects.save_project` takes it: quantities from the client's fleet; in a currency that the
    table lacks each price is 0, to be entered. Raises PlannerError where there is no such template."""
    one, many = find_template(key), quantities(roadmap.schedule)
    controls = f" Serves CIS Controls v8: {', '.join(one.safeguards)}." if one.safeguards else ""
    lines = [
        {"name": line.name, "kind": line.kind, "treatment": line.treatment, "quantity": many[line.per],
         "unit_price": line.prices.get(roadmap.currency, 0), "billing": "month"}
        for line in one.lines
    ]  # fmt: skip
    return {
        "title": one.title, "why": one.why + controls, "lane": one.lane, "priority": one.priority,
        "starts_on": starts_on, "lines": lines,
    }  # fmt: skip


def add_from_template(
    store: Store, actor: Actor, client_id: int, as_of: date, key: str, starts_on: date | None = None
) -> int:
    """Stores a new project from a template and gives its id; it starts in the first quarter that can be chosen, unless
    told otherwise. Raises PlannerError where there is no such template, or no such quarter."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    may = open_quarters(roadmap.assumptions, roadmap.quarters, as_of)
    if not may:
        raise PlannerError("Nothing can land within the horizon.", "Shorten approval and lead time on Policies.")
    return save_project(store, actor, client_id, from_template(key, roadmap, starts_on or may[0].starts_on))


def template_rows(currency: str) -> list[dict[str, Any]]:
    """The templates for programs: prices in whole units of the currency, None where the table has none in it or they
    are to be asked for."""
    return [
        {
            "template": one.key, "title": one.title, "why": one.why, "lane": one.lane, "priority": one.priority,
            "cis_safeguards": list(one.safeguards),
            "lines": [
                {"name": line.name, "kind": line.kind, "treatment": line.treatment, "per": line.per,
                 "price": line.prices.get(currency) or None}
                for line in one.lines
            ],
        }
        for one in templates()
    ]  # fmt: skip
