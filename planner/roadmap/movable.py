"""Which cards of the roadmap a person may change, and when each device is replaced itself."""

from __future__ import annotations

from datetime import date

from planner.roadmap.model import Roadmap
from planner.roadmap.project_cards import PROJECT


def movable_keys(roadmap: Roadmap) -> frozenset[str]:
    """The cards that hold replacements of devices of today, projects and proposals. A card of successors alone
    follows."""
    own = own_quarters(roadmap)
    cards = (
        one
        for one in roadmap.initiatives
        if one.key.startswith(PROJECT) or any(own.get(asset) == one.quarter_starts_on for asset in one.asset_ids)
    )
    return frozenset(one.key for one in (*cards, *roadmap.proposed, *roadmap.parked))


def own_quarters(roadmap: Roadmap) -> dict[int, date]:
    """Asset id → the first day of the quarter in which it is replaced itself."""
    own, calendar = roadmap.actions[roadmap.actions["generation"] == 0], roadmap.assumptions.calendar
    days = own["planned_on"].dt.date
    starts = {day: calendar.quarter_of(day).starts_on for day in days.unique()}
    return {asset: starts[day] for asset, day in zip(own["asset_id"].tolist(), days, strict=True)}
