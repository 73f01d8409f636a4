"""A contract as a person or a sheet gives it → the contract, and all that is wrong with it at once.

Amounts are the client's currency, the uplift is percent, as people say them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Final

from planner.actions.faults import Faults
from planner.actions.rule_change import check_price_currency, to_amount, to_basis_points, to_whole
from planner.budget.contracts import BILLING_MONTHS, Contract, terms
from planner.calendar import add_months, months_between
from planner.errors import PlannerError, Problem
from planner.money import MAX_MINOR

Given = Mapping[str, Any]
KINDS: Final = ("subscription", "licence", "support", "warranty", "connection", "service", "lease", "other")
BILLINGS: Final = (*BILLING_MONTHS, "term")
TREATMENTS: Final = ("opex", "capex")
FIELDS: Final = (
    "name", "vendor", "kind", "starts_on", "ends_on", "term_months", "notice_days", "uplift", "quantity", "unit_price",
    "currency", "billing", "renews", "treatment", "notes", "source",
)  # fmt: skip
"""What may be given. `unit_price`: one seat or device for one billing period."""
_USUAL_MONTHS: Final = 12
_MOST_MONTHS: Final = 480
_MOST_UNITS: Final = 1_000_000
_YEARS: Final = range(1990, 2100)
_NEAR_DAYS: Final = 15
_TEXT_LENGTHS: Final = {"name": 200, "vendor": 200, "notes": 4000, "source": 400}
_NEW: Final = Contract(
    0, "", None, "subscription", date.min, date.min, 0, 0, 0, 1, 0, "", "year", True, None, None, "opex"
)  # fmt: skip


def settled(given: Given, base: Contract | None, currency: str) -> tuple[Contract | None, tuple[Problem, ...]]:
    """The contract with what is given over `base`, what is not given staying; or None and every fault.

    A new one needs a name, a price and a start or an end. Without an end the first term lasts `term_months`, without
    those a billing period or a year; without a start it began one term before its end.
    """
    name = str(given.get("name", base.name if base else "") or "").strip()
    faults = _Checked(name or "A contract without a name", currency)
    values = _values(given, faults)
    if not name:
        faults.add("It has no name.", "Say what is paid for.")
    if (base is None or "unit_price" in given) and given.get("unit_price") is None:
        faults.add("It has no price.", "Give the price of one seat or device for one billing period, or 0.")
    _add_days(given, base, values, faults)
    if faults.found:
        return None, tuple(faults.found)
    made = replace(base or replace(_NEW, currency=currency), **values)
    _check(made, faults)
    return (None, tuple(faults.found)) if faults.found else (made, ())


class _Checked:
    """The faults of one contract, each told with its name."""

    def __init__(self, where: str, currency: str) -> None:
        self._faults, self._where, self.currency = Faults(), where, currency

    @property
    def found(self) -> list[Problem]:
        return self._faults.found

    def add(self, message: str, remedy: str) -> None:
        self._faults.add(self._where, message, remedy)

    def tried(self, what: str, *call: Any) -> Any:
        return self._faults.tried(f"{self._where}, {what}", *call)


def _values(given: Given, faults: _Checked) -> dict[str, Any]:
    """What is given, in the contract's own fields; days are judged apart."""
    values: dict[str, Any] = {}
    for name in sorted(set(given) - set(FIELDS)):
        faults.add(f"A contract has no '{name}'.", f"Choose one of: {', '.join(FIELDS)}.")
    for name, longest in _TEXT_LENGTHS.items():
        if name in given:
            values[name] = str(given[name] or "").strip()[:longest] or None
    for name, options in (("kind", KINDS), ("billing", BILLINGS), ("treatment", TREATMENTS)):
        if given.get(name) is not None:
            values[name] = faults.tried(name, _chosen, given[name], options)
    if given.get("quantity") is not None:
        values["quantity"] = faults.tried("seats or devices", _units, given["quantity"])
    if given.get("unit_price") is not None:
        values["unit_price_minor"] = faults.tried("price", to_amount, given["unit_price"], faults.currency)
        values["currency"] = faults.currency
    faults.tried("currency", check_price_currency, given, faults.currency)
    if given.get("uplift") is not None:
        values["uplift_basis_points"] = faults.tried("uplift at renewal", to_basis_points, given["uplift"])
    if given.get("notice_days") is not None:
        values["notice_days"] = faults.tried("notice days", to_whole, given["notice_days"], 0, 36_500)
    if given.get("renews") is not None:
        values["renews"] = bool(given["renews"])
    return values


