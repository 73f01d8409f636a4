"""The scenarios sheet: the same fleet bought otherwise, side by side over the same quarters."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.plan import Plan
from planner.roadmap.scenario_figures import ScenarioRow
from planner.workbook_format import SCENARIOS

_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 5
_HEADS: Final = (
    "Scenario", "Planned", "Fullest quarter", "Unplanned, expected", "Unplanned, 9 in 10", "Forced purchases",
    "Devices past their limit", "Life that is left", "Note",
)  # fmt: skip
_SHOWN: Final = "shown in this workbook"


def write_scenarios(book: Book, sheet: Worksheet) -> None:
    grid, styles = book.grid(sheet), book.styles
    last_col = max(len(_HEADS) - 1, len(book.roadmap.quarters) + 1)
    money = max(11, book.budget_width())
    grid.widths({0: 24, **dict.fromkeys(range(1, last_col + 1), money), 8: max(money, 24)})
    lead = (
        "What each way of replacing the fleet costs over the same quarters. Unplanned is what failures force besides "
        "the plan; what the devices are worth in the end is in no other figure."
    )
    grid.heading(book.roadmap.client, SCENARIOS, lead, 8)
    for col, heading in enumerate(_HEADS):
        grid.text(_HEAD_ROW, col, heading, styles.head(align="left" if col in (0, 8) else "right"))
    sheet.set_row(_HEAD_ROW, 44)
    for row, scenario in enumerate(book.scenarios, start=_FIRST_ROW):
        _write_row(book, grid, row, scenario)
    row = _write_quarters(book, grid, _FIRST_ROW + len(book.scenarios) + 1)
    row = _write_live(book, grid, row + 1)
    sheet.freeze_panes(_FIRST_ROW, 1)
    book.page.apply(sheet, SCENARIOS, row - 1, last_col)


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
    grid.text(row, 8, note, styles.body(font_size=9, indent=1))


def _write_quarters(book: Book, grid: Grid, row: int) -> int:
    """Planned spend of each scenario by quarter. Returns the next free row."""
    styles = book.styles
    grid.text(row, 0, "Planned, by quarter", styles.section())
    grid.sheet.set_row(row, 20)
    grid.text(row + 1, 0, "Scenario", styles.head())
    for col, quarter in enumerate(book.roadmap.quarters, start=1):
        grid.text(row + 1, col, quarter.label, styles.head(align="right"))
    last_col = len(book.roadmap.quarters) + 1
    grid.text(row + 1, last_col, "Total", styles.head(align="right"))
    known = [scenario for scenario in book.scenarios if scenario.note is None]
    for at, scenario in enumerate(known, start=row + 2):
        grid.text(at, 0, scenario.label, styles.body(bold=scenario.name == book.shown))
        for col, minor in enumerate(scenario.quarters, start=1):
            grid.money(at, col, minor, styles.money())
        grid.money_formula(
            at, last_col, f"SUM({span(at, 1, at, last_col - 1)})", scenario.total, styles.money(bold=True)
        )
    return row + 2 + len(known)


def _write_live(book: Book, grid: Grid, row: int) -> int:
    """The two plans of which this workbook has the formulas, as they are now. Returns the next free row."""
    styles = book.styles
    grid.text(row, 0, "With the assumptions in this file", styles.section())
    grid.sheet.set_row(row, 20)
    last_col = len(book.roadmap.quarters) + 1
    plans = [plan for plan in (book.plan, book.due) if plan is not None]
    for at, plan in enumerate(plans, start=row + 1):
        grid.text(at, 0, f"{plan.sheet} now", styles.body(bold=True))
        _write_plan(book, grid, at, plan)
        total = address(plan.layout.total_row, plan.layout.total_col, sheet=plan.sheet)
        grid.money_formula(at, last_col, total, plan.roadmap.budget.total, styles.money(bold=True))
    return row + 1 + len(plans)


def _write_plan(book: Book, grid: Grid, row: int, plan: Plan) -> None:
    for col, minor in enumerate(plan.roadmap.budget.planned(), start=1):
        source = address(plan.layout.total_row, plan.layout.quarter_cols[col - 1], sheet=plan.sheet)
        grid.money_formula(row, col, source, minor, book.styles.money())
