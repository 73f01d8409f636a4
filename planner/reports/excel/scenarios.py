"""The scenarios sheet: the same fleet bought otherwise, side by side over the same quarters."""

from __future__ import annotations

from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.styles import PAPER
from planner.roadmap.scenario_figures import ScenarioRow
from planner.workbook_format import SCENARIOS

_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 5
_HEADS: Final = (
    "Scenario", "Planned", "Fullest quarter", "Unplanned, expected", "Unplanned, 9 in 10", "Forced purchases",
    "Devices past their limit", "Life that is left", "Note",
)  # fmt: skip
_NOTE_COL: Final = len(_HEADS) - 1
_SHOWN: Final = "shown in this workbook"


def write_scenarios(book: Book, sheet: Worksheet) -> None:
    grid = book.grid(sheet)
    last_col = len(_HEADS) - 1
    money = max(13, book.budget_width() + 2)
    grid.widths({0: 24, **dict.fromkeys(range(1, last_col + 1), money), 8: max(money, 24)})
    lead = (
        "What each way of replacing the fleet costs over the same quarters. Unplanned is what failures force besides "
        "the plan; what the devices are worth in the end is in no other figure."
    )
    grid.heading(book.roadmap.client, SCENARIOS, lead, 8)
    for col, heading in enumerate(_HEADS):
        grid.text(_HEAD_ROW, col, heading, _head(book, col))
    sheet.set_row(_HEAD_ROW, 30)
    for row, scenario in enumerate(book.scenarios, start=_FIRST_ROW):
        _write_row(book, grid, row, scenario)
    row = _write_quarters(book, grid, _FIRST_ROW + len(book.scenarios) + 1)
    sheet.freeze_panes(_FIRST_ROW, 1)
    book.page.apply(sheet, SCENARIOS, row - 1, last_col)


def _head(book: Book, col: int) -> Format:
    if col == _NOTE_COL:
        return book.styles.head(indent=1)
    return book.styles.head(align="right") if col else book.styles.head()


def _write_row(book: Book, grid: Grid, row: int, scenario: ScenarioRow) -> None:
    styles = book.styles
    is_shown = scenario.name == book.shown
    look = styles.body(bold=is_shown)
    grid.text(row, 0, scenario.label, look)
    note = scenario.note or (_SHOWN if is_shown else None)
    if scenario.note is None:
        amounts = ((1, scenario.total), (2, scenario.peak), (3, scenario.unplanned), (4, scenario.unplanned_p90),
                   (7, scenario.life_left))  # fmt: skip
        for col, minor in amounts:
            grid.money(row, col, minor, styles.money(bold=is_shown))
        grid.number(row, 5, scenario.failures, styles.body(num_format="#,##0.0", align="right"))
        grid.number(row, 6, scenario.past_limit, styles.body(num_format="#,##0", align="right"))
    else:
        for col in range(1, 8):
            grid.text(row, col, None, look)
    grid.text(row, _NOTE_COL, note, styles.body(font_size=9, indent=1))


def _write_quarters(book: Book, grid: Grid, row: int) -> int:
    """Planned spend of each scenario, one below the other the quarters; then of the plans that this workbook has the
    formulas of, as they are now. Returns the next free row."""
    styles, quarters = book.styles, book.roadmap.quarters
    grid.text(row, 0, "Planned, by quarter", styles.section())
    grid.sheet.set_row(row, 20)
    known = [scenario for scenario in book.scenarios if scenario.note is None]
    plans = [plan for plan in (book.plan, book.due) if plan is not None]
    head, first = row + 1, row + 2
    last = first + len(quarters) - 1
    grid.sheet.set_row(head, 30)
    grid.text(head, 0, "Quarter", styles.head())
    for at, quarter in enumerate(quarters, start=first):
        grid.text(at, 0, f"{quarter.label}, {quarter.months_label}", styles.body())
    grid.text(last + 1, 0, "Together", styles.total())
    for col, scenario in enumerate(known, start=1):
        grid.text(head, col, scenario.label, styles.head(align="right"))
        for at, minor in enumerate(scenario.quarters, start=first):
            grid.money(at, col, minor, styles.money(bold=scenario.name == book.shown))
        _write_sum(book, grid, (first, last), col, scenario.total)
    for col, plan in enumerate(plans, start=1 + len(known)):
        grid.text(head, col, f"{plan.sheet}, now in this file", styles.head(align="right"))
        for step, minor in enumerate(plan.roadmap.budget.planned()):
            source = address(plan.layout.total_row, plan.layout.quarter_cols[step], sheet=plan.sheet)
            grid.money_formula(first + step, col, source, minor, styles.money(bg_color=PAPER))
        _write_sum(book, grid, (first, last), col, plan.roadmap.budget.total)
    return last + 2


def _write_sum(book: Book, grid: Grid, rows: tuple[int, int], col: int, minor: int) -> None:
    first, last = rows
    grid.money_formula(last + 1, col, f"SUM({span(first, col, last, col)})", minor, book.styles.total_money())
