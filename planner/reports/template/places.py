"""Addresses of cells as a workbook writes them, and the references in a formula that grow with a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from planner.reports.excel.grid import quoted_sheet

MAX_ROW: Final = 1_048_576
MAX_COL: Final = 16_384
_AREA: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_CELL: Final = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_PLACED: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!([^!]+)")
_TOKEN: Final = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|\[\d+\][\w.]*![$\w:]+|\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
    r"""|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"""
    r"""(?<![\w.$])(?P<a>\$?[A-Za-z]{1,3}\$?\d{1,7})(?::(?P<b>\$?[A-Za-z]{1,3}\$?\d{1,7}))?(?![\w.(!\[])"""
)
"""Texts, structured references and other workbooks are kept; all else that reads as cells is a reference."""


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells; rows and columns count from 1, both ends are inside."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def ref(self) -> str:
        first, last = name_of(self.top, self.left), name_of(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def meets(self, other: Area) -> bool:
        return not (
            self.bottom < other.top or other.bottom < self.top or self.right < other.left or other.right < self.left
        )

    def within_columns(self, other: Area) -> bool:
        return other.left <= self.left and self.right <= other.right


def name_of(row: int, col: int) -> str:
    """'C7' of row 7, column 3."""
    return f"{letters_of(col)}{row}"


def letters_of(col: int) -> str:
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area_of(text: str) -> Area | None:
    """'$B$3' or 'B3:D9' as a block; None where it is neither."""
    found = _AREA.fullmatch(text.strip())
    if found is None:
        return None
    left, top = column_of(found[1]), int(found[2])
    right, bottom = (column_of(found[3]), int(found[4])) if found[3] else (left, top)
    area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    return area if area.top and area.bottom <= MAX_ROW and area.right <= MAX_COL else None


def placed(text: str) -> tuple[str, Area] | None:
    """The sheet and the block that a name refers to; None where it is a formula, a constant or lost."""
    found = _PLACED.fullmatch(text.strip().removeprefix("="))
    area = area_of(found[3]) if found else None
    return None if found is None or area is None else ((found[1] or found[2]).replace("''", "'"), area)


def moved(formula: str, rows: int, cols: int = 0) -> str:
    """A formula as Excel copies it `rows` down and `cols` to the right: what has no $ before it moves."""

    def move(found: re.Match[str]) -> str:
        if found["kept"] or area_of(found["a"]) is None:
            return found[0]
        cells = [_moved_cell(cell, rows, cols) for cell in (found["a"], found["b"]) if cell]
        return (found["sheet"] or "") + ":".join(cells)

    return _TOKEN.sub(move, formula)


def _moved_cell(cell: str, rows: int, cols: int) -> str:
    found = _CELL.fullmatch(cell)
    if found is None:
        return cell
    fixed_col, letters, fixed_row, number = found.groups()
    letters = letters if fixed_col else letters_of(column_of(letters) + cols)
    return f"{fixed_col}{letters}{fixed_row}{number if fixed_row else int(number) + rows}"


def regrown(formula: str, own_sheet: str, grow: Callable[[str, Area, tuple[str, str]], Area | None]) -> str:
    """The formula with each area that `grow` answers for as the answer; its $ stay. `grow` is given the sheet, the
    area and how the rows of its two ends are written: '$', or 'row' without one, and '' where there is no second."""

    def grown(found: re.Match[str]) -> str:
        area = None if found["kept"] else area_of(found["a"] + (f":{found['b']}" if found["b"] else ""))
        if area is None:
            return found[0]
        sheet = found["sheet"][:-1].strip("'").replace("''", "'") if found["sheet"] else own_sheet
        new = grow(sheet, area, (_sign(found["a"]), _sign(found["b"])))
        if new is None:
            return found[0]
        first = found["a"]
        last = re.sub(r"\d+$", str(new.bottom), found["b"] or first)
        return f"{found['sheet'] or ''}{first}:{last}"

    return _TOKEN.sub(grown, formula)


def _sign(cell: str | None) -> str:
    found = _CELL.fullmatch(cell) if cell else None
    return "" if found is None else found[3] or "row"


def reference(sheet: str, area: Area) -> str:
    """ "'My sheet'!$A$1:$D$9"."""
    first, last = (f"${letters_of(col)}${row}" for row, col in ((area.top, area.left), (area.bottom, area.right)))
    return f"{quoted_sheet(sheet)}!{first}:{last}"
