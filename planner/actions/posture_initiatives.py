"""A proposal put on the roadmap: a project with a recurring line, from the quarter in which it can start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.actions.posture import ClientPosture, client_posture
from planner.actions.projects import Project, client_projects, save_project
from planner.errors import PlannerError
from planner.money import decimal_string
from planner.roadmap.posture_proposals import Proposal
from planner.sharing.people import Actor
from planner.store import Store


def accepted(projects: Iterable[Project]) -> dict[str, Project]:
    """Title, folded → the project that is on the roadmap under it, declined ones left out."""
    return {one.title.casefold(): one for one in projects if one.status != "declined"}


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
    if proposal.title.casefold() in accepted(client_projects(store, actor, client_id)):
        raise PlannerError(f"'{proposal.title}' is on the roadmap.", "Change it there.")
    if proposal.per_user_month_minor is None:
        raise PlannerError(f"No price of '{proposal.title}' is known in {seen.roadmap.currency}.", "Enter one.")
    if proposal.users is None:
        raise PlannerError("Nobody knows how many users this client has.", "Enter the number of users first.")
    starts = starts_on or max(as_of, seen.roadmap.first_buyable)
    return save_project(store, actor, client_id, _project(proposal, seen, starts))


def _project(proposal: Proposal, seen: ClientPosture, starts_on: date) -> dict[str, Any]:
    price = proposal.per_user_month_minor
    assert price is not None  # noqa: S101  (the caller has refused it)
    line = {
        "name": f"{proposal.title}, per user and month", "kind": "recurring", "treatment": "opex",
        "quantity": proposal.users, "unit_price": decimal_string(price, seen.roadmap.currency), "billing": "month",
    }  # fmt: skip
    why = f"{proposal.why} It serves the safeguards {', '.join(proposal.safeguards)} of CIS Controls v8."
    return {
        "title": proposal.title, "why": why, "lane": proposal.lane, "starts_on": starts_on, "lines": [line],
        "priority": "high" if seen.answers[proposal.service].maturity == 0 else "medium",
    }  # fmt: skip
