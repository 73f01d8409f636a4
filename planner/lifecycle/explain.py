"""A reason key and its parameters → the sentence that a client reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.calendar import FiscalCalendar
from planner.fields import CATEGORY_LABELS
from planner.lifecycle.wording import EVIDENCE_WORDS, OWNERS, age_words, day_words, month_words, year_words

_TEMPLATES: Final[dict[str, str]] = {
    "retired": "This device is retired and needs no replacement.",
    "useful_life": "In service since {since}; planned for replacement at {age}, in {due}.",
    "useful_life_estimated": "In service since about {since}, judged by {evidence}; planned for replacement at {age}, "
    "in {due}.",
    "useful_life_guessed": "Nothing recorded shows its age; until a date is known it is assumed to be in the middle of "
    "its life, with replacement at {age} in {due}.",
    "maker_support": "Its maker's support {ends} on {due_day}; from then on faults that make it unsafe stay unfixed.",
    "os_support": "Security updates for {system} {end} on {due_day}; this device cannot run the version that follows.",
    "lease_end": "Its lease {ends} on {due_day}.",
    "on_failure": "{category} are replaced when they fail; a yearly allowance in the budget covers it.",
    "follows": "{category} are replaced together with the {follows} they belong to.",
    "none": "{category} are not planned for replacement.",
    "virtual": "A virtual machine has no hardware of its own to replace.",
    "virtual_os": "A virtual machine has no hardware of its own; security updates for its system, {system}, {end} on "
    "{system_day}.",
    "not_owned": "It belongs to {owner}: the client buys no replacement.",
    "undatable": "There is neither a date nor a planned age to work from.",
}


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """All that a reason can name. Dates are ISO texts, '' where missing."""

    category: str
    follows: str
    since: str
    evidence: str
    plan_months: float
    due: str
    system: str
    system_ends: str
    ownership: str
    is_year: bool
    as_of: str


def reason_key(
    mode: str, limiting: str, evidence: str, is_estimated: bool, is_virtual: bool, is_retired: bool, system_ends: str,
    ownership: str,
) -> str:  # fmt: skip
    if is_retired or is_virtual:
        without_hardware = "virtual_os" if system_ends else "virtual"
        return "retired" if is_retired else without_hardware
    if ownership != "client" and limiting != "lease_end":
        return "not_owned"
    if mode != "scheduled":
        return mode
    if limiting != "useful_life" or not is_estimated:
        return "undatable" if limiting == "none" else limiting
    return "useful_life_guessed" if evidence == "category_median" else "useful_life_estimated"


def reason_params(key: str, facts: ReasonFacts) -> dict[str, str]:
    """What the sentence of `key` names, as plain texts and ISO dates."""
    if key in {"on_failure", "follows", "none"}:
        named = {"category": facts.category}
        return named | {"follows": facts.follows} if key == "follows" else named
    if key == "not_owned":
        return {"ownership": facts.ownership}
    if key in {"maker_support", "lease_end", "os_support"}:
        system = {"system": facts.system} if key == "os_support" else {}
        return {"due_on": facts.due, **system, "as_of": facts.as_of}
    if key == "virtual_os":
        return {"system": facts.system, "system_ends_on": facts.system_ends, "as_of": facts.as_of}
    if key.startswith("useful_life"):
        return {
            "in_service_on": facts.since, "evidence": facts.evidence, "plan_months": f"{facts.plan_months:.0f}",
            "due_on": facts.due,
        } | ({"precision": "year"} if facts.is_year else {})  # fmt: skip
    return {}


def sentence(key: str, params: Mapping[str, str]) -> str:
    """The sentence of a reason. Also makes it anew from what was stored."""
    due = params.get("due_on", "")
    in_words = year_words if params.get("precision") == "year" else month_words
    has_ended = (due or params.get("system_ends_on", "")) < params.get("as_of", "")
    return _TEMPLATES[key].format(
        since=in_words(params.get("in_service_on", "")),
        evidence=EVIDENCE_WORDS.get(params.get("evidence", ""), "what is recorded"),
        age=age_words(float(params.get("plan_months", "0"))),
        due=in_words(due),
        due_day=day_words(due),
        system=params.get("system", ""),
        system_day=day_words(params.get("system_ends_on", "")),
        category=CATEGORY_LABELS.get(params.get("category", ""), "These devices"),
        follows=params.get("follows", "device"),
        owner=OWNERS.get(params.get("ownership", ""), "somebody else"),
        end="ended" if has_ended else "end",
        ends="ended" if has_ended else "ends",
    )


def explained(key: str, facts: ReasonFacts, calendar: FiscalCalendar | None = None) -> tuple[str, str]:
    """(parameters as JSON, sentence). With a calendar the parameters name the due date's fiscal quarter too."""
    params = reason_params(key, facts)
    if calendar is not None and params.get("due_on"):
        params["due_quarter"] = calendar.quarter_of(date.fromisoformat(params["due_on"])).label
    return json.dumps(params), sentence(key, params)
