"""What approved lines have to be bought: by kind of device and place, and how far each purchase is.

Steps are only ever added; a wrong one is taken back. A line is on the list from the moment that its decisions come to
*approved*, in the open round or in one that was closed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.decisions import client_decisions
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.fields import CATEGORY_LABELS
from planner.frames import to_records
from planner.records import DecisionRound, ProcurementStep
from planner.reports.plain_csv import plain_csv
from planner.roadmap.model import Initiative, Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

STEPS: Final = ("quoted", "ordered", "deployed", "wiped")
"""`deployed`: the new device is in use; `wiped`: the old one's data are erased."""


@dataclass(frozen=True, slots=True)
class ProcurementItem:
    """Devices of one kind for one place, of one approved line. `replaces`: what they replace, 'Latitude 5400 (3)';
    `done`: step → units that took it."""

    line_key: str
    line: str
    quarter: str
    item: str
    ship_to: str
    quantity: int
    replaces: str
    done: dict[str, int] = field(default_factory=dict)


def procurement_list(store: Store, actor: Actor, client_id: int, as_of: date) -> tuple[ProcurementItem, ...]:
    """What is to be bought, by quarter. Raises PlannerError where there is no such client."""
    seen = client_decisions(store, actor, client_id, as_of)
    approved = {key for key, state in seen.states.items() if state.outcome == "approved"}
    roadmap = client_roadmap(store, actor, client_id, as_of)
    with looking(store, actor) as session:
        approved |= _closed(session, client_id)
        steps = _steps(session, client_id)
    approved |= {one.key for one in roadmap.initiatives if one.status == "approved"}
    bought = [one for one in roadmap.initiatives if one.key in approved and one.category]
    return tuple(
        ProcurementItem(
            one.line_key, one.line, one.quarter, one.item, one.ship_to, one.quantity, one.replaces,
            dict(steps.get((one.line_key, one.item, one.ship_to), {})),
        )
        for initiative in bought
        for one in _items(initiative, roadmap)
    )  # fmt: skip


def _items(one: Initiative, roadmap: Roadmap) -> list[ProcurementItem]:
    """An initiative's devices by kind and place."""
    own = roadmap.schedule[roadmap.schedule["asset_id"].isin(one.asset_ids)]
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in to_records(own[["category", "site", "model", "quantity"]]):
        groups[CATEGORY_LABELS[row["category"]], row["site"] or ""][row["model"] or "unknown model"] += row["quantity"]
    return [
        ProcurementItem(
            one.key, one.title, one.quarter_label, item, ship_to, sum(models.values()),
            ", ".join(f"{model} ({units:,})" for model, units in models.most_common()),
        )
        for (item, ship_to), models in sorted(groups.items())
    ]  # fmt: skip


def _closed(session: Session, client_id: int) -> set[str]:
    """The lines that closed rounds approved; a later round's word outranks an earlier one's."""
    rounds = table_of(DecisionRound)
    chosen = select(rounds.c.outcome).where(rounds.c.client_id == client_id).order_by(rounds.c.number)
    said: dict[str, str] = {}
    for outcome in session.execute(chosen).scalars():
        said |= json.loads(outcome)
    return {key for key, outcome in said.items() if outcome == "approved"}


def _steps(session: Session, client_id: int) -> dict[tuple[str, str, str], Counter[str]]:
    table = table_of(ProcurementStep)
    chosen = select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in session.execute(chosen.order_by(table.c.id)).mappings():
        found[row["line_key"], row["item"], row["ship_to"]][row["step"]] += row["quantity"]
    return found


def take_step(
    store: Store, actor: Actor, client_id: int, as_of: date, line_key: str, item: str, ship_to: str, step: str,
    quantity: int, reference: str = "",
) -> int:  # fmt: skip
    """Notes that so many units were quoted, ordered, deployed or wiped; gives the step's id. Raises PlannerError where
    the item is not on the list, or more units would have taken the step than there are."""
    listed = {(one.line_key, one.item, one.ship_to): one for one in procurement_list(store, actor, client_id, as_of)}
    found = listed.get((line_key, item, ship_to))
    if found is None:
        raise PlannerError(f"{item} for {ship_to or 'no place'} is not on the list.", "Look at the procurement list.")
    if step not in STEPS:
        raise PlannerError(f"There is no step '{step}'.", f"Choose one of: {', '.join(STEPS)}.")
    if not 0 < quantity <= found.quantity - found.done.get(step, 0):
        left = found.quantity - found.done.get(step, 0)
        raise PlannerError(f"{quantity:,} are more than the {left:,} that are left.", "Give a smaller number.")
    with acting(store, actor, "procurement.step", client_id) as action:
        row = ProcurementStep(
            client_id=client_id, line_key=line_key, item=item, ship_to=ship_to, step=step, quantity=quantity,
            reference=reference.strip()[:200], actor=actor.name, made_at=actor.acting_at,
        )  # fmt: skip
        action.session.add(row)
        action.session.flush()
        action.details.update(step=step, item=item, quantity=quantity, id=row.id)
        return int(row.id or 0)


def undo_step(store: Store, actor: Actor, client_id: int, step_id: int) -> None:
    """Takes a step back. Raises PlannerError where the client has none such."""
    with acting(store, actor, "procurement.undo", client_id) as action:
        row = action.session.get(ProcurementStep, step_id)
        if row is None or row.client_id != client_id or row.withdrawn_at is not None:
            raise PlannerError(f"There is no step {step_id} of this client.", "Look at the procurement list.")
        row.withdrawn_at = actor.acting_at
        action.session.add(row)
        action.details.update(id=step_id)


def procurement_csv(items: tuple[ProcurementItem, ...]) -> str:
    """One row per item; no cell begins as a formula does."""
    heads = ("Quarter", "Line", "Item", "Quantity", "Ship to", "Replaces")
    rows: list[list[Any]] = [[*heads, *(step.capitalize() for step in STEPS)]]
    for one in items:
        cells: list[Any] = [one.quarter, one.line, one.item, one.quantity, one.ship_to, one.replaces]
        rows.append([*cells, *(one.done.get(step, 0) for step in STEPS)])
    return plain_csv(rows)
