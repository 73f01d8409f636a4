"""A budget sheet: line by fiscal quarter, grouped by kind; totals are formulas, and lines where their terms are known.

The sheet Budget has the scenario that the client is shown, As due each device in its due quarter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.budget.model import BudgetLine, Treatment
from planner.fields import CATEGORY_LABELS
from planner.reports.excel.book import Book, counted
from planner.reports.excel.budget_formulas import TREATMENT_LABELS, BudgetFormulas
from planner.reports.excel.budget_layout import (
    CATEGORY_COL,
    FIRST_AMOUNT_COL,
    FIRST_ROW,
    HEAD_ROW,
    KIND_LABELS,
    LINE_COL,
    SURCHARGES,
    TREATMENT_COL,
    BudgetLayout,
    KindRows,
)
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.plan import Plan
from planner.reports.text_fit import height_for, lines_needed

_INDENT_PIXELS: Final = 12
_RECURRING: Final = KIND_LABELS["recurring"]
_ON_TOP: Final = frozenset(KIND_LABELS[kind] for kind in SURCHARGES)
_LABEL_WIDTHS: Final = {LINE_COL: 34, CATEGORY_COL: 17, TREATMENT_COL: 7}


def write_budget(book: Book, plan: Plan, sheet: Worksheet) -> None:
    layout = plan.layout
    grid = book.grid(sheet)
    grid.widths(
        {**_LABEL_WIDTHS, **dict.fromkeys(range(FIRST_AMOUNT_COL, layout.total_col + 1), max(11, book.budget_width()))}
    )
    first_page_col = min(layout.total_col, FIRST_AMOUNT_COL + 7)
    grid.heading(book.roadmap.client, plan.sheet, _lead(book, plan), first_page_col)
    _write_heads(book, plan, grid)
    writer = _LineWriter(book, plan, grid)
    for kind in layout.kinds:
        _write_kind(book, plan, grid, kind, writer)
    if not layout.kinds:
        grid.text(FIRST_ROW, LINE_COL, "No spend is planned in these quarters.", book.styles.note())
    _write_totals(book, plan, grid)
    if plan.is_live:
        _write_beside(book, plan, grid)
    _set_up(book, plan, grid)


def _lead(book: Book, plan: Plan) -> str:
    budget = plan.roadmap.budget
    if not budget.total:
        return "Nothing is planned in these quarters."
    peak = budget.quarters[budget.planned().index(budget.peak)]
    return (
        f"{book.amount(budget.total)} over {counted(len(budget.quarters), 'quarter')}; "
        f"the fullest is {peak.label} ({peak.months_label}) with {book.amount(budget.peak)}."
    )


def _write_heads(book: Book, plan: Plan, grid: Grid) -> None:
    head, layout = book.styles.head, plan.layout
    for col, label in ((LINE_COL, "Line"), (CATEGORY_COL, "Category"), (TREATMENT_COL, "Type")):
        grid.text(HEAD_ROW, col, label, head())
        grid.text(HEAD_ROW + 1, col, None, head())
    figures, small = head(align="right"), head(align="right", font_size=8)
    for col, quarter in zip(layout.quarter_cols, book.roadmap.budget.quarters, strict=True):
        grid.text(HEAD_ROW, col, quarter.label, figures)
        grid.text(HEAD_ROW + 1, col, _two_lines(quarter.months_label), small)
    for year in layout.years:
        grid.text(HEAD_ROW, year.total_col, f"{year.label} total", figures)
        grid.text(HEAD_ROW + 1, year.total_col, counted(len(year.quarters), "quarter"), small)
    grid.text(HEAD_ROW, layout.total_col, "Total", figures)
    grid.text(HEAD_ROW + 1, layout.total_col, counted(len(layout.quarter_cols), "quarter"), small)
    grid.sheet.set_row(HEAD_ROW, 30 if _wraps(book, grid) else 20)
    grid.sheet.set_row(HEAD_ROW + 1, 26)


def _wraps(book: Book, grid: Grid) -> bool:
    labels = [quarter.label for quarter in book.roadmap.budget.quarters]
    labels += [f"{year.label} total" for year in book.budget.years]
    return any(lines_needed(label, grid.pixels(FIRST_AMOUNT_COL, FIRST_AMOUNT_COL), bold=True) > 1 for label in labels)


def _two_lines(months: str) -> str:
    """'Jul–Sep' over '2027', or 'Nov 2026–' over 'Jan 2027'."""
    return months.replace("–", "–\n") if months.count(" ") > 1 else months.replace(" ", "\n")


def _write_kind(book: Book, plan: Plan, grid: Grid, kind: KindRows, writer: _LineWriter) -> None:
    styles, layout = book.styles, plan.layout
    last = kind.row + len(kind.lines)
    label = styles.body(bold=True)
    for col, text in ((LINE_COL, kind.label), (CATEGORY_COL, None), (TREATMENT_COL, None)):
        grid.text(kind.row, col, text, label)
    for col, minor in _columns(layout, kind.lines):
        look = styles.money(bold=True, **_shade(layout, col))
        grid.money_formula(kind.row, col, f"SUM({span(kind.row + 1, col, last, col)})", minor, look)
    for row, line in enumerate(kind.lines, start=kind.row + 1):
        writer.write(row, line)
        lines = lines_needed(line.line, grid.pixels(LINE_COL, LINE_COL) - _INDENT_PIXELS)
        grid.sheet.set_row(row, height_for(lines), None, {"level": 1, "hidden": kind.is_folded})


class _LineWriter:
    """Writes the lines of one plan."""

    def __init__(self, book: Book, plan: Plan, grid: Grid) -> None:
        self._book, self._layout, self._grid = book, plan.layout, grid
        self._formulas = BudgetFormulas(plan, book.digits)
        self._is_live = plan.is_live

    def write(self, row: int, line: BudgetLine) -> None:
        styles, layout, grid = self._book.styles, self._layout, self._grid
        grid.text(row, LINE_COL, line.line, styles.body(indent=1, text_wrap=True))
        grid.text(row, CATEGORY_COL, CATEGORY_LABELS[line.category] if line.category else None, styles.body())
        grid.text(row, TREATMENT_COL, TREATMENT_LABELS[line.treatment], styles.body())
        for col, amount in zip(layout.quarter_cols, line.amounts, strict=True):
            formula = self._formulas.of(line, row, col)
            if formula is None:
                grid.money(row, col, amount, styles.money())
            else:
                grid.money_formula(row, col, formula, amount, styles.money())
        for year in layout.years:
            minor = sum(line.amounts[i] for i in year.quarters)
            formula = f"SUM({span(row, year.first_col, row, year.total_col - 1)})"
            grid.money_formula(row, year.total_col, formula, minor, styles.money(**_shade(layout, year.total_col)))
        formula = "+".join(address(row, year.total_col) for year in layout.years)
        grid.money_formula(row, layout.total_col, formula, line.total, styles.money(**_shade(layout, layout.total_col)))
        if self._is_live:
            grid.text(row, layout.bears_col, self._formulas.bears(line), styles.note())


def _write_totals(book: Book, plan: Plan, grid: Grid) -> None:
    styles, layout, budget = book.styles, plan.layout, plan.roadmap.budget
    grid.text(layout.total_row, LINE_COL, "Total", styles.total())
    for col in (CATEGORY_COL, TREATMENT_COL):
        grid.text(layout.total_row, col, None, styles.total())
    for col, minor in _columns(layout, budget.lines):
        formula = "+".join(address(kind.row, col) for kind in layout.kinds) or "0"
        grid.money_formula(layout.total_row, col, formula, minor, styles.total_money())
    rows: tuple[tuple[int, Treatment], ...] = ((layout.capex_row, "capex"), (layout.opex_row, "opex"))
    for row, treatment in rows:
        label = TREATMENT_LABELS[treatment]
        grid.text(row, LINE_COL, f"of which {label.lower()}", styles.body(indent=1))
        for col in (CATEGORY_COL, TREATMENT_COL):
            grid.text(row, col, None, styles.body())
        kinds = span(FIRST_ROW, TREATMENT_COL, layout.last_line_row, TREATMENT_COL)
        lines = [line for line in budget.lines if line.treatment == treatment]
        for col, minor in _columns(layout, lines):
            formula = f'SUMIF({kinds},"{label}",{span(FIRST_ROW, col, layout.last_line_row, col)})'
            grid.money_formula(row, col, formula, minor, styles.money(**_shade(layout, col)))
    _write_terms(book, plan, grid)


def _write_terms(book: Book, plan: Plan, grid: Grid) -> None:
    """What is paid once and what again and again, by the kinds' rows."""
    styles, layout = book.styles, plan.layout
    base = [kind for kind in layout.kinds if kind.label not in _ON_TOP]
    rows = ((layout.one_time_row, "One-time", [kind for kind in base if kind.label != _RECURRING]),
            (layout.recurring_row, "Recurring", [kind for kind in base if kind.label == _RECURRING]))  # fmt: skip
    for row, label, kinds in rows:
        grid.text(row, LINE_COL, f"{label}, before contingency and tax", styles.body(indent=1))
        for col in (CATEGORY_COL, TREATMENT_COL):
            grid.text(row, col, None, styles.body())
        for col, minor in _columns(layout, [line for kind in kinds for line in kind.lines]):
            formula = "+".join(address(kind.row, col) for kind in kinds) or "0"
            grid.money_formula(row, col, formula, minor, styles.money(**_shade(layout, col)))


