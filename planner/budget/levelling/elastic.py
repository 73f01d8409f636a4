"""Fleet-wide limits that cannot all be kept: the least that they must give, as a program with a price on giving."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from planner.budget.levelling.arrays import UNLIMITED, Bounds, Floats, Ints, Units
from planner.budget.levelling.classes import alike_classes, exact_classes
from planner.budget.levelling.grouped import deal
from planner.budget.levelling.polish import polish
from planner.budget.levelling.program import Layout, program
from planner.budget.levelling.solver import INFINITE, Program, solve

WHOLE_UP_TO = 400
"""Units up to which the least is found in whole items; beyond, it is the linear program's plan, rounded."""


@dataclass(frozen=True, slots=True)
class Gives:
    """`plan`: per unit its quarter, keeping everything but what gives. `over`: per limit (see `limits_of`) how much."""

    plan: Ints
    over: Floats
    total: float


@dataclass(frozen=True, slots=True)
class FleetLimit:
    """One limit of the fleet: `kind`, `index` (quarter, or year's row), `end` its value, `per` money of one unit."""

    kind: str
    index: int
    end: float
    per: float


def limits_of(units: Units) -> list[FleetLimit]:
    """All limits of the fleet that are set, with what an hour counts beside a minor unit (the fleet's mean)."""
    bounds = units.bounds
    hour = float(units.spend.sum()) / max(float(units.hours.sum()), 1e-9) if units.hours.sum() else 1.0
    found = [FleetLimit("quarter_cap", q, float(end), 1) for q, end in enumerate(bounds.cap) if np.isfinite(end)]
    found += [FleetLimit("year_cap", y, float(end), 1) for y, end in enumerate(bounds.year_cap) if np.isfinite(end)]
    found += [FleetLimit("capacity", q, float(end), hour) for q, end in enumerate(bounds.capacity) if np.isfinite(end)]
    return found + [FleetLimit("minimum", q, float(end), 1) for q, end in enumerate(bounds.floor) if end > 0]


def least_to_give(units: Units, limits: list[FleetLimit], seconds: float, only: int | None = None) -> Gives | None:
    """What the limits (or the one numbered `only`) must give in all, the least money in total; None where the one
    cannot do it, or the time is over."""
    whole = len(units.spend) <= WHOLE_UP_TO
    classes = exact_classes(units) if whole else alike_classes(units)
    free = replace(units, bounds=_unbound(units.bounds), evenness=0.0)
    base, layout = program(free, classes, classes.open, whole)
    answer = solve(_elastic(base, layout, units, limits, only), seconds)
    if answer.x is None:
        return None
    counts = np.rint(answer.x) if whole else answer.x
    plan = deal(units, classes, layout, counts)
    over = overs(units, plan, limits)
    if not whole and over.sum() > 0:
        plan = polish(units, plan, float(units.spend.sum()))
        over = overs(units, plan, limits)
    if only is not None and np.delete(over, only).max(initial=0) > 0:
        return None
    return Gives(plan, over, float((over * [limit.per for limit in limits]).sum()))


def overs(units: Units, plan: Ints, limits: list[FleetLimit]) -> Floats:
    """Per limit by how much this plan breaks it, 0 where it keeps it."""
    spend, hours = units.totals(plan)
    by_year = np.bincount(units.bounds.year_of, weights=spend, minlength=len(units.bounds.year_cap))
    used = {"quarter_cap": spend, "year_cap": by_year, "capacity": hours, "minimum": spend}
    signs = [-1 if limit.kind == "minimum" else 1 for limit in limits]
    over = [sign * (used[each.kind][each.index] - each.end) for sign, each in zip(signs, limits, strict=True)]
    return np.array([amount if amount > 1e-6 else 0.0 for amount in over], dtype=np.float64)


def _unbound(bounds: Bounds) -> Bounds:
    return replace(
        bounds, cap=np.full_like(bounds.cap, UNLIMITED), floor=np.zeros_like(bounds.floor),
        capacity=np.full_like(bounds.capacity, UNLIMITED), year_cap=np.full_like(bounds.year_cap, UNLIMITED),
    )  # fmt: skip


def _elastic(base: Program, at: Layout, units: Units, limits: list[FleetLimit], only: int | None) -> Program:
    """The program with a row and a giving column for each limit; the objective is what is given."""
    width, count = len(base.cost), len(limits)
    rows = np.zeros((count, width))
    for n, limit in enumerate(limits):
        scale = at.scale if limit.kind != "capacity" else 1.0
        start = at.hours_at if limit.kind == "capacity" else at.spend_at
        sign = -1 if limit.kind == "minimum" else 1
        quarters = np.flatnonzero(units.bounds.year_of == limit.index) if limit.kind == "year_cap" else [limit.index]
        rows[n, start + np.asarray(quarters)] = sign * scale
    ends = np.array([-each.end if each.kind == "minimum" else each.end for each in limits])
    per = np.array([each.per for each in limits]) / at.scale
    widths = np.array([at.scale if each.kind != "capacity" else 1.0 for each in limits])
    top = np.full(count, INFINITE) if only is None else np.where(np.arange(count) == only, INFINITE, 0.0)
    matrix = sparse.bmat([
        [base.matrix, sparse.csc_matrix((base.matrix.shape[0], count))],
        [sparse.csc_matrix(rows / widths[:, None]), -sparse.identity(count)],
    ], format="csc")  # fmt: skip
    kinds = None if base.whole is None else np.append(base.whole, np.zeros(count, dtype=bool))
    return Program(
        cost=np.append(np.zeros(width), per * widths), low=np.append(base.low, np.zeros(count)),
        high=np.append(base.high, top), matrix=matrix,
        row_low=np.append(base.row_low, np.full(count, -INFINITE)), row_high=np.append(base.row_high, ends / widths),
        whole=kinds,
    )  # fmt: skip
