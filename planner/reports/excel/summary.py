"""The summary sheet: the answer in words, key figures, the two pictures, and the figures behind them."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from typing import Final

from PIL import Image
from xlsxwriter.worksheet import Worksheet

from planner.fields import STATUS_LABELS
from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.summary_charts import STATUS_ORDER, insert_spend_chart, insert_status_chart
from planner.reports.excel.summary_spend import SpendTable, write_spend_table
from planner.reports.excel.summary_tiles import write_tiles
from planner.workbook_format import BUDGET, SUMMARY

_LAST_COL: Final = 11
_LOGO: Final = re.compile(r"data:image/(?:png|jpeg);base64,(.+)", re.DOTALL)
_LOGO_HIGH, _LOGO_WIDE = 56, 140
"""Pixels."""
_RIGHT_COL: Final = 8
_TILE_ROW: Final = 4
_CHART_ROW: Final = 8
_CHARTS_ALONE_ROWS: Final = 21
_CHARTS_AND_TABLES_ROWS: Final = 18
"""Rows that the first page holds below the tiles: charts alone, or charts and the rows of the tables below them."""
_FEWEST_CHART_ROWS: Final = 11


def write_summary(book: Book, sheet: Worksheet) -> None:
    grid, roadmap = book.grid(sheet), book.roadmap
    grid.widths({0: 10, 1: 9, 2: 12, **dict.fromkeys(range(3, _LAST_COL + 2), max(10, book.budget_width()))})
    title = f"Technology roadmap, {book.day(roadmap.as_of)}"
    grid.heading(roadmap.client, title, roadmap.answer, _LAST_COL)
    _insert_logo(book, sheet)
    chart_rows = _CHARTS_AND_TABLES_ROWS - max(len(book.budget.years), len(STATUS_ORDER))
    tables_turn_over = chart_rows < _FEWEST_CHART_ROWS
    if tables_turn_over:
        chart_rows = _CHARTS_ALONE_ROWS
    below = _CHART_ROW + chart_rows + 1
    for gap in (_TILE_ROW - 1, _CHART_ROW - 1):
        sheet.set_row(gap, 8)
    next_row = max(_write_years(book, grid, below), _write_statuses(book, grid, below))
    table = SpendTable.of(roadmap.budget, next_row + 1, roadmap.quarter_cap_minor)
    write_spend_table(book, grid, table)
    write_tiles(book, grid, _TILE_ROW, table)
    insert_spend_chart(book, grid, table, _CHART_ROW, (0, _RIGHT_COL - 1), chart_rows)
    statuses = (below + 2, _RIGHT_COL, _RIGHT_COL + 2)
    insert_status_chart(book, grid, statuses, _CHART_ROW, (_RIGHT_COL, _LAST_COL), chart_rows)
    book.page.apply(sheet, SUMMARY, table.total_row, max(_LAST_COL, table.last_col))
    sheet.set_h_pagebreaks([below if tables_turn_over else table.title_row])
    sheet.repeat_rows(table.head_row)


def _insert_logo(book: Book, sheet: Worksheet) -> None:
    """The brand's, at the right end of the heading's two rows, no wider than two columns."""
    found = _LOGO.fullmatch(book.brand.logo or "")
    if found is None:
        return
    with Image.open(BytesIO(data := b64decode(found[1]))) as picture:
        width, height = picture.size
    scale = min(_LOGO_HIGH / height, _LOGO_WIDE / width)
    sheet.insert_image(0, _LAST_COL - 1, "logo", {
        "image_data": BytesIO(data), "x_scale": scale, "y_scale": scale, "object_position": 3,
        "description": f"Logo of {book.brand.name}"[:255],
    })  # fmt: skip


def _write_years(book: Book, grid: Grid, row: int) -> int:
    """Capex, opex and total of each fiscal year, taken from the budget sheet. Returns the next free row."""
    styles, layout, budget = book.styles, book.budget, book.roadmap.budget
    grid.text(row, 0, "Fiscal years", styles.section())
    grid.sheet.set_row(row, 20)
    head = row + 1
    grid.merged_text(head, 0, head, 2, "Fiscal year", styles.head())
    rows = ((layout.capex_row, "Capex", budget.of_treatment("capex")),
            (layout.opex_row, "Opex", budget.of_treatment("opex")),
            (layout.total_row, "Total", budget.planned()))  # fmt: skip
    for col, (_, label, _amounts) in enumerate(rows, start=3):
        grid.text(head, col, label, styles.head(align="right"))
    for at, year in enumerate(layout.years, start=head + 1):
        part = "" if len(year.quarters) == 4 else f" ({len(year.quarters)} of 4 quarters)"
        grid.merged_text(at, 0, at, 2, f"{year.label}{part}", styles.body())
        for col, (source, label, amounts) in enumerate(rows, start=3):
            minor = sum(amounts[i] for i in year.quarters)
            style = styles.money(bold=label == "Total")
            grid.money_formula(at, col, address(source, year.total_col, sheet=BUDGET), minor, style)
    total = head + 1 + len(layout.years)
    grid.merged_text(total, 0, total, 2, "Together", styles.total())
    for col, (_, _label, amounts) in enumerate(rows, start=3):
        formula = f"SUM({span(head + 1, col, max(total - 1, head + 1), col)})"
        grid.money_formula(total, col, formula, sum(amounts), styles.total_money())
    return total + 1


def _write_statuses(book: Book, grid: Grid, row: int) -> int:
    """Devices by status, with their share. Returns the next free row."""
    styles, counts = book.styles, book.roadmap.status_counts
    fleet = sum(counts.values())
    grid.text(row, _RIGHT_COL, "Fleet by status", styles.section())
    head, devices, share = row + 1, _RIGHT_COL + 2, _RIGHT_COL + 3
    grid.merged_text(head, _RIGHT_COL, head, _RIGHT_COL + 1, "Status", styles.head())
    grid.text(head, devices, "Devices", styles.head(align="right"))
    grid.text(head, share, "Share", styles.head(align="right"))
    total = head + 1 + len(STATUS_ORDER)
    figure, percent = styles.body(align="right", num_format="#,##0"), styles.body(align="right", num_format="0%")
    for at, status in enumerate(STATUS_ORDER, start=head + 1):
        grid.merged_text(at, _RIGHT_COL, at, _RIGHT_COL + 1, STATUS_LABELS[status], styles.body())
        grid.number(at, devices, counts[status], figure)
        ratio = f"IF({address(total, devices)}=0,0,{address(at, devices)}/{address(total, devices)})"
        grid.formula(at, share, ratio, counts[status] / fleet if fleet else 0, percent)
    grid.merged_text(total, _RIGHT_COL, total, _RIGHT_COL + 1, "Together", styles.total())
    sums = f"SUM({span(head + 1, devices, total - 1, devices)})"
    grid.formula(total, devices, sums, fleet, styles.total(align="right", num_format="#,##0"))
    grid.text(total, share, None, styles.total())
    return total + 1
