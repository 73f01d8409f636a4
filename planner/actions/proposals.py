"""A proposal taken up: whoever changes one makes it a project, with its lines and the change, in the same action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from planner.actions.initiative_change import of_project
from planner.actions.initiative_history import ProjectPair
from planner.actions.policies import refusal
from planner.actions.project_change import settled
from planner.actions.stored_projects import read_projects
from planner.errors import PlannerError
from planner.roadmap.model import Roadmap
from planner.roadmap.proposal import as_project, is_proposal


def taken_pairs(
    session: Session, client_id: int, roadmap: Roadmap, wanted: Mapping[str, Mapping[str, Any]]
) -> list[ProjectPair]:
    """(None, the new project) of each proposal that is changed. Raises PlannerError with every fault, and where
    somebody has taken one up since the roadmap was read."""
    taken = {one.source for one in read_projects(session, client_id)}
    open_ones = {one.key: one for one in roadmap.proposals}
    pairs: list[ProjectPair] = []
    for key in (key for key in wanted if is_proposal(key)):
        if key in taken:
            raise PlannerError("Somebody else took this proposal up just now.", "Reload the roadmap.")
        after, problems = settled(of_project(wanted[key]), as_project(open_ones[key]), roadmap.currency, ())
        if problems:
            raise refusal(problems)
        pairs.append((None, after))
    return pairs
