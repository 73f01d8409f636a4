"""A proposal put on the roadmap: a project with a recurring line, from the quarter in which it can start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.actions.posture import client_posture
from planner.actions.projects import Project, client_projects, save_project
from planner.errors import PlannerError
from planner.money import decimal_string
from planner.roadmap.posture_proposals import Proposal
from planner.roadmap.proposals_posture import SOURCE, of_gap
from planner.sharing.people import Actor
from planner.store import Store


def accepted(projects: Iterable[Project]) -> dict[str, Project]:
    """Service → the project on the roadmap that came from its proposal, declined ones left out."""
    return {
        one.source.removeprefix(SOURCE): one
        for one in projects
        if one.source and one.source.startswith(SOURCE) and one.status != "declined"
    }


def accept_proposal(
    store: Store, actor: Actor, client_id: int, as_of: date, service: str, starts_on: date | None = None
) -> int:
    """Puts a gap's proposal on the roadmap as a proposed project; gives its id. Without `starts_on` it starts on the
    first day on which anything can. Raises PlannerError where the service is no gap, its price or the number of users
    is not known, or it is on the roadmap."""
    seen = client_posture(store, actor, client_id, as_of)
    proposal = next((one for one in seen.proposals if one.service == service), None)
    if proposal is None:
        raise PlannerError(f"'{service}' is no gap of this client.", "Choose one of the proposals.")
    if service in accepted(client_projects(store, actor, client_id)):
        raise PlannerError(f"'{proposal.title}' is on the roadmap.", "Change it there.")
    if proposal.per_user_month_minor is None:
        raise PlannerError(f"No price of '{proposal.title}' is known in {seen.roadmap.currency}.", "Enter one.")
    if proposal.users is None:
        raise PlannerError("Nobody knows how many users this client has.", "Enter the number of users first.")
    starts = starts_on or max(as_of, seen.roadmap.first_buyable)
    return save_project(
        store, actor, client_id, _project(proposal, seen.roadmap.currency, starts), source=SOURCE + service
    )


def _project(gap: Proposal, currency: str, starts_on: date) -> dict[str, Any]:
    """As `projects.save_project` takes it."""
    one = of_gap(gap, starts_on)
    lines = [
        {"name": line.name, "kind": line.kind, "treatment": line.treatment, "quantity": line.quantity,
         "unit_price": decimal_string(line.unit_price_minor, currency), "billing": line.billing}
        for line in one.lines
    ]  # fmt: skip
    return {
        "title": one.title, "why": one.why, "lane": one.lane, "priority": one.priority, "starts_on": starts_on,
        "lines": lines,
    }  # fmt: skip
