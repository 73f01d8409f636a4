"""A cell of a person's reference file as the table writes it: dates as days, years as months, amounts as minor units.

What cannot be read stays as it is written, and the checks name it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from planner.actions.rule_change import to_amount, to_minutes, to_months
from planner.errors import PlannerError
from planner.fields import CATEGORIES, CATEGORY_LABELS, MODES
from planner.intake.amounts import amount_of, decimal_mark
from planner.intake.categories import of_kind
from planner.intake.dates import Order, iso_date, order_votes
from planner.reference import Reference

Row = dict[str, str]
_MIDDLE: Final = 15
"""Of a release of which only the month is known, as in our own tables."""
_LABELS: Final = {label.casefold(): category for category, label in CATEGORY_LABELS.items()}
_OF_SIZE: Final = {"plan_years": "plan_months", "limit_years": "limit_months", "warranty_years": "warranty_months"}


def day_order(texts: Iterable[str]) -> Order | None:
    """How a file writes its days, as far as a day above 12 shows it; None where nothing or both is shown."""
    day_first, month_first, _ = order_votes(texts)
    if bool(day_first) == bool(month_first):
        return None
    return "dmy" if day_first else "mdy"


def day_of(column: str, text: str, order: Order | None) -> str:
    """An ISO day; a month is its last day where something ends and its middle elsewhere. A bare year and a text whose
    day and month could be changed over stay as they are."""
    said = iso_date(text, order or "mdy")
    if said is None or (order is None and said != iso_date(text, "dmy")):
        return text
    if len(said) == len("2027-04"):
        year, month = int(said[:4]), int(said[5:])
        last = calendar.monthrange(year, month)[1] if column.endswith("_ends_on") else _MIDDLE
        return date(year, month, last).isoformat()
    return said if len(said) == len("2027-04-30") else text


def turned(row: Row, reference: Reference) -> Row:
    """The row in the table's own columns and words."""
    for said, column in _OF_SIZE.items():
        if text := row.pop(said, ""):
            row[column] = row[column] or _tried(text, lambda text: str(to_months(text)))
    if text := row.pop("labour_hours", ""):
        row["labour_minutes"] = row["labour_minutes"] or _tried(text, lambda text: str(to_minutes(text)))
    if text := row.pop("hardware", ""):
        currency = row["currency"].upper()
        row["hardware_minor"] = row["hardware_minor"] or _tried(text, lambda text: _minor(text, currency))
    if text := row.pop("system", ""):
        row |= _cycle_of(text, reference)
    for column, change in _WORDS.items():
        if row.get(column):
            row[column] = change(row[column])
    return row


def _tried(text: str, change: Callable[[str], str]) -> str:
    try:
        return change(text)
    except PlannerError:
        return text


def _minor(text: str, currency: str) -> str:
    amount = amount_of(text, decimal_mark([text]) or ".")
    return text if amount is None else str(to_amount(amount, currency))


def _cycle_of(system: str, reference: Reference) -> Row:
    found = reference.os(system, "", "server" in system.casefold())
    if found is None or found.cycle is None:
        return {"product": "", "cycle": system}
    return {"product": found.cycle.product, "edition": found.cycle.edition, "cycle": found.cycle.cycle}


def _category(text: str) -> str:
    folded = text.casefold().strip()
    named = folded.replace(" ", "_")
    return named if named in CATEGORIES else _LABELS.get(folded) or of_kind(text) or text


def _mode(text: str) -> str:
    folded = text.casefold().strip().replace(" ", "_").replace("-", "_")
    return folded if folded in MODES else text


_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "category": _category,
    "follows": _category,
    "mode": _mode,
    "currency": str.upper,
    "runs_windows_11": lambda text: {"supported": "yes", "not supported": "no"}.get(text.casefold(), text.casefold()),
    "state": lambda text: text.casefold().replace(" ", "_"),
    "product": lambda text: text.casefold().replace(" ", "-"),
}
