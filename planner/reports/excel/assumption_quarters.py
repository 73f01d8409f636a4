"""The plan's quarters, by which the formulas find where a day falls and when a chosen quarter's purchases land."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from planner import workbook_format as names
from planner.budget.landing import landed
from planner.calendar import MONTHS, add_months
from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, span
from planner.workbook_format import ASSUMPTIONS

_HEADS: Final = ("Quarter", "Starts on", "Lands on", "In the plan")
_AFTER: Final = "after the plan"


def write_quarters(book: Book, grid: Grid, row: int) -> int:
    """Returns the next free row."""
    styles, quarters = book.styles, book.roadmap.quarters
    grid.text(row, 0, "Quarters", styles.section())
    grid.sheet.set_row(row, 20)
    for col, heading in enumerate(_HEADS):
        grid.text(row + 1, col, heading, styles.head())
    first, day = row + 2, styles.body(num_format=styles.day, align="left")
    for at, quarter in enumerate(quarters, start=first):
        lands_on = landed(max(quarter.starts_on, book.roadmap.first_buyable), book.roadmap.assumptions)
        grid.text(at, 0, quarter.label, styles.body())
        grid.day(at, 1, quarter.starts_on, day)
        grid.day(at, 2, lands_on, day)
        grid.text(at, 3, quarter.label, styles.body())
    last = first + len(quarters)
    grid.text(last, 0, _AFTER, styles.body())
    grid.day(last, 1, quarters[-1].ends_on + timedelta(days=1), day)
    for col in (2, 3):
        grid.text(last, col, None, styles.body())
    where = ((names.QUARTER_LABELS, 0, last - 1), (names.QUARTER_STARTS, 1, last), (names.QUARTER_LANDS, 2, last - 1),
             (names.PLAN_QUARTERS, 3, last))  # fmt: skip
    for name, col, end in where:
        book.define_name(name, span(first, col, end, col, sheet=ASSUMPTIONS))
    return _write_months(book, grid, last + 2) if book.roadmap.assumptions.blackout_months else last + 1


def _write_months(book: Book, grid: Grid, row: int) -> int:
    """How long a purchase has to wait that would fall in a month which the client keeps free."""
    styles = book.styles
    grid.text(row, 0, "Months that are kept free", styles.section())
    for col, heading in enumerate(("Month", "Months to wait")):
        grid.text(row + 1, col, heading, styles.head(align="right" if col else "left"))
    shut = book.roadmap.assumptions.blackout_months
    start = book.roadmap.as_of.replace(month=1, day=1)
    for month in range(12):
        wait = next(n for n in range(12) if add_months(start, month + n).month not in shut)
        grid.text(row + 2 + month, 0, MONTHS[month], styles.body())
        grid.number(row + 2 + month, 1, wait, styles.body(align="right"))
    book.define_name(names.WAITS, span(row + 2, 1, row + 13, 1, sheet=ASSUMPTIONS))
    return row + 14
