"""Where everything stands on the budget sheet, so that other sheets can point at its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from planner.budget.model import Budget, BudgetLine, LineKind
from planner.calendar import FiscalQuarter

LINE_COL: Final = 0
CATEGORY_COL: Final = 1
TREATMENT_COL: Final = 2
FIRST_AMOUNT_COL: Final = 3
HEAD_ROW: Final = 4
FIRST_ROW: Final = 6
"""Two heading rows: the quarter, and its months."""


@dataclass(frozen=True, slots=True)
class YearColumns:
    """The columns of one fiscal year: its quarters side by side, then its total."""

    label: str
    quarters: tuple[int, ...]
    """Indices into the budget's quarters."""
    first_col: int
    total_col: int


@dataclass(frozen=True, slots=True)
class KindRows:
    """One kind's row, which holds its sums, and its lines right below it."""

    kind: LineKind
    row: int
    lines: tuple[BudgetLine, ...]


@dataclass(frozen=True, slots=True)
class BudgetLayout:
    """0-based rows and columns of the budget sheet."""

    quarter_cols: tuple[int, ...]
    years: tuple[YearColumns, ...]
    total_col: int
    kinds: tuple[KindRows, ...]
    total_row: int

    @property
    def last_line_row(self) -> int:
        return self.total_row - 1

    @property
    def capex_row(self) -> int:
        return self.total_row + 1

    @property
    def opex_row(self) -> int:
        return self.total_row + 2

    @classmethod
    def of(cls, budget: Budget) -> BudgetLayout:
        years = _years(budget.quarters)
        kinds: list[KindRows] = []
        row = FIRST_ROW
        for kind in get_args(LineKind):
            lines = tuple(line for line in budget.lines if line.kind == kind)
            if lines:
                kinds.append(KindRows(kind, row, lines))
                row += 1 + len(lines)
        return cls(
            quarter_cols=tuple(year.first_col + step for year in years for step in range(len(year.quarters))),
            years=years,
            total_col=years[-1].total_col + 1 if years else FIRST_AMOUNT_COL,
            kinds=tuple(kinds),
            total_row=row if kinds else FIRST_ROW + 1,
        )


def _years(quarters: tuple[FiscalQuarter, ...]) -> tuple[YearColumns, ...]:
    found: list[YearColumns] = []
    col = FIRST_AMOUNT_COL
    for label in dict.fromkeys(quarter.year_label for quarter in quarters):
        indices = tuple(i for i, quarter in enumerate(quarters) if quarter.year_label == label)
        found.append(YearColumns(label, indices, col, col + len(indices)))
        col += len(indices) + 1
    return tuple(found)
