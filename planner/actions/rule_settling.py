"""Stored rules and a person's change of them → the rules as they would stand, or every fault of the change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from planner.actions.rule_change import (
    POLICY_FIELDS,
    PRICE_FIELDS,
    TERM_FIELDS,
    Given,
    RuleChange,
    check_day,
    check_price_currency,
    policy_faults,
    term_value,
    to_amount,
    to_minutes,
    to_months,
)
from planner.actions.stored_rules import OwnPolicy, OwnPrice, StoredRules
from planner.budget.model import Price
from planner.budget.prices import price_book
from planner.errors import PlannerError, Problem
from planner.fields import CATEGORY_LABELS
from planner.lifecycle.policy import CategoryPolicy, starting_policy
from planner.reference import Reference

_Value = TypeVar("_Value")
_WORDS = {
    "plan_years": "plan age", "limit_years": "limit age", "mode": "way of replacement", "hardware": "hardware price",
    "labour_hours": "labour hours", "priced_on": "date of the price", "currency": "currency",
    "labour_rate": "Labour rate", "price_growth": "Price growth", "contingency": "Contingency", "tax": "Tax",
    "lead_days": "Lead time", "threshold": "Capitalisation threshold", "fiscal_first_month": "Fiscal year",
}  # fmt: skip


@dataclass(frozen=True)
class Settled:
    """`rules` and `lives` (asset id → months, None for its category's) hold where there is no problem."""

    rules: StoredRules
    lives: dict[int, int | None]
    problems: tuple[Problem, ...]


def settled(change: RuleChange, stored: StoredRules, asset_ids: Collection[int], as_of: date) -> Settled:
    """The change applied to what is stored. `asset_ids`: the client's devices, whose useful life may be set."""
    faults = Faults()
    policies = dict(stored.policies)
    for category, given in change.policies.items():
        if faults.is_known(category):
            own = stored.policies.get(category, OwnPolicy())
            policies[category] = _policy(category, given, own, stored.reference, faults)
    prices = dict(stored.prices)
    for category, wanted in change.prices.items():
        if faults.is_known(category):
            prices.pop(category, None)
            if wanted is not None and (price := _price(category, wanted, stored, as_of, faults)):
                prices[category] = price
    terms = {}
    for name, value in change.terms.items():
        terms[TERM_FIELDS.get(name, name)] = faults.tried(
            _WORDS.get(name, name), term_value, name, value, stored.currency
        )
    lives = {}
    for asset_id, years in change.lives.items():
        if asset_id not in asset_ids:
            faults.add(f"Device {asset_id}", "It is not among this client's.", "Reload the list of assets.")
        lives[asset_id] = faults.tried(f"Device {asset_id}", to_months, years)
    kept = {category: own for category, own in policies.items() if not own.is_empty}
    rules = replace(stored, client={**stored.client, **terms}, policies=kept, prices=prices)
    return Settled(rules, lives, tuple(faults.found))


class Faults:
    """What is wrong, in the order in which it was found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, where: str, message: str, remedy: str) -> None:
        self.found.append(Problem(f"{where}: {message}", remedy))

    def is_known(self, category: str) -> bool:
        """Whether there is such a category; noted where there is none."""
        if category not in CATEGORY_LABELS:
            self.add(category, "There is no such category.", f"Choose one of: {', '.join(CATEGORY_LABELS)}.")
        return category in CATEGORY_LABELS

    def tried(self, where: str, make: Callable[..., _Value], *given: Any) -> _Value | None:
        """What `make` makes of it; None, and the fault noted, where it refuses."""
        try:
            return make(*given)
        except PlannerError as error:
            self.add(where, error.message, error.remedy)
            return None


def _policy(category: str, given: Given, own: OwnPolicy, reference: Reference, faults: Faults) -> OwnPolicy:
    """The client's own rule of one category with what is given."""
    label = CATEGORY_LABELS[category]
    before = len(faults.found)
    _check_names(label, given, POLICY_FIELDS, faults)
    values: dict[str, Any] = {}
    for name in ("plan_years", "limit_years"):
        if name in given:
            values[POLICY_FIELDS[name]] = faults.tried(f"{label}, {_WORDS[name]}", to_months, given[name])
    if "mode" in given:
        values["mode"] = given["mode"]
    new = replace(own, **values)
    if len(faults.found) == before:
        for message, remedy in policy_faults(_standing(category, new, reference), new.limit_months):
            faults.add(label, message, remedy)
    return new


def _standing(category: str, own: OwnPolicy, reference: Reference) -> CategoryPolicy:
    """The default rule of the category with the client's own values over it, unchecked."""
    stated = {name: value for name in POLICY_FIELDS.values() if (value := getattr(own, name)) is not None}
    return replace(starting_policy(reference).of(category), **stated)


def _price(category: str, given: Given, stored: StoredRules, as_of: date, faults: Faults) -> OwnPrice | None:
    """The client's own price: what is not given stays as it is, or as the price book has it."""
    label = CATEGORY_LABELS[category]
    before = len(faults.found)
    _check_names(label, given, PRICE_FIELDS, faults)
    base = _base_price(category, stored)
    faults.tried(f"{label}, {_WORDS['currency']}", check_price_currency, given, stored.currency)
    hardware, minutes, day = base.hardware_minor if base else None, base.labour_minutes if base else 0, as_of
    if given.get("hardware") is not None:
        hardware = faults.tried(f"{label}, {_WORDS['hardware']}", to_amount, given["hardware"], stored.currency)
    elif base is not None:
        day = base.priced_on
    if given.get("labour_hours") is not None:
        minutes = faults.tried(f"{label}, {_WORDS['labour_hours']}", to_minutes, given["labour_hours"]) or 0
    if given.get("priced_on") is not None:
        day = faults.tried(f"{label}, {_WORDS['priced_on']}", check_day, given["priced_on"], as_of) or as_of
    if hardware is None and len(faults.found) == before:
        faults.add(label, f"No price in {stored.currency} is known.", "Give the hardware price too.")
    return OwnPrice(hardware, minutes, day) if hardware is not None else None


def _base_price(category: str, stored: StoredRules) -> Price | None:
    return price_book(stored.reference, stored.assumptions()).get(category)


def _check_names(label: str, given: Given, known: Collection[str], faults: Faults) -> None:
    for name in sorted(set(given) - set(known)):
        faults.add(label, f"There is no rule '{name}'.", f"Choose one of: {', '.join(known)}.")
