"""The formula of each line of a live budget sheet, by quarter.

Contingency and tax are rounded half up per line and quarter before they are added up (law 5), so theirs go through all
lines: a hidden column says of each whether it bears both, tax alone or neither.
"""

from __future__ import annotations

from typing import Final

from planner import workbook_format as names
from planner.budget.model import BudgetLine, Treatment
from planner.budget.parts import DELIVERED, PARTS
from planner.fields import CATEGORY_LABELS
from planner.reports.excel.budget_layout import CATEGORY_COL, FIRST_ROW, HEAD_ROW, TREATMENT_COL
from planner.reports.excel.failures import FAIL_BOUGHT, FAIL_CATEGORY, FAIL_DONE, FAIL_QUARTER
from planner.reports.excel.formulas import Rounding
from planner.reports.excel.grid import address, span
from planner.reports.excel.plan import Plan

TREATMENT_LABELS: Final[dict[Treatment, str]] = {"capex": "Capex", "opex": "Opex"}
BOTH: Final = "contingency and tax"
TAX_ALONE: Final = "tax"


class BudgetFormulas:
    """Formulas for the cells of one plan's budget sheet; None for a line that is no formula."""

    def __init__(self, plan: Plan, digits: int) -> None:
        self._plan = plan
        self._rounding = Rounding(digits)
        workings = plan.roadmap.workings
        self._agreed = {id(line) for line in workings.agreed} if workings else set()
        self._foreseen = {id(line) for line in workings.foreseen} if workings else set()

    def bears(self, line: BudgetLine) -> str | None:
        """What comes on top of a line; None of a trade-in, and of what itself comes on top."""
        if id(line) in self._agreed:
            return TAX_ALONE
        is_base = id(line) in self._foreseen or line.kind == "allowance" or line.kind in PARTS
        return BOTH if is_base and line.kind != "trade_in" else None

    def of(self, line: BudgetLine, row: int, col: int) -> str | None:
        """The formula of a line's cell in a quarter's column."""
        if not self._plan.is_live or id(line) in self._agreed or id(line) in self._foreseen:
            return None
        if line.kind in PARTS:
            return self._bought(line, row, col)
        if line.kind == "allowance":
            return self._allowance(line, col)
        if line.kind == "contingency":
            return self._over_lines(self._contingency(col), line.treatment, (BOTH,))
        if line.kind == "tax":
            return self._over_lines(self._tax(col, names.TAX_IN_TOTALS), line.treatment, (BOTH, TAX_ALONE))
        return None

    def recoverable(self, col: int) -> str:
        """Tax that the client gets back, in no total."""
        return self._over_lines(self._tax(col, names.TAX_BESIDE), None, (BOTH, TAX_ALONE))

    def _bought(self, line: BudgetLine, row: int, col: int) -> str:
        named = self._plan.range_name
        of = (
            f"SUMIFS({named(line.kind)},{named('category')},{address(row, CATEGORY_COL)},"
            f"{named('quarter')},{address(HEAD_ROW, col)}"
        )
        by_type = f",{named('type')},{address(row, TREATMENT_COL)}" if line.kind in DELIVERED else ""
        return self._rounding.clean(f"{of}{by_type})")

    def _allowance(self, line: BudgetLine, col: int) -> str:
        category = f'"{CATEGORY_LABELS[line.category or "other"]}"'
        sums = (
            self._rounding.half_up(
                self._rounding.minor(
                    f"SUMIFS({name},{FAIL_CATEGORY},{category},{FAIL_QUARTER},{address(HEAD_ROW, col)})"
                )
            )
            for name in (FAIL_BOUGHT, FAIL_DONE)
        )
        return self._rounding.major(f"({'+'.join(sums)})")

    def _amounts(self, col: int) -> str:
        """All lines of a quarter in whole minor units."""
        lines = span(FIRST_ROW, col, self._plan.layout.last_base_row, col)
        return f"ROUND({self._rounding.minor(lines)},0)"

    def _contingency(self, col: int) -> str:
        return self._rounding.half_up(f"{self._amounts(col)}*{names.CONTINGENCY}")

    def _tax(self, col: int, rate: str) -> str:
        bears = self._down(self._plan.layout.bears_col)
        with_contingency = f'({self._amounts(col)}+({bears}="{BOTH}")*{self._contingency(col)})'
        return self._rounding.half_up(f"{with_contingency}*{rate}")

    def _over_lines(self, each: str, treatment: Treatment | None, bearing: tuple[str, ...]) -> str:
        """`each` of the lines that bear it, added up; contingency and tax themselves stand below these rows."""
        bears = self._down(self._plan.layout.bears_col)
        chosen = "+".join(f'({bears}="{what}")' for what in bearing)
        if treatment:
            chosen = f'({chosen})*({self._down(TREATMENT_COL)}="{TREATMENT_LABELS[treatment]}")'
        return self._rounding.major(f"SUMPRODUCT(({chosen})*{each})")

    def _down(self, col: int) -> str:
        return span(FIRST_ROW, col, self._plan.layout.last_base_row, col)
