"""A reason key and its parameters → the sentence that a client reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from json.encoder import encode_basestring_ascii
from typing import Final, NamedTuple

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
    "maker_support": "Its maker's support {ends} on {due_day}; from then on faults that make it unsafe stay unfixed."
    "{by_age}",
    "os_support": "Security updates for {system} {end} on {due_day}; this device cannot run the version that follows."
    "{by_age}",
    "os_practice": "Apple keeps three releases of macOS safe by practice, and {system}, the last for this model, "
    "{falls} out of them about {due_day}.{by_age}",
    "pool": "It is kept as a spare: spares are topped up to their number and not replaced on a date.",
    "lease_end": "Its lease {ends} on {due_day}.",
    "on_failure": "{category} are replaced when they fail; a yearly allowance in the budget covers it.",
    "follows": "{category} are replaced together with the {follows} they belong to.",
    "follows_device": "It is replaced together with {device}, in {due}.",
    "follows_some": "{category} are replaced together with the {follows} they belong to; the middle one of those is "
    "due in {due}.",
    "none": "{category} are not planned for replacement.",
    "virtual": "A virtual machine has no hardware of its own to replace.",
    "virtual_os": "A virtual machine has no hardware of its own; security updates for its system, {system}, {end} on "
    "{system_day}.",
    "not_owned": "It belongs to {owner}: the client buys no replacement.",
    "undatable": "There is neither a date nor a planned age to work from.",
}


class ReasonFacts(NamedTuple):
    """All that a reason can name. Dates are ISO texts, '' where missing."""

    category: str
    follows: str
    since: str
    evidence: str
    plan_months: float
    due: str
    life_ends: str
    system: str
    system_ends: str
    ownership: str
    is_year: bool
    as_of: str
    is_practice: bool


def reason_key(
    mode: str, limiting: str, evidence: str, is_estimated: bool, is_virtual: bool, is_retired: bool, system_ends: str,
    ownership: str, is_pool: bool,
) -> str:  # fmt: skip
    if is_pool and not is_retired and not is_virtual:
        return "pool"
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
        basis = {"basis": "practice"} if key == "os_support" and facts.is_practice else {}
        life = {"life_ends_on": facts.life_ends} if key != "lease_end" and facts.life_ends else {}
        return {"due_on": facts.due, **system, "as_of": facts.as_of, **basis, **life}
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
    template = "os_practice" if params.get("basis") == "practice" else key
    return _TEMPLATES[template].format_map(_Words(params))


class _Words(dict[str, str]):
    """Says what a template names and nothing else: a million sentences are made of few words each."""

    def __init__(self, params: Mapping[str, str]) -> None:
        super().__init__()
        self._params = params

    def __missing__(self, name: str) -> str:
        return _WORDS[name](self._params)


_Params = Mapping[str, str]


def _in_words(params: _Params, name: str) -> str:
    words = year_words if params.get("precision") == "year" else month_words
    return words(params.get(name, ""))


def _by_age(life_ends_on: str) -> str:
    return f" By its age alone it would be replaced in {month_words(life_ends_on)}." if life_ends_on else ""


def _has_ended(params: _Params) -> bool:
    return (params.get("due_on") or params.get("system_ends_on", "")) < params.get("as_of", "")


_WORDS: Final[dict[str, Callable[[_Params], str]]] = {
    "since": lambda params: _in_words(params, "in_service_on"),
    "evidence": lambda params: EVIDENCE_WORDS.get(params.get("evidence", ""), "what is recorded"),
    "age": lambda params: age_words(float(params.get("plan_months", "0"))),
    "due": lambda params: _in_words(params, "due_on"),
    "due_day": lambda params: day_words(params.get("due_on", "")),
    "by_age": lambda params: _by_age(params.get("life_ends_on", "")),
    "system": lambda params: params.get("system", ""),
    "system_day": lambda params: day_words(params.get("system_ends_on", "")),
    "category": lambda params: CATEGORY_LABELS.get(params.get("category", ""), "These devices"),
    "follows": lambda params: params.get("follows", "device"),
    "device": lambda params: params.get("device", "another device"),
    "owner": lambda params: OWNERS.get(params.get("ownership", ""), "somebody else"),
    "end": lambda params: "ended" if _has_ended(params) else "end",
    "ends": lambda params: "ended" if _has_ended(params) else "ends",
    "falls": lambda params: "fell" if _has_ended(params) else "falls",
}
"""What a template can name → its words."""


def explained(key: str, facts: ReasonFacts, calendar: FiscalCalendar | None = None) -> tuple[str, str]:
    """(parameters as JSON, sentence). With a calendar the parameters name the due date's fiscal quarter too."""
    params = reason_params(key, facts)
    if calendar is not None and params.get("due_on"):
        params["due_quarter"] = calendar.quarter_of(date.fromisoformat(params["due_on"])).label
    return _as_json(params), sentence(key, params)


def _as_json(texts: Mapping[str, str]) -> str:
    """What `json.dumps` writes of an object of texts, in a third of its time."""
    entries = [f'"{name}": {encode_basestring_ascii(text)}' for name, text in texts.items()]
    return "{" + ", ".join(entries) + "}"
