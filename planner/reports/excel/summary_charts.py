"""The summary's two pictures: native Excel charts over the summary's own tables."""

from __future__ import annotations

from typing import Any, Final

from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid
from planner.reports.excel.styles import FONT, INK, MUTED, RULE, SERIES_COLOURS, STATUS_COLOURS
from planner.reports.excel.summary_spend import FIRST_SERIES_COL, SpendTable, year_marks
from planner.workbook_format import SUMMARY

_ROW_PIXELS: Final = 20
_LABEL_FONT: Final = {"name": FONT, "size": 8, "color": INK}
STATUS_ORDER: Final = ("overdue", "due", "due_soon", "healthy", "unknown")
"""What needs somebody first."""


def insert_spend_chart(book: Book, grid: Grid, table: SpendTable, row: int, cols: tuple[int, int], rows: int) -> None:
    """Stacked columns by quarter, a colour for each category, and the cap as a line where there is one; the axis says
    quarter and, below it, fiscal year."""
    if not book.roadmap.budget.total:
        grid.text(row, cols[0], "No spend is planned in these quarters.", book.styles.note())
        return
    chart = book.new_chart({"type": "column", "subtype": "stacked"})
    last = len(table.series_labels) - 1
    quarters = book.roadmap.budget.quarters
    levels = [year_marks(quarters), [f"Q{quarter.number}" for quarter in quarters]]
    for index in range(len(table.series_labels)):
        col = FIRST_SERIES_COL + index
        is_rest = table.has_rest and index == last
        chart.add_series(
            {
                "name": [SUMMARY, table.head_row, col],
                "categories": [SUMMARY, table.first_row, 0, table.last_row, 1],
                "categories_data": levels,
                "values": [SUMMARY, table.first_row, col, table.last_row, col],
                "fill": {"color": SERIES_COLOURS[-1] if is_rest else SERIES_COLOURS[index]},
                "gap": 45,
            }
        )
    if table.cap_minor is not None:
        chart.combine(_cap_line(book, table))
    chart.set_title({"name": "Spend by quarter", "name_font": _title_font(book)})
    chart.set_x_axis({"num_font": _LABEL_FONT, "line": {"color": RULE}, "major_tick_mark": "none"})
    chart.set_y_axis(_money_axis(book))
    chart.set_legend({"position": "bottom", "font": _LABEL_FONT})
    _insert(grid, chart, row, cols, rows, "Planned spend by fiscal quarter, stacked by category.")


def _cap_line(book: Book, table: SpendTable) -> Any:
    line = book.new_chart({"type": "line"})
    line.add_series(
        {
            "name": [SUMMARY, table.head_row, table.cap_col],
            "categories": [SUMMARY, table.first_row, 0, table.last_row, 1],
            "values": [SUMMARY, table.first_row, table.cap_col, table.last_row, table.cap_col],
            "line": {"color": STATUS_COLOURS["overdue"], "width": 2, "dash_type": "dash"},
        }
    )
    return line


def insert_status_chart(
    book: Book, grid: Grid, source: tuple[int, int, int], row: int, cols: tuple[int, int], rows: int
) -> None:
    """One bar for each status, its name beside it. `source`: first row, column of names, column of numbers."""
    if not sum(book.roadmap.status_counts.values()):
        grid.text(row, cols[0], "There are no assets yet.", book.styles.note())
        return
    first, names, numbers = source
    last = first + len(STATUS_ORDER) - 1
    chart = book.new_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Devices",
            "categories": [SUMMARY, first, names, last, names],
            "values": [SUMMARY, first, numbers, last, numbers],
            "points": [{"fill": {"color": STATUS_COLOURS[status]}} for status in STATUS_ORDER],
            "data_labels": {"value": True, "font": {**_LABEL_FONT, "bold": True}, "num_format": "#,##0"},
            "gap": 45,
        }
    )
    chart.set_title({"name": "Fleet by status", "name_font": _title_font(book)})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({
        "reverse": True, "num_font": _LABEL_FONT, "line": {"color": RULE}, "major_tick_mark": "none",
        "major_gridlines": {"visible": False},
    })  # fmt: skip
    chart.set_legend({"none": True})
    _insert(grid, chart, row, cols, rows, "Number of devices by status.")


def _money_axis(book: Book) -> dict[str, Any]:
    return {
        "num_format": book.styles.money_whole,
        "num_font": {**_LABEL_FONT, "color": MUTED},
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        "major_tick_mark": "none",
    }


def _insert(grid: Grid, chart: Any, row: int, cols: tuple[int, int], rows: int, description: str) -> None:
    """Puts the chart over the cells of these columns and rows, with a little room around it."""
    chart.set_size({"width": grid.pixels(*cols) - 8, "height": rows * _ROW_PIXELS - 4})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    grid.sheet.insert_chart(row, cols[0], chart, {"description": description, "object_position": 2})


def _title_font(book: Book) -> dict[str, Any]:
    return {"name": FONT, "size": 11, "bold": True, "color": book.styles.accent}
