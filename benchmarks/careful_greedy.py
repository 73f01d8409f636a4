"""A careful greedy to set levelling beside: what a diligent planner would do without a solver.

Worst first by risk per unit of money (what has only one quarter before all others), each into the quarter that costs
least at the margin among those with room; then single moves that first mend broken limits and then lower the
objective, until none does or the time is over. It judges by the same objective as levelling.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.budget.levelling.arrays import Units
from planner.budget.levelling.build import build
from planner.budget.levelling.model import Horizon, Item, Limits

Score = tuple[float, float]
"""(by how much limits are broken, objective): the first counts before the second."""
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Greedy:
    """Its plan's objective in minor units, whether the plan keeps every limit, and the seconds it took."""

    objective: float
    keeps_limits: bool
    seconds: float


def careful_greedy(items: Sequence[Item], limits: Limits, horizon: Horizon, seconds: float = 2.0) -> Greedy:
    """`seconds` are for the improvement alone; placing each item once takes what it takes."""
    started = time.perf_counter()
    units = build(items, limits, horizon)
    board = _Board(units)
    for unit in _worst_first(items, units):
        board.put(unit, min(board.choices[unit], key=lambda quarter: board.after(unit, quarter)))
    until = time.perf_counter() + seconds
    while board.improve(until):
        pass
    plan = np.array(board.quarter, dtype=np.int64)
    return Greedy(units.objective(plan), units.feasible(plan), time.perf_counter() - started)


def _worst_first(items: Sequence[Item], units: Units) -> list[int]:
    risk = np.bincount(units.members, weights=[item.risk_per_quarter for item in items], minlength=len(units.spend))
    free = units.open.sum(axis=1) > 1
    order: list[int] = np.lexsort([-risk / np.maximum(units.spend, 1), free]).tolist()
    return order


class _Board:
    """What lands where: plain lists, as one unit at a time is looked at. Quarter -1: not placed yet."""

    def __init__(self, units: Units) -> None:
        bounds = units.bounds
        self.money, self.work, self.cost = units.spend.tolist(), units.hours.tolist(), units.cost.tolist()
        self.choices = [np.flatnonzero(row).tolist() for row in units.open]
        self.cap, self.capacity, self.floor = bounds.cap.tolist(), bounds.capacity.tolist(), bounds.floor.tolist()
        self.year_cap, self.year_of = bounds.year_cap.tolist(), bounds.year_of.tolist()
        self.quarter = [-1] * len(self.money)
        self.spend, self.hours = [0.0] * units.quarters, [0.0] * units.quarters
        self.year = [0.0] * len(self.year_cap)
        self.weight, self.even = units.evenness, float(units.even)

    def put(self, unit: int, to: int) -> None:
        start = self.quarter[unit]
        for quarter, sign in ((start, -1), (to, 1)):
            if quarter >= 0:
                self.spend[quarter] += sign * self.money[unit]
                self.hours[quarter] += sign * self.work[unit]
                self.year[self.year_of[quarter]] += sign * self.money[unit]
        self.quarter[unit] = to

    def after(self, unit: int, to: int) -> Score:
        """What this unit costs with the dearest quarter's spend and all broken limits, if it were in `to`."""
        start = self.quarter[unit]
        self.put(unit, to)
        broken = sum(map(self._broken, {start, to} - {-1})) + self._years({start, to} - {-1})
        own = self.cost[unit][to] + self.weight * max(*self.spend, self.even)
        self._back(unit, start)
        return broken, own

    def now(self, unit: int, other: int) -> Score:
        """The same with everything where it is, over the same two quarters."""
        start = self.quarter[unit]
        broken = sum(map(self._broken, {start, other})) + self._years({start, other})
        return broken, self.cost[unit][start] + self.weight * max(*self.spend, self.even)

    def improve(self, until: float) -> bool:
        """One pass over all units; whether any moved and there is time for another."""
        moved = False
        for unit, choices in enumerate(self.choices):
            if time.perf_counter() > until:
                return False
            for to in choices:
                if to != self.quarter[unit] and self._better(self.after(unit, to), self.now(unit, to)):
                    self.put(unit, to)
                    moved = True
        return moved

    def _better(self, one: Score, other: Score) -> bool:
        if abs(one[0] - other[0]) > TOLERANCE:
            return one[0] < other[0]
        return one[1] < other[1] - TOLERANCE

    def _back(self, unit: int, start: int) -> None:
        if start >= 0:
            self.put(unit, start)
            return
        at = self.quarter[unit]
        self.spend[at] -= self.money[unit]
        self.hours[at] -= self.work[unit]
        self.year[self.year_of[at]] -= self.money[unit]
        self.quarter[unit] = -1

    def _broken(self, at: int) -> float:
        over = max(self.spend[at] - self.cap[at], 0.0) + max(self.floor[at] - self.spend[at], 0.0)
        return float(over + max(self.hours[at] - self.capacity[at] - TOLERANCE, 0.0))

    def _years(self, quarters: set[int]) -> float:
        years = {self.year_of[quarter] for quarter in quarters}
        return float(sum(max(self.year[year] - self.year_cap[year], 0.0) for year in years))
