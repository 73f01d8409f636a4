"""What a person says of services → answers and terms, and all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from planner.actions.faults import Faults
from planner.actions.rule_change import to_amount, to_whole
from planner.actions.stored_posture import Term
from planner.roadmap.posture import Answer
from planner.roadmap.posture_services import HIGHEST, services

ANSWER_FIELDS: Final = ("maturity", "is_applicable", "evidence")
TERM_FIELDS: Final = ("weight", "per_user_month")
"""`per_user_month` is an amount in the client's currency, as people say it."""
MOST_USERS: Final = 1_000_000
MOST_WEIGHT: Final = 10
LONGEST_EVIDENCE: Final = 4_000
Given = Mapping[str, Mapping[str, Any]]
"""Service key → what is given of it."""


def answers_with(given: Given, base: Mapping[str, Answer], faults: Faults) -> dict[str, Answer]:
    """The answers of `base` for all services, with what is given laid over; faults are noted."""
    _check_names(given, ANSWER_FIELDS, faults)
    found = {key: base.get(key, Answer()) for key in services()}
    for key, said in given.items():
        if key in found:
            found[key] = _answer(key, said, found[key], faults)
    return found


def _answer(key: str, said: Mapping[str, Any], base: Answer, faults: Faults) -> Answer:
    name = services()[key].name
    values: dict[str, Any] = {}
    if "maturity" in said:
        level = said["maturity"]
        values["maturity"] = None if level is None else faults.tried(name, to_whole, level, 0, HIGHEST)
    if "is_applicable" in said:
        values["is_applicable"] = bool(said["is_applicable"])
    if "evidence" in said:
        values["evidence"] = str(said["evidence"] or "").strip()[:LONGEST_EVIDENCE]
    return replace(base, **values)


def terms_with(given: Given, base: Mapping[str, Term], currency: str, faults: Faults) -> dict[str, Term]:
    """The terms that are given, laid over those there are; None takes the client's own value away."""
    _check_names(given, TERM_FIELDS, faults)
    found = {}
    for key, said in given.items():
        if key not in services():
            continue
        name, values = services()[key].name, {}
        if "weight" in said:
            values["weight"] = said["weight"] if said["weight"] is None else faults.tried(
                f"{name}, weight", to_whole, said["weight"], 0, MOST_WEIGHT
            )  # fmt: skip
        if "per_user_month" in said:
            price = said["per_user_month"]
            values["per_user_month_minor"] = price if price is None else faults.tried(
                f"{name}, price", to_amount, price, currency
            )  # fmt: skip
        found[key] = replace(base.get(key, Term()), **values)
    return found


def _check_names(given: Given, known: tuple[str, ...], faults: Faults) -> None:
    for key, said in given.items():
        if key not in services():
            faults.add(key, "There is no such service.", f"Choose one of: {', '.join(services())}.")
        for name in sorted(set(said) - set(known)):
            faults.add(key, f"A service has no '{name}'.", f"Choose one of: {', '.join(known)}.")
