"""Initiatives that a person touched: each holds its devices from then on, whatever the forecast says later.

A held initiative with a chosen quarter has its devices replaced in that quarter; one that is unscheduled or declined
takes them out of the plan, visibly. A device's successors follow at its policy's life and are held by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.frames import to_records

HELD: Final = "held:"
"""How the key of a held initiative begins."""
_OVERLAID: Final = ("title", "why", "lane", "priority", "status", "owner")


@dataclass(frozen=True, slots=True)
class Held:
    """`asset_ids`: the devices whose own replacement it holds; a None keeps what is calculated. `goal_id`: the goal it
    serves. `held_id` is 0 before it is stored."""

    held_id: int
    category: str
    asset_ids: tuple[int, ...]
    title: str | None = None
    why: str | None = None
    lane: str | None = None
    priority: str | None = None
    status: str | None = None
    owner: str | None = None
    goal_id: int | None = None
    quarter_starts_on: date | None = None
    is_unscheduled: bool = False

    @property
    def key(self) -> str:
        return f"{HELD}{self.held_id}"

    @property
    def is_out(self) -> bool:
        """Whether its devices are in no quarter."""
        return self.is_unscheduled or self.status == "declined"

    def overlaid(self) -> dict[str, Any]:
        """The fields that a person changed."""
        return {name: value for name in _OVERLAID if (value := getattr(self, name)) is not None}


def chosen_quarters(held: Iterable[Held], pins: Mapping[int, date]) -> dict[int, date]:
    """Asset id → the first day of the quarter that a person chose, for its initiative or for itself; the device's own
    outranks its initiative's."""
    of_cards = {
        asset: one.quarter_starts_on
        for one in held
        if one.quarter_starts_on is not None and not one.is_out
        for asset in one.asset_ids
    }
    return {**of_cards, **pins}


def taken_out(held: Iterable[Held]) -> frozenset[int]:
    """The devices of initiatives that are unscheduled or declined."""
    return frozenset(asset for one in held if one.is_out for asset in one.asset_ids)


def held_by(held: Sequence[Held]) -> dict[int, Held]:
    """Asset id → the initiative that holds it."""
    return {asset: one for one in held for asset in one.asset_ids}


def empty_ones(held: Sequence[Held], schedule: pd.DataFrame) -> tuple[Held, ...]:
    """Held initiatives whose devices are all gone from the fleet."""
    there = set(schedule["asset_id"].tolist())
    return tuple(one for one in held if not there & set(one.asset_ids))


def at_stake(one: Held, schedule: pd.DataFrame) -> tuple[int, int]:
    """(units, hardware at today's prices in minor units) of an initiative whose devices are in no quarter."""
    rows = to_records(
        schedule.loc[schedule["asset_id"].isin(one.asset_ids), ["quantity", "unit_hardware_minor"]]
    )  # fmt: skip
    units = sum(row["quantity"] for row in rows)
    return units, sum(row["quantity"] * (row["unit_hardware_minor"] or 0) for row in rows)
