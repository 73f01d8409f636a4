"""A long list as a real Excel table: filters, hidden ids, sums of what is shown, headings on every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xlsxwriter.format import Format

from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, span

SUM_ROW: Final = 3
HEAD_ROW: Final = 4
FIRST_ROW: Final = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """`headings`: field → heading, in the order of the columns, the hidden id first. `units` and `money` are the
    fields to be summed; `figures` stand right, the others left."""

    table_name: str
    headings: Mapping[str, str]
    widths: Mapping[str, int]
    units: str
    money: str
    figures: frozenset[str]

    @property
    def columns(self) -> dict[str, int]:
        return {field: col for col, field in enumerate(self.headings)}

    @property
    def last_col(self) -> int:
        return len(self.headings) - 1


def write_frame(book: Book, grid: Grid, listing: Listing, rows: int, empty: str) -> int:
    """Everything of a list but its rows' cells, which the caller writes from `FIRST_ROW` on. Returns the last row."""
    sheet, columns = grid.sheet, listing.columns
    heads = {field: _head(book, listing, field) for field in listing.headings}
    for field, col in columns.items():
        grid.text(HEAD_ROW, col, listing.headings[field], heads[field])
    sheet.set_row(HEAD_ROW, 30)
    last_row = FIRST_ROW + max(rows, 1) - 1
    if rows:
        named = [{"header": text, "header_format": heads[field]} for field, text in listing.headings.items()]
        options = {"name": listing.table_name, "style": None, "columns": named}
        sheet.add_table(HEAD_ROW, 0, last_row, listing.last_col, options)
    else:
        grid.text(FIRST_ROW, 1, empty, book.styles.note())
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    return last_row


def write_sums(book: Book, grid: Grid, listing: Listing, last_row: int, units: int, minor: int) -> None:
    """Above the headings: the sums of the rows that a filter leaves."""
    styles, columns = book.styles, listing.columns
    for col in range(1, listing.last_col + 1):
        grid.text(SUM_ROW, col, None, styles.total())
    grid.text(SUM_ROW, 1, "Rows shown", styles.total())
    col = columns[listing.units]
    style = styles.total(num_format="#,##0", align="right", indent=1)
    grid.formula(SUM_ROW, col, f"SUBTOTAL(109,{span(FIRST_ROW, col, last_row, col)})", units, style)
    col = columns[listing.money]
    grid.money_formula(
        SUM_ROW, col, f"SUBTOTAL(109,{span(FIRST_ROW, col, last_row, col)})", minor, styles.total_money(indent=1)
    )


def _head(book: Book, listing: Listing, field: str) -> Format:
    return book.styles.head(align="right", indent=1) if field in listing.figures else book.styles.head()
