"""A change of one client's rules as a person gives it, and what is wrong with it: all of it at once.

Ages are years, amounts the client's currency, rates percent, labour hours: as people say them. What is stored is
whole months, minor units, basis points and minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from planner.budget.model import TAX_TREATMENTS
from planner.errors import PlannerError
from planner.fields import CATEGORIES, CATEGORY_LABELS, MODES
from planner.lifecycle.policy import CategoryPolicy
from planner.money import check_currency, minor_digits, to_minor

Given = Mapping[str, Any]
POLICY_FIELDS: Final = {"plan_years": "plan_months", "limit_years": "limit_months", "mode": "mode"}
AMOUNT_FIELDS: Final = {
    "accessories": "accessories_minor", "freight": "freight_minor", "disposal": "disposal_minor",
    "trade_in": "trade_in_minor",
}  # fmt: skip
"""A part of a price as people give it → the field that holds it; nothing where it is emptied."""
PRICE_FIELDS: Final = ("hardware", "labour_hours", "priced_on", "currency", *AMOUNT_FIELDS, "growth")
SPECIAL_FIELDS: Final = ("hardware", "labour_hours", "priced_on", "currency")
TERM_FIELDS: Final = {
    "labour_rate": "labour_rate_minor", "price_growth": "price_growth_basis_points",
    "contingency": "contingency_basis_points", "tax": "tax_basis_points", "lead_days": "approval_and_lead_days",
    "threshold": "capitalisation_threshold_minor", "fiscal_first_month": "fiscal_first_month",
    "tax_treatment": "tax_treatment", "blackout": "blackout_months",
    "technician_hours": "technician_hours_per_quarter",
}  # fmt: skip
"""A term as people give it → the client's field that holds it."""
LONGEST_YEARS: Final = 40


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What is given anew; what is not named stays, None goes back to the default.

    `policies`: category → {plan_years, limit_years, mode}; `prices`: category → those of `PRICE_FIELDS`, or None for
    the price book's; `terms`: those of `TERM_FIELDS`; `lives`: asset id → years of useful life, or None for its
    category's; `special_prices`: (category, 'model' or 'spec', text) → those of `SPECIAL_FIELDS`, or None for none.
    """

    policies: Mapping[str, Given] = field(default_factory=dict)
    prices: Mapping[str, Given | None] = field(default_factory=dict)
    terms: Given = field(default_factory=dict)
    lives: Mapping[int, Any] = field(default_factory=dict)
    special_prices: Mapping[tuple[str, str, str], Given | None] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.policies or self.prices or self.terms or self.lives or self.special_prices)


def to_months(years: Any) -> int | None:
    """Years as whole months. Raises PlannerError where they are none, below a month or beyond 40 years."""
    if years is None:
        return None
    months = _number(years) * 12
    if not 1 <= months <= LONGEST_YEARS * 12:
        raise PlannerError(
            f"An age of {_plain(years)} years is out of range.", f"Give 1 month to {LONGEST_YEARS} years."
        )
    if abs(months - round(months)) > Decimal("0.05"):
        raise PlannerError(f"{_plain(years)} years is no whole number of months.", "Give years such as 4, 4.5 or 4.25.")
    return round(months)


def to_minutes(hours: Any) -> int:
    """Hours of a technician as whole minutes. Raises PlannerError for less than none or more than 1,000."""
    number = _number(hours)
    if not 0 <= number <= 1000:
        raise PlannerError(f"{_plain(hours)} hours of labour is out of range.", "Give 0 to 1,000 hours.")
    return round(number * 60)


def to_basis_points(percent: Any, least: int = 0) -> int:
    """A percentage as basis points. Raises PlannerError beyond `least` to 100, or with more than two decimals."""
    points = _number(percent) * 100
    if not least * 100 <= points <= 10_000:
        raise PlannerError(f"{_plain(percent)} % is out of range.", f"Give {least} to 100 percent.")
    if points != round(points):
        raise PlannerError(f"{_plain(percent)} % has more than two decimals.", "Give a percentage such as 3.25.")
    return int(points)


def to_amount(amount: Any, currency: str) -> int:
    """An amount as minor units. Raises PlannerError for less than nothing or more decimals than the currency has."""
    minor = to_minor(_number(amount), currency)
    if minor < 0:
        raise PlannerError(f"{_plain(amount)} is less than nothing.", "Give an amount of 0 or more.")
    if Decimal(minor) != _number(amount).scaleb(minor_digits(currency)):
        raise PlannerError(f"{_plain(amount)} has more decimals than {currency} has.", "Give it rounded.")
    return minor


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise PlannerError(f"'{value}' is no number.", "Enter a number such as 4.5.") from error
    if not number.is_finite():
        raise PlannerError(f"'{value}' is no number.", "Enter a number such as 4.5.")
    return number


def _plain(value: Any) -> str:
    """The number as people write it: 0.0 as 0."""
    return f"{_number(value).normalize():f}"


def to_whole(value: Any, least: int, most: int) -> int:
    """A whole number in its range, or PlannerError."""
    number = _number(value)
    if number != round(number) or not least <= number <= most:
        raise PlannerError(f"{_plain(value)} is out of range.", f"Give a whole number from {least} to {most:,}.")
    return int(number)


def to_tax_treatment(value: Any) -> str:
    """Raises PlannerError for what is none of `TAX_TREATMENTS`."""
    if value not in TAX_TREATMENTS:
        raise PlannerError(f"Tax cannot be '{value}'.", f"Choose one of: {', '.join(TAX_TREATMENTS)}.")
    return str(value)


def to_blackout_months(value: Any) -> str:
    """Months (1 to 12) in a list or as '11,12', as they are stored. Raises PlannerError where one is no month, or none
    is left open."""
    listed = value.replace(";", ",").split(",") if isinstance(value, str) else list(value)
    months = {to_whole(month, 1, 12) for month in listed if str(month).strip()}
    if len(months) == 12:
        raise PlannerError("No month would be open: nothing could ever be replaced.", "Leave one month open at least.")
    return ",".join(map(str, sorted(months)))


def to_technician_hours(value: Any) -> int | None:
    """Hours of a quarter, None for no limit. Raises PlannerError where it is no whole number."""
    return None if value is None or not str(value).strip() else to_whole(value, 0, 100_000)


def term_value(name: str, value: Any, currency: str) -> int | str | None:
    """One term as it is stored. Raises PlannerError for an unknown one or a value out of its range."""
    if name in _READ_AS:
        return _READ_AS[name](value)
    if name in ("labour_rate", "threshold"):
        return to_amount(value, currency)
    if name == "fiscal_first_month":
        return to_whole(value, 1, 12)
    if name == "lead_days":
        return to_whole(value, 0, 730)
    if name not in TERM_FIELDS:
        raise PlannerError(f"There is no rule '{name}'.", f"Choose one of: {', '.join(TERM_FIELDS)}.")
    return to_basis_points(value, least=-50 if name == "price_growth" else 0)


_READ_AS: Final[dict[str, Callable[[Any], int | str | None]]] = {
    "tax_treatment": to_tax_treatment, "blackout": to_blackout_months, "technician_hours": to_technician_hours,
}  # fmt: skip


def check_price_currency(given: Given, currency: str) -> None:
    """Raises PlannerError for a price in another currency than the client's."""
    code = given.get("currency")
    if code is not None and check_currency(str(code)) != currency:
        raise PlannerError(
            f"The price is in {str(code).upper()}, the client's currency is {currency}.",
            f"Give the price in {currency}; nothing is exchanged without a rate.",
        )


