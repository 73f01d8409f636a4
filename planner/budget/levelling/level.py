"""Levelling: items within limits → each item's quarter, with a proven gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.budget.levelling.arrays import Bools, Ints, Units
from planner.budget.levelling.build import build
from planner.budget.levelling.clash import clashes
from planner.budget.levelling.model import Horizon, Item, Levelled, Limits
from planner.budget.levelling.moves import moves
from planner.budget.levelling.search import Found, find
from planner.budget.levelling.windows import beyond, open_quarters

PROVEN = 1e-6
"""A gap below this (a share) is rounding of the solver's floats: the plan is called optimal."""


def level(items: Sequence[Item], limits: Limits, quarters: Horizon | int, seconds: float = 2.0) -> Levelled:
    """The plan with the least objective (see `model`) found in about `seconds`, and how far it may be from the best.

    Up to 20 items (or hard batches) the answer is optimal, whatever `seconds` says. Ids must differ.
    Raises nothing for limits that clash: `status` is 'infeasible' and `clashes` says what to change.
    """
    horizon = Horizon.of(quarters) if isinstance(quarters, int) else quarters
    outside = tuple(item.id for item in items if beyond(item, len(horizon)))
    inside = [item for item in items if not beyond(item, len(horizon))]
    if not inside:
        return _empty(outside, len(horizon), limits, horizon)
    units = build(inside, limits, horizon)
    found = find(units, seconds)
    if found.plan is None:
        return _infeasible(inside, limits, horizon, units, outside)
    plan, held = _held(inside, limits, horizon, units, found, seconds)
    return _answer(inside, limits, horizon, units, replace(found, plan=plan), held, outside)


def _held(
    items: Sequence[Item], limits: Limits, horizon: Horizon, units: Units, found: Found, seconds: float
) -> tuple[Ints | None, bool]:  # fmt: skip
    """The published plan with only what is new placed around it, where that is possible and planning everything anew
    saves no more than `hold` of the objective; else the new plan."""
    assert found.plan is not None  # noqa: S101  (the caller has a plan)
    mask = open_quarters(items, limits, len(horizon))
    kept = [replace(item, pinned=item.published) if _stands(item, mask[n]) else item for n, item in enumerate(items)]
    if kept == list(items):
        return found.plan, False
    around = build(kept, limits, horizon)
    standing = find(around, min(seconds, 1.0)).plan
    if standing is None or not units.feasible(standing):
        return found.plan, False
    saved = units.objective(standing) - units.objective(found.plan)
    return (standing, True) if saved <= limits.hold * units.objective(standing) else (found.plan, False)


def _stands(item: Item, mask: Bools) -> bool:
    published = item.published
    return item.pinned is None and published is not None and 0 <= published < len(mask) and bool(mask[published])


def _answer(
    items: Sequence[Item], limits: Limits, horizon: Horizon, units: Units, found: Found, held: bool,
    outside: tuple[str, ...],
) -> Levelled:  # fmt: skip
    assert found.plan is not None  # noqa: S101
    quarter = found.plan[units.members]
    objective = units.objective(found.plan)
    bound = min(max(found.bound, 0.0), objective)
    gap = (objective - bound) / objective if objective > 0 else 0.0
    spend, hours = units.totals(found.plan)
    mask = open_quarters(items, limits, len(horizon))
    return Levelled(
        status="optimal" if gap <= PROVEN else "feasible", objective=round(objective, 2), bound=round(bound, 2),
        gap=0.0 if gap <= PROVEN else gap, quarter_of={i.id: int(q) for i, q in zip(items, quarter, strict=True)},
        moves=moves(items, quarter, units.open[units.members], limits, horizon), clashes=(),
        spend=tuple(int(each) for each in spend), hours=tuple(round(float(each), 4) for each in hours),
        as_due=_as_due(items, mask), outside=outside, unavoidable=units.unavoidable, held=held,
        cut_short=found.by_clock,
    )  # fmt: skip


def _as_due(items: Sequence[Item], mask: Bools) -> tuple[int, ...]:
    """Spend by quarter if each item landed in its open quarter nearest to its due quarter (0 where it has none)."""
    due = np.array([item.due for item in items], dtype=np.int64)[:, None]
    away = np.where(mask, np.abs(np.arange(mask.shape[1]) - due), 10**6)
    sums = np.bincount(away.argmin(axis=1), weights=[item.spend for item in items], minlength=mask.shape[1])
    return tuple(int(each) for each in sums)


def _infeasible(
    items: Sequence[Item], limits: Limits, horizon: Horizon, units: Units, outside: tuple[str, ...]
) -> Levelled:  # fmt: skip
    nothing = tuple(0 for _ in horizon.labels)
    mask = open_quarters(items, limits, len(horizon))
    return Levelled(
        "infeasible", 0.0, 0.0, 0.0, {}, (), clashes(items, limits, horizon), nothing, tuple(0.0 for _ in nothing),
        _as_due(items, mask), outside, units.unavoidable, False, False,
    )  # fmt: skip


def _empty(outside: tuple[str, ...], quarters: int, limits: Limits, horizon: Horizon) -> Levelled:
    """Nothing to level: optimal, unless a quarter is to be filled."""
    unfilled = clashes((), limits, horizon) if any(limits.minimum.values()) else ()
    nothing = (0,) * quarters
    return Levelled(
        "infeasible" if unfilled else "optimal", 0.0, 0.0, 0.0, {}, (), unfilled, nothing, (0.0,) * quarters, nothing,
        outside, 0, False, False,
    )  # fmt: skip
