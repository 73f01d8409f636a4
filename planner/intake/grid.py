"""A sheet as cells, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

Cell = str | float | int | bool | date | datetime | time | timedelta
"""An empty cell is ''."""

_WHOLE: Final = 10**15


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is None for text files. `rows` may be ragged; row 1 of the sheet is `rows[0]`. `merged`: (first row,
    first column, last row, last column), 0-based. `faulty`: 0-based rows that could not be split into cells, why."""

    name: str | None
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    faulty: tuple[tuple[int, str], ...] = ()


@lru_cache(maxsize=16_384)
def column_letter(index: int) -> str:
    """0 → 'A', 26 → 'AA'."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """A cell as a person sees it, trimmed: 36.0 is '36', a date is ISO, a line break inside stays."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE * 1000 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell)


def is_blank(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and not cell.strip())


@dataclass(frozen=True, slots=True)
class CellColumn:
    """A column's cells of the data rows. `values` are the distinct ones without the empty cell, in order of
    appearance, `texts` those of them that are text; `filled`: cells with a value."""

    cells: Sequence[Cell]
    values: list[Cell]
    texts: list[str]
    filled: int

    @staticmethod
    def of(cells: Sequence[Cell]) -> CellColumn:
        """White space alone is empty; TRUE and FALSE become text, since 1 equals True."""
        distinct = dict.fromkeys(cells)
        if (True in distinct or False in distinct) and bool in set(map(type, cells)):
            return CellColumn.of([text_of(cell) if isinstance(cell, bool) else cell for cell in cells])
        empty = cells.count("") if "" in distinct else 0
        values = [cell for cell in distinct if cell != ""] if empty else list(distinct)
        texts = [cell for cell in values if isinstance(cell, str)]
        if any(map(str.isspace, texts)):
            return CellColumn.of(["" if is_blank(cell) else cell for cell in cells])
        return CellColumn(cells, values, texts, len(cells) - empty)