def check_day(day: Any, as_of: date) -> date:
    """A price's date. Raises PlannerError where it is none or lies after the as-of date."""
    if not isinstance(day, date):
        raise PlannerError(f"'{day}' is no date.", "Give a date as 2026-05-31.")
    if day > as_of:
        raise PlannerError(f"The price's date {day} lies after {as_of}.", "Give the day on which the price was asked.")
    return day


def policy_faults(rule: CategoryPolicy, own_limit: int | None) -> Iterator[tuple[str, str]]:
    """(message, remedy) for each fault of a rule as it would stand. `own_limit`: the client's stated limit, if any;
    without one, the default limit moves along with a plan age that passes it."""
    label = CATEGORY_LABELS[rule.category]
    if rule.mode not in MODES:
        yield f"There is no way of replacement '{rule.mode}'.", f"Choose one of: {', '.join(MODES)}."
    if rule.mode == "follows" and rule.follows not in CATEGORIES:
        yield f"{label} follow no other category.", "Choose scheduled, on_failure or none."
    if rule.mode in ("scheduled", "on_failure") and rule.plan_months is None:
        yield f"{label} have no plan age.", "Give a plan age, or leave them out with none."
    stated = own_limit is not None or rule.plan_months is None
    if stated and rule.limit_months is not None and rule.limit_months < (rule.plan_months or 0):
        limit, plan = (f"{months / 12:.4g}" for months in (rule.limit_months, rule.plan_months or 0))
        yield (
            f"The limit of {limit} years lies below the plan age of {plan} years.",
            "Give a limit age that is not below the plan age.",
        )