def _chosen(value: Any, options: Collection[str]) -> str:
    text = str(value).strip().casefold()
    if text not in options:
        raise PlannerError(f"There is no '{value}'.", f"Choose one of: {', '.join(options)}.")
    return text


def _units(value: Any) -> int:
    if str(value).strip() in ("0", "0.0"):
        raise PlannerError("There are none, so nothing is paid for.", "Give 1 or more, or end the contract.")
    return to_whole(value, 1, _MOST_UNITS)


def _add_days(given: Given, base: Contract | None, values: dict[str, Any], faults: _Checked) -> None:
    """Start, end and the length of a term; each can follow from the other two."""
    own = asdict(base) if base else {}
    days = {name: given.get(name, own.get(name)) for name in ("starts_on", "ends_on")}
    for value in days.values():
        if value is not None and (not isinstance(value, date) or value.year not in _YEARS):
            faults.add(f"'{value}' is no date of a contract.", "Give a date as 2026-05-31.")
            return
    months = given.get("term_months", own.get("term_months"))
    if months is not None:
        months = faults.tried("term in months", to_whole, months, 1, _MOST_MONTHS)
        if months is None:
            return
    starts_on, ends_on = days["starts_on"], days["ends_on"]
    if starts_on is None and ends_on is None:
        faults.add("It has neither a start nor an end.", "Give the day it starts, ends or renews.")
        return
    months = months or _term_of(starts_on, ends_on, str(values.get("billing") or own.get("billing") or "year"))
    starts_on = starts_on or add_months(ends_on + timedelta(days=1), -months)
    ends_on = ends_on or add_months(starts_on, months) - timedelta(days=1)
    values |= {"starts_on": starts_on, "ends_on": ends_on, "term_months": months}


def _term_of(starts_on: date | None, ends_on: date | None, billing: str) -> int:
    """The months of a term that nobody stated: whole years where the dates come near to them, else the dates' whole
    months; a year where they say nothing of the kind (a first term cut short to end with others)."""
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return _USUAL_MONTHS if ends_on else BILLING_MONTHS.get(billing, _USUAL_MONTHS)
    after = ends_on + timedelta(days=1)
    years = round((after - starts_on).days / 365.25)
    if years and abs((add_months(starts_on, 12 * years) - after).days) <= _NEAR_DAYS:
        return 12 * years
    months = months_between(starts_on, after)
    return months if months and add_months(starts_on, months) == after else _USUAL_MONTHS


def _check(made: Contract, faults: _Checked) -> None:
    """What is wrong with a contract as it would stand."""
    if made.ends_on < made.starts_on:
        faults.add(
            f"It ends on {made.ends_on}, before it starts on {made.starts_on}.",
            "Give an end that comes after the start.",
        )
        return
    if made.notice_days > (add_months(made.starts_on, made.term_months) - made.starts_on).days:
        faults.add(
            f"A notice of {made.notice_days} days is longer than the term of {made.term_months} months.",
            "Give a notice that fits into a term.",
        )
    horizon = add_months(made.starts_on, 12 * 20)
    if any(term.unit_price_minor * made.quantity > MAX_MINOR // 1_000 for term in terms(made, horizon)):
        faults.add("Its price grows beyond what can be counted.", "Check the price, the uplift and the term.")
    if made.currency != faults.currency:
        faults.add(
            f"The price is in {made.currency}, the client's currency is {faults.currency}.",
            f"Give the price in {faults.currency}; nothing is exchanged without a rate.",
        )
