"""Forecast → plan: what is bought when. One row per replacement, successors to the horizon's end included.

`planned_on` is the due date, or the first buyable day where that is later, or the first day of the quarter that a
person chose (never before the first buyable day); from a month that the client keeps free it moves to the first day
of the next open one. A replacement's successor follows after the policy's plan life.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import pandas as pd

from planner.budget.landing import landed
from planner.budget.model import Assumptions
from planner.budget.parts import PARTS, UNIT_COLUMNS, UnitCost, months_of_growth, unit_cost
from planner.calendar import FiscalQuarter, add_months
from planner.frames import DATE, FLAG, TEXT, WHOLE, to_frame, to_records

ACTION_COLUMNS: Final[dict[str, str]] = {
    "asset_id": WHOLE,
    "generation": WHOLE,
    "category": TEXT,
    "group": TEXT,
    "quantity": WHOLE,
    "due_on": DATE,
    "planned_on": DATE,
    "is_pinned": FLAG,
    "is_catch_up": FLAG,
    "months_of_growth": WHOLE,
    **{f"unit_{part}_minor": WHOLE for part in PARTS},
    **{f"{part}_minor": WHOLE for part in PARTS},
}
"""The plan: `unit_hardware_minor` and the other parts of one unit (`parts.UnitCost`) are grown and rounded, the
trade-in a credit below 0; `hardware_minor` and so on are they times the quantity. `generation` 0 is the replacement of
the asset itself, 1 that of its replacement, and so on."""


class _Action(NamedTuple):
    asset_id: int
    generation: int
    category: str
    group: str
    quantity: int
    due_on: date
    planned_on: date
    is_pinned: bool
    is_catch_up: bool
    months_of_growth: int
    cost: UnitCost

    @property
    def values(self) -> tuple[Any, ...]:
        """In the order of `ACTION_COLUMNS`."""
        return (*self[:-1], *self.cost, *(part * self.quantity for part in self.cost))


def first_buyable_day(assumptions: Assumptions, as_of: date) -> date:
    """Nothing lands before approval and delivery."""
    return as_of + timedelta(days=assumptions.approval_and_lead_days)


def plan(schedule: pd.DataFrame, assumptions: Assumptions, pins: Mapping[int, date], as_of: date) -> pd.DataFrame:
    """The actions (`ACTION_COLUMNS`) of all assets whose group is planned or estimated, by date and asset.

    `schedule` has the asset frame's, the forecast's and `prices.unit_prices`' columns and `group`;
    `pins`: asset id → first day of the quarter that a person chose.
    """
    last = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)[-1]
    needed = ["asset_id", "category", "group", "quantity", "due_on", "plan_months", *UNIT_COLUMNS]
    rows = schedule.loc[schedule["group"].isin(("planned", "estimated")), needed]
    actions = [
        action
        for asset in to_records(rows)
        for action in _actions(asset, assumptions, pins.get(asset["asset_id"]), as_of, last)
    ]
    actions.sort(key=lambda action: (action.planned_on, action.asset_id, action.generation))
    return to_frame([action.values for action in actions], ACTION_COLUMNS)


def _actions(
    asset: Mapping[str, Any], assumptions: Assumptions, pin: date | None, as_of: date, last: FiscalQuarter
) -> Iterator[_Action]:
    first = first_buyable_day(assumptions, as_of)
    due_on: date = asset["due_on"]
    planned_on = landed(max(pin or due_on, first), assumptions)
    generation = 0
    while planned_on <= last.ends_on:
        months = months_of_growth(asset["priced_on"], planned_on)
        yield _Action(
            asset["asset_id"], generation, asset["category"], asset["group"], asset["quantity"], due_on, planned_on,
            pin is not None and generation == 0, generation == 0 and pin is None and due_on < first, months,
            unit_cost(asset, assumptions, months),
        )  # fmt: skip
        generation += 1
        due_on = add_months(planned_on, asset["plan_months"])
        planned_on = landed(due_on, assumptions)
