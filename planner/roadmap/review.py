"""What a quarterly business review must decide, and by when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.budget.contracts import Renewal
from planner.frames import to_records
from planner.roadmap.model import Roadmap

DECISION_DAYS: Final = 90
"""How far ahead a review asks for decisions: until the next one."""


@dataclass(frozen=True, slots=True)
class DecisionDue:
    """Something to decide: the last day for it, what, and the money at stake (None where there is none)."""

    by: date
    what: str
    why: str
    amount_minor: int | None
    key: str


def decisions_due(roadmap: Roadmap, renewals: Sequence[Renewal], days: int = DECISION_DAYS) -> tuple[DecisionDue, ...]:
    """What must be decided within `days`, the first by date: initiatives still proposed whose quarter begins so soon
    that approval and delivery must start, contracts' last days for notice, and what the devices' findings ask."""
    until = roadmap.as_of + timedelta(days=days)
    lead = timedelta(days=roadmap.assumptions.approval_and_lead_days)
    found = [
        DecisionDue(max(roadmap.as_of, one.quarter_starts_on - lead), one.title, one.why, one.amount_minor, one.key)
        for one in roadmap.initiatives
        if one.status == "proposed" and one.quarter_starts_on - lead <= until
    ]
    found += [
        DecisionDue(
            row.decide_by,
            f"{row.contract.label}: renew, change or end it",
            f"It renews on {row.renews_on}.",
            row.then_minor,
            f"contract:{row.contract.contract_id}",
        )
        for row in renewals
        if roadmap.as_of <= row.decide_by <= until and row.then_minor is not None
    ]
    return tuple(sorted([*found, *_of_devices(roadmap, until)], key=lambda one: (one.by, one.key)))


def _of_devices(roadmap: Roadmap, until: date) -> Iterable[DecisionDue]:
    """Decisions that devices ask for (extended support, a licence, a battery), by kind."""
    kinds: dict[str, list[tuple[date, str, int]]] = {}
    for row in to_records(roadmap.schedule[["decisions", "quantity"]]):
        for decision in json.loads(row["decisions"] or "[]"):
            day = date.fromisoformat(decision["date"])
            if roadmap.as_of <= day <= until:
                kinds.setdefault(decision["key"], []).append((day, decision["sentence"], row["quantity"]))
    for key, members in sorted(kinds.items()):
        day, words, _ = min(members)
        units = sum(quantity for _, _, quantity in members)
        yield DecisionDue(day, words, f"{_devices(units)}." if units > 1 else "", None, f"decision:{key}")


def _devices(count: int) -> str:
    return "1 device" if count == 1 else f"{count:,} devices"
