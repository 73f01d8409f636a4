"""Did it go as planned? A client's frozen plan against what was bought; what was imported and frozen, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from planner.actions.actual_purchases import Purchases, purchases_since
from planner.actions.baselines import FROZEN
from planner.actions.invoice_import import IMPORTED
from planner.actions.stored_actuals import (
    BaselineRow,
    StoredLine,
    read_baselines,
    read_lines,
    read_plan,
    withdraw_baseline,
    withdraw_lines,
)
from planner.actions.stored_rules import read_rules
from planner.actions.trail import TrailEntry, trail
from planner.budget.frozen_plan import FrozenPlan
from planner.budget.variance import compare
from planner.budget.variance_model import Variance
from planner.errors import PlannerError
from planner.frames import to_records
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame

UNDONE: Final = "actuals.undo"
_ACTIONS: Final = (IMPORTED, FROZEN, UNDONE)
Chosen = Literal["first", "newest"] | int
"""Which frozen plan is compared."""


@dataclass(frozen=True)
class Compared:
    """One frozen plan against what was bought since."""

    baseline: BaselineRow
    plan: FrozenPlan
    purchases: Purchases
    variance: Variance


@dataclass(frozen=True)
class Actuals:
    """`baselines`: all frozen plans, the first one first; `compared` is None while there is none. `lines`: all stored
    lines of invoices."""

    client: str
    currency: str
    locale: str
    as_of: date
    baselines: tuple[BaselineRow, ...]
    lines: tuple[StoredLine, ...]
    compared: Compared | None


def client_actuals(store: Store, actor: Actor, client_id: int, as_of: date, baseline: Chosen = "newest") -> Actuals:
    """The chosen frozen plan against what was bought up to `as_of`. Raises PlannerError where there is no such client
    or no such frozen plan."""
    with looking(store, actor) as session:
        rules = read_rules(session, client_id)
        baselines = read_baselines(session, client_id)
        lines = read_lines(session, client_id)
        chosen = _chosen(baselines, baseline)
        compared = None
        if chosen is not None:
            plan = read_plan(session, client_id, chosen.baseline_id)
            assets = to_records(asset_frame(session, client_id))
            compared = _compared(chosen, plan, lines, assets, as_of)
    return Actuals(rules.client["name"], rules.currency, str(rules.client["locale"]), as_of, baselines, lines, compared)


def frozen_plans(store: Store, actor: Actor, client_id: int) -> tuple[BaselineRow, ...]:
    """All of a client's frozen plans, the first one first."""
    with looking(store, actor) as session:
        return read_baselines(session, client_id)


def chosen_baseline(text: str) -> Chosen:
    """'first', 'newest' or an id, as people write it. Raises PlannerError for anything else."""
    if text.isdecimal():
        return int(text)
    if text in ("first", "newest"):
        return "first" if text == "first" else "newest"
    raise PlannerError(f"There is no frozen plan '{text}'.", "Give its id, 'first' or 'newest'.")


def _chosen(baselines: tuple[BaselineRow, ...], wanted: Chosen) -> BaselineRow | None:
    if isinstance(wanted, str):
        return next(iter(baselines if wanted == "first" else reversed(baselines)), None)
    found = next((one for one in baselines if one.baseline_id == wanted), None)
    if found is None:
        raise PlannerError(f"There is no frozen plan {wanted} of this client.", "Look at the list of frozen plans.")
    return found


def _compared(
    chosen: BaselineRow, plan: FrozenPlan, lines: tuple[StoredLine, ...], assets: list[dict[str, Any]], as_of: date
) -> Compared:
    purchases = purchases_since(plan, lines, assets)
    in_use = {asset["asset_id"] for asset in assets if not asset["is_retired"]}
    gone = {item.asset_id for item in plan.items} - in_use
    return Compared(chosen, plan, purchases, compare(plan, purchases.counted, gone, as_of))


def actuals_history(store: Store, actor: Actor, client_id: int) -> tuple[TrailEntry, ...]:
    """Imports of invoices, plans frozen, and what of them was taken back; the newest first."""
    return trail(store, actor, client_id, _ACTIONS, UNDONE)


def undo_actuals(store: Store, actor: Actor, client_id: int, entry_id: int) -> TrailEntry:
    """Takes an import of invoices or a frozen plan back, and gives what that was. Raises PlannerError where there is no
    such entry of this client, or it was taken back before."""
    entry = next((one for one in actuals_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(
            f"There is no entry {entry_id} of this client's actuals that can be taken back.",
            "Look at the history of the actuals (actuals list).",
        )
    with acting(store, actor, UNDONE, client_id) as action:
        if entry.action == IMPORTED:
            withdraw_lines(action.session, client_id, entry.details["entry"], actor.acting_at)
        else:
            withdraw_baseline(action.session, client_id, entry.details["baseline"], actor.acting_at)
        action.details.update(undoes=entry_id, **{key: entry.details[key] for key in ("file", "label")
                                                  if key in entry.details})  # fmt: skip
    return entry
