"""The roadmap by fiscal quarter: what a board, a list and a command show of it, and what lets an initiative through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from planner.actions.initiatives import initiatives_json
from planner.calendar import FiscalQuarter
from planner.money import decimal_string
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.prices_told import price_words

__all__ = ["Filters", "QuarterOfRoadmap", "Roadmap", "by_quarter", "price_words", "roadmap_json"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen of each; nothing chosen lets everything through. `goals`: their ids."""

    lanes: Collection[str] = ()
    statuses: Collection[str] = ()
    goals: Collection[int] = ()

    def passes(self, one: Initiative) -> bool:
        return (
            (not self.lanes or one.lane in self.lanes)
            and (not self.statuses or one.status in self.statuses)
            and (not self.goals or one.goal_id in self.goals)
        )


@dataclass(frozen=True, slots=True)
class QuarterOfRoadmap:
    """A quarter with its whole planned spend, whatever is filtered, its cap where the plan has one, and what is shown
    of it, the dearest first and proposals last. `quarter` None: what is in no quarter; its amount is in no total."""

    quarter: FiscalQuarter | None
    planned_minor: int
    cap_minor: int | None
    initiatives: tuple[Initiative, ...]


def by_quarter(roadmap: Roadmap, filters: Filters) -> tuple[QuarterOfRoadmap, ...]:
    """Every quarter of the horizon, empty ones too, and last what is in none."""
    cap = roadmap.quarter_cap_minor
    cards = (one for one in (*roadmap.initiatives, *roadmap.proposed) if filters.passes(one))
    shown = sorted(cards, key=lambda one: (-one.amount_minor, one.key))
    rows = [
        QuarterOfRoadmap(
            quarter, amount, cap, tuple(one for one in shown if one.quarter_starts_on == quarter.starts_on)
        )
        for quarter, amount in zip(roadmap.quarters, roadmap.budget.planned(), strict=True)
    ]
    parked = tuple(one for one in roadmap.parked if filters.passes(one))
    return (*rows, QuarterOfRoadmap(None, sum(one.amount_minor for one in parked), None, parked))


def roadmap_json(roadmap: Roadmap, filters: Filters) -> dict[str, Any]:
    """The roadmap for programs: amounts as decimal strings, days ISO; initiatives as `initiatives list` tells them."""
    told = {one["key"]: one for one in initiatives_json(roadmap)}

    def amount(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, roadmap.currency)

    return {
        "client": roadmap.client, "as_of": roadmap.as_of.isoformat(), "currency": roadmap.currency,
        "scenario": roadmap.budget.scenario, "answer": roadmap.answer, "total": amount(roadmap.budget.total),
        "quarters": [
            {
                "quarter": row.quarter.key if row.quarter else None,
                "label": row.quarter.label if row.quarter else "Unscheduled",
                "starts_on": row.quarter.starts_on.isoformat() if row.quarter else None,
                "planned": amount(row.planned_minor), "cap": amount(row.cap_minor),
                "initiatives": [told[one.key] for one in row.initiatives],
            }
            for row in by_quarter(roadmap, filters)
        ],
    }  # fmt: skip
