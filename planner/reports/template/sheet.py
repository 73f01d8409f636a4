"""Cells of one sheet's part: read, written and copied, with the looks that they have."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from lxml import etree

from planner.reports.excel.grid import clean_text
from planner.reports.template.package import tag

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DAY_ZERO: Final = date(1899, 12, 30)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
Value = str | int | float | date | None


def place(reference: str) -> tuple[int, int]:
    """'$B$7' → (7, 2): row and column from 1."""
    found = _CELL.fullmatch(reference)
    if found is None:
        raise ValueError(f"{reference} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def letters(column: int) -> str:
    """2 → 'B'."""
    told = ""
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told


def name_of(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


class SheetPart:
    """`rows` of the sheet's data by number; rows and cells are kept in their order, as the format asks."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self._data = tree.find(tag("sheetData"))
        self._rows: dict[int, Any] = {int(row.get("r")): row for row in self._data}
        self._cells: dict[tuple[int, int], Any] = {
            place(cell.get("r")): cell for row in self._data for cell in row if cell.get("r")
        }

    def cell(self, row: int, column: int) -> Any | None:
        return self._cells.get((row, column))

    def is_filled(self, row: int, column: int) -> bool:
        found = self.cell(row, column)
        return found is not None and len(found) > 0

    def put(self, row: int, column: int, value: Value, style: str | None = None, formula: str | None = None) -> None:
        """Writes a value as text, number or day, or a formula without a value; the cell's look is kept, or `style` (the
        number of another cell's)."""
        cell = self._made(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if style is not None:
            cell.set("s", style)
        if formula is not None:
            etree.SubElement(cell, tag("f")).text = formula
        elif isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            text.text = clean_text(value)
            text.set(_SPACE, "preserve")
        elif value is not None:
            number = (value - _DAY_ZERO).days if isinstance(value, date) else value
            etree.SubElement(cell, tag("v")).text = repr(number)

    def like(self, row: int, other: int) -> None:
        """Gives a row the height of another."""
        source = self._rows.get(other)
        if source is None or row == other:
            return
        for name in ("ht", "customHeight"):
            if source.get(name):
                self._row(row).set(name, source.get(name))

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = etree.Element(tag("row"), r=str(number))
            later = [one for at, one in self._rows.items() if at > number]
            if later:
                min(later, key=lambda one: int(one.get("r"))).addprevious(row)
            else:
                self._data.append(row)
            self._rows[number] = row
        self._rows[number].attrib.pop("spans", None)
        return self._rows[number]

    def _made(self, row: int, column: int) -> Any:
        if (row, column) not in self._cells:
            parent = self._row(row)
            cell = etree.Element(tag("c"), r=name_of(row, column))
            after = next((one for one in parent if one.get("r") and place(one.get("r"))[1] > column), None)
            if after is not None:
                after.addprevious(cell)
            else:
                parent.append(cell)
            self._cells[row, column] = cell
        return self._cells[row, column]

    def fit_extent(self) -> None:
        """The sheet's own statement of its used cells, where it makes one."""
        told = self.tree.find(tag("dimension"))
        if told is not None and self._cells:
            rows, columns = zip(*self._cells, strict=True)
            told.set("ref", f"{name_of(min(rows), min(columns))}:{name_of(max(rows), max(columns))}")

    def stretch(self, first: int, last: int, new_last: int, columns: range) -> None:
        """Lets conditional formats and validations that cover a table's body in those columns reach its new last
        row."""
        for kind in ("conditionalFormatting", "dataValidation"):
            for one in self.tree.iter(tag(kind)):
                one.set("sqref", " ".join(_stretched(part, first, last, new_last, columns)
                                          for part in one.get("sqref", "").split()))  # fmt: skip


def _stretched(part: str, first: int, last: int, new_last: int, columns: range) -> str:
    start, _, end = part.partition(":")
    (top, left), (bottom, right) = place(start), place(end or start)
    if left in columns and right in columns and top == first and first <= bottom <= last:
        return f"{name_of(top, left)}:{name_of(new_last, right)}"
    return part
