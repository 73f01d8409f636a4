"""One scenario as the workbook shows it: a budget sheet over a sheet with the cost of each replacement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.budget.model import BudgetLine, LineKind, Treatment
from planner.budget.parts import DELIVERED, PARTS
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.reports.excel.budget_layout import BudgetLayout
from planner.reports.excel.cost_rows import CostRow, cost_rows
from planner.roadmap.model import Roadmap
from planner.workbook_format import AS_DUE, AS_DUE_COSTS, BUDGET, COSTS

_BOTH: Final[tuple[Treatment, ...]] = ("capex", "opex")


@dataclass(frozen=True)
class Plan:
    """`sheet` holds the lines, `costs` the replacements, and the ranges there are named with `prefix`. `is_due`: each
    device in its due quarter, which its useful life moves; else in the quarter that its row of the assets names.
    `is_live`: whether the lines are formulas; they are not where only the figures are known."""

    roadmap: Roadmap
    sheet: str
    costs: str
    prefix: str
    is_due: bool
    is_live: bool
    rows: tuple[CostRow, ...]
    layout: BudgetLayout

    @property
    def buys(self) -> bool:
        """Whether devices are bought at all: under a lease they are paid by fees, which are no formula."""
        return self.roadmap.budget.scenario != "lease"

    def range_name(self, column: str) -> str:
        return f"{self.prefix}_{column}"


def plan_of(roadmap: Roadmap, *, is_due: bool = False) -> Plan:
    """The plan of a finished roadmap; `is_due` of the scenario as due."""
    is_live = roadmap.workings is not None
    rows = cost_rows(roadmap, is_due=is_due) if is_live and roadmap.budget.scenario != "run_to_failure" else ()
    further = tuple(_further(roadmap, rows)) if is_live else ()
    sheet, costs, prefix = (AS_DUE, AS_DUE_COSTS, "due") if is_due else (BUDGET, COSTS, "cost")
    return Plan(
        roadmap, sheet, costs, prefix, is_due, is_live, rows, BudgetLayout.of(roadmap.budget, further)
    )  # fmt: skip


def _further(roadmap: Roadmap, rows: Sequence[CostRow]) -> Iterator[BudgetLine]:
    """Lines that are nothing now, and that another assumption would bring about."""
    budget = roadmap.budget
    if not rows and not budget.lines:
        return
    known = {(line.kind, line.category, line.treatment) for line in budget.lines}
    nothing = (0,) * len(budget.quarters)
    for kind, category, treatment in _possible({row.device["category"] for row in rows}):
        if (kind, category, treatment) not in known:
            label = f"{CATEGORY_LABELS[category]}: " if category else ""
            name = _NAMES[kind] if category else _NAMES[kind].capitalize()
            yield BudgetLine(f"{label}{name} ({treatment})", kind, category, treatment, nothing)


_NAMES: Final[dict[LineKind, str]] = {
    "hardware": "hardware", "accessories": "accessories", "freight": "freight", "labour": "installation",
    "disposal": "disposal", "trade_in": "trade-in", "contingency": "contingency", "tax": "tax",
}  # fmt: skip


def _possible(categories: set[str]) -> Iterator[tuple[LineKind, str | None, Treatment]]:
    kinds: tuple[LineKind, ...] = tuple(kind for kind in _NAMES if kind in PARTS)
    for kind in kinds:
        for category in (category for category in CATEGORIES if category in categories):
            for treatment in _BOTH if kind in DELIVERED else ("opex",):
                yield kind, category, "capex" if treatment == "capex" else "opex"
    for treatment in _BOTH:
        yield "contingency", None, treatment
        yield "tax", None, treatment
