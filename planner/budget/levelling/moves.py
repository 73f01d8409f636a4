"""What a plan moved, and why: the limit that the item's first quarter would break, or evenness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.budget.levelling.arrays import SLACK, Bools, Floats, Ints
from planner.budget.levelling.model import Horizon, Item, Limits, Move, Why

Reason = tuple[Why, Mapping[str, int | float | str]]


def start_of(item: Item) -> int:
    """Where it would land undisturbed: its published quarter, else its due quarter."""
    return item.due if item.published is None else item.published


def moves(
    items: Sequence[Item], quarter: Ints, mask: Bools, limits: Limits, horizon: Horizon
) -> tuple[Move, ...]:  # fmt: skip
    """Every item that is not where it would land undisturbed, in the items' order.

    The reason is judged on the spend and hours of all items where they would land undisturbed, then on the plan with
    it put back: the first that applies of its pin, its quarter having passed, its deadline, a blackout or its window,
    a cap or the technicians' hours of that quarter, its batch, its year's cap, a quarter to be filled, evenness.
    """
    start = np.array([start_of(item) for item in items], dtype=np.int64)
    rows = np.flatnonzero(start != quarter)
    if not len(rows):
        return ()
    first = Sums.of(items, start, len(horizon))
    planned = Sums.of(items, quarter, len(horizon))
    moved = [(items[n], int(start[n]), int(quarter[n]), mask[n]) for n in rows.tolist()]
    return tuple(
        _move(item, begin, to, _why(item, to, allowed, limits, horizon, first, planned))
        for item, begin, to, allowed in moved
    )


def _move(item: Item, start: int, to: int, reason: Reason) -> Move:
    risk = round(max(to - item.due, 0) * item.risk_per_quarter)
    lost = round(max(item.due - to, 0) * item.lost_per_quarter)
    return Move(item.id, start, to, reason[0], reason[1], risk, lost)


class Sums:
    """Spend and hours by quarter if each item landed in the quarter given, the nearest in the horizon."""

    def __init__(self, spend: Floats, hours: Floats) -> None:
        self.spend = spend
        self.hours = hours

    @classmethod
    def of(cls, items: Sequence[Item], start: Ints, quarters: int) -> Sums:
        at = np.clip(start, 0, quarters - 1)
        spend = np.bincount(at, weights=[float(item.spend) for item in items], minlength=quarters)
        hours = np.bincount(at, weights=[item.hours * item.quantity for item in items], minlength=quarters)
        return cls(spend.astype(np.float64), hours.astype(np.float64))


def _why(
    item: Item, to: int, mask: Bools, limits: Limits, horizon: Horizon, first: Sums, planned: Sums
) -> Reason:  # fmt: skip
    start = start_of(item)
    if item.pinned is not None:
        return "pinned", {"quarter": item.pinned}
    if start < 0:
        return "overdue", {"quarters_late": to - start}
    if item.deadline is not None and 0 <= item.deadline < start:
        return "deadline", {"deadline": item.deadline}
    if start >= len(horizon) or start in limits.blackout or start not in range(item.earliest, item.latest + 1):
        return "not_open", {"quarter": start}
    if not mask[start]:
        return "batch", {"batch": item.batch or ""}
    found = _fleet_reason(item, start, to, limits, horizon, first)
    return found if found[0] != "evenness" else _put_back(item, start, limits, planned) or found


def _put_back(item: Item, start: int, limits: Limits, planned: Sums) -> Reason | None:
    """The limit that it would break in the plan: others have taken its place there."""
    spend = int(planned.spend[start]) + item.spend
    hours = float(planned.hours[start]) + item.hours * item.quantity
    cap, capacity = limits.quarter_caps.get(start), limits.capacity.get(start)
    if cap is not None and spend > cap:
        return "quarter_cap", {"cap": cap, "put_back": spend}
    if capacity is not None and hours > capacity + SLACK:
        return "capacity", {"capacity": capacity, "put_back": round(hours, 2)}
    return None


def _fleet_reason(item: Item, start: int, to: int, limits: Limits, horizon: Horizon, first: Sums) -> Reason:
    spend, hours = int(first.spend[start]), float(first.hours[start])
    cap, capacity = limits.quarter_caps.get(start), limits.capacity.get(start)
    if cap is not None and spend > cap:
        return "quarter_cap", {"cap": cap, "undisturbed": spend}
    if capacity is not None and hours > capacity + SLACK:
        return "capacity", {"capacity": capacity, "undisturbed": round(hours, 2)}
    year = horizon.years[start]
    in_year = int(sum(first.spend[q] for q in range(len(horizon)) if horizon.years[q] == year))
    if year in limits.year_caps and in_year > limits.year_caps[year] and horizon.years[to] != year:
        return "year_cap", {"cap": limits.year_caps[year], "undisturbed": in_year, "year": year}
    if item.batch is not None and limits.hard_batches:
        return "batch", {"batch": item.batch}
    if first.spend[to] < limits.minimum.get(to, 0):
        return "minimum", {"minimum": limits.minimum[to], "undisturbed": int(first.spend[to])}
    return "evenness", {"undisturbed": spend, "to_undisturbed": int(first.spend[to])}
