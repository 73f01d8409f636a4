"""Stored rules and a person's change of them → the rules as they would stand, or every fault of the change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.actions.faults import Faults
from planner.actions.price_settling import settled_price, settled_specials
from planner.actions.rule_change import (
    POLICY_FIELDS,
    TERM_FIELDS,
    Given,
    RuleChange,
    policy_faults,
    term_value,
    to_months,
)
from planner.actions.stored_rules import OwnPolicy, StoredRules
from planner.errors import Problem
from planner.fields import CATEGORY_LABELS
from planner.lifecycle.policy import CategoryPolicy, starting_policy
from planner.reference import Reference

_WORDS = {
    "plan_years": "plan age", "limit_years": "limit age", "mode": "way of replacement",
    "labour_rate": "Labour rate", "price_growth": "Price growth", "contingency": "Contingency", "tax": "Tax",
    "lead_days": "Lead time", "threshold": "Capitalisation threshold", "fiscal_first_month": "Fiscal year",
    "tax_treatment": "Tax", "blackout": "Months kept free", "technician_hours": "Technicians' hours",
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
            if wanted is not None and (price := settled_price(category, wanted, stored, as_of, faults)):
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
    special = settled_specials(change.special_prices, stored, as_of, faults)
    rules = replace(
        stored, client={**stored.client, **terms}, policies=kept, prices=prices, special_prices=special
    )  # fmt: skip
    return Settled(rules, lives, tuple(faults.found))


def _policy(category: str, given: Given, own: OwnPolicy, reference: Reference, faults: Faults) -> OwnPolicy:
    """The client's own rule of one category with what is given."""
    label = CATEGORY_LABELS[category]
    before = len(faults.found)
    faults.check_names(label, given, POLICY_FIELDS)
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
