"""The purchases that nobody can put off: support of maker or system ends, and no upgrade helps this hardware."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.plan import plan
from planner.frames import DATE, series, to_records

FORCING: Final = ("os_support", "maker_support")
"""The rules of `lifecycle.clocks` that force a purchase on those who wait, too; age alone does not."""
_NO_SUCCESSOR: Final = 12 * 200


def deadlines(schedule: pd.DataFrame) -> pd.Series[Any]:
    """Each asset's earliest end of support (datetime64[s]), missing where none is known or it was not asked for."""
    if not {"limiting_factor", "runner_ups"} <= set(schedule.columns):
        return series([None] * len(schedule), DATE).set_axis(schedule.index)
    rows = to_records(schedule[["limiting_factor", "due_on", "runner_ups"]])
    return series((_earliest(row) for row in rows), DATE).set_axis(schedule.index)


def _earliest(row: Mapping[str, Any]) -> date | None:
    if row["limiting_factor"] in FORCING:
        return row["due_on"]  # type: ignore[no-any-return]
    later = [entry["date"] for entry in json.loads(row["runner_ups"] or "[]") if entry["rule"] in FORCING]
    return date.fromisoformat(min(later)) if later else None


def waiting_actions(schedule: pd.DataFrame, assumptions: Assumptions, as_of: date) -> pd.DataFrame:
    """The actions (`plan.ACTION_COLUMNS`) of a client who buys only at such a deadline: each device once, on that day
    or the first buyable one. What replaces it has no deadline that is known today."""
    days = deadlines(schedule)
    forced = schedule.assign(due_on=days, plan_months=_NO_SUCCESSOR)[days.notna()]
    return plan(forced, assumptions, {}, as_of)