def _write_beside(book: Book, plan: Plan, grid: Grid) -> None:
    """Tax that the client gets back."""
    styles, layout, budget = book.styles, plan.layout, plan.roadmap.budget
    row, formulas = layout.beside_row, BudgetFormulas(plan, book.digits)
    grid.text(row, LINE_COL, "Recoverable tax, in no total", styles.body(indent=1))
    for col in (CATEGORY_COL, TREATMENT_COL):
        grid.text(row, col, None, styles.body())
    amounts = budget.recoverable_tax or (0,) * len(budget.quarters)
    for col, minor in zip(layout.quarter_cols, amounts, strict=True):
        grid.money_formula(row, col, formulas.recoverable(col), minor, styles.money())
    for year in layout.years:
        formula = f"SUM({span(row, year.first_col, row, year.total_col - 1)})"
        look = styles.money(**_shade(layout, year.total_col))
        grid.money_formula(row, year.total_col, formula, sum(amounts[i] for i in year.quarters), look)
    formula = "+".join(address(row, year.total_col) for year in layout.years)
    grid.money_formula(row, layout.total_col, formula, sum(amounts), styles.money(**_shade(layout, layout.total_col)))


def _columns(layout: BudgetLayout, lines: Sequence[BudgetLine]) -> list[tuple[int, int]]:
    """Each amount column with the sum of these lines in it, in minor units."""
    quarters = [sum(line.amounts[i] for line in lines) for i in range(len(layout.quarter_cols))]
    years = [(year.total_col, sum(quarters[i] for i in year.quarters)) for year in layout.years]
    return [*zip(layout.quarter_cols, quarters, strict=True), *years, (layout.total_col, sum(quarters))]


def _shade(layout: BudgetLayout, col: int) -> dict[str, str]:
    """Totals' columns are tinted."""
    return {} if col in layout.quarter_cols else {"bg_color": "#F3F7F5"}


def _set_up(book: Book, plan: Plan, grid: Grid) -> None:
    layout, sheet = plan.layout, grid.sheet
    sheet.freeze_panes(FIRST_ROW, FIRST_AMOUNT_COL)
    sheet.outline_settings(True, False, True, False)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW + 1)
    sheet.repeat_columns(LINE_COL, TREATMENT_COL)
    sheet.set_column(layout.bears_col, layout.bears_col, None, None, {"hidden": True})
    last_row = layout.beside_row if plan.is_live else layout.recurring_row
    book.page.apply(sheet, plan.sheet, last_row, layout.total_col)
    blocks = [(year.first_col, grid.pixels(year.first_col, year.total_col)) for year in layout.years]
    if blocks:
        first, width = blocks[-1]
        blocks[-1] = (first, width + grid.pixels(layout.total_col, layout.total_col))
    area = (HEAD_ROW, last_row, layout.total_col)
    book.page.break_columns(sheet, (plan.sheet, _lead(book, plan)), area, grid.pixels(LINE_COL, TREATMENT_COL), blocks)
