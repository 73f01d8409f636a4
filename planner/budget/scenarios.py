"""The scenarios: the same fleet, bought otherwise. Each gives actions that the same budget is made of.

`as_due`: each in its due quarter, overdue ones in the first buyable one. `as_decided`: the same, with the quarters that
people chose. `levelled` and `capped`: where an optimum put each replacement (`budget.levelling`). `run_to_failure`:
nothing is replaced before it fails. `lease`: as decided, paid as a monthly fee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

import pandas as pd

from planner.budget.candidates import Key
from planner.budget.landing import landed
from planner.budget.lease import lease_lines, without_purchase
from planner.budget.levelled_plan import LevelledPlan
from planner.budget.model import Assumptions, BudgetLine
from planner.budget.parts import UNIT_COLUMNS, months_of_growth, unit_cost
from planner.budget.plan import ACTION_COLUMNS, first_buyable_day, plan
from planner.calendar import FiscalQuarter
from planner.frames import to_frame, to_records

ScenarioName = Literal["as_due", "as_decided", "levelled", "capped", "run_to_failure", "lease"]
SCENARIOS: Final[tuple[ScenarioName, ...]] = get_args(ScenarioName)
SCENARIO_LABELS: Final[dict[ScenarioName, str]] = {
    "as_due": "As due",
    "as_decided": "As decided",
    "levelled": "Levelled",
    "capped": "Capped",
    "run_to_failure": "Run to failure",
    "lease": "Lease",
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Which one, and for a levelled one its plan."""

    name: ScenarioName
    levelled: LevelledPlan | None = None


AS_DECIDED: Final = Scenario("as_decided")


def bought(
    scenario: Scenario, schedule: pd.DataFrame, assumptions: Assumptions, pins: Mapping[int, date],
    quarters: Sequence[FiscalQuarter], as_of: date,
) -> tuple[pd.DataFrame, tuple[BudgetLine, ...]]:  # fmt: skip
    """The scenario's actions, and what is paid as a fee instead. Run to failure has none: what it costs is unplanned
    (`budget.risk`). What a person chose outranks a levelled plan."""
    actions = plan(schedule, assumptions, {} if scenario.name == "as_due" else pins, as_of)
    if scenario.name == "run_to_failure":
        return actions.iloc[:0], ()
    if scenario.levelled is not None:
        placed = {key: day for key, day in scenario.levelled.placed.items() if key[1] or key[0] not in pins}
        actions = redated(actions, placed, schedule, assumptions, as_of)
    if scenario.name != "lease":
        return actions, ()
    months = dict(zip(schedule["asset_id"].tolist(), schedule["plan_months"].tolist(), strict=True))
    return without_purchase(actions), lease_lines(actions, months, quarters)


def first_buyable_quarter(assumptions: Assumptions, quarters: Sequence[FiscalQuarter], as_of: date) -> int:
    """Index of the quarter that holds the first buyable day; the number of quarters where that is after them all."""
    first = first_buyable_day(assumptions, as_of)
    return next((number for number, quarter in enumerate(quarters) if quarter.ends_on >= first), len(quarters))


def redated(
    actions: pd.DataFrame, placed: Mapping[Key, date], schedule: pd.DataFrame, assumptions: Assumptions, as_of: date
) -> pd.DataFrame:
    """The actions (`plan.ACTION_COLUMNS`) with those in `placed` moved to the quarter that starts on that day (its
    first buyable day, if that is later), at that day's price. An action that stays in its quarter keeps its day."""
    first = first_buyable_day(assumptions, as_of)
    priced = {row["asset_id"]: row for row in to_records(schedule[["asset_id", *UNIT_COLUMNS]])}
    rows = [_redated(row, placed, priced, assumptions, first) for row in to_records(actions)]
    rows.sort(key=lambda row: (row["planned_on"], row["asset_id"], row["generation"]))
    return to_frame([tuple(row[name] for name in ACTION_COLUMNS) for row in rows], ACTION_COLUMNS)


def _redated(
    row: dict[str, Any], placed: Mapping[Key, date], priced: Mapping[int, Mapping[str, Any]], assumptions: Assumptions,
    first: date,
) -> dict[str, Any]:  # fmt: skip
    starts_on = placed.get((row["asset_id"], row["generation"]))
    if starts_on is None or assumptions.calendar.quarter_of(row["planned_on"]).starts_on == starts_on:
        return row
    planned_on = landed(max(starts_on, first), assumptions)
    price = priced[row["asset_id"]]
    months = months_of_growth(price["priced_on"], planned_on)
    unit = unit_cost(price, assumptions, months)._asdict()
    return row | {
        "planned_on": planned_on,
        "is_catch_up": row["due_on"] < first and row["generation"] == 0,
        "months_of_growth": months,
        **{f"unit_{part}_minor": minor for part, minor in unit.items()},
        **{f"{part}_minor": minor * row["quantity"] for part, minor in unit.items()},
    }
