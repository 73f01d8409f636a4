"""The cells of one worksheet, changed in place: a written cell keeps its format, everything else stays."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from planner.money import decimal_string
from planner.reports.excel.grid import FORMULA_STARTS, clean_text
from planner.reports.template.places import Area, area_of, moved, name_of
from planner.reports.template.styles import Font, Styles
from planner.reports.template.values import Amount, Value
from planner.reports.template.xml import MAIN, SPACE, Element, child, damaged, made, measure, remove, whole
from planner.reports.text_fit import height_for, lines_needed

_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_USUAL_WIDTH: Final = 9.14
_TRUE: Final = ("1", "true")
_DAY_ONE: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_FIRST_DAY: Final = {False: date(1900, 3, 1), True: date(1904, 1, 1)}
"""Excel counts days from here on without the 29 February 1900 that never was."""


class Cells:
    """Rows and columns count from 1."""

    def __init__(self, part: str, root: Element, styles: Styles, currency: str, *, from_1904: bool) -> None:
        self._root = root
        self._data = root.find(f"{MAIN}sheetData")
        self._part = part
        if self._data is None:
            raise damaged(part)
        _unshare(self._data)
        self._styles, self._currency, self._from_1904 = styles, currency, from_1904
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        number = 0
        for row in self._data.iterchildren(f"{MAIN}row"):
            number = whole(row, "r", number + 1)
            self._rows[number] = row

    def row(self, number: int) -> dict[int, Element]:
        """Column → cell. Cells may be added to and taken out of it."""
        if number not in self._cells:
            found: dict[int, Element] = {}
            col = 0
            for cell in self._rows[number].iterchildren(f"{MAIN}c") if number in self._rows else ():
                at = area_of(cell.get("r")) if cell.get("r") else None
                if cell.get("r") and at is None:
                    raise damaged(self._part)
                col = at.left if at is not None else col + 1
                found[col] = cell
            self._cells[number] = found
        return self._cells[number]

    def is_there(self, row: int, col: int) -> bool:
        return col in self.row(row)

    def style(self, row: int, col: int) -> str | None:
        """The cell's format; of one that is not there its row's, else its column's."""
        cell, held = self.row(row).get(col), self._rows.get(row)
        found: str | None = None
        if cell is not None:
            found = cell.get("s")
        elif held is not None and held.get("customFormat") in _TRUE:
            found = held.get("s")
        else:
            cols = self._root.iterfind(f"{MAIN}cols/{MAIN}col")
            found = next((one.get("style") for one in cols if whole(one, "min") <= col <= whole(one, "max")), None)
        return found

    def formula(self, row: int, col: int) -> Element | None:
        """The cell's formula, to be put elsewhere; None where it has none."""
        cell = self.row(row).get(col)
        return None if cell is None else cell.find(f"{MAIN}f")

    def filled(self, area: Area) -> Iterator[str]:
        """The names of the cells that hold a value or a formula."""
        for number in sorted(one for one in self._rows if area.top <= one <= area.bottom):
            for col, cell in sorted(self.row(number).items()):
                if area.left <= col <= area.right and len(cell):
                    yield name_of(number, col)

    def clear(self, area: Area) -> None:
        """Takes the cells out, their formats too."""
        for number in [one for one in self._rows if area.top <= one <= area.bottom]:
            cells = self.row(number)
            for col in [one for one in cells if area.left <= one <= area.right]:
                del cells[col]

    def put(self, row: int, col: int, value: Value, style: str | None) -> None:
        """Text, a number, a day, or nothing. Text is never a formula; a day shows as one whatever the format is."""
        cell = self._cell(row, col)
        if value is None or value == "":
            self._dress(cell, style)
        elif isinstance(value, date):
            self._put_day(cell, value, style)
        elif isinstance(value, int | Amount):
            self._dress(cell, style)
            exact = decimal_string(value.minor, self._currency) if isinstance(value, Amount) else str(value)
            child(cell, "v").text = exact
        else:
            self._put_text(cell, str(value), style)

    def put_formula(self, row: int, col: int, formula: Element, rows: int, style: str | None) -> None:
        """A formula from `rows` above. Without its value: that is for the program to calculate."""
        own = copy.deepcopy(formula)
        own.text, own.tail = moved(own.text or "", rows), None
        if own.get("ref"):
            own.set("ref", name_of(row, col))
        cell = self._cell(row, col)
        self._dress(cell, style)
        cell.append(own)

    def take(self, row: int, left: int, right: int) -> dict[int, Element]:
        """Takes some cells out of a row, with all that they are."""
        cells = self.row(row)
        return {col: cells.pop(col) for col in list(cells) if left <= col <= right}

    def place(self, row: int, taken: dict[int, Element]) -> None:
        """Puts cells that were taken into another row."""
        for col, cell in taken.items():
            cell.set("r", name_of(row, col))
            self.row(row)[col] = cell

    def like_first(self, first: int, last: int, looks: Mapping[int, str | None]) -> None:
        """Rows are as high as the first, where that has a height of its own; else each fits its wrapped texts: Excel
        fits a row that has no height when it opens the file, other programs do not. None is hidden: that was the
        filter of the sample rows. `looks`: column → format."""
        wrapped = {col: (self._pixels(col), font) for col, style in looks.items()
                   if (font := self._styles.wrapped(style)) is not None}  # fmt: skip
        source = self._rows.get(first)
        is_set = source is not None and source.get("customHeight") in _TRUE
        height = source.get("ht") if source is not None and is_set else None
        for number in range(first, last + 1):
            row: Element = self._rows.setdefault(number, made("row"))
            row.attrib.pop("hidden", None)
            if row.get("customHeight") not in _TRUE:
                row.attrib.pop("ht", None)
                if height is not None:
                    row.set("ht", height)
                    row.set("customHeight", "1")
                elif (fitting := self._fitting(number, wrapped)) is not None:
                    row.set("ht", f"{fitting:g}")

    def fit_row(self, row: int, col: int, style: str | None) -> None:
        """Makes a row that has no height of its own as high as a wrapped text in it needs, never lower."""
        held, font = self._rows.get(row), self._styles.wrapped(style)
        if font is None or held is None or held.get("customHeight") in _TRUE:
            return
        fitting = self._fitting(row, {col: (self._pixels(col), font)})
        if fitting is not None and fitting > measure(held, "ht", 0):
            held.set("ht", f"{fitting:g}")

    def _fitting(self, row: int, wrapped: Mapping[int, tuple[int, Font]]) -> float | None:
        """The height in points that the wrapped texts of a row need; None where each takes one line."""
        heights = []
        for col, (pixels, font) in wrapped.items():
            held, room = self.row(row)[col].find(f"{MAIN}is/{MAIN}t"), round(pixels / font.share)
            lines = 1 if held is None else lines_needed(held.text or "", room, font.size, bold=font.is_bold)
            if lines > 1:
                heights.append(height_for(lines, font.size))
        return max(heights, default=None)

    def _pixels(self, col: int) -> int:
        """A column's width at 96 dpi: its width counts digits of 7 pixels and 5 of padding."""
        cols = self._root.iterfind(f"{MAIN}cols/{MAIN}col")
        sheet = self._root.find(f"{MAIN}sheetFormatPr")
        usual = _USUAL_WIDTH if sheet is None else measure(sheet, "defaultColWidth", _USUAL_WIDTH)
        held = next((one for one in cols if whole(one, "min") <= col <= whole(one, "max")), None)
        return round((usual if held is None else measure(held, "width", usual)) * 7)

    def finish(self) -> None:
        """Puts the changed rows back in order, and says how far the sheet reaches."""
        for number in sorted(self._cells):
            cells = self._cells[number]
            if number not in self._rows and cells:
                self._rows[number] = made("row")
            if number in self._rows:
                row = self._rows[number]
                row.set("r", str(number))
                row.attrib.pop("spans", None)
                for old in row.findall(f"{MAIN}c"):
                    row.remove(old)
                row[:0] = [cells[col] for col in sorted(cells)]
                if not len(row) and set(row.attrib) == {"r"}:
                    del self._rows[number]
        for number, row in self._rows.items():
            row.set("r", str(number))
        self._data[:] = [self._rows[number] for number in sorted(self._rows)]
        self._tell_extent()

    def _tell_extent(self) -> None:
        dimension = self._root.find(f"{MAIN}dimension")
        area = None if dimension is None else area_of(dimension.get("ref", ""))
        if area is None:
            return
        rows = [number for number, cells in self._cells.items() if cells]
        cols = [col for cells in self._cells.values() for col in cells]
        wider = Area(min([area.top, *rows]), min([area.left, *cols]), max([area.bottom, *rows]),
                     max([area.right, *cols]))  # fmt: skip
        dimension.set("ref", wider.ref)

    def _cell(self, row: int, col: int) -> Element:
        """The cell, emptied; its format stays until it is dressed."""
        cells = self.row(row)
        if col not in cells:
            cells[col] = made("c")
        cell = cells[col]
        for inner in list(cell):
            remove(inner)
        cell.set("r", name_of(row, col))
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        return cell

    def _put_day(self, cell: Element, value: date, style: str | None) -> None:
        if value < _FIRST_DAY[self._from_1904]:
            self._put_text(cell, value.isoformat(), style)
            return
        self._dress(cell, self._styles.for_days(style))
        child(cell, "v").text = str((value - _DAY_ONE[self._from_1904]).days)

    def _put_text(self, cell: Element, value: str, style: str | None) -> None:
        text = clean_text(value)
        self._dress(cell, self._styles.quoted(style) if text.startswith(FORMULA_STARTS) else style)
        if text:
            cell.set("t", "inlineStr")
            held = child(child(cell, "is"), "t")
            held.text = _ESCAPE.sub("_x005F_", text)
            if text != text.strip() or "\n" in text:
                held.set(SPACE, "preserve")

    @staticmethod
    def _dress(cell: Element, style: str | None) -> None:
        if style is None:
            cell.attrib.pop("s", None)
        else:
            cell.set("s", style)


def _unshare(data: Element) -> None:
    """Gives each cell its formula in full: Excel writes a copied one once and lets the others refer to it."""
    masters: dict[str, tuple[str, Area]] = {}
    for formula in data.iterfind(f"{MAIN}row/{MAIN}c/{MAIN}f[@t='shared']"):
        area = area_of(formula.getparent().get("r", ""))
        if area is not None and formula.text:
            masters[formula.get("si")] = formula.text, area
    for formula in data.iterfind(f"{MAIN}row/{MAIN}c/{MAIN}f[@t='shared']"):
        area, master = area_of(formula.getparent().get("r", "")), masters.get(formula.get("si"))
        if area is None or master is None:
            continue
        text, first = master
        formula.text = moved(text, area.top - first.top, area.left - first.left)
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
