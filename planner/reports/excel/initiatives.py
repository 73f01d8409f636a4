"""The initiatives sheet: the roadmap as a list, with the reason for each in the client's words."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.book import Book, counted
from planner.reports.excel.grid import Grid
from planner.reports.excel.listing import FIRST_ROW, Listing, write_frame, write_sums
from planner.roadmap.model import Initiative
from planner.roadmap.movable import movable_keys
from planner.workbook_format import EDITABLE, INITIATIVE_HEADINGS, INITIATIVE_TABLE, INITIATIVES, OPTIONS

_WIDTHS: Final = {
    "key": 12, "quarter_label": 11, "lane": 11, "title": 32, "why": 50, "devices": 8, "priority": 9, "status": 10,
    "owner": 15, "amount_minor": 12,
}  # fmt: skip


def write_initiatives(book: Book, sheet: Worksheet) -> None:
    initiatives = sorted(book.roadmap.initiatives, key=lambda i: (i.quarter_starts_on, i.lane, i.key))
    total = sum(initiative.amount_minor for initiative in initiatives)
    listing = Listing(
        INITIATIVE_TABLE,
        INITIATIVE_HEADINGS,
        {**_WIDTHS, "amount_minor": max(_WIDTHS["amount_minor"], book.money_width(total))},
        units="devices",
        money="amount_minor",
        figures=frozenset({"devices", "amount_minor"}),
    )
    grid = book.grid(sheet)
    grid.widths({col: listing.widths[field] for field, col in listing.columns.items()})
    empty = "No initiative is on the roadmap yet."
    lead = f"{counted(len(initiatives), 'initiative')}, in the order of their quarters." if initiatives else empty
    grid.heading(book.roadmap.client, INITIATIVES, lead, listing.last_col, first_col=1)
    last_row = write_frame(book, grid, listing, len(initiatives), empty)
    if initiatives:
        write_sums(book, grid, listing, last_row, sum(i.devices for i in initiatives), total)
    movable = movable_keys(book.roadmap) if book.is_live else frozenset()
    for row, initiative in enumerate(initiatives, start=FIRST_ROW):
        _write_row(book, grid, row, initiative, is_open=initiative.key in movable)
    for field, options in OPTIONS.items():
        col = listing.columns[field]
        listed = {"validate": "list", "source": [option.capitalize() for option in options]}
        told = {"error_title": f"Not a {field}", "error_message": "Choose one of the list."}
        sheet.data_validation(FIRST_ROW, col, last_row, col, listed | told)
    book.page.apply(sheet, INITIATIVES, last_row, listing.last_col)


def _write_row(book: Book, grid: Grid, row: int, initiative: Initiative, *, is_open: bool) -> None:
    """`is_open`: what Evergreen takes back of it may be edited."""
    words, edited = book.styles.wrapped(), book.styles.input(text_wrap=True, valign="top")
    figure = book.styles.wrapped(align="right", indent=1, num_format="#,##0")
    texts = (
        initiative.key, initiative.quarter_label, initiative.lane, initiative.title, initiative.why, None,
        initiative.priority.capitalize(), initiative.status.capitalize(), initiative.owner,
    )  # fmt: skip
    for col, (field, text) in enumerate(zip(INITIATIVE_HEADINGS, texts, strict=False)):
        grid.text(row, col, text, edited if is_open and field in EDITABLE["initiative"] else words)
    grid.fit_row(row, {col: text for col, text in enumerate(texts) if col})
    columns = {field: col for col, field in enumerate(INITIATIVE_HEADINGS)}
    grid.number(row, columns["devices"], initiative.devices, figure)
    grid.money(row, columns["amount_minor"], initiative.amount_minor, book.styles.money(valign="top", indent=1))
