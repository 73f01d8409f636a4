"""The case against waiting: its figures for one client, and the client's own inputs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_case import plain_inputs, read_case_inputs, write_case_inputs
from planner.budget.case import Case, Side, case
from planner.budget.case_inputs import HOURS_PER_FAILURE, SHARED, CaseInputs
from planner.budget.case_words import assumptions_told, bad_luck_sentence, case_sentence
from planner.errors import PlannerError
from planner.records import Client
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "HOURS_PER_FAILURE",
    "SHARED",
    "Case",
    "CaseInputs",
    "Side",
    "Told",
    "client_case",
    "save_case_inputs",
    "stored_case_inputs",
]
CHANGED: Final = "case.change"


@dataclass(frozen=True)
class Told:
    """A case with its sentences: for the slide, for bad luck, and one for each assumption."""

    roadmap: Roadmap
    case: Case
    sentence: str
    bad_luck: str
    assumptions: tuple[str, ...]


def stored_case_inputs(store: Store, actor: Actor, client_id: int) -> CaseInputs:
    """The client's own inputs, or the starting values where none are stored."""
    with looking(store, actor) as session:
        return read_case_inputs(session, client_id)


def client_case(store: Store, actor: Actor, client_id: int, as_of: date, inputs: CaseInputs | None = None) -> Told:
    """The case on that day, with inputs to try out or, without any, those that are stored. Stores nothing.

    Raises PlannerError where there is no such client.
    """
    roadmap = client_roadmap(store, actor, client_id, as_of)
    chosen = roadmap.case_inputs if inputs is None else inputs
    made = case(roadmap.schedule, roadmap.actions, roadmap.assumptions, roadmap.quarters, as_of, chosen, roadmap.shocks)
    rules = roadmap.assumptions
    return Told(
        roadmap, made, case_sentence(made, rules), bad_luck_sentence(made, rules), assumptions_told(made, rules)
    )


def save_case_inputs(store: Store, actor: Actor, client_id: int, inputs: CaseInputs | None) -> None:
    """Stores the client's own inputs; None goes back to the starting values. Raises PlannerError where there is no
    such client or these inputs are stored already."""
    with acting(store, actor, CHANGED, client_id) as action:
        if action.session.get(Client, client_id) is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        before = read_case_inputs(action.session, client_id)
        after = inputs or CaseInputs()
        if after == before:
            raise PlannerError("These figures hold already.", "Change one first.")
        write_case_inputs(action.session, client_id, inputs)
        action.details.update(before=plain_inputs(before), after=plain_inputs(after))
