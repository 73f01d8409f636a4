"""The cells of a list of contracts → days, amounts, periods; what cannot be read is refused with its text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from planner.errors import PlannerError
from planner.intake.amounts import DecimalMark, amount_of, months_of, unit_of_header
from planner.intake.dates import Order, iso_date
from planner.intake.grid import Cell, text_of

_NOTHING: Final = re.compile(r"(?:[-–—.?]*|n/?a|none|null|tbc|tbd|unknown|nil)", re.IGNORECASE)
FOREVER: Final = re.compile(r"(?:perpetual|lifetime|never(?: expires)?|one[ -]?(?:time|off)|forever)", re.IGNORECASE)
_WORDS: Final = {
    "month": r"(per )?month(ly)?( in advance)?|m|mo|p1m|1 month|30 days|monthly billing",
    "quarter": r"(per )?quarter(ly)?|q|qtr|p3m|3 months|every 3 months",
    "year": r"(per )?(year|annum)(ly)?|annual(ly)?|yearly|y|yr|pa|p1y|12 months?|1 year|once a year|annual billing",
    "term": r"(per )?term|up ?front|pre ?paid|in advance|multi ?year|triennial|paid in full|full term|"
    r"([2-9]|24|36|48|60) ?(years?|yrs?|months?)|p[2-9]y",
}  # fmt: skip
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_MOST_YEARS: Final = 10
_YES: Final = frozenset({"yes", "y", "true", "1", "on", "auto", "automatic", "enabled"})
_NO: Final = frozenset({"no", "n", "false", "0", "off", "manual", "disabled"})


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, 'n/a'."""
    return _NOTHING.fullmatch(text.strip()) is not None


def day_of(cell: Cell, order: Order, part: Literal["first", "last"]) -> date:
    """The day; of a month or year alone its first or last one. Raises PlannerError where the text is no date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    told = iso_date(text_of(cell), order, at_end=part == "last")
    if told is None:
        raise PlannerError(f"'{text_of(cell)}' is no date.", "Write it as 2026-05-31.")
    if len(told) == 10:
        return date.fromisoformat(told)
    year, month = int(told[:4]), int(told[5:7]) if len(told) > 4 else (1 if part == "first" else 12)
    return date(year, month, 1 if part == "first" else monthrange(year, month)[1])


def amount(cell: Cell, mark: DecimalMark) -> Decimal:
    """The amount in major units. Raises PlannerError where the text is none."""
    found = amount_of(text_of(cell), mark)
    if found is None:
        raise PlannerError(f"'{text_of(cell)}' is no amount.", "Write a number such as 1240.50.")
    return found


def billing(cell: Cell) -> str:
    """'month', 'quarter', 'year' or 'term'. Raises PlannerError for any other text."""
    text = " ".join(text_of(cell).casefold().replace("-", " ").replace(".", "").split())
    for period, pattern in _WORDS.items():
        if re.fullmatch(pattern, text):
            return period
    raise PlannerError(f"'{text_of(cell)}' is no billing period.", "Write month, quarter, year or term.")


def term_months(cell: Cell, header: str) -> int:
    """A term's months; a bare number up to ten counts years where the header names no unit. Raises PlannerError."""
    text = text_of(cell).strip()
    worded = re.sub(r"\W+", " ", text.casefold()).strip()
    for period, months in _MONTHS.items():
        if re.fullmatch(_WORDS[period], worded):
            return months
    if iso := re.fullmatch(r"p(\d{1,2})([ym])", worded):
        return int(iso[1]) * (12 if iso[2] == "y" else 1)
    bare = re.fullmatch(r"\d{1,2}", text)
    unit = unit_of_header(header)
    found = months_of(text, unit, "years" if bare and int(text) <= _MOST_YEARS else "months")
    if found is None:
        raise PlannerError(f"'{text}' is no length of a term.", "Write it as 12 months or 3 years.")
    return found


def notice_days(cell: Cell) -> int:
    """Days of notice; a month counts thirty. Raises PlannerError."""
    found = re.fullmatch(r"(\d{1,4})\s*(d|days?|w|weeks?|m|mths?|months?)?( notice)?", text_of(cell).strip().casefold())
    if found is None:
        raise PlannerError(f"'{text_of(cell)}' is no notice.", "Write the days, as 60.")
    return int(found[1]) * {"w": 7, "m": 30}.get((found[2] or "d")[0], 1)


def percent(cell: Cell) -> Decimal:
    """A percentage: '5 %', 5, or a spreadsheet's 0.05. Raises PlannerError."""
    found = amount(text_of(cell).replace("%", ""), ".")
    return found * 100 if isinstance(cell, float) and 0 < abs(found) < 1 else found


def yes_no(cell: Cell) -> bool:
    """Raises PlannerError where the text says neither."""
    text = text_of(cell).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise PlannerError(f"'{text_of(cell)}' says neither yes nor no.", "Write yes or no.")
