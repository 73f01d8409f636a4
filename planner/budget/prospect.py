"""A plan's exposure with what its failures cost, and the distribution of that cost by quarter or cumulated.

An unplanned purchase costs, per unit and rounded half up,

    ((hardware + accessories + freight) · (1 + g)^(months from the price to the quarter's first day / 12) · (1 + e)
     + labour + disposal) · (1 + tax)

with g the price growth and e the premium paid in an emergency; what failed brings no trade-in, and tax is what the
totals hold of it. Besides, each failure and each other incident may cost
an amount by category (`event_cost`); incidents come at a Poisson rate. The sums are exact (`distribution`) given the
factors that devices share, and mixed over these (`shocks`). A cumulated sum takes a unit's failures in different
quarters as independent of each other, where in truth one that has just been replaced fails less: its band is a little
too wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.budget.distribution import Grid, Losses, grid_for, log_transform, mixed, probabilities, quantiles
from planner.budget.exposure import Course, Exposure, course, exposure
from planner.budget.model import Assumptions
from planner.budget.parts import DELIVERED, growth_of, labour_unit_minor, months_of_growth
from planner.budget.shocks import Shock
from planner.calendar import FiscalQuarter
from planner.money import growth_factor

Array = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]
SHARES: Final = (0.5, 0.9)


@dataclass(frozen=True)
class Prospect:
    """A plan's exposure with what its failures cost, kind × quarter, each kind's hardware price in the last
    quarter, and the shocks over its kinds."""

    exposed: Exposure
    cost: Array
    event_cost: Array
    price_at_end: Array
    shocks: tuple[tuple[Shock, npt.NDArray[np.bool_]], ...]

    @property
    def usual(self) -> Course:
        """What is to be expected: each kind at the mean of its shock's factor."""
        means = np.ones(len(self.exposed.kinds))
        for shock, kinds in self.shocks:
            means[kinds] = shock.mean
        return course(self.exposed, means)


def prospect(
    schedule: pd.DataFrame, actions: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...],
    as_of: date, premium: Decimal, shocks: Sequence[Shock], event_cost: Mapping[str, float] | None = None,
) -> Prospect:  # fmt: skip
    """`event_cost`: category → what each failure and incident costs besides, in minor units."""
    apart = {asset_id: n for n, shock in enumerate(shocks, 1) for asset_id in sorted(shock.asset_ids or ())}
    exposed = exposure(schedule, actions, quarters, as_of, apart)
    numbers = exposed.kinds["apart"].to_numpy(np.int64)
    rest = next((shock for shock in shocks if shock.asset_ids is None), Shock(spread=0.0))
    own = ((shock, numbers == n) for n, shock in enumerate(shocks, 1) if shock.asset_ids is not None)
    groups = [(rest, numbers == 0), *own]
    events = np.array([(event_cost or {}).get(name, 0.0) for name in exposed.kinds["category"]], dtype=np.float64)
    delivered = _grown_prices(exposed.kinds, assumptions, quarters)
    cost = _emergency_costs(exposed.kinds, delivered, assumptions, premium)
    return Prospect(exposed, cost, events, delivered[:, -1], tuple(groups))


def _grown_prices(kinds: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...]) -> Array:
    """What is delivered of one unit, by kind and quarter; each part half up."""
    terms = list(zip(kinds["growth_basis_points"].astype(object), kinds["priced_on"], strict=True))
    by_terms = {
        (points, day): [
            growth_factor(
                growth_of(None if pd.isna(points) else points, assumptions),
                months_of_growth(day.date(), quarter.starts_on),
            )
            for quarter in quarters
        ]
        for points, day in dict.fromkeys(terms)
    }
    factors = np.array([by_terms[own] for own in terms], dtype=np.float64).reshape(-1, len(quarters))
    parts = (kinds[f"unit_{part}_minor"].to_numpy(np.float64) for part in DELIVERED)
    return sum((_half_up(part[:, None] * factors) for part in parts), np.zeros_like(factors))


