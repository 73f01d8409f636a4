"""Plan → initiatives: one for each fiscal quarter and category, in the client's words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.model import Assumptions
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.frames import to_records
from planner.roadmap.held import Held, held_by
from planner.roadmap.model import Initiative, Lane, Priority

_PROTECTIVE_CATEGORIES: Final = frozenset({"firewall", "backup_appliance"})
_SUPPORT_ENDS: Final = frozenset({"maker_support", "os_support"})
REPLACES: Final = "replace:"
"""How the key of an initiative begins that replaces devices."""
_NEAR_QUARTERS: Final = 4
_SINGULAR: Final = {"UPS": "UPS", "Switches": "switch", "Other devices": "other device", "Storage": "storage system"}
_PLURAL: Final = {"UPS": "UPS", "Storage": "storage systems"}
_REASONS: Final[dict[str, tuple[str, str]]] = {
    "os_support": ("cannot run a supported operating system", "cannot run a supported operating system"),
    "maker_support": ("is no longer supported by its maker", "are no longer supported by their makers"),
    "lease_end": ("comes to the end of its lease", "come to the end of their lease"),
    "follows": ("goes with the device it belongs to", "go with the devices they belong to"),
    "useful_life": ("reaches the end of its planned life", "reach the end of their planned life"),
    "successor": ("replaces a device of this plan in its turn", "replace devices of this plan in their turn"),
}


def counted(count: int, category: str) -> str:
    """'1 laptop', '14 laptops', '2 UPS'."""
    label = CATEGORY_LABELS[category]
    if count == 1:
        return f"1 {_SINGULAR.get(label, label[:-1].lower())}"
    return f"{count:,} {_PLURAL.get(label, label.lower())}"


def initiatives(
    actions: pd.DataFrame,
    amounts: Sequence[int],
    schedule: pd.DataFrame,
    assumptions: Assumptions,
    quarters: Sequence[FiscalQuarter],
    held: Sequence[Held] = (),
) -> tuple[Initiative, ...]:
    """By quarter, category and what holds them. `amounts[i]` is the full cost of row i of the actions. A held
    initiative has its devices' own replacements to itself, and what a person changed of it is laid over what is
    calculated; where these are not all in one quarter it is an initiative in each."""
    names = ["asset_id", "limiting_factor", "lifecycle_status", "runner_ups"]
    facts = {fact.pop("asset_id"): fact for fact in to_records(schedule[names])}
    holding = held_by(held)
    groups: dict[tuple[date, str, int], list[dict[str, Any]]] = {}
    for action, amount in zip(to_records(actions), amounts, strict=True):
        quarter = assumptions.calendar.quarter_of(action["planned_on"])
        fact = facts[action["asset_id"]]
        if action["generation"] == 0:
            own = {"reason": _reason(fact, action["planned_on"]), "lifecycle_status": fact["lifecycle_status"]}
        else:
            own = {"reason": "successor", "lifecycle_status": "healthy"}
        entry = action | own | {"amount_minor": amount}
        holder = holding.get(action["asset_id"]) if action["generation"] == 0 else None
        key = (
            quarter.starts_on,
            action["category"] if holder is None else holder.category,
            holder.held_id if holder else 0,
        )
        groups.setdefault(key, []).append(entry)
    order = {category: number for number, category in enumerate(CATEGORIES)}
    by_id = {one.held_id: one for one in held}
    keys = sorted(groups, key=lambda key: (key[0], order[key[1]], key[2]))
    made = ((by_id.get(key[2]), _initiative(key[:2], groups[key], assumptions, quarters)) for key in keys)
    return _distinct([overlaid(one, initiative) if one else initiative for one, initiative in made])


def overlaid(one: Held, initiative: Initiative) -> Initiative:
    """What a person changed, laid over what is calculated."""
    laid: dict[str, Any] = one.overlaid()
    return replace(initiative, key=one.key, goal_id=one.goal_id, depends_on=one.depends_on, is_held=True, **laid)


def _distinct(made: Sequence[Initiative]) -> tuple[Initiative, ...]:
    """A held initiative's later parts have their quarter in their key."""
    seen: set[str] = set()
    found = []
    for one in made:
        found.append(replace(one, key=f"{one.key}:{one.quarter_starts_on}") if one.key in seen else one)
        seen.add(one.key)
    return tuple(found)


def _reason(fact: Mapping[str, Any], planned_on: date) -> str:
    """What to tell the client: an end of support that has come by then outranks mere age."""
    ended = [
        entry["rule"]
        for entry in json.loads(fact["runner_ups"] or "[]")
        if entry["rule"] in _SUPPORT_ENDS and date.fromisoformat(entry["date"]) <= planned_on
    ]
    return str(fact["limiting_factor"] if fact["limiting_factor"] in _SUPPORT_ENDS or not ended else ended[0])


def _initiative(
    key: tuple[date, str], members: list[dict[str, Any]], assumptions: Assumptions, quarters: Sequence[FiscalQuarter]
) -> Initiative:
    starts_on, category = key
    devices = sum(member["quantity"] for member in members)
    return Initiative(
        key=f"{REPLACES}{category}:{starts_on.isoformat()}",
        title=f"Replace {counted(devices, category)}",
        why=_why(members, category),
        lane=_lane(members, category),
        category=category,
        quarter_starts_on=starts_on,
        quarter_label=assumptions.calendar.quarter_of(starts_on).label,
        amount_minor=sum(member["amount_minor"] for member in members),
        devices=devices,
        asset_ids=tuple(sorted({member["asset_id"] for member in members})),
        priority=_priority(members, starts_on, quarters),
        status="proposed",
        owner=None,
    )


def _why(members: Sequence[Mapping[str, Any]], category: str) -> str:
    """'9 laptops cannot run a supported operating system; 5 reach the end of their planned life.'"""
    by_factor: Counter[str] = Counter()
    for member in members:
        by_factor[member["reason"]] += member["quantity"]
    parts: list[str] = []
    for factor, (one, many) in _REASONS.items():
        if count := by_factor[factor]:
            who = counted(count, category) if not parts else f"{count:,}"
            parts.append(f"{who} {one if count == 1 else many}")
    overdue = sum(member["quantity"] for member in members if member["lifecycle_status"] == "overdue")
    if overdue:
        parts.append(f"{overdue:,} {'is' if overdue == 1 else 'are'} overdue already")
    return "; ".join(parts) + "."


def _lane(members: Sequence[Mapping[str, Any]], category: str) -> Lane:
    protects = category in _PROTECTIVE_CATEGORIES or any(member["reason"] in _SUPPORT_ENDS for member in members)
    return "Protect" if protects else "Run"


def _priority(members: Sequence[Mapping[str, Any]], starts_on: date, quarters: Sequence[FiscalQuarter]) -> Priority:
    if any(member["lifecycle_status"] == "overdue" for member in members):
        return "high"
    near = starts_on <= quarters[min(_NEAR_QUARTERS, len(quarters)) - 1].starts_on
    if near and any(member["reason"] in _SUPPORT_ENDS for member in members):
        return "high"
    return "medium" if near else "low"
