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
    if fleet.empty and not budget.total:
        return "There are no devices yet: import an asset sheet."
    if fleet.empty:
        return f"There are no devices yet; contracts cost {_money(fleet, budget, assumptions)}."
    return f"{_what(fleet)}; {_money(fleet, budget, assumptions)}."


def _what(fleet: pd.DataFrame) -> str:
    by_status = fleet.groupby("lifecycle_status")["quantity"].sum()
    words = {"overdue": "overdue", "due": "due", "due_soon": "fall due within a year"}
    parts: list[str] = []
    for status, said in words.items():
        if count := int(by_status.get(status, 0)):
            subject = f"{count:,} more" if parts else _devices(count)
            verb = ("falls due within a year" if count == 1 else said) if status == "due_soon" else None
            parts.append(f"{subject} {verb or f'{_is(count)} {said}'}")
    if not parts:
        return f"None of {_devices(int(fleet['quantity'].sum()))} is due within a year"
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _devices(count: int) -> str:
    return "1 device" if count == 1 else f"{count:,} devices"


_UNTAXED: Final = {"added": "", "excluded": ", before tax", "recoverable": ", without the tax that is recovered"}


def _tax(assumptions: Assumptions) -> str:
    return assumptions.tax_treatment if assumptions.tax else "added"


def _money(fleet: pd.DataFrame, budget: Budget, assumptions: Assumptions) -> str:
    def shown(minor: int) -> str:
        return format_money(minor, assumptions.currency, assumptions.locale, whole=True)

    planned = budget.planned()
    unpriced = int(fleet.loc[fleet["group"] == "unpriced", "quantity"].sum())
    lacking = f"{_devices(unpriced)} {'has' if unpriced == 1 else 'have'} no price in {assumptions.currency} yet"
    if not any(planned):
        return lacking if unpriced else "nothing is to be spent within the horizon"
    near = sum(planned[:_NEAR_QUARTERS])
    years = len(planned) / 4
    span = f"{years:g} year{'' if years == 1 else 's'}"
    spent = f"{shown(near)} in the next four quarters, {shown(budget.total)} over {span}{_UNTAXED[_tax(assumptions)]}"
    return f"{spent}; {lacking}" if unpriced else spent
