"""The hidden sheet that keeps what may be edited as it was written, so that edits can be told from newer changes."""

from __future__ import annotations

import json

from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.book import Book
from planner.reports.excel.grid import clean_text
from planner.roadmap.editable import editable_values
from planner.workbook_format import AS_MADE_HEADINGS, fingerprint


def write_as_made(book: Book, sheet: Worksheet) -> None:
    """One row per asset and initiative: what it is, its id, and the fingerprints of its values as cells hold them."""
    grid, plain = book.grid(sheet), book.styles()
    for col, heading in enumerate(AS_MADE_HEADINGS):
        grid.text(0, col, heading, plain)
    for row, ((of, id_), values) in enumerate(editable_values(book.roadmap).items(), start=1):
        told = {
            field: fingerprint(clean_text(value) if isinstance(value, str) else value)
            for field, value in values.items()
        }
        grid.text(row, 0, of, plain)
        grid.text(row, 1, id_, plain)
        grid.text(row, 2, json.dumps(told, ensure_ascii=False), plain)
    sheet.very_hidden()
