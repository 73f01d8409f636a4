"""The quarterly business review of a client: prepared on one screen, held, and followed up.

Each change is one transaction and one audit entry. Holding a review freezes its figures: the next one tells what
changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from planner.actions.contracts import client_contracts
from planner.actions.faults import Faults
from planner.actions.goals import Goal, client_goals, serving
from planner.actions.policies import refusal
from planner.actions.posture import ClientPosture, client_posture
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_reviews import ActionItem, Review, read_items, read_reviews, read_risk_edits
from planner.errors import PlannerError
from planner.records import ActionItem as ItemRecord
from planner.records import Client, RiskEdit
from planner.records import Review as ReviewRecord
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.review import DecisionDue, decisions_due
from planner.roadmap.review_changes import changes, figures
from planner.roadmap.review_risks import TOP, RiskFound, risks
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

__all__ = [
    "AGENDA", "STATUSES", "ActionItem", "ClientReview", "Review", "RiskFound", "client_review", "hold_review",
    "save_items", "save_review", "say_of_risk",
]  # fmt: skip
STATUSES: Final = ("open", "done", "dropped")
AGENDA: Final = (
    "What changed since the last review", "Top risks", "How well run and protected we are",
    "Decisions for the next 90 days", "Roadmap and budget", "Action items",
)  # fmt: skip
_LONGEST: Final = 4000


@dataclass(frozen=True)
class ClientReview:
    """All that a review needs. `coming`: the next one that is not held yet; `last`: the one held last; `changes`: what
    differs from it, a sentence each, empty where none was held; `goals`: the open ones, each with what serves it."""

    roadmap: Roadmap
    coming: Review | None
    last: Review | None
    changes: tuple[str, ...]
    risks: tuple[RiskFound, ...]
    decisions: tuple[DecisionDue, ...]
    items: tuple[ActionItem, ...]
    posture: ClientPosture
    goals: tuple[tuple[Goal, tuple[Initiative, ...]], ...] = ()

    @property
    def top_risks(self) -> tuple[RiskFound, ...]:
        return self.risks[:TOP]

    @property
    def open_items(self) -> tuple[ActionItem, ...]:
        return tuple(one for one in self.items if one.status == "open")


def client_review(store: Store, actor: Actor, client_id: int, as_of: date) -> ClientReview:
    """The review as it stands on a day. Raises PlannerError where there is no such client."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    renewals = client_contracts(store, actor, client_id, as_of).renewals
    posture = client_posture(store, actor, client_id, as_of)
    goals = [one for one in client_goals(store, actor, client_id) if one.status == "open"]
    with looking(store, actor) as session:
        reviews = read_reviews(session, client_id)
        items, said = read_items(session, client_id), read_risk_edits(session, client_id)
    held = [one for one in reviews if one.held_at is not None]
    coming = next((one for one in reviews if one.held_at is None), None)
    last = held[-1] if held else None
    told = changes(last.figures, figures(roadmap), roadmap.assumptions.locale) if last and last.figures else ()
    return ClientReview(
        roadmap, coming, last, told, risks(roadmap, said), decisions_due(roadmap, renewals), items, posture,
        tuple((one, serving(roadmap, one.goal_id)) for one in goals),
    )  # fmt: skip


