"""A cell of our own workbook as a person left it → the value that it states."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from planner.errors import PlannerError
from planner.fields import CATEGORY_LABELS
from planner.intake.dates import FIRST_YEAR, LAST_YEAR, SERIALS, iso_date
from planner.intake.grid import Cell, is_blank, text_of
from planner.money import minor_digits
from planner.workbook_format import OPTIONS, EditKind

_DAY_ZERO: Final = date(1899, 12, 30)
_CATEGORIES: Final = {label.casefold(): key for key, label in CATEGORY_LABELS.items()}
_LARGEST_MINOR: Final = 10**15
_WHOLE_DAY: Final = 10
"""Characters of an ISO date that is known to the day."""


class UnreadableError(PlannerError):
    """A cell that states nothing of its column's kind."""


def read_edited(kind: EditKind, cell: Cell, field: str, currency: str) -> str | int | None:
    """The cell's value by its column's kind; None for an empty cell. Raises UnreadableError."""
    if is_blank(cell):
        if kind in ("category", "option"):
            raise UnreadableError("This cell cannot be empty.", "Choose one of the list.")
        return None
    if kind == "day":
        return _day(cell)
    if kind == "money":
        return _minor(cell, currency)
    text = text_of(cell)
    if kind == "category":
        if (key := _CATEGORIES.get(text.casefold())) is None:
            raise UnreadableError(f"'{text}' is no category.", f"Choose one of: {', '.join(CATEGORY_LABELS.values())}.")
        return key
    if kind == "option" and text.casefold() not in OPTIONS[field]:
        raise UnreadableError(f"'{text}' is no {field}.", f"Choose one of: {', '.join(OPTIONS[field])}.")
    return text.casefold() if kind == "option" else text


def _day(cell: Cell) -> str:
    found: date | None = None
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, date):
        found = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        found = _DAY_ZERO + timedelta(days=int(cell))
    elif isinstance(cell, str) and (text := iso_date(cell, "dmy")) and len(text) == _WHOLE_DAY:
        if text != iso_date(cell, "mdy"):
            raise UnreadableError(f"'{cell.strip()}' can be two dates.", "Give it as 2026-05-31.")
        found = date.fromisoformat(text)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableError(f"'{text_of(cell)}' is no date.", "Give a whole date, such as 2026-05-31.")
    return found.isoformat()


def _minor(cell: Cell, currency: str) -> int:
    digits = minor_digits(currency)
    try:
        if isinstance(cell, bool | date | time | timedelta):
            raise InvalidOperation
        amount = Decimal(repr(cell) if isinstance(cell, float) else str(cell).strip())
        minor = amount.scaleb(digits)
        if not amount.is_finite() or minor < 0 or minor > _LARGEST_MINOR:
            raise InvalidOperation
    except InvalidOperation as error:
        raise UnreadableError(
            f"'{text_of(cell)}' is no amount.", "Give a number of 0 or more, such as 1240.50."
        ) from error
    if isinstance(cell, str) and minor != minor.to_integral_value():
        raise UnreadableError(f"'{text_of(cell)}' is finer than {currency} is counted.", "Give whole minor units.")
    return int(minor.to_integral_value(ROUND_HALF_UP))
