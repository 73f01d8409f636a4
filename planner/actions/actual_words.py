"""The answer of Actuals in words: what was spent of what was planned, and why not the same."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.actuals import Actuals, Compared
from planner.budget.variance_model import (
    CAUSE_LABELS,
    CAUSE_MEANINGS,
    CAUSES,
    GROUP_LABELS,
    Cause,
    CauseItem,
    Cell,
    Variance,
)
from planner.calendar import MONTHS
from planner.money import format_money

__all__ = [
    "BASIS", "CAUSES", "CAUSE_LABELS", "CAUSE_MEANINGS", "GROUP_LABELS", "Cause", "CauseItem", "Cell", "Variance",
    "answer_words", "apart_words", "contingency_words", "lead_words",
]  # fmt: skip
BASIS: Final = (
    "Compared are amounts before contingency and tax: the hardware of planned replacements with the devices bought; "
    "installation, accessories, trade-ins, contracts and projects with their invoices, each from its first invoice on. "
    "A purchase that both an invoice and the fleet tell of counts once."
)


def answer_words(seen: Actuals) -> str:
    """'£12,300 spent of £14,100 planned in FY27 Q2 so far; £2,400 of it was unplanned.'"""
    if seen.compared is None:
        return f"No plan of {seen.client} is frozen yet, so there is nothing to measure against."
    found = seen.compared.variance
    if not found.quarters:
        return f"The plan '{seen.compared.baseline.label}' begins on {_day(seen.compared.plan.as_of)}, after this day."
    cell = found.total(len(found.quarters) - 1)
    money = _Money(seen)
    spent, planned = money(cell.actual_minor), money(cell.planned_minor)
    when = f"{found.quarters[-1].label}{' so far' if found.runs else ''}"
    return f"{spent} spent of {planned} planned in {when}{_why(cell, money)}."


def lead_words(seen: Actuals) -> str:
    """All judged quarters, the contingency, and what is in no figure; '' where nothing is compared."""
    if seen.compared is None:
        return "Freeze the plan as it stands; from then on, invoices and new devices are set against it."
    found = seen.compared.variance
    if not found.quarters:
        return "Choose a later as-of date."
    parts = [_whole(found, _Money(seen)), contingency_words(seen), *apart_words(seen)]
    return " ".join(part for part in parts if part)


class _Money:
    """Amounts in the plan's currency, in whole units."""

    def __init__(self, seen: Actuals) -> None:
        self._currency = seen.compared.plan.currency if seen.compared else seen.currency
        self._locale = seen.locale

    def __call__(self, minor: int) -> str:
        return format_money(minor, self._currency, self._locale, whole=True)


def _why(cell: Cell, money: _Money) -> str:
    """'; £22,085 of it was due before, £2,732 was unplanned' of what made the quarter dearer."""
    words: dict[Cause, str] = {"later": "due before", "earlier": "due later", "unplanned": "unplanned"}
    told = [f"{money(cell.causes[cause])} of it was {words[cause]}" for cause in words if cell.causes.get(cause, 0) > 0]
    return f"; {', '.join(told)}" if told else ""


def _whole(found: Variance, money: _Money) -> str:
    if len(found.quarters) == 1:
        return ""
    cell = found.total()
    return f"Since {found.quarters[0].label} it is {money(cell.actual_minor)} of {money(cell.planned_minor)}."


def contingency_words(seen: Actuals) -> str:
    """'Of a contingency of £1,200 in the plan, £340 was needed.'"""
    if seen.compared is None:
        return ""
    found, money = seen.compared.variance, _Money(seen)
    if not found.contingency_minor:
        beyond = f"{money(found.beyond_minor)} went beyond the plan." if found.beyond_minor else ""
        return f"The plan holds no contingency. {beyond}".strip()
    needed = money(found.needed_minor) if found.needed_minor else "nothing"
    beyond = f", and {money(found.beyond_minor)} went beyond it" if found.beyond_minor else ""
    return f"Of a contingency of {money(found.contingency_minor)} in the plan, {needed} was needed{beyond}."


def apart_words(seen: Actuals) -> list[str]:
    """What is in no figure, a sentence each."""
    if seen.compared is None:
        return []
    compared, money = seen.compared, _Money(seen)
    told = []
    if minor := sum(one.planned_minor for one in compared.variance.apart):
        groups = dict.fromkeys(GROUP_LABELS[one.group].lower() for one in compared.variance.apart)
        told.append(f"Not compared: {money(minor)} of {_and(list(groups))}, of which no invoice was seen.")
    if compared.purchases.foreign:
        told.append(f"Not exchanged: {_foreign(compared, seen.locale)}.")
    if undated := len(compared.purchases.undated):
        told.append(f"{undated} new {'device has' if undated == 1 else 'devices have'} no date and no invoice.")
    return told


def _foreign(compared: Compared, locale: str) -> str:
    sums: dict[str, int] = {}
    for stored in compared.purchases.foreign:
        sums[stored.line.currency] = sums.get(stored.line.currency, 0) + stored.line.amount_minor
    return _and([format_money(minor, currency, locale, whole=True) for currency, minor in sorted(sums.items())])


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
