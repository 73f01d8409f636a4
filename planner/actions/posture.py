"""How well run and protected a client is: the assessment, what the data says beside it, signs and proposals.

An assessment is one action; it starts from the last one's answers. What the data suggests is shown beside an answer
and takes a missing answer's place only where a person says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

from sqlmodel import Session

from planner.actions.actuals import client_actuals
from planner.actions.faults import Faults
from planner.actions.kept import Kept
from planner.actions.policies import refusal
from planner.actions.posture_change import Given, answers_with
from planner.actions.roadmaps import client_roadmap, data_key
from planner.actions.stored_contracts import read_contracts
from planner.actions.stored_posture import (
    Term,
    read_assessments,
    read_terms,
    read_tickets,
    write_assessment,
)
from planner.actions.stored_reviews import read_reviews
from planner.actions.stored_rules import read_rules
from planner.errors import PlannerError
from planner.records import Client
from planner.roadmap.model import Roadmap
from planner.roadmap.posture import (
    Answer,
    Assessment,
    Score,
    TrendPoint,
    by_area,
    gaps,
    posture_words,
    total,
    trend,
)
from planner.roadmap.posture_fleet import Fleet
from planner.roadmap.posture_proposals import Proposal, proposals
from planner.roadmap.posture_services import HIGHEST, IN_PLACE, MATURITIES, Service, services
from planner.roadmap.posture_signs import Figure, Sign, SignData, signs
from planner.roadmap.posture_suggestions import Suggestion, suggestions
from planner.roadmap.posture_tickets import TicketYear, ticket_year
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "HIGHEST", "IN_PLACE", "MATURITIES", "Answer", "Assessment", "ClientPosture", "Figure", "Proposal", "Score",
    "Service", "Sign", "Suggestion", "Term", "TrendPoint", "accept_suggestions", "client_posture", "save_assessment",
    "services",
]  # fmt: skip
ASSESSED: Final = "posture.assess"
_postures: Final = Kept["ClientPosture"](16)
UsersFrom = Literal["entered", "devices"]


@dataclass(frozen=True)
class ClientPosture:
    """All that the screen shows. `answers`: of the newest assessment, {} where there is none; `users_from`: whether
    the number of users was entered or is that of the people whom devices are assigned to."""

    roadmap: Roadmap
    assessments: tuple[Assessment, ...]
    terms: Mapping[str, Term]
    users: int | None
    users_from: UsersFrom | None
    suggestions: Mapping[str, Suggestion]
    tickets: TicketYear
    stored_tickets: int
    actual: tuple[int, int] | None

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self.assessments[-1].answers if self.assessments else {}

    @cached_property
    def weights(self) -> dict[str, int]:
        """Service key → its weight: the client's own, else the table's."""
        own = {key: term.weight for key, term in self.terms.items()}
        return {key: weight if (weight := own.get(key)) is not None else one.weight for key, one in services().items()}

    @property
    def areas(self) -> tuple[Score, ...]:
        return by_area(self.answers, self.weights)

    @property
    def total(self) -> Score:
        return total(self.answers, self.weights)

    @property
    def gaps(self) -> tuple[Service, ...]:
        return gaps(self.answers, self.weights)

    @property
    def words(self) -> str:
        """The answer in one sentence; '' where nothing is answered."""
        return posture_words(self.answers, self.weights)

    @cached_property
    def trend(self) -> tuple[TrendPoint, ...]:
        """One point a day: its newest assessment."""
        newest = {one.as_of: one for one in self.assessments}
        return trend(tuple(newest.values()), self.weights)

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        return signs(SignData(self.roadmap, self.answers, self.tickets, self.actual))

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        maturities = {key: answer.maturity for key, answer in self.answers.items() if answer.maturity is not None}
        own = {
            key: term.per_user_month_minor for key, term in self.terms.items() if term.per_user_month_minor is not None
        }
        return proposals(self.gaps, maturities, self.roadmap.currency, own, self.users)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Keys of the applicable services without an answer."""
        answers = self.answers
        return tuple(
            key for key in services() if (one := answers.get(key, Answer())).is_applicable and one.maturity is None
        )

    @property
    def open_suggestions(self) -> tuple[Suggestion, ...]:
        """What the data says of services that nobody answered."""
        return tuple(self.suggestions[key] for key in self.unanswered if key in self.suggestions)


