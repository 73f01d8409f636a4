"""Writing cells: text that stays text, money that is exact, formulas with the value they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from planner.money import minor_digits
from planner.reports.excel.styles import Styles
from planner.reports.text_fit import height_for, lines_needed

MAX_CELL_UNITS: Final = 32_767
"""Excel's limit of UTF-16 units in a cell (Microsoft, 'Excel specifications and limits')."""
FORMULA_STARTS: Final = ("=", "+", "-", "@")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(value: str) -> str:
    """Text as a cell can hold it: no control characters (a tab becomes a blank), no half surrogates, not too long."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _UNPRINTABLE.sub("", text)
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * MAX_CELL_UNITS:
        return text
    return encoded[: 2 * (MAX_CELL_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def address(row: int, col: int, *, sheet: str | None = None) -> str:
    """'$C$7' of 0-based row and column, or "'Budget'!$C$7"."""
    cell: str = xl_rowcol_to_cell(row, col, row_abs=True, col_abs=True)
    return f"{quoted_sheet(sheet)}!{cell}" if sheet else cell


def span(row: int, col: int, last_row: int, last_col: int, *, sheet: str | None = None) -> str:
    """'$C$7:$F$9', or with its sheet."""
    return f"{address(row, col, sheet=sheet)}:{address(last_row, last_col)}"


class Grid:
    """One worksheet, written cell by cell; rows and columns count from 0."""

    def __init__(self, sheet: Worksheet, styles: Styles, currency: str) -> None:
        self.sheet = sheet
        self.styles = styles
        self._scale = 10 ** minor_digits(currency)
        self._pixels: dict[int, int] = {}

    def widths(self, widths: dict[int, int]) -> None:
        """Column → width in digits."""
        for col, width in widths.items():
            self._pixels[col] = width * 7 + 5
            self.sheet.set_column_pixels(col, col, self._pixels[col])

    def pixels(self, first_col: int, last_col: int) -> int:
        return sum(self._pixels[col] for col in range(first_col, last_col + 1))

    def fit_row(self, row: int, texts: dict[int, str | None], *, bold: bool = False) -> None:
        """Makes a row as high as its wrapped 10-point texts (column → text) need."""
        needed = (lines_needed(clean_text(text), self._pixels[col], bold=bold) for col, text in texts.items() if text)
        self.sheet.set_row(row, height_for(max(needed, default=1)))

    def text(self, row: int, col: int, value: str | None, style: Format) -> None:
        """Text, never a formula, link or number; a blank cell for None."""
        if not value:
            self.sheet.write_blank(row, col, None, style)
            return
        cleaned = clean_text(value)
        self.sheet.write_string(row, col, cleaned, self._safe(cleaned, style))

    def rich_text(self, row: int, col: int, parts: Sequence[tuple[Format, str]], style: Format) -> None:
        """Two or more runs of text in one cell, each in its own font."""
        runs = [(font, clean_text(text)) for font, text in parts]
        flat = [item for run in runs for item in run]
        self.sheet.write_rich_string(row, col, *flat, self._safe(runs[0][1], style))

    def merged_text(self, row: int, col: int, last_row: int, last_col: int, value: str, style: Format) -> None:
        """Text over several cells. Their rows' height is the caller's matter: Excel fits it to single cells only."""
        cleaned = clean_text(value)
        safe = self._safe(cleaned, style)
        if (row, col) != (last_row, last_col):
            self.sheet.merge_range(row, col, last_row, last_col, "", safe)
        self.text(row, col, cleaned, safe)

    def number(self, row: int, col: int, value: float | None, style: Format) -> None:
        if value is None:
            self.sheet.write_blank(row, col, None, style)
        else:
            self.sheet.write_number(row, col, value, style)

    def money(self, row: int, col: int, minor: int | None, style: Format) -> None:
        """An amount in major units: the number nearest to its exact decimal."""
        self.number(row, col, None if minor is None else minor / self._scale, style)

    def day(self, row: int, col: int, value: date | None, style: Format) -> None:
        if value is None:
            self.sheet.write_blank(row, col, None, style)
        else:
            self.sheet.write_datetime(row, col, value, style)

    def formula(self, row: int, col: int, formula: str, value: float | str, style: Format) -> None:
        """A formula and the value it has: programs that do not recalculate show that one."""
        self.sheet.write_formula(row, col, f"={formula}", style, value)

    def money_formula(self, row: int, col: int, formula: str, minor: int, style: Format) -> None:
        self.formula(row, col, formula, minor / self._scale, style)

    def heading(self, client: str, title: str, lead: str, last_col: int, first_col: int = 0) -> None:
        """The three lines that every sheet begins with: client, title, the answer in words."""
        self.sheet.set_row(0, 18)
        self.sheet.set_row(1, 28)
        self.text(0, first_col, client, self.styles.overline())
        self.text(1, first_col, title, self.styles.title())
        self.merged_text(2, first_col, 2, last_col, lead, self.styles.lead())
        lines = lines_needed(lead, self.pixels(first_col, last_col), 11)
        self.sheet.set_row(2, height_for(lines, 11))

    def _safe(self, text: str, style: Format) -> Format:
        return self.styles.quoted(style) if text.startswith(FORMULA_STARTS) else style
