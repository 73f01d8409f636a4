"""The proof: a bound below which no plan's objective can lie, from prices on each quarter's money and hours.

Lagrangian relaxation: for any prices, let each unit choose its cheapest quarter at cost + price x what it uses, and
let the fleet sell the quarters' room at those prices; the sum is at most the optimum (weak duality). It is taken on
the real units, so that taking them together in classes costs the proof nothing. Soft batches' visits are left out of
it (they are never negative), so that the bound stays true, if loose, with them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.budget.levelling.arrays import Bools, Floats, Units
from planner.budget.levelling.solver import INFINITE, Program, solve


@dataclass(frozen=True, slots=True)
class Prices:
    """What one minor unit of spend, and one hour, costs in each quarter beside the units' own cost."""

    money: Floats
    hours: Floats


@dataclass(frozen=True, slots=True)
class Bound:
    """`value`: in the objective's minor units. `priced`: unit × quarter, cost at these prices, infinite where shut."""

    value: float
    priced: Floats

    def worth_trying(self, best: float) -> Bools:
        """The unit × quarter choices that a plan better than `best` may contain: the others are proven out of it."""
        regret = self.priced - self.priced.min(axis=1, keepdims=True)
        return np.asarray(self.value + regret <= best + 1e-6 * abs(best) + 1e-6, dtype=bool)


def bound(units: Units, prices: Prices) -> Bound:
    """The Lagrangian bound at these prices."""
    priced = units.cost + units.spend[:, None] * prices.money + units.hours[:, None] * prices.hours
    priced[~units.open] = np.inf
    sold = float((np.maximum(prices.hours, 0) * np.minimum(units.bounds.capacity, units.hours.sum())).sum())
    value = float(priced.min(axis=1).sum()) - sold + _room(units, prices)
    return Bound(value - 1e-7 * (abs(value) + units.evenness * units.even * 1e-3), priced)


def _room(units: Units, prices: Prices) -> float:
    """The least of evenness x (dearest - even share) - price x spend, over all spends within the fleet's limits."""
    quarters, bounds = units.quarters, units.bounds
    total = float(units.spend.sum())
    scale = max(total, 1.0)
    high = np.maximum(np.minimum(bounds.cap, total), bounds.floor)
    years = [q for q in range(quarters) if np.isfinite(bounds.year_cap[bounds.year_of[q]])]
    matrix = sparse.csc_matrix(np.vstack([
        np.hstack([np.eye(quarters), -np.ones((quarters, 1))]),
        [[float(bounds.year_of[q] == year and q in years) for q in range(quarters)] + [0.0]
         for year in range(len(bounds.year_cap))],
    ]))  # fmt: skip
    ends = np.concatenate([np.zeros(quarters), np.where(np.isfinite(bounds.year_cap), bounds.year_cap / scale, 1e9)])
    answer = solve(Program(
        cost=np.append(-prices.money, units.evenness),
        low=np.append(bounds.floor, units.even) / scale,
        high=np.append(high, max(total, units.even, bounds.floor.max(initial=0))) / scale,
        matrix=matrix, row_low=np.full(len(ends), -INFINITE), row_high=ends,
    ), 10)  # fmt: skip
    return answer.bound * scale - units.evenness * units.even
