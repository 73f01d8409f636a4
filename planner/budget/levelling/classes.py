"""Alike units are taken together: exactly the same ones, or the same within a band of money."""

from __future__ import annotations

import numpy as np

from planner.budget.levelling.arrays import Bools, Floats, Ints, Units
from planner.budget.levelling.program import Classes

BANDS = (0.02, 0.04, 0.07, 0.10, 0.15, 0.25, 0.60)
"""Costs per unit of money within 2 % are alike (how dear each member is does not matter: what it costs to move it grows
with what it brings); the wider bands serve where that leaves more than MOST_CLASSES."""
MOST_CLASSES = 14_000


def exact_classes(units: Units) -> Classes:
    """Units that are the same in spend, hours, open quarters and cost, soft batches apart."""
    masked = np.where(units.open, units.cost, -1)
    keys = np.column_stack([units.spend, units.hours, units.visit_batch, masked]).astype(np.float64)
    return _classes(units, _numbered(keys), exact=True)


def alike_classes(units: Units) -> Classes:
    """Units with the same open quarters and best quarter, alike in what each quarter costs and in hours, by money."""
    exact = exact_classes(units)
    if len(exact.size) <= MOST_CLASSES:
        return exact
    for band in BANDS:
        classes = _classes(units, _numbered(_keys(units, band)), exact=False)
        if len(classes.size) <= MOST_CLASSES:
            break
    return classes


def _keys(units: Units, band: float) -> Floats:
    """What alike units have in common: open quarters, where cost is least, money in bands of ratio 1 + `band`."""
    step = np.log1p(band)
    best = np.where(units.open, units.cost, np.inf).argmin(axis=1)
    first, last = units.open.argmax(axis=1), units.quarters - 1 - units.open[:, ::-1].argmax(axis=1)
    rows, money = np.arange(len(units.spend)), np.maximum(units.spend, 1)
    rates = (units.cost[rows, first] / money, units.cost[rows, last] / money)
    bands = [np.rint(np.log1p(rate * 1000) / step) for rate in rates]
    work = np.rint(np.log1p(units.hours / money * float(units.spend.mean())) / (4 * step))
    return np.column_stack([first, last, best, *bands, work]).astype(np.float64)


def _numbered(keys: Floats) -> Ints:
    """Rows with the same keys get the same number, in the order of the keys."""
    order = np.lexsort(keys.T[::-1])
    change = np.ones(len(order), dtype=bool)
    change[1:] = (keys[order][1:] != keys[order][:-1]).any(axis=1)
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(change) - 1
    return numbers


def _classes(units: Units, of: Ints, *, exact: bool) -> Classes:
    count = int(of.max(initial=-1)) + 1
    size = np.bincount(of, minlength=count)
    mean = [np.bincount(of, weights=amount, minlength=count) / size for amount in (units.spend, units.hours)]
    cost = np.stack([np.bincount(of, weights=column, minlength=count) / size for column in units.cost.T], axis=1)
    allowed: Bools = np.zeros((count, units.quarters), dtype=bool)
    allowed[of] = units.open
    return Classes(of, size.astype(np.int64), mean[0], mean[1], cost, allowed, exact)
