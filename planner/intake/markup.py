"""Excel-2003 XML and HTML tables, which many tools export under the name .xls."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from planner.errors import PlannerError
from planner.intake.archives import MAX_CELLS, too_wide
from planner.intake.grid import Cell, Sheet
from planner.intake.text import MAX_LINES, decoded

_NAMESPACE: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MAX_GAP: Final = 16_384


def read_spreadsheet_xml(data: bytes) -> list[Sheet]:
    """The sheets of an Excel-2003 XML workbook. Raises PlannerError where it is broken or declares entities."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data.replace(b"\0", b"")):
        raise PlannerError(
            "This workbook declares XML entities, which no list needs.", "Save it as .xlsx and add that file."
        )
    sheets: list[Sheet] = []
    try:
        for _, element in iterparse(io.BytesIO(data), events=("end",)):  # noqa: S314  # entities are refused above
            if element.tag == f"{_NAMESPACE}Worksheet":
                sheets.append(_worksheet(element))
                element.clear()
    except ParseError as error:
        raise PlannerError(
            "This workbook (Excel 2003 XML) is damaged.", "Save it as .xlsx and add that file."
        ) from error
    return sheets


def _worksheet(element: Element) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    widest = 0
    for row in element.iter(f"{_NAMESPACE}Row"):
        while len(rows) < min(_index(row, len(rows)), len(rows) + _MAX_GAP):
            rows.append([])
        cells: list[Cell] = []
        for cell in row.iter(f"{_NAMESPACE}Cell"):
            cells.extend([""] * min(_index(cell, len(cells)) - len(cells), _MAX_GAP))
            cells.append(_cell_value(cell))
            if len(cells) > _MAX_GAP:
                raise too_wide(element.get(f"{_NAMESPACE}Name"))
            if (across := int(cell.get(f"{_NAMESPACE}MergeAcross", "0"))) and across < _MAX_GAP:
                merged.append((len(rows), len(cells) - 1, len(rows), len(cells) - 1 + across))
                cells.extend([""] * across)
        rows.append(cells)
        widest = max(widest, len(cells))
        if len(rows) * widest > MAX_CELLS or len(rows) > MAX_LINES:
            raise too_wide(element.get(f"{_NAMESPACE}Name"))
    return Sheet(element.get(f"{_NAMESPACE}Name", ""), rows, tuple(merged))


def _index(element: Element, following: int) -> int:
    stated = element.get(f"{_NAMESPACE}Index", "")
    return int(stated) - 1 if stated.isdigit() else following


def _cell_value(cell: Element) -> Cell:
    data = cell.find(f"{_NAMESPACE}Data")
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    if data.get(f"{_NAMESPACE}Type") == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text


def read_html(data: bytes) -> list[Sheet]:
    """One sheet for each table of a page, the innermost where they are nested."""
    parser = _Tables()
    parser.feed(decoded(data))
    parser.close()
    sheets = [Sheet(None, rows) for rows in parser.tables if any(any(row) for row in rows)]
    if not sheets:
        raise PlannerError(
            "This is a web page without a table.",
            "Export the list as CSV or as an Excel workbook (.xlsx) and add that.",
        )
    return sheets


class _Tables(HTMLParser):
    """Collects the cells of all tables; colspan gives empty cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self._open: list[list[list[Cell]]] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._widest = self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
            self._rows += 1
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 200) if span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            self._open[-1][-1].append(" ".join("".join(self._cell).split()))
            self._open[-1][-1].extend([""] * (self._span - 1))
            self._widest = max(self._widest, len(self._open[-1][-1]))
            if self._rows * self._widest > MAX_CELLS:
                raise too_wide()
        self._cell = None
