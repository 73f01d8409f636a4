"""Rejected rows as a sheet: to be mended where they stand, and imported again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from planner.intake.model import Table

REASON: Final = "What is wrong"


def rejected_workbook(tables: Sequence[Table]) -> bytes:
    """One sheet per table that has rejected rows: its headers, a column with the reason, the rows' texts as read.

    Every cell is text: nothing that stands in a sheet becomes a formula here.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B6E4F", "text_wrap": True})
    reason = book.add_format({"font_color": "#C8553D", "text_wrap": True, "valign": "top"})
    for number, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(f"Rejected {number}")
        headers = [REASON, *(column.header or f"Column {column.column}" for column in table.columns)]
        for at, header in enumerate(headers):
            sheet.write_string(0, at, header, head)
        for line, row in enumerate(table.rejected, start=1):
            sheet.write_string(line, 0, f"{row.problem.message} {row.problem.remedy}", reason)
            for at, text in enumerate(row.cells, start=1):
                sheet.write_string(line, at, text)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(headers), 18)
        sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()
