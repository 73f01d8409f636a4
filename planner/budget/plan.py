"""Forecast → plan: what is bought when. One row per replacement, successors to the horizon's end included.

`planned_on` is the due date, or the first buyable day where that is later, or the first day of the quarter that a
person chose (never before the first buyable day). A replacement's successor follows after the policy's plan life.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pandas as pd

from planner.budget.model import Assumptions
from planner.calendar import FiscalQuarter, add_months, months_between
from planner.frames import DATE, FLAG, TEXT, WHOLE, to_frame, to_records
from planner.money import grown, round_half_up

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
    "unit_hardware_minor": WHOLE,
    "unit_labour_minor": WHOLE,
    "months_of_growth": WHOLE,
    "hardware_minor": WHOLE,
    "labour_minor": WHOLE,
}
"""The plan: unit amounts are grown and rounded; `hardware_minor` and `labour_minor` are they times the quantity.
`generation` 0 is the replacement of the asset itself, 1 that of its replacement, and so on."""


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
    unit_hardware_minor: int
    unit_labour_minor: int
    months_of_growth: int
    hardware_minor: int
    labour_minor: int


def first_buyable_day(assumptions: Assumptions, as_of: date) -> date:
    """Nothing lands before approval and delivery."""
    return as_of + timedelta(days=assumptions.approval_and_lead_days)


def labour_unit_minor(minutes: int, assumptions: Assumptions) -> int:
    """A technician's minutes × the hourly rate, half up per unit."""
    return round_half_up(Decimal(assumptions.labour_rate_minor * minutes) / 60)


def plan(schedule: pd.DataFrame, assumptions: Assumptions, pins: Mapping[int, date], as_of: date) -> pd.DataFrame:
    """The actions (`ACTION_COLUMNS`) of all assets whose group is planned or estimated, by date and asset.

    `schedule` has the asset frame's, the forecast's and `prices.unit_prices`' columns and `group`;
    `pins`: asset id → first day of the quarter that a person chose.
    """
    last = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)[-1]
    needed = [
        "asset_id", "category", "group", "quantity", "due_on", "plan_months", "unit_hardware_minor",
        "unit_labour_minutes", "priced_on",
    ]  # fmt: skip
    rows = schedule.loc[schedule["group"].isin(("planned", "estimated")), needed]
    actions = [
        action
        for asset in to_records(rows)
        for action in _actions(asset, assumptions, pins.get(asset["asset_id"]), as_of, last)
    ]
    actions.sort(key=lambda action: (action.planned_on, action.asset_id, action.generation))
    return to_frame(actions, ACTION_COLUMNS)


def _actions(
    asset: Mapping[str, Any], assumptions: Assumptions, pin: date | None, as_of: date, last: FiscalQuarter
) -> Iterator[_Action]:
    first = first_buyable_day(assumptions, as_of)
    due_on: date = asset["due_on"]
    planned_on = max(pin or due_on, first)
    labour = labour_unit_minor(asset["unit_labour_minutes"], assumptions)
    generation = 0
    while planned_on <= last.ends_on:
        months = max(0, months_between(asset["priced_on"], planned_on))
        hardware = grown(asset["unit_hardware_minor"], assumptions.price_growth_per_year, months)
        yield _Action(
            asset["asset_id"], generation, asset["category"], asset["group"], asset["quantity"], due_on, planned_on,
            pin is not None and generation == 0, generation == 0 and pin is None and due_on < first, hardware, labour,
            months, hardware * asset["quantity"], labour * asset["quantity"],
        )  # fmt: skip
        generation += 1
        due_on = planned_on = add_months(planned_on, asset["plan_months"])