def _emergency_costs(kinds: pd.DataFrame, delivered: Array, assumptions: Assumptions, premium: Decimal) -> Array:
    labour = np.array([labour_unit_minor(int(m), assumptions) for m in kinds["unit_labour_minutes"]], dtype=np.float64)
    work = labour + kinds["unit_disposal_minor"].to_numpy(np.float64)
    return _half_up((delivered * float(1 + premium) + work[:, None]) * float(1 + assumptions.tax_in_totals))


def _half_up(amounts: Array) -> Array:
    """Whole minor units; the smallest part is for what is half a unit but for a float's last digit."""
    found: Array = np.floor(amounts + 0.5 + 1e-6)
    return found


@dataclass(frozen=True)
class _Part:
    """The kinds under one shock: a factor's weight and the course under it."""

    kinds: npt.NDArray[np.bool_]
    weights: Array
    courses: tuple[Course, ...]

    def worlds(self, seen: Prospect, quarter: int) -> list[Losses]:
        return [_losses(seen, found, self.kinds, quarter) for found in self.courses]


def bands(seen: Prospect, cumulated: bool = False) -> list[tuple[int, ...]]:
    """The amounts that are not exceeded with the probabilities `SHARES`, in each quarter or in all up to it."""
    usual = seen.usual
    parts = [_part(seen, usual, shock, kinds) for shock, kinds in seen.shocks]
    worlds = [[part.worlds(seen, j) for part in parts] for j in range(seen.cost.shape[1])]
    extremes = [[_together(own[end] for own in of_parts) for end in (0, -1)] for of_parts in worlds]
    if not cumulated:
        grids = [grid_for(ends) for ends in extremes]
    else:
        year, whole = ([_together(column) for column in zip(*some, strict=True)] for some in (extremes[:4], extremes))
        grids = [grid_for(whole, fine_for=year)] * len(worlds)
    logs = [
        [np.array([log_transform(world, grid) for world in own]) for own in of_parts]
        for of_parts, grid in zip(worlds, grids, strict=True)
    ]
    means = [
        sum(float(part.weights @ [world.mean for world in own]) for part, own in zip(parts, of_parts, strict=True))
        for of_parts in worlds
    ]
    if cumulated:
        logs = list(accumulate(logs, lambda before, own: [a + b for a, b in zip(before, own, strict=True)]))
        means = list(accumulate(means))
    return [_band(of_parts, parts, grid, mean) for of_parts, grid, mean in zip(logs, grids, means, strict=True)]


def _part(seen: Prospect, usual: Course, shock: Shock, kinds: npt.NDArray[np.bool_]) -> _Part:
    """The factors are taken as dense as the quarter with the most losses needs."""
    losses = (usual.chance + usual.incidents * (seen.event_cost > 0)[:, None]) * seen.exposed.units[:, None]
    factors, weights = shock.factors(float(losses[kinds].sum(axis=0).max(initial=0.0)))
    return _Part(kinds, weights, tuple(course(seen.exposed, float(factor)) for factor in factors))


def _losses(seen: Prospect, found: Course, kinds: npt.NDArray[np.bool_], quarter: int) -> Losses:
    event_cost = seen.event_cost[kinds]
    costly = event_cost > 0
    return Losses(
        found.chance[kinds, quarter], seen.cost[kinds, quarter] + event_cost, seen.exposed.units[kinds],
        (found.incidents[kinds, quarter] * seen.exposed.units[kinds])[costly], event_cost[costly],
    )  # fmt: skip


def _together(several: Iterable[Losses]) -> Losses:
    columns = zip(*((one.chance, one.cost, one.units, one.events, one.event_cost) for one in several), strict=True)
    return Losses(*(np.concatenate(column) for column in columns))


def _band(logs: Sequence[Complex], parts: Sequence[_Part], grid: Grid, mean: float) -> tuple[int, ...]:
    """Each part mixed over its factors; parts are independent of each other."""
    transform = np.ones(grid.size // 2 + 1, dtype=np.complex128)
    for own, part in zip(logs, parts, strict=True):
        transform *= mixed(own, part.weights)
    return tuple(round(amount) for amount in quantiles(probabilities(transform, grid), grid, SHARES, mean))
