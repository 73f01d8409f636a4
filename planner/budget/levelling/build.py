"""Items and limits → the arrays; hard batches become one unit each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.budget.levelling.arrays import UNLIMITED, Bools, Bounds, Floats, Ints, Units
from planner.budget.levelling.model import Horizon, Item, Limits
from planner.budget.levelling.windows import open_quarters, usable


def build(items: Sequence[Item], limits: Limits, horizon: Horizon) -> Units:
    """The units of all items; one may be without an open quarter, where limits contradict each other."""
    quarters = len(horizon)
    mask = open_quarters(items, limits, quarters)
    cost = item_costs(items, limits, quarters, mask)
    spend = np.array([item.spend for item in items], dtype=np.int64)
    hours: Floats = np.array([item.hours * item.quantity for item in items], dtype=np.float64)
    unit, count = _units(items, limits)
    if count < len(items):
        mask = np.logical_and.reduceat(mask[np.argsort(unit, kind="stable")], _starts(unit, count), axis=0)
        cost = _summed(cost, unit, count)
        spend = np.bincount(unit, weights=spend, minlength=count).astype(np.int64)
        hours = np.bincount(unit, weights=hours, minlength=count).astype(np.float64)
    least = np.where(mask, cost, np.inf).min(axis=1, initial=np.inf)
    least[~np.isfinite(least)] = 0
    free = usable(limits, quarters)
    return Units(
        spend=spend, hours=hours, cost=np.where(mask, cost - least[:, None], 0), open=mask,
        visit_batch=_visits(items, limits, unit, count), members=unit, bounds=_bounds(limits, horizon),
        evenness=limits.evenness, visit_cost=0 if limits.hard_batches else limits.visit_cost,
        even=int(spend.sum()) // max(int(free.sum()), 1), unavoidable=int(least.sum()),
    )  # fmt: skip


def item_costs(items: Sequence[Item], limits: Limits, quarters: int, mask: Bools) -> Floats:
    """Item × quarter: waiting, early replacement and the move from the published plan, whole minor units each.

    Moving what is firm costs all that its move could save: its own cost, and its spend off the dearest quarter.
    """
    axis = np.arange(quarters)
    due = np.array([item.due for item in items], dtype=np.int64).reshape(-1, 1)
    risk = np.array([item.risk_per_quarter for item in items]).reshape(-1, 1)
    lost = np.array([item.lost_per_quarter for item in items]).reshape(-1, 1)
    cost = np.rint(np.maximum(axis - due, 0) * risk) + np.rint(np.maximum(due - axis, 0) * lost)
    rows = np.array([n for n, item in enumerate(items) if _keeps(item, mask[n])], dtype=np.int64)
    if len(rows):
        published = np.array([items[n].published for n in rows], dtype=np.int64)
        spend = np.array([items[n].spend for n in rows], dtype=np.float64)
        saved = cost[rows, published] - np.where(mask[rows], cost[rows], np.inf).min(axis=1)
        is_firm = np.isin(published, np.flatnonzero(usable(limits, quarters))[: limits.firm])
        moved = np.rint(limits.move_penalty * spend + np.where(is_firm, limits.evenness * spend + saved, 0))
        cost[rows] += np.where(axis == published[:, None], 0, moved[:, None])
    return np.asarray(cost, dtype=np.float64)


def _keeps(item: Item, mask: Bools) -> bool:
    """Whether its published quarter is open to it, so that moving is a choice."""
    return item.published is not None and 0 <= item.published < len(mask) and bool(mask[item.published])


def _units(items: Sequence[Item], limits: Limits) -> tuple[Ints, int]:
    """Per item its unit, in order of first appearance; and how many units there are."""
    if not limits.hard_batches or all(item.batch is None for item in items):
        return np.arange(len(items), dtype=np.int64), len(items)
    seen: dict[tuple[str, int], int] = {}
    keys = [("", n) if item.batch is None else (item.batch, -1) for n, item in enumerate(items)]
    unit = [seen.setdefault(key, len(seen)) for key in keys]
    return np.array(unit, dtype=np.int64), len(seen)


def _starts(unit: Ints, count: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(unit, minlength=count))[:-1]]).astype(np.int64)


def _summed(cost: Floats, unit: Ints, count: int) -> Floats:
    columns = [np.bincount(unit, weights=column, minlength=count) for column in cost.T]
    return np.asarray(np.stack(columns, axis=1), dtype=np.float64)


def _visits(items: Sequence[Item], limits: Limits, unit: Ints, count: int) -> Ints:
    visit = np.full(count, -1, dtype=np.int64)
    if limits.hard_batches or not limits.visit_cost:
        return visit
    rows: dict[str, int] = {}
    for n, item in zip(unit, items, strict=True):
        if item.batch is not None:
            visit[n] = rows.setdefault(item.batch, len(rows))
    return visit


def _bounds(limits: Limits, horizon: Horizon) -> Bounds:
    quarters = range(len(horizon))
    years = list(dict.fromkeys(horizon.years))
    return Bounds(
        cap=np.array([limits.quarter_caps.get(q, UNLIMITED) for q in quarters], dtype=np.float64),
        floor=np.array([limits.minimum.get(q, 0) for q in quarters], dtype=np.float64),
        capacity=np.array([limits.capacity.get(q, UNLIMITED) for q in quarters], dtype=np.float64),
        year_cap=np.array([limits.year_caps.get(year, UNLIMITED) for year in years], dtype=np.float64),
        year_of=np.array([years.index(year) for year in horizon.years], dtype=np.int64),
    )
