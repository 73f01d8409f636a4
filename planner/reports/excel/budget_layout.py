"""Where everything stands on the budget sheet, so that other sheets can point at its cells."""

from __future__ import annotations

from collections.abc import Sequence
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

KIND_LABELS: Final[dict[LineKind, str]] = {
    "hardware": "Hardware", "accessories": "Accessories", "freight": "Freight", "labour": "Labour",
    "disposal": "Disposal", "trade_in": "Trade-in", "allowance": "Allowances for failures", "recurring": "Recurring",
    "project": "Projects", "contingency": "Contingency", "tax": "Tax",
}  # fmt: skip
SURCHARGES: Final[tuple[LineKind, LineKind]] = ("contingency", "tax")
FURTHER: Final = "Further lines, nothing now"


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
    """One kind's row, which holds its sums, and its lines right below it. `is_folded`: they are nothing now, and their
    rows are hidden."""

    label: str
    row: int
    lines: tuple[BudgetLine, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class BudgetLayout:
    """0-based rows and columns of the budget sheet."""

    quarter_cols: tuple[int, ...]
    years: tuple[YearColumns, ...]
    total_col: int
    kinds: tuple[KindRows, ...]
    total_row: int
    last_base_row: int

    @property
    def bears_col(self) -> int:
        """Hidden: what comes on top of a line, see `budget_formulas`."""
        return self.total_col + 1

    @property
    def beside_row(self) -> int:
        """Recoverable tax, in no total; only on a live sheet."""
        return self.total_row + 5

    @property
    def one_time_row(self) -> int:
        """What is paid once, and below it what is paid again and again, both before contingency and tax."""
        return self.total_row + 3

    @property
    def recurring_row(self) -> int:
        return self.total_row + 4

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
    def of(cls, budget: Budget, further: Sequence[BudgetLine] = ()) -> BudgetLayout:
        """`further`: lines that are nothing now. Those of contingency and tax stand with their kind, the others
        together before them."""
        years = _years(budget.quarters)
        lines = (*budget.lines, *(line for line in further if line.kind in SURCHARGES))
        rest = tuple(line for line in further if line.kind not in SURCHARGES)
        kinds: list[KindRows] = []
        base_end = row = FIRST_ROW
        for kind in get_args(LineKind):
            if kind == SURCHARGES[0]:
                row = _add(kinds, row, FURTHER, rest)
                base_end = row
            row = _add(kinds, row, KIND_LABELS[kind], tuple(line for line in lines if line.kind == kind))
        return cls(
            quarter_cols=tuple(year.first_col + step for year in years for step in range(len(year.quarters))),
            years=years,
            total_col=years[-1].total_col + 1 if years else FIRST_AMOUNT_COL,
            kinds=tuple(kinds),
            total_row=row if kinds else FIRST_ROW + 1,
            last_base_row=max(base_end - 1, FIRST_ROW),
        )


def _add(kinds: list[KindRows], row: int, label: str, lines: tuple[BudgetLine, ...]) -> int:
    """Adds a kind if it has lines; the next free row."""
    if not lines:
        return row
    kinds.append(KindRows(label, row, lines, not any(any(line.amounts) for line in lines)))
    return row + 1 + len(lines)


def _years(quarters: tuple[FiscalQuarter, ...]) -> tuple[YearColumns, ...]:
    found: list[YearColumns] = []
    col = FIRST_AMOUNT_COL
    for label in dict.fromkeys(quarter.year_label for quarter in quarters):
        indices = tuple(i for i, quarter in enumerate(quarters) if quarter.year_label == label)
        found.append(YearColumns(label, indices, col, col + len(indices)))
        col += len(indices) + 1
    return tuple(found)
