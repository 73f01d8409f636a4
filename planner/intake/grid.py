"""A sheet as cells, before anybody knows what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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
    """A column's cells of the data rows, and how often each distinct value stands in it, in order of appearance.

    `values` are the distinct ones without the empty cell, `texts` those of them that are text.
    """

    cells: tuple[Cell, ...]
    counts: Counter[Cell]
    values: list[Cell]
    texts: list[str]

    @staticmethod
    def of(cells: Iterable[Cell]) -> CellColumn:
        """White space alone is empty; TRUE and FALSE become text, since 1 equals True."""
        kept = tuple(cells)
        counts = Counter(kept)
        if (True in counts or False in counts) and bool in set(map(type, kept)):
            return CellColumn.of(text_of(cell) if isinstance(cell, bool) else cell for cell in kept)
        values = [cell for cell in counts if cell != ""]
        texts = [cell for cell in values if isinstance(cell, str)]
        if any(map(str.isspace, texts)):
            return CellColumn.of("" if is_blank(cell) else cell for cell in kept)
        return CellColumn(kept, counts, values, texts)

    @property
    def filled(self) -> int:
        return len(self.cells) - self.counts.get("", 0)
