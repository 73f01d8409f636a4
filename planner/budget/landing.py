"""On which day a replacement lands: never before it can be bought, and in no month that the client keeps free."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.budget.model import Assumptions
from planner.calendar import FiscalQuarter, add_months

_MONTHS = 12


def landed(day: date, assumptions: Assumptions) -> date:
    """The day itself, or the first day of the next open month. A day in a chosen quarter stays in it where a month
    that is left of it is open."""
    shut = assumptions.blackout_months
    if day.month not in shut:
        return day
    first = day.replace(day=1)
    return next(add_months(first, n) for n in range(1, _MONTHS) if add_months(first, n).month not in shut)


def closed_quarters(assumptions: Assumptions, quarters: Sequence[FiscalQuarter]) -> frozenset[int]:
    """Indices of the quarters of which every month is shut: nothing can land there."""
    shut = assumptions.blackout_months
    return frozenset(
        number
        for number, quarter in enumerate(quarters)
        if all(add_months(quarter.starts_on, month).month in shut for month in range(3))
    )
