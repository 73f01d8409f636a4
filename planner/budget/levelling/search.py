"""The best plan for units within the time: linear program, rounding, polish, annealing, the whole-number program."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from planner.budget.levelling.anneal import anneal, settle
from planner.budget.levelling.arrays import Ints, Units
from planner.budget.levelling.bound import Bound
from planner.budget.levelling.classes import alike_classes, exact_classes
from planner.budget.levelling.elastic import least_to_give, limits_of
from planner.budget.levelling.exact import search
from planner.budget.levelling.grouped import relax
from planner.budget.levelling.polish import polish
from planner.budget.levelling.tighter import rounded_within

OPTIMAL_UP_TO = 20
"""Units up to which the search does not end before the proof (or MOST_SECONDS)."""
MOST_SECONDS = 30.0
GOOD_ENOUGH = 0.0005
"""Gap at which a fleet of more units is not searched further."""
COLUMNS_PER_SECOND = 2000
"""Size of whole-number program that HiGHS makes something of in a second (one core); larger ones are left out."""
CHECKS_PER_SECOND = 200_000
"""HiGHS' looks whether to stop, times columns, in a second of a slow core: effort, not the clock, is to end it."""
PATIENT_SECONDS, PATIENCE = 10.0, 2
"""Who gives more seconds than that wants the better plan more than the same plan on any machine: twice the looks."""
STEPS_PER_SECOND = 200_000
MOST_STEPS = 1_000_000
"""Of annealing: a quarter of the time on one slow core."""
ANNEALED_UP_TO = 2_000
"""Units; of more, single moves come as near to the bound."""
IN_TIME = 0.93
"""Share of the seconds after which HiGHS is to stop: it looks at the clock now and then only."""
LARGE = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """`plan`: per unit its quarter, None where none was found; `impossible`: proven that there is none."""

    plan: Ints | None
    bound: float
    impossible: bool
    by_clock: bool


def find(units: Units, seconds: float) -> Found:
    """The best plan and bound within about `seconds`; deterministic unless `by_clock`."""
    if not units.open.any(axis=1).all():
        return Found(None, np.inf, True, False)
    started = time.monotonic()
    small = len(units.spend) <= OPTIMAL_UP_TO
    soft = bool(units.visit_cost and (units.visit_batch >= 0).any())
    classes = exact_classes(units) if soft else alike_classes(units)
    relaxed = relax(units, classes, max(seconds, MOST_SECONDS))
    if relaxed is None:
        return Found(None, np.inf, not soft, False)
    effort = _effort(len(units.spend))
    plan = polish(units, relaxed.plan, relaxed.peak, *effort)
    until = started + max(seconds, MOST_SECONDS if small else 0)
    if not units.feasible(plan):
        within = rounded_within(units, classes, effort, until)
        plan = plan if within is None else within
    if not small and not soft:
        plan = annealed(units, plan, relaxed.bound, seconds)
    found = Found(plan if units.feasible(plan) else None, max(relaxed.bound.value, 0.0), False, False)
    if found.plan is not None and _gap(units, found) <= (0 if small else GOOD_ENOUGH):
        return found
    best = np.inf if found.plan is None else units.objective(found.plan)
    allowed = units.open if soft or found.plan is None else relaxed.bound.worth_trying(best) & units.open
    left = MOST_SECONDS if small else max(IN_TIME * seconds - (time.monotonic() - started), 0.1)
    if not small and int(allowed.sum()) > COLUMNS_PER_SECOND * seconds:
        return found if found.plan is not None else _by_elastic(units, found, left)
    looks = CHECKS_PER_SECOND * seconds * (PATIENCE if seconds > PATIENT_SECONDS else 1)
    checks = 0 if small else max(int(looks / max(int(allowed.sum()), 1)), 20)
    return _better(units, found, allowed, left, checks)


def annealed(units: Units, plan: Ints, proof: Bound, seconds: float) -> Ints:
    """The plan after annealing, where it is neither good enough already nor too large."""
    near = units.feasible(plan) and units.objective(plan) * (1 - GOOD_ENOUGH) <= proof.value
    if near or len(plan) > ANNEALED_UP_TO:
        return plan
    return anneal(units, plan, proof, min(int(STEPS_PER_SECOND * seconds), MOST_STEPS))


def _better(units: Units, found: Found, allowed: np.ndarray, seconds: float, checks: int) -> Found:
    """The whole-number program's answer, where it is better; what it leaves out is proven not to be."""
    searched = search(units, exact_classes(units), allowed, found.plan, seconds, checks)
    if searched.plan is None and found.plan is None:
        if searched.impossible:
            return Found(None, np.inf, True, False)
        return _by_elastic(units, found, seconds)
    plans = [plan for plan in (found.plan, searched.plan) if plan is not None]
    plan = min(plans, key=units.objective)
    if not searched.done and len(plan) <= ANNEALED_UP_TO and not units.visit_cost:
        plan = settle(units, plan)
    best = units.objective(plan)
    proven = best if searched.impossible else min(max(found.bound, searched.bound), best)
    return Found(plan, best if searched.done and searched.plan is not None else proven, False, searched.by_clock)


def _by_elastic(units: Units, found: Found, seconds: float) -> Found:
    """A plan by giving least: where nothing has to give it keeps all limits, and is polished from there."""
    rows = limits_of(units)
    gives = least_to_give(units, rows, max(seconds, 1.0)) if rows else None
    if gives is None or gives.total > 0:
        return found
    plan = polish(units, gives.plan, units.objective(gives.plan), *_effort(len(units.spend)))
    return Found(plan if units.feasible(plan) else gives.plan, found.bound, False, found.by_clock)


def _gap(units: Units, found: Found) -> float:
    objective = units.objective(found.plan) if found.plan is not None else np.inf
    return 0.0 if objective <= found.bound else (objective - found.bound) / objective


def _effort(count: int) -> tuple[int, int]:
    """Passes and targets of the polish: fewer for a large fleet, where rounding alone is nearly exact."""
    return (2, 1) if count > LARGE else (60, 5)
