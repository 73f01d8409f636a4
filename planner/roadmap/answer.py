"""The first line of every report: what must go, and what it costs, in words."""

from __future__ import annotations

from typing import Final

import pandas as pd

from planner.budget.model import Assumptions, Budget
from planner.money import format_money

_NEAR_QUARTERS: Final = 4


def answer(schedule: pd.DataFrame, budget: Budget, assumptions: Assumptions) -> str:
    """'14 devices are overdue and 9 more fall due within a year; £21,400 in the next four quarters, £180,000 over
    5 years.'"""
    fleet = schedule[schedule["group"].notna()]
    if fleet.empty:
        return "There are no devices yet: import an asset sheet."
    by_status = fleet.groupby("lifecycle_status")["quantity"].sum()
    overdue, due, soon = (int(by_status.get(status, 0)) for status in ("overdue", "due", "due_soon"))
    parts = []
    if overdue:
        parts.append(f"{_devices(overdue)} {'is' if overdue == 1 else 'are'} overdue")
    if due + soon:
        subject = f"{due + soon:,} more" if overdue else _devices(due + soon)
        parts.append(f"{subject} {'falls' if due + soon == 1 else 'fall'} due within a year")
    said = " and ".join(parts) or f"None of {_devices(int(fleet['quantity'].sum()))} is due within a year"
    return f"{said}; {_money(budget, assumptions)}."


def _devices(count: int) -> str:
    return "1 device" if count == 1 else f"{count:,} devices"


def _money(budget: Budget, assumptions: Assumptions) -> str:
    def shown(minor: int) -> str:
        return format_money(minor, assumptions.currency, assumptions.locale, whole=True)

    planned = budget.planned()
    if not any(planned):
        return "nothing is to be spent within the horizon"
    near = sum(planned[:_NEAR_QUARTERS])
    years = len(planned) / 4
    span = f"{years:g} year{'' if years == 1 else 's'}"
    return f"{shown(near)} in the next four quarters, {shown(budget.total)} over {span}"
