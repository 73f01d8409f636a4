"""What a person says of an initiative → the initiative as it is held, and all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from planner.actions.dependencies import STABLE, waits_for
from planner.actions.faults import Faults
from planner.actions.project_change import LANES, PRIORITIES
from planner.budget.projects import PRICE_STATUSES, STATUSES
from planner.errors import PlannerError
from planner.roadmap.held import HELD, OUT, Held, open_quarters
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.movable import movable_keys, own_quarters
from planner.roadmap.project_cards import PROJECT
from planner.roadmap.proposal import is_proposal

FIELDS: Final = (
    "title", "why", "lane", "priority", "status", "owner", "goal", "depends_on", "quarter", "price_status", "quote",
    "valid_until",
)  # fmt: skip
"""What may be given. `goal`: a goal's id or None; `depends_on`: keys of what has to come first; `quarter`: its first
day, or None for none; `valid_until`: the quote's last day."""
_TEXTS: Final = {"title": 200, "why": 4000, "owner": 200, "quote": 200}
_OPTIONS: Final = {"lane": LANES, "priority": PRIORITIES, "status": STATUSES, "price_status": PRICE_STATUSES}
_AS_SAID: Final = ("goal", "depends_on", "valid_until")
_OF_PROJECT: Final = (*_TEXTS, *_OPTIONS, *_AS_SAID)


def find_initiative(roadmap: Roadmap, key: str) -> Initiative:
    """The card of that key, one that is in no quarter and a proposal too. Raises PlannerError where the roadmap has
    none."""
    for one in (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked):
        if one.key == key:
            return one
    raise PlannerError(f"There is no initiative {key} on this roadmap.", "Reload the roadmap; it may have changed.")


def is_of_project(key: str) -> bool:
    """Whether the card is a project, or a proposal that becomes one when it is changed."""
    return key.startswith(PROJECT) or is_proposal(key)


def held_key(key: str) -> str:
    """A held initiative's own key: its later parts have their quarter behind it."""
    return ":".join(key.split(":")[:2]) if key.startswith(HELD) else key


def checked(
    roadmap: Roadmap, key: str, change: Mapping[str, Any], goals: Collection[int], faults: Faults
) -> dict[str, Any]:
    """The change as plain values, every fault noted."""
    try:
        one = find_initiative(roadmap, key)
    except PlannerError as error:
        faults.add(key, error.message, error.remedy)
        return {}
    if unknown := sorted(set(change) - set(FIELDS)):
        faults.add(one.title, f"An initiative has no '{unknown[0]}'.", f"Choose one of: {', '.join(FIELDS)}.")
    values = dict(change) | {
        name: str(change[name] or "").strip()[:longest] or None for name, longest in _TEXTS.items() if name in change
    }
    if "title" in change and not values["title"]:
        faults.add(one.title, "It would have no title.", "Give it one.")
    for name, options in _OPTIONS.items():
        if change.get(name) is not None and change[name] not in options:
            faults.add(one.title, f"There is no {name} '{change[name]}'.", f"Choose one of: {', '.join(options)}.")
    if not isinstance(change.get("valid_until"), date | None):
        faults.add(one.title, f"'{change['valid_until']}' is no date.", "Give a date as 2027-05-31.")
    if change.get("goal") is not None and change["goal"] not in goals:
        faults.add(one.title, f"This client has no goal {change['goal']}.", "Choose one of his goals.")
    if not key.startswith(STABLE) and key not in movable_keys(roadmap):
        faults.add(one.title, "It replaces what this plan will have bought before.", "Change what buys that.")
    _check_dependencies(roadmap, one, change.get("depends_on") or (), faults)
    if "quarter" in change:
        _check_quarter(roadmap, one, change["quarter"], faults)
    return values


def _check_dependencies(roadmap: Roadmap, one: Initiative, keys: Collection[str], faults: Faults) -> None:
    known = {held_key(other.key): other for other in (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked)}
    graph = {key: other.depends_on for key, other in known.items()}
    for key in sorted(keys):
        if key not in known:
            faults.add(one.title, f"There is no initiative {key} to wait for.", "Choose one of this roadmap.")
        elif not key.startswith(STABLE):
            faults.add(one.title, f"{known[key].title} still changes with the forecast.", "Change it first: then it is "
                       "held, and others can wait for it.")  # fmt: skip
        elif waits_for(graph, key, held_key(one.key)):
            faults.add(one.title, f"{known[key].title} waits for it already.", "Choose another one.")


def _check_quarter(roadmap: Roadmap, one: Initiative, starts_on: date | None, faults: Faults) -> None:
    may = open_quarters(roadmap.assumptions, roadmap.quarters, roadmap.as_of)
    if starts_on is None and is_of_project(one.key):
        faults.add(one.title, "A project is in a quarter or declined.", "Give it a quarter, or decline it.")
    elif starts_on is not None and starts_on not in {quarter.starts_on for quarter in may}:
        span = f"Choose {may[0].label} to {may[-1].label}." if may else "Shorten approval and lead time."
        faults.add(one.title, f"{starts_on} begins no quarter in which it can land.", span)


def taken_up(one: Initiative, roadmap: Roadmap) -> Held:
    """The generated card as one that is held: the devices of today that it replaces. Their successors are held by
    nobody."""
    own = own_quarters(roadmap)
    return Held(
        0, str(one.category), tuple(asset for asset in one.asset_ids if own.get(asset) == one.quarter_starts_on)
    )


def changed(base: Held, change: Mapping[str, Any]) -> Held:
    """What is held, with the change. A quarter that is chosen brings back what was declined or done."""
    fields = {name: change[name] for name in (*_TEXTS, *_OPTIONS, "valid_until") if name in change}
    if "goal" in change:
        fields["goal_id"] = change["goal"]
    if "depends_on" in change:
        fields["depends_on"] = tuple(sorted(change["depends_on"] or ()))
    if "quarter" in change:
        fields |= {"quarter_starts_on": change["quarter"], "is_unscheduled": change["quarter"] is None}
        if change["quarter"] is not None and "status" not in change and base.status in OUT:
            fields["status"] = None
    return replace(base, **fields)


def of_project(change: Mapping[str, Any]) -> dict[str, Any]:
    """The change as a project takes it."""
    given = {name: change[name] for name in _OF_PROJECT if name in change}
    return given | ({"starts_on": change["quarter"]} if "quarter" in change else {})
