"""A client's price as a person gives it → the price as it would stand, or what is wrong with it.

What is not given stays as it is, or as the price book has it; an emptied part of a price is nothing, an emptied growth
the client's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from planner.actions.faults import Faults
from planner.actions.rule_change import (
    AMOUNT_FIELDS,
    PRICE_FIELDS,
    SPECIAL_FIELDS,
    Given,
    check_day,
    check_price_currency,
    to_amount,
    to_basis_points,
    to_minutes,
)
from planner.actions.special_prices import KINDS, key_of
from planner.actions.stored_rules import OwnPrice, StoredRules
from planner.budget.model import SpecialPrice
from planner.budget.prices import price_book
from planner.fields import CATEGORY_LABELS

WORDS: Final = {
    "hardware": "hardware price", "labour_hours": "labour hours", "priced_on": "date of the price",
    "currency": "currency", "accessories": "accessories", "freight": "freight", "disposal": "disposal",
    "trade_in": "trade-in", "growth": "price growth",
}  # fmt: skip
LEAST_GROWTH: Final = -50
_LONGEST_TEXT: Final = 200


def settled_price(category: str, given: Given, stored: StoredRules, as_of: date, faults: Faults) -> OwnPrice | None:
    """The client's own price of a category; None where something is wrong, which `faults` then holds."""
    label = CATEGORY_LABELS[category]
    before = len(faults.found)
    faults.check_names(label, given, PRICE_FIELDS)
    base = price_book(stored.reference, stored.assumptions()).get(category)
    known: dict[str, Any] = {name: value for name, value in asdict(base).items() if name in _OWN} if base else {}
    values = known | _hardware(label, given, stored.currency, as_of, faults) | _parts(label, given, stored, faults)
    if "hardware_minor" not in values:
        if len(faults.found) == before:
            faults.add(label, f"No price in {stored.currency} is known.", "Give the hardware price too.")
        return None
    start: dict[str, Any] = {"labour_minutes": 0, "priced_on": as_of}
    return OwnPrice(**(start | values))


_OWN: Final = frozenset(OwnPrice.__dataclass_fields__)


def _hardware(label: str, given: Given, currency: str, as_of: date, faults: Faults) -> dict[str, Any]:
    """What is given of hardware, labour and date; a new price of the hardware is one of `as_of` unless it says."""
    faults.tried(f"{label}, {WORDS['currency']}", check_price_currency, given, currency)
    values: dict[str, Any] = {}
    if given.get("hardware") is not None:
        amount = faults.tried(f"{label}, {WORDS['hardware']}", to_amount, given["hardware"], currency)
        values |= {"priced_on": as_of} | ({} if amount is None else {"hardware_minor": amount})
    if given.get("labour_hours") is not None:
        values["labour_minutes"] = faults.tried(
            f"{label}, {WORDS['labour_hours']}", to_minutes, given["labour_hours"]
        ) or 0  # fmt: skip
    if given.get("priced_on") is not None:
        values["priced_on"] = faults.tried(f"{label}, {WORDS['priced_on']}", check_day, given["priced_on"], as_of)
    return values


def _parts(label: str, given: Given, stored: StoredRules, faults: Faults) -> dict[str, Any]:
    """What is given of the other parts."""
    values: dict[str, Any] = {}
    for name, field in AMOUNT_FIELDS.items():
        if name in given:
            amount = given[name]
            told = None if amount is None else faults.tried(
                f"{label}, {WORDS[name]}", to_amount, amount, stored.currency
            )  # fmt: skip
            values[field] = told or 0
    if "growth" in given:
        values["growth_basis_points"] = faults.tried(f"{label}, {WORDS['growth']}", _to_growth, given["growth"])
    return values


def _to_growth(percent: Any) -> int | None:
    return None if percent is None else to_basis_points(percent, LEAST_GROWTH)


def settled_specials(
    changes: Mapping[tuple[str, str, str], Given | None], stored: StoredRules, as_of: date, faults: Faults
) -> dict[str, SpecialPrice]:
    """The client's special prices with these changes."""
    prices = dict(stored.special_prices)
    for (category, kind, raw), given in changes.items():
        text = " ".join(raw.split())
        if not faults.is_known(category) or not _is_named(category, kind, text, faults):
            continue
        key = key_of(category, kind, text)
        if given is None:
            if prices.pop(key, None) is None:
                faults.add(CATEGORY_LABELS[category], f"There is no price for '{text}'.", "Look at `price list`.")
        elif (price := _special(category, kind, text, given, prices.get(key), stored, as_of, faults)) is not None:
            prices[key] = price
    return prices


def _is_named(category: str, kind: str, text: str, faults: Faults) -> bool:
    """Whether kind and text name something; noted where they do not."""
    label, before = CATEGORY_LABELS[category], len(faults.found)
    if kind not in KINDS:
        faults.add(label, f"A price is for a model or a specification, not for '{kind}'.", "Choose model or spec.")
    if not any(sign.isalnum() for sign in text) or len(text) > _LONGEST_TEXT:
        faults.add(label, f"'{text[:40]}' names no model.", "Give words as 'ThinkPad T14' or '32 GB'.")
    return len(faults.found) == before


def _special(
    category: str, kind: Any, text: str, given: Given, old: SpecialPrice | None, stored: StoredRules, as_of: date,
    faults: Faults,
) -> SpecialPrice | None:  # fmt: skip
    label, before = f"{CATEGORY_LABELS[category]}, {text}", len(faults.found)
    faults.check_names(label, given, SPECIAL_FIELDS)
    values = _hardware(label, given, stored.currency, as_of, faults)
    if "labour_hours" in given and given["labour_hours"] is None:
        values["labour_minutes"] = None
    if old is None and "hardware_minor" not in values and len(faults.found) == before:
        faults.add(label, "It has no price.", "Give the hardware price.")
    if len(faults.found) > before:
        return None
    return replace(old, **values) if old else SpecialPrice(category, kind, text, **{"labour_minutes": None} | values)
