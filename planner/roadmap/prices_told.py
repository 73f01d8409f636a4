"""How sure an initiative's price is, in words."""

from __future__ import annotations

from datetime import date

from planner.calendar import MONTHS
from planner.roadmap.model import Initiative


def price_words(one: Initiative, as_of: date) -> str:
    """'budgetary', 'quoted Q-17, until 3 Dec 2026', 'quote Q-17 ran out on 3 Nov 2026', 'ordered', 'invoiced'."""
    if one.price_status != "quoted":
        return one.price_status
    number = f" {one.quote}" if one.quote else ""
    if one.valid_until is None:
        return f"quoted{number}"
    day = f"{one.valid_until.day} {MONTHS[one.valid_until.month - 1]} {one.valid_until.year}"
    return f"quote{number} ran out on {day}" if one.valid_until < as_of else f"quoted{number}, until {day}"
