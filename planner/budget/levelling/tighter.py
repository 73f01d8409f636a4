"""Rounding that keeps the limits: the program is solved with them drawn a little tighter, so that what rounding to
whole items adds stays within the real ones."""

from __future__ import annotations

import time
from dataclasses import replace

from planner.budget.levelling.arrays import Ints, Units
from planner.budget.levelling.grouped import relax
from planner.budget.levelling.polish import polish
from planner.budget.levelling.program import Classes

SHARES = (0.9999, 0.998, 0.99, 0.97, 0.94)
"""Limits tried, as shares of the real ones."""


def rounded_within(units: Units, classes: Classes, effort: tuple[int, int], until: float) -> Ints | None:
    """A plan that keeps all limits, None where no share gives one before `until` (seconds of the monotonic clock)."""
    for share in SHARES:
        left = until - time.monotonic()
        relaxed = relax(_drawn(units, share), classes, left) if left > 0 else None
        if relaxed is None:
            return None
        plan = polish(units, relaxed.plan, relaxed.peak, *effort)
        if units.feasible(plan):
            return plan
    return None


def _drawn(units: Units, share: float) -> Units:
    bounds = units.bounds
    return replace(
        units,
        bounds=replace(
            bounds, cap=bounds.cap * share, floor=bounds.floor * (2 - share), capacity=bounds.capacity * share,
            year_cap=bounds.year_cap * share,
        ),
    )  # fmt: skip
