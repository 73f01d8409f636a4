"""Small sheets written as a user would: a text per file, or rows for a workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from planner.intake.model import Reading, Table
from planner.intake.reading import read_bytes

AS_OF = date(2026, 11, 23)


def read(content: str | bytes, name: str = "assets.csv") -> Reading:
    return read_bytes(content.encode() if isinstance(content, str) else content, name, AS_OF)


def table(content: str | bytes, name: str = "assets.csv") -> Table:
    """The only table of a file."""
    (found,) = read(content, name).tables
    return found


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Sequence[tuple[str, str]] = ()) -> bytes:
    """An xlsx; None is an empty cell. `merged`: (range, text) on the first sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
        for place, text in merged if number == 0 else ():
            sheet.merge_range(place, text)
    book.close()
    return stream.getvalue()


def fields(found: Table) -> dict[str | None, str | None]:
    """Header → field, for tables whose headers differ."""
    return {column.header: column.field for column in found.columns}


def values(found: Table, field: str) -> list[Any]:
    return [row.values.get(field) for row in found.rows]
