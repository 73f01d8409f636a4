"""Initiatives that a person touched: each holds its devices from then on, whatever the forecast says later.

A held initiative with a chosen quarter has its devices replaced in that quarter; one that is unscheduled, declined or
done takes them out of the plan, visibly: what is done was bought, and the next import shows it. A device's successors
follow at its policy's life and are held by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.budget.landing import landed
from planner.budget.model import Assumptions
from planner.budget.plan import first_buyable_day
from planner.calendar import FiscalQuarter

HELD: Final = "held:"
"""How the key of a held initiative begins."""
OUT: Final = ("declined", "done")
"""The statuses whose devices are in no quarter."""
_OVERLAID: Final = ("title", "why", "lane", "priority", "status", "owner", "price_status", "quote", "valid_until")


@dataclass(frozen=True, slots=True)
class Held:
    """`asset_ids`: the devices whose own replacement it holds; a None keeps what is calculated. `goal_id`: the goal it
    serves; `depends_on`: keys of what has to come first. `held_id` is 0 before it is stored."""

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
    depends_on: tuple[str, ...] = ()
    price_status: str | None = None
    quote: str | None = None
    valid_until: date | None = None

    @property
    def key(self) -> str:
        return f"{HELD}{self.held_id}"

    @property
    def is_out(self) -> bool:
        """Whether its devices are in no quarter."""
        return self.is_unscheduled or self.status in OUT

    def overlaid(self) -> dict[str, Any]:
        """The fields that a person changed."""
        return {name: value for name in _OVERLAID if (value := getattr(self, name)) is not None}


def chosen_quarters(held: Iterable[Held], pins: Mapping[int, date]) -> dict[int, date]:
    """Asset id → the first day of the quarter that a person chose, for its initiative or for itself. `pins`: for
    devices themselves; they outrank, because choosing an initiative's quarter takes back the older ones of its
    devices, so that the newest decision counts."""
    of_cards = {
        asset: one.quarter_starts_on
        for one in held
        if one.quarter_starts_on is not None and not one.is_out
        for asset in one.asset_ids
    }
    return {**of_cards, **pins}


def taken_out(held: Iterable[Held]) -> frozenset[int]:
    """The devices of initiatives that are unscheduled, declined or done."""
    return frozenset(asset for one in held if one.is_out for asset in one.asset_ids)


def held_by(held: Sequence[Held]) -> dict[int, Held]:
    """Asset id → the initiative that holds it."""
    return {asset: one for one in held for asset in one.asset_ids}


def open_quarters(
    assumptions: Assumptions, quarters: Sequence[FiscalQuarter], as_of: date
) -> tuple[FiscalQuarter, ...]:
    """The quarters that can be chosen: what is to land in them does land there, neither before it can be bought nor
    in a month that the client keeps free."""
    first = first_buyable_day(assumptions, as_of)
    return tuple(
        quarter for quarter in quarters if quarter.contains(landed(max(quarter.starts_on, first), assumptions))
    )
