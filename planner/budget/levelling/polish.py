"""A plan made better by single moves and exchanges, and made to keep its limits; no randomness, no clock.

The dearest quarter is held below a target by a price on each minor unit above it, so that a move out of one of several
equally dear quarters counts at once; the target is then drawn towards what the linear program shows to be possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.budget.levelling.arrays import SLACK, Floats, Ints, Units

BREACH = 50.0
"""Price of one minor unit above a cap, beside the evenness's weight: dearer than any single move saves."""
ROOM = (1.0, 1.002, 1.01, 1.03, 1.08)
"""Targets tried, as multiples of the linear program's dearest quarter."""


@dataclass
class Walk:
    """A plan in change: `quarter` per unit, and the fleet's sums by quarter and year. `target` per quarter."""

    units: Units
    quarter: Ints
    target: Floats
    spend: Floats
    hours: Floats
    year: Floats

    @classmethod
    def of(cls, units: Units, plan: Ints, peak: float) -> Walk:
        spend, hours = units.totals(plan)
        by_year = np.bincount(units.bounds.year_of, weights=spend, minlength=len(units.bounds.year_cap))
        target = np.full(units.quarters, max(peak, units.even), dtype=np.float64)
        return cls(units, plan.copy(), target, spend, hours, by_year.astype(np.float64))

    def put(self, unit: int, to: int) -> None:
        own, start, year_of = self.units, int(self.quarter[unit]), self.units.bounds.year_of
        money, hours = float(own.spend[unit]), float(own.hours[unit])
        self.spend[start] -= money
        self.spend[to] += money
        self.hours[start] -= hours
        self.hours[to] += hours
        self.year[year_of[start]] -= money
        self.year[year_of[to]] += money
        self.quarter[unit] = to

    def strain(self, spend: Floats, hours: Floats, at: Ints | int) -> Floats:
        """What being above target, cap or capacity, or below the floor, costs in quarter `at` with these sums."""
        bounds, weight = self.units.bounds, self._weight()
        over = np.maximum(spend - bounds.cap[at], 0) + np.maximum(bounds.floor[at] - spend, 0)
        over = over + np.maximum(hours - bounds.capacity[at], 0) * self._hour()
        return np.asarray(weight * (BREACH * over + np.maximum(spend - self.target[at], 0)))

    def year_strain(self, spend: Floats, at: Ints | int) -> Floats:
        return np.asarray(self._weight() * BREACH * np.maximum(spend - self.units.bounds.year_cap[at], 0))

    def _weight(self) -> float:
        return max(self.units.evenness, 0.1)

    def _hour(self) -> float:
        return float(self.units.spend.sum()) / max(float(self.units.hours.sum()), 1.0)


def deltas(walk: Walk, rows: Ints) -> Floats:
    """Row × quarter: what moving each of these units to each quarter changes; infinite where shut."""
    units, year_of = walk.units, walk.units.bounds.year_of
    start, money, hours = walk.quarter[rows], units.spend[rows].astype(np.float64), units.hours[rows]
    axis = np.arange(units.quarters)
    leave = walk.strain(walk.spend[start] - money, walk.hours[start] - hours, start)
    leave = leave - walk.strain(walk.spend, walk.hours, axis)[start]
    into = walk.strain(walk.spend + money[:, None], walk.hours + hours[:, None], axis)
    change = units.cost[rows] - units.cost[rows, start][:, None] + into + leave[:, None]
    change -= walk.strain(walk.spend, walk.hours, axis)
    if np.isfinite(units.bounds.year_cap).any():
        other = year_of[start][:, None] != year_of
        years = np.arange(len(walk.year))
        now = walk.year_strain(walk.year, years)
        gain = walk.year_strain(walk.year + money[:, None], years) - now
        loss = walk.year_strain(walk.year[year_of[start]] - money, year_of[start]) - now[year_of[start]]
        change += np.where(other, gain[:, year_of] + loss[:, None], 0)
    change[~units.open[rows]] = np.inf
    change[np.arange(len(rows)), start] = 0
    return change


def descend(walk: Walk, passes: int, rows: Ints | None = None) -> None:
    """Single moves, best first, until none helps or the passes are used up."""
    chosen = np.arange(len(walk.quarter)) if rows is None else rows
    for _ in range(passes):
        change = deltas(walk, chosen)
        best = change.argmin(axis=1)
        gain = change[np.arange(len(chosen)), best]
        candidates = np.flatnonzero(gain < -SLACK)
        if not len(candidates):
            return
        order = candidates[np.argsort(gain[candidates], kind="stable")][: max(4, len(chosen) // 200)]
        for row in order:
            unit = chosen[row : row + 1]
            again = deltas(walk, unit)[0]
            to = int(again.argmin())
            if again[to] < -SLACK:
                walk.put(int(unit[0]), to)


def polish(units: Units, plan: Ints, peak: float, passes: int = 60, targets: int = len(ROOM)) -> Ints:
    """The best plan found from this one; it may break limits still, where single moves cannot mend them."""
    best, best_key = plan, _key(units, plan)
    for found in _walks(units, plan, peak, passes, ROOM[:targets]):
        key = _key(units, found)
        if key < best_key:
            best, best_key = found, key
    return best


def _walks(units: Units, plan: Ints, peak: float, passes: int, rooms: Sequence[float]) -> Iterator[Ints]:
    for room in rooms:
        walk = Walk.of(units, plan, peak * room)
        descend(walk, passes)
        yield walk.quarter


def _key(units: Units, plan: Ints) -> tuple[float, float]:
    excess = units.bounds.excess(*units.totals(plan))
    return (excess if excess > SLACK else 0.0, units.objective(plan))
