"""The cells of a comparison as they are filled: planned, bought, and what makes the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from planner.budget.variance_model import Cause, CauseItem, Cell
from planner.calendar import FiscalQuarter


class Book:
    """`quarters`: the plan's; the first `judged` of them are compared, the last of these still `runs` or is over.
    Nothing is written for a later one."""

    def __init__(self, quarters: Sequence[FiscalQuarter], judged: int, runs: bool) -> None:
        self.quarters, self.judged, self.runs = quarters, judged, runs
        self.cells: dict[tuple[int, str], Cell] = defaultdict(Cell)
        self.items: list[CauseItem] = []

    def is_over(self, quarter: int) -> bool:
        return quarter < self.judged - 1 or not self.runs

    def plan(self, quarter: int, group: str, minor: int) -> None:
        if minor and quarter < self.judged:
            self.cells[quarter, group].planned_minor += minor

    def buy(self, quarter: int, group: str, minor: int) -> None:
        if minor:
            self.cells[quarter, group].actual_minor += minor

    def tell(self, item: CauseItem) -> None:
        """Adds an item and its part of the difference; an amount of nothing is told only of what went as planned."""
        if item.quarter >= self.judged or (not item.amount_minor and item.cause != "as_planned"):
            return
        causes = self.cells[item.quarter, item.group].causes
        if item.amount_minor:
            causes[item.cause] = causes.get(item.cause, 0) + item.amount_minor
        self.items.append(item)

    def matched(self, item: CauseItem, planned_at: int, planned: int, actual: int) -> None:
        """Something planned at `planned` in the quarter `planned_at` that was bought for `actual` in `item.quarter`."""
        item = replace(item, planned_minor=planned, actual_minor=actual)
        if planned_at == item.quarter:
            if planned == actual:
                self.tell(item)
        else:
            cause: Cause = "earlier" if item.quarter < planned_at else "later"
            self.tell(replace(item, cause=cause, amount_minor=planned))
            self.tell(replace(item, cause=cause, amount_minor=-planned, quarter=planned_at))
        priced: Cause = "dearer" if actual > planned else "cheaper"
        self.tell(replace(item, cause=priced, amount_minor=actual - planned))
