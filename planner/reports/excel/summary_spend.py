"""The summary's table of spend by quarter: by category as in the picture, and capex and opex."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.budget.model import Budget
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import minor_digits
from planner.reports.excel.book import Book
from planner.reports.excel.budget_layout import CATEGORY_COL, FIRST_ROW
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.styles import MUTED
from planner.workbook_format import BUDGET

FIRST_SERIES_COL: Final = 3
MOST_CATEGORIES: Final = 5
"""More colours than these and the rest's are no longer told apart in a stack."""
REST: Final = "Everything else"
CAP: Final = "Cap"
_PARTS: Final = ("Total", "Capex", "Opex")


@dataclass(frozen=True, slots=True)
class SpendTable:
    """Where the table stands (0-based), and which categories have a column of their own: those with most money.
    `cap_minor`: what a quarter may cost, in a column of its own, where there is a cap."""

    title_row: int
    categories: tuple[str, ...]
    has_rest: bool
    quarters: int
    cap_minor: int | None

    @classmethod
    def of(cls, budget: Budget, title_row: int, cap_minor: int | None = None) -> SpendTable:
        totals = dict.fromkeys(CATEGORIES, 0)
        for line in budget.lines:
            if line.category:
                totals[line.category] += line.total
        largest = sorted((c for c in CATEGORIES if totals[c]), key=lambda c: -totals[c])[:MOST_CATEGORIES]
        chosen = tuple(c for c in CATEGORIES if c in largest)
        has_rest = any(line.category not in chosen and any(line.amounts) for line in budget.lines)
        return cls(title_row, chosen, has_rest, len(budget.quarters), cap_minor)

    @property
    def head_row(self) -> int:
        return self.title_row + 1

    @property
    def first_row(self) -> int:
        return self.title_row + 2

    @property
    def last_row(self) -> int:
        return self.first_row + max(self.quarters, 1) - 1

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @property
    def total_col(self) -> int:
        return FIRST_SERIES_COL + len(self.categories) + self.has_rest

    @property
    def cap_col(self) -> int:
        return self.total_col + len(_PARTS)

    @property
    def last_col(self) -> int:
        return self.cap_col if self.cap_minor is not None else self.cap_col - 1

    @property
    def series_labels(self) -> tuple[str, ...]:
        return (*(CATEGORY_LABELS[category] for category in self.categories), *((REST,) if self.has_rest else ()))


def write_spend_table(book: Book, grid: Grid, table: SpendTable) -> None:
    styles, budget = book.styles, book.roadmap.budget
    grid.text(table.title_row, 0, "Spend by quarter", styles.section())
    grid.sheet.set_row(table.title_row, 20)
    for col, label in enumerate(("Year", "Qtr", "Months")):
        grid.text(table.head_row, col, label, styles.head())
    labels = (*table.series_labels, *_PARTS, *((CAP,) if table.cap_minor is not None else ()))
    for col, label in enumerate(labels, start=FIRST_SERIES_COL):
        grid.text(table.head_row, col, label, styles.head(align="right"))
    grid.sheet.set_row(table.head_row, 30)
    for index, (quarter, mark) in enumerate(zip(budget.quarters, year_marks(budget.quarters), strict=True)):
        row = table.first_row + index
        grid.text(row, 0, mark, styles.body(bold=True))
        grid.text(row, 1, f"Q{quarter.number}", styles.body())
        grid.text(row, 2, quarter.months_label, styles.body(font_size=8, font_color=MUTED))
        _write_quarter(book, grid, table, index)
    _write_sums(book, grid, table)


def year_marks(quarters: tuple[FiscalQuarter, ...]) -> list[str | None]:
    """The fiscal year beside its first quarter here, None beside the others."""
    before = [None, *(quarter.year_label for quarter in quarters)]
    return [
        None if quarter.year_label == last else quarter.year_label
        for quarter, last in zip(quarters, before, strict=False)
    ]


def _amounts(book: Book, table: SpendTable, index: int) -> list[int]:
    """One quarter's row in minor units: the categories, the rest, total, capex, opex."""
    budget = book.roadmap.budget
    own = [sum(line.amounts[index] for line in budget.lines if line.category == c) for c in table.categories]
    total = budget.planned()[index]
    rest = [total - sum(own)] if table.has_rest else []
    return [*own, *rest, total, budget.of_treatment("capex")[index], budget.of_treatment("opex")[index]]


def _write_quarter(book: Book, grid: Grid, table: SpendTable, index: int) -> None:
    styles, layout = book.styles, book.budget
    row, source = table.first_row + index, layout.quarter_cols[index]
    amounts = _amounts(book, table, index)
    categories = span(FIRST_ROW, CATEGORY_COL, layout.last_line_row, CATEGORY_COL, sheet=BUDGET)
    lines = span(FIRST_ROW, source, layout.last_line_row, source, sheet=BUDGET)
    for col in range(FIRST_SERIES_COL, FIRST_SERIES_COL + len(table.categories)):
        formula = f"SUMIF({categories},{address(table.head_row, col)},{lines})"
        grid.money_formula(row, col, formula, amounts[col - FIRST_SERIES_COL], styles.money())
    if table.has_rest:
        col = table.total_col - 1
        own = f"SUM({span(row, FIRST_SERIES_COL, row, col - 1)})" if table.categories else "0"
        digits = minor_digits(book.roadmap.currency)
        rest = f"ROUND({address(row, table.total_col)}-{own},{digits})"
        grid.money_formula(row, col, rest, amounts[col - FIRST_SERIES_COL], styles.money())
    for step, source_row in enumerate((layout.total_row, layout.capex_row, layout.opex_row)):
        col = table.total_col + step
        formula = address(source_row, source, sheet=BUDGET)
        grid.money_formula(row, col, formula, amounts[col - FIRST_SERIES_COL], styles.money(bold=step == 0))
    if table.cap_minor is not None:
        grid.money(row, table.cap_col, table.cap_minor, styles.money(font_color=MUTED))


def _write_sums(book: Book, grid: Grid, table: SpendTable) -> None:
    styles = book.styles
    rows = [_amounts(book, table, index) for index in range(table.quarters)]
    grid.text(table.total_row, 0, "Together", styles.total())
    for col in (1, 2):
        grid.text(table.total_row, col, None, styles.total())
    for col in range(FIRST_SERIES_COL, table.cap_col):
        formula = f"SUM({span(table.first_row, col, table.last_row, col)})"
        minor = sum(row[col - FIRST_SERIES_COL] for row in rows)
        grid.money_formula(table.total_row, col, formula, minor, styles.total_money())
