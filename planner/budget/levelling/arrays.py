"""The arrays that levelling calculates with: one row per unit, a unit being what moves as one (an item or a batch)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
UNLIMITED = np.inf
SLACK = 1e-6
"""Hours and money are compared with this much tolerance, for sums of floats; money itself is whole."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of the whole fleet: per quarter the most spend, the least spend, the most hours; per year the most
    spend. `year_of`: each quarter's row in `year_cap`. No limit is infinite (or 0 for the least spend)."""

    cap: Floats
    floor: Floats
    capacity: Floats
    year_cap: Floats
    year_of: Ints

    def excess(self, spend: Floats, hours: Floats) -> float:
        """By how much the limits are broken in all: minor units and hours, each over and each missing."""
        by_year = np.bincount(self.year_of, weights=spend, minlength=len(self.year_cap))
        return float(
            np.maximum(spend - self.cap, 0).sum()
            + np.maximum(self.floor - spend, 0).sum()
            + np.maximum(hours - self.capacity, 0).sum()
            + np.maximum(by_year - self.year_cap, 0).sum()
        )


@dataclass(frozen=True, slots=True)
class Units:
    """`spend`, `hours`: per unit. `cost`: unit × quarter, minor units, 0 in its best open quarter, meaningless where
    not `open`. `visit_batch`: per unit the row of its soft batch, or -1. `even`: the even share. `unavoidable`: what
    was subtracted from `cost` in all. `members`: per item (as given) its unit."""

    spend: Ints
    hours: Floats
    cost: Floats
    open: Bools
    visit_batch: Ints
    members: Ints
    bounds: Bounds
    evenness: float
    visit_cost: float
    even: int
    unavoidable: int

    @property
    def quarters(self) -> int:
        return int(self.open.shape[1])

    def totals(self, quarter: Ints) -> tuple[Floats, Floats]:
        """Spend and hours by quarter, of the plan that puts unit i into quarter[i]."""
        spend = np.bincount(quarter, weights=self.spend.astype(np.float64), minlength=self.quarters)
        hours = np.bincount(quarter, weights=self.hours, minlength=self.quarters)
        return spend.astype(np.float64), hours.astype(np.float64)

    def feasible(self, quarter: Ints) -> bool:
        allowed = self.open[np.arange(len(quarter)), quarter].all()
        return bool(allowed and self.bounds.excess(*self.totals(quarter)) <= SLACK)

    def objective(self, quarter: Ints) -> float:
        """The formula of `model`, for a plan within its open quarters."""
        spend, _ = self.totals(quarter)
        own = float(self.cost[np.arange(len(quarter)), quarter].sum())
        return own + self.evenness * max(float(spend.max(initial=0)) - self.even, 0) + self.visits(quarter)

    def visits(self, quarter: Ints) -> float:
        """What the soft batches' second and further visits cost."""
        touched = self.visit_batch >= 0
        if not self.visit_cost or not touched.any():
            return 0.0
        pairs = np.unique(self.visit_batch[touched] * self.quarters + quarter[touched])
        return self.visit_cost * (len(pairs) - len(np.unique(self.visit_batch[touched])))
