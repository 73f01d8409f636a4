"""The linear program over classes, its prices, and its shares dealt out to the units in whole pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.budget.levelling.arrays import Floats, Ints, Units
from planner.budget.levelling.bound import Bound, Prices, bound
from planner.budget.levelling.program import Classes, Layout, program
from planner.budget.levelling.solver import solve


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`bound`: proven. `plan`: per unit its quarter, the shares rounded; it may break limits. `peak`: the dearest
    quarter's spend if units could be split."""

    bound: Bound
    prices: Prices
    plan: Ints
    peak: float


def relax(units: Units, classes: Classes, seconds: float) -> Relaxed | None:
    """None where even with units split no plan keeps the limits, or the time does not suffice."""
    model, layout = program(units, classes, classes.open, whole=False)
    answer = solve(model, seconds)
    if answer.x is None or not answer.proven:
        return None
    rows = slice(layout.spend_row, layout.spend_row + units.quarters)
    hour_rows = slice(layout.hours_row, layout.hours_row + units.quarters)
    prices = Prices(-answer.dual[rows], -answer.dual[hour_rows] * layout.scale)
    return Relaxed(
        bound=bound(units, prices), prices=prices,
        plan=deal(units, classes, layout, answer.x), peak=float(answer.x[layout.peak_at]) * layout.scale,
    )  # fmt: skip


def deal(units: Units, classes: Classes, layout: Layout, x: Floats) -> Ints:
    """Whole counts by largest remainder; the members of each class then take its quarters in turn, dearest first,
    so that each quarter gets dear and cheap ones alike."""
    shares = np.zeros((len(classes.size), units.quarters))
    shares[layout.group, layout.quarter] = np.maximum(x[: len(layout.group)], 0)
    whole = np.floor(shares + 1e-9)
    missing = (classes.size - whole.sum(axis=1)).astype(np.int64)
    rank = np.argsort(np.argsort(-(shares - whole), axis=1, kind="stable"), axis=1, kind="stable")
    counts = (whole + (rank < missing[:, None])).astype(np.int64)
    order = np.lexsort([np.arange(len(units.spend)), -units.spend, classes.of])
    plan = np.empty(len(order), dtype=np.int64)
    plan[order] = _in_turn(counts)
    return plan


def _in_turn(counts: Ints) -> Ints:
    """Class by class the quarters of its members, each quarter spread evenly over the class (1st of 3 at 1/6, …)."""
    group, quarter = np.nonzero(counts)
    times = counts[group, quarter]
    starts = np.cumsum(times) - times
    group, quarter = np.repeat(group, times), np.repeat(quarter, times)
    nth = np.arange(len(group)) - np.repeat(starts, times)
    place = (nth + 0.5) / np.repeat(times, times)
    return np.asarray(quarter[np.lexsort([quarter, place, group])], dtype=np.int64)
