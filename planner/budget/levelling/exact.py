"""The whole-number program over classes of identical units, by HiGHS: the optimum, or a better plan and bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.budget.levelling.arrays import Bools, Ints, Units
from planner.budget.levelling.grouped import deal
from planner.budget.levelling.program import Classes, Layout, program
from planner.budget.levelling.solver import Solved, solve
from planner.budget.levelling.visits import soft_batches, with_visits


@dataclass(frozen=True, slots=True)
class Searched:
    """`plan`: None where none was found. `bound`: proven for plans within the choices allowed. `done`: nothing better
    is left; `impossible`: no plan at all is within them; `by_clock`: the time ended it."""

    plan: Ints | None
    bound: float
    done: bool
    impossible: bool
    by_clock: bool


def search(units: Units, classes: Classes, allowed: Bools, start: Ints | None, seconds: float, checks: int) -> Searched:
    """`classes` must be of identical units. `allowed`: unit × quarter; `start`: a plan that keeps all limits."""
    by_class = np.zeros((len(classes.size), units.quarters), dtype=bool)
    np.logical_or.at(by_class, classes.of, allowed)
    if start is not None:
        by_class[classes.of, start] = True
    model, layout = program(units, classes, by_class, whole=True)
    first = None if start is None else _columns(units, classes, layout, start)
    if units.visit_cost:
        model, first = with_visits(model, layout, units, classes, first)
    answer = solve(model, seconds, checks, first)
    return _read(units, classes, layout, answer)


def _columns(units: Units, classes: Classes, at: Layout, plan: Ints) -> np.ndarray:
    counts = np.bincount(classes.of * units.quarters + plan, minlength=len(classes.size) * units.quarters)
    spend, hours = units.totals(plan)
    dearest = max(float(spend.max(initial=0)), units.even) / at.scale
    return np.concatenate([counts[at.group * units.quarters + at.quarter], spend / at.scale, hours, [dearest]])


def _read(units: Units, classes: Classes, at: Layout, answer: Solved) -> Searched:
    plan = None
    if answer.x is not None:
        x = np.rint(answer.x[: len(at.group)])
        plan = deal(units, classes, at, x)
        if not units.feasible(plan):
            plan = None
    bound = answer.bound * at.scale - units.evenness * units.even - units.visit_cost * soft_batches(units)
    return Searched(plan, bound, answer.proven, answer.impossible, answer.by_clock)
