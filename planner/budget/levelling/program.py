"""The linear program of levelling, over classes of units: shares or counts of each class by quarter.

Columns: one per class and open quarter (how many of the class land there), then per quarter the spend and the hours,
then the dearest quarter. Rows: per class all land; per quarter the spend is the sum of what lands, likewise the hours;
spend below the dearest; per year with a cap the spend of its quarters. Money is divided by `scale`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.budget.levelling.arrays import Bools, Floats, Ints, Units
from planner.budget.levelling.solver import INFINITE, Program


@dataclass(frozen=True, slots=True)
class Classes:
    """Alike units taken together. `of`: per unit its class; `size`: per class how many; `spend`, `hours`, `cost`: the
    mean of one member; `exact`: whether the members of each class are the same in everything."""

    of: Ints
    size: Ints
    spend: Floats
    hours: Floats
    cost: Floats
    open: Bools
    exact: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column is which: `group`, `quarter` per count column, then the starts of the other columns and rows."""

    group: Ints
    quarter: Ints
    spend_at: int
    hours_at: int
    peak_at: int
    spend_row: int
    hours_row: int
    scale: float


def program(units: Units, classes: Classes, allowed: Bools, whole: bool) -> tuple[Program, Layout]:
    """The program with only `allowed` (class × quarter) columns; `whole`: counts are whole numbers."""
    quarters, bounds = units.quarters, units.bounds
    group, quarter = np.nonzero(allowed & classes.open)
    count, groups = len(group), len(classes.size)
    scale = max(float(units.spend.mean()) if len(units.spend) else 1.0, 1.0)
    layout = Layout(
        group, quarter, count, count + quarters, count + 2 * quarters, groups, groups + quarters, scale
    )  # fmt: skip
    total, hours = float(units.spend.sum()) / scale, float(units.hours.sum())
    cost = np.concatenate([
        classes.cost[group, quarter] / scale, np.zeros(2 * quarters), [units.evenness],
    ])  # fmt: skip
    low = np.concatenate([np.zeros(count), bounds.floor / scale, np.zeros(quarters), [units.even / scale]])
    high = np.concatenate([
        classes.size[group].astype(np.float64), np.minimum(bounds.cap / scale, total),
        np.minimum(bounds.capacity, hours), [max(total, units.even / scale)],
    ])  # fmt: skip
    if len(low) and (low > high).any():
        high = np.where(low > high, low, high)
    matrix, row_low, row_high = _rows(units, classes, layout)
    kinds = np.concatenate([np.ones(count, dtype=bool), np.zeros(2 * quarters + 1, dtype=bool)]) if whole else None
    return Program(cost, low, high, matrix, row_low, row_high, kinds), layout


def _rows(units: Units, classes: Classes, at: Layout) -> tuple[sparse.csc_matrix, Floats, Floats]:
    quarters, groups, count = units.quarters, len(classes.size), len(at.group)
    axis, ones = np.arange(quarters), np.ones(quarters)
    peak_row = groups + 2 * quarters
    capped = np.flatnonzero(np.isfinite(units.bounds.year_cap))
    year_row = {int(year): peak_row + quarters + n for n, year in enumerate(capped)}
    in_year = np.array([q for q in axis if int(units.bounds.year_of[q]) in year_row], dtype=np.int64)
    blocks = [
        (at.group, np.arange(count), np.ones(count)),
        (groups + at.quarter, np.arange(count), classes.spend[at.group] / at.scale),
        (groups + axis, at.spend_at + axis, -ones),
        (groups + quarters + at.quarter, np.arange(count), classes.hours[at.group]),
        (groups + quarters + axis, at.hours_at + axis, -ones),
        (peak_row + axis, at.spend_at + axis, ones),
        (peak_row + axis, np.full(quarters, at.peak_at), -ones),
        (np.array([year_row[int(units.bounds.year_of[q])] for q in in_year], dtype=np.int64), at.spend_at + in_year,
         np.ones(len(in_year))),
    ]  # fmt: skip
    rows, columns, values = (np.concatenate([block[n] for block in blocks]) for n in range(3))
    height = peak_row + quarters + len(capped)
    matrix = sparse.csc_matrix((values, (rows, columns)), shape=(height, at.peak_at + 1))
    fixed = np.concatenate([classes.size.astype(np.float64), np.zeros(2 * quarters)])
    row_low = np.concatenate([fixed, np.full(height - peak_row, -INFINITE)])
    row_high = np.concatenate([fixed, np.zeros(quarters), units.bounds.year_cap[capped] / at.scale])
    return matrix, row_low, row_high