def client_posture(store: Store, actor: Actor, client_id: int, as_of: date) -> ClientPosture:
    """The client's posture on a day; calculated anew only where an action has changed the store since. Raises
    PlannerError where there is no such client."""
    with looking(store, actor) as session:
        key = data_key(store, session, client_id, as_of)
        if (kept := _postures.get(key)) is not None:
            return kept
    return _postures.keep(key, _posture(store, actor, client_id, as_of))


def _posture(store: Store, actor: Actor, client_id: int, as_of: date) -> ClientPosture:
    roadmap = client_roadmap(store, actor, client_id, as_of)
    with looking(store, actor) as session:
        assessments = read_assessments(session, client_id, as_of)
        terms = read_terms(session, client_id)
        tickets = [one.ticket for one in read_tickets(session, client_id)]
        contracts = read_contracts(session, client_id)
        held = sum(one.held_at is not None and one.meets_on <= as_of for one in read_reviews(session, client_id))
        entered = session.get_one(Client, client_id).users
    fleet = Fleet(roadmap)
    users_from: UsersFrom | None = "entered" if entered else "devices" if fleet.people else None
    return ClientPosture(
        roadmap, assessments, terms, entered or fleet.people or None, users_from, suggestions(fleet, contracts, held),
        ticket_year(tickets, as_of), len(tickets), _actual(store, actor, client_id, as_of),
    )  # fmt: skip


def _actual(store: Store, actor: Actor, client_id: int, as_of: date) -> tuple[int, int] | None:
    """What was bought without a plan, and all that was bought, since the newest frozen plan."""
    compared = client_actuals(store, actor, client_id, as_of).compared
    if compared is None:
        return None
    whole = compared.variance.total()
    return (max(0, whole.causes.get("unplanned", 0)), whole.actual_minor) if whole.actual_minor > 0 else None


def save_assessment(store: Store, actor: Actor, client_id: int, as_of: date, given: Given, label: str = "") -> int:
    """Stores one assessment of that day: the last one's answers with what is given ({service: {maturity,
    is_applicable, evidence}}); gives its id. Raises PlannerError, naming every fault, where anything is wrong, or
    nothing differs from an assessment of the same day."""
    with acting(store, actor, ASSESSED, client_id) as action:
        return _assess(action.session, actor, client_id, as_of, given, label, action.details)


def _assess(
    session: Session, actor: Actor, client_id: int, as_of: date, given: Given, label: str, details: dict[str, Any]
) -> int:
    read_rules(session, client_id)
    last = next(reversed(read_assessments(session, client_id, as_of)), None)
    base, faults = last.answers if last else {}, Faults()
    answers = answers_with(given, base, faults)
    if faults.found:
        raise refusal(tuple(faults.found))
    changed = [key for key, answer in answers.items() if answer != base.get(key, Answer())]
    if not changed and (last is None or last.as_of == as_of):
        raise PlannerError("The assessment stands like that already.", "Change an answer first.")
    assessment_id = write_assessment(session, actor, client_id, as_of, label.strip()[:200], answers)
    details.update(assessment=assessment_id, as_of=as_of.isoformat(), label=label.strip()[:200], changed=changed)
    return assessment_id


def accept_suggestions(store: Store, actor: Actor, client_id: int, as_of: date) -> int:
    """Stores an assessment in which what the data suggests stands for every service that nobody answered; gives its
    id. Raises PlannerError where there is no such suggestion."""
    seen = client_posture(store, actor, client_id, as_of)
    given = {one.service: {"maturity": one.maturity, "evidence": one.evidence} for one in seen.open_suggestions}
    if not given:
        raise PlannerError("Nothing is suggested for what is not answered.", "Answer the services yourself.")
    return save_assessment(store, actor, client_id, as_of, given)
