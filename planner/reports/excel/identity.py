"""The hidden sheet by which Evergreen knows its own workbook again, and the list of categories to choose from."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.fields import CATEGORY_LABELS
from planner.reports.excel.book import Book
from planner.reports.excel.grid import span
from planner.reports.excel.listing import HEAD_ROW
from planner.roadmap.content import content_sha256
from planner.workbook_format import CATEGORY_NAMES, FORMAT, FORMAT_VERSION, IDENTITY_KEYS, IDENTITY_SHEET

_CATEGORIES_COL: Final = 3


def write_identity(book: Book, sheet: Worksheet) -> None:
    roadmap = book.roadmap
    values: dict[str, str | int] = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "client_id": roadmap.client_id,
        "client": roadmap.client,
        "as_of": roadmap.as_of.isoformat(),
        "currency": roadmap.currency,
        "content": content_sha256(roadmap),
        "assets_header_row": HEAD_ROW + 1,
    }
    grid, plain = book.grid(sheet), book.styles()
    for row, key in enumerate(IDENTITY_KEYS):
        value = values[key]
        grid.text(row, 0, key, plain)
        if isinstance(value, int):
            grid.number(row, 1, value, plain)
        else:
            grid.text(row, 1, value, plain)
    for row, label in enumerate(CATEGORY_LABELS.values()):
        grid.text(row, _CATEGORIES_COL, label, plain)
    book.define_name(
        CATEGORY_NAMES, span(0, _CATEGORIES_COL, len(CATEGORY_LABELS) - 1, _CATEGORIES_COL, sheet=IDENTITY_SHEET)
    )
    sheet.very_hidden()