def save_review(
    store: Store, actor: Actor, client_id: int, as_of: date, given: Mapping[str, Any], review_id: int | None = None
) -> int:
    """Plans a review, or changes what is given of one that is not held yet: title, meets_on, attendees, agenda (lines),
    notes. Raises PlannerError with every fault."""
    faults = Faults()
    title = str(given.get("title", "") or "").strip()
    if "title" in given and not title:
        faults.add("The review", "It has no title.", "Give it one, as 'QBR winter 2027'.")
    if "meets_on" in given and not isinstance(given["meets_on"], date):
        faults.add("The review", "It has no day.", "Say when it is held.")
    if review_id is None and not {"title", "meets_on"} <= set(given):
        faults.add("The review", "A new one needs a title and a day.", "Give both.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, "review.save", client_id) as action:
        if action.session.get(Client, client_id) is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        if review_id is None:
            row = ReviewRecord(
                client_id=client_id, title="", meets_on=as_of, as_of=as_of, agenda=json.dumps(AGENDA), actor=actor.name,
                made_at=actor.acting_at,
            )  # fmt: skip
        else:
            row = _open_review(action.session.get(ReviewRecord, review_id), client_id, review_id)
        for name in ("attendees", "notes"):
            if name in given:
                setattr(row, name, str(given[name] or "")[:_LONGEST])
        if "title" in given:
            row.title = title[:200]
        if "meets_on" in given:
            row.meets_on = given["meets_on"]
        if "agenda" in given:
            row.agenda = json.dumps([str(line).strip() for line in given["agenda"] if str(line).strip()])
        action.session.add(row)
        action.session.flush()
        action.details.update(review=row.id, given={name: str(value) for name, value in given.items()})
        return int(row.id or 0)


def _open_review(row: ReviewRecord | None, client_id: int, review_id: int) -> ReviewRecord:
    if row is None or row.client_id != client_id or row.withdrawn_at is not None:
        raise PlannerError(f"There is no review {review_id} of this client.", "Look at the list of reviews.")
    if row.held_at is not None:
        raise PlannerError(f"{row.title} was held: it stands as it was.", "Plan the next one.")
    return row


def hold_review(store: Store, actor: Actor, client_id: int, as_of: date, review_id: int) -> None:
    """The review was held: its figures are frozen as of that day. Raises PlannerError where it was held before."""
    stands = figures(client_roadmap(store, actor, client_id, as_of))
    with acting(store, actor, "review.hold", client_id) as action:
        row = _open_review(action.session.get(ReviewRecord, review_id), client_id, review_id)
        row.held_at, row.as_of, row.figures = actor.acting_at, as_of, json.dumps(stands, sort_keys=True)
        action.session.add(row)
        action.details.update(review=review_id)


def save_items(store: Store, actor: Actor, client_id: int, items: tuple[ActionItem, ...]) -> None:
    """Stores the client's action items as they are given: one with id 0 is new, one that is not named is taken back.
    Raises PlannerError with every fault, and where nothing differs."""
    faults = Faults()
    for one in items:
        if not one.text.strip():
            faults.add("An action item", "It says nothing.", "Say what is to be done, or take it out.")
        if one.status not in STATUSES:
            faults.add(one.text, f"There is no status '{one.status}'.", f"Choose one of: {', '.join(STATUSES)}.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, "review.items", client_id) as action:
        stored = {one.item_id: one for one in read_items(action.session, client_id)}
        if unknown := sorted({one.item_id for one in items if one.item_id} - set(stored)):
            raise PlannerError(f"There is no action item {unknown[0]}.", "Reload the list.")
        if {one.item_id: one for one in items if one.item_id} == stored and all(one.item_id for one in items):
            raise PlannerError("The action items stand like that already.", "Change one first.")
        for one in items:
            row = (
                action.session.get(ItemRecord, one.item_id) if one.item_id else ItemRecord(client_id=client_id, text="")
            )
            assert row is not None  # noqa: S101  (it was read in this transaction)
            row.text, row.owner, row.due_on, row.status = one.text.strip(), one.owner, one.due_on, one.status
            row.done_on = (row.done_on or actor.acting_at.date()) if one.status == "done" else None
            action.session.add(row)
        for item_id in stored.keys() - {one.item_id for one in items}:
            action.session.get_one(ItemRecord, item_id).withdrawn_at = actor.acting_at
        action.details.update(before=[asdict(one) for one in stored.values()], after=[asdict(one) for one in items])


def say_of_risk(store: Store, actor: Actor, client_id: int, key: str, said: Mapping[str, Any]) -> None:
    """What a person says of a risk (title, likelihood, impact 1 to 5, owner, note, is_hidden); a key that begins with
    'own:' is a risk of his own. Raises PlannerError for a value out of its range."""
    faults = Faults()
    for name in ("likelihood", "impact"):
        if said.get(name) is not None and said[name] not in range(1, 6):
            faults.add(key, f"The {name} of {said[name]} is out of range.", "Give 1 to 5.")
    if unknown := sorted(set(said) - {"title", "likelihood", "impact", "owner", "note", "is_hidden"}):
        faults.add(key, f"A risk has no '{unknown[0]}'.", "Give title, likelihood, impact, owner, note or is_hidden.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, "review.risk", client_id) as action:
        table = table_of(RiskEdit)
        found = action.session.execute(
            table.select().where(table.c.client_id == client_id, table.c.key == key)
        ).mappings().first()  # fmt: skip
        row = (
            action.session.get_one(RiskEdit, found["id"])
            if found
            else RiskEdit(client_id=client_id, key=key, actor=actor.name, updated_at=actor.acting_at)
        )
        row.sqlmodel_update({**said, "actor": actor.name, "updated_at": actor.acting_at})
        action.session.add(row)
        action.details.update(risk=key, said=dict(said))
