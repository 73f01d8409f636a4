"""HiGHS, as levelling uses it: one thread, fixed seed, silent; a model in columns, an answer in arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from planner.budget.levelling.arrays import Bools, Floats

INFINITE = highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Program:
    """minimise cost·x, row_low <= matrix·x <= row_high, low <= x <= high, x whole where `whole`."""

    cost: Floats
    low: Floats
    high: Floats
    matrix: sparse.csc_matrix
    row_low: Floats
    row_high: Floats
    whole: Bools | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """`x`: None where none was found; `dual`: per row, of a linear program; `bound`: proven, at most the optimum.
    `proven`: solved to the end; `impossible`: proven to have no answer; `by_clock`: ended by the time limit."""

    x: Floats | None
    dual: Floats
    bound: float
    proven: bool
    impossible: bool
    by_clock: bool


def solve(program: Program, seconds: float, checks: int = 0, start: Floats | None = None, gap: float = 0.0) -> Solved:
    """Solves it, for at most `seconds`; a whole-number program from `start`, until the gap is at most `gap` (a share)
    or HiGHS has looked `checks` times whether to stop (0: no limit). It looks at fixed points of its work, so that
    unlike seconds they end it at the same point on each machine."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {
        "output_flag": False, "threads": 1, "random_seed": 1, "time_limit": max(seconds, 0.01),
        "mip_rel_gap": gap, "mip_abs_gap": 1e-9, "mip_feasibility_tolerance": 1e-9,
        "primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9,
    }  # fmt: skip
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(_model(program))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    if checks:
        highs.cbMipInterrupt += _stop_after(checks)
    highs.run()
    return _answer(highs, program.whole is not None)


def _stop_after(checks: int) -> Callable[[Any], None]:
    left = iter(range(checks))

    def look(event: Any) -> None:
        if next(left, None) is None:
            event.interrupt()

    return look


def _model(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_low)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.low, program.high
    lp.row_lower_, lp.row_upper_ = program.row_low, program.row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = program.matrix.indptr
    lp.a_matrix_.index_ = program.matrix.indices
    lp.a_matrix_.value_ = program.matrix.data
    if program.whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(each)] for each in program.whole]
    return lp


def _answer(highs: highspy.Highs, whole: bool) -> Solved:
    status, info, solution = highs.getModelStatus(), highs.getInfo(), highs.getSolution()
    kinds = highspy.HighsModelStatus
    proven = status == kinds.kOptimal
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = info.mip_dual_bound if whole else (info.objective_function_value if proven else -np.inf)
    return Solved(
        x=np.array(solution.col_value) if found else None,
        dual=np.array(solution.row_dual) if not whole else np.zeros(0),
        bound=float(bound),
        proven=proven,
        impossible=status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible),
        by_clock=status == kinds.kTimeLimit,
    )
