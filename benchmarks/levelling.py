"""Levelling generated fleets over 20 quarters: seconds, proven gap, and the objective beside a careful greedy's.

    python -m benchmarks.levelling [--quick]

Lumpy fleets with caps, technicians' hours, deadlines and 5 % pinned items; each gets the tightest caps of ROOMS that
can be kept. Where a size has several seeds, the worst stands before the median. --quick: one seed each.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.careful_greedy import Greedy, careful_greedy
from planner.budget.levelling import Item, Levelled, Limits, level
from tests.budget.levelling_fleets import HORIZON, fleet, limits_for

ROOMS = (1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0)
"""A quarter's cap over an even share."""
LOWER_THAN_GREEDY = 0.25
LOWER_PEAK = 0.30


@dataclass(frozen=True, slots=True)
class Case:
    """`gap`: the target, None for optimal; `within`: seconds in which it is to be reached; `sites`: with batches."""

    count: int
    seconds: float
    gap: float | None
    seeds: int = 1
    sites: int = 0
    beside_greedy: bool = True

    @property
    def named(self) -> str:
        return f"{self.count:,}" + (" in hard batches" if self.sites else "") + f", {self.seconds:g} s"


CASES = (
    Case(12, 2, None, 8), Case(20, 2, None, 8),
    *(Case(count, 2, 0.05, 8) for count in (50, 100, 200, 500, 1_000)),
    *(Case(count, 20, 0.025, 3, beside_greedy=False) for count in (50, 100, 200, 500, 1_000)),
    Case(5_000, 2, 0.005, 3), Case(5_000, 5, 0.015, 3, sites=300), Case(100_000, 3, 0.0005),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    levelled: Levelled
    seconds: float
    greedy: Greedy | None

    @property
    def lower(self) -> float:
        """By how much the objective is below the greedy's, a share; nothing to compare is 0."""
        return 1 - self.levelled.objective / self.greedy.objective if self.greedy and self.greedy.objective else 0.0


def tightest(items: list[Item]) -> Limits:
    """The first of ROOMS that leaves a plan."""
    drawn = (limits_for(items, room=room) for room in ROOMS)
    return next(limits for limits in drawn if level(items, limits, HORIZON, 1).status != "infeasible")


def run(case: Case, seed: int) -> Run:
    items = fleet(case.count, seed, sites=case.sites)
    limits = tightest(items)
    started = time.perf_counter()
    found = level(items, limits, HORIZON, case.seconds)
    took = time.perf_counter() - started
    return Run(found, took, careful_greedy(items, limits, HORIZON) if case.beside_greedy else None)


def told(case: Case, runs: list[Run]) -> Iterator[str]:
    gaps, took = [each.levelled.gap for each in runs], [each.seconds for each in runs]
    target = "optimal" if case.gap is None else f"≤ {case.gap:.2%}"
    met = max(gaps) <= (case.gap or 0)
    yield f"gap {max(gaps):.3%} / {median(gaps):.3%} (target {target}: {_said(met)})"
    in_time = "" if case.gap is None else f" (target {case.seconds:g} s: {_said(max(took) <= case.seconds * 1.05)})"
    yield f"time {max(took):.2f} / {median(took):.2f} s{in_time}"
    yield f"ended by the clock {sum(each.levelled.cut_short for each in runs)} of {len(runs)}"
    if case.beside_greedy:
        yield from _beside(runs)


def _beside(runs: list[Run]) -> Iterator[str]:
    """A greedy plan that breaks a cap costs less than one that keeps it, so that only those that keep all compare."""
    kept = [each for each in runs if each.greedy and each.greedy.keeps_limits and each.greedy.objective]
    yield f"greedy keeps all limits {len(kept)} of {len(runs)}"
    if not kept:
        return
    lower = [each.lower for each in kept]
    at_most = [1 - each.levelled.bound / each.greedy.objective for each in kept if each.greedy]
    said = _said(min(lower) >= LOWER_THAN_GREEDY)
    yield f"objective below it {min(lower):.0%} / {median(lower):.0%} (target {LOWER_THAN_GREEDY:.0%}: {said})"
    yield f"the bound below it {min(at_most):.0%} / {median(at_most):.0%}"


def _said(met: bool) -> str:
    return "met" if met else "MISSED"


def peak(found: Levelled) -> str:
    lower = 1 - max(found.spend) / max(found.as_due)
    return f"peak below as due {lower:.0%} (target {LOWER_PEAK:.0%}: {_said(lower >= LOWER_PEAK)})"


def main() -> None:
    quick = "--quick" in sys.argv[1:]
    for case in CASES:
        runs = [run(case, seed) for seed in range(1 if quick else case.seeds)]
        parts = [*told(case, runs), *([peak(runs[0].levelled)] if case.count == 5_000 else [])]
        print(f"{case.named}: {'; '.join(parts)}", flush=True)


if __name__ == "__main__":
    main()
