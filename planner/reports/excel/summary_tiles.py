"""The summary's key figures, each a tile of two columns: what it is, the figure, and what it covers."""

from __future__ import annotations

from typing import Any, Final

from planner.reports.excel.book import Book, counted
from planner.reports.excel.grid import Grid, address, span
from planner.reports.excel.styles import INK, MUTED, PAPER, RULE, STATUS_COLOURS, WHITE
from planner.reports.excel.summary_spend import SpendTable
from planner.reports.text_fit import text_pixels
from planner.workbook_format import BUDGET

_TILE_COLS: Final = 2
_NEXT_QUARTERS: Final = 4


def write_tiles(book: Book, grid: Grid, row: int, table: SpendTable) -> None:
    """Six tiles side by side, three rows high."""
    counts = book.roadmap.status_counts
    overdue, soon = counts["overdue"], counts["due"] + counts["due_soon"]
    tiles = (
        ("Devices", sum(counts.values()), None, "in the asset schedule", INK),
        ("Overdue", overdue, None, "past their limit or support", STATUS_COLOURS["overdue"] if overdue else INK),
        ("Due by next year", soon, None, "due, or within 12 months", INK),
    )
    for index, (label, value, _, note, colour) in enumerate(tiles):
        tile = _Tile(book, grid, row, index, colour)
        tile.words(label, note)
        grid.number(row + 1, tile.col, value, tile.figure("#,##0", f"{value:,}"))
    for index, (label, minor, formula, note) in enumerate(_money_tiles(book, table), start=len(tiles)):
        tile = _Tile(book, grid, row, index, book.styles.accent)
        tile.words(label, note)
        style = tile.figure(book.styles.money_whole, book.amount(minor))
        grid.money_formula(row + 1, tile.col, formula, minor, style)
    grid.sheet.set_row(row, 20)
    grid.sheet.set_row(row + 1, 30)
    grid.sheet.set_row(row + 2, 18)


def _money_tiles(book: Book, table: SpendTable) -> list[tuple[str, int, str, str]]:
    budget, layout = book.roadmap.budget, book.budget
    planned, quarters = budget.planned(), budget.quarters
    near = min(_NEXT_QUARTERS, len(quarters))
    last_near = table.first_row + max(near, 1) - 1
    column = span(table.first_row, table.total_col, table.last_row, table.total_col)
    peak = quarters[planned.index(budget.peak)].label if budget.peak else "no spend planned"
    reach = f"{quarters[0].label} to {quarters[near - 1].label}" if quarters else ""
    return [
        (f"Next {counted(near, 'quarter')}", sum(planned[:near]),
         f"SUM({span(table.first_row, table.total_col, last_near, table.total_col)})", reach),
        ("Whole plan", budget.total, address(layout.total_row, layout.total_col, sheet=BUDGET),
         f"over {counted(len(quarters), 'quarter')}"),
        ("Fullest quarter", budget.peak, f"MAX({column})", peak),
    ]  # fmt: skip


class _Tile:
    """One tile's place and look."""

    def __init__(self, book: Book, grid: Grid, row: int, index: int, colour: str) -> None:
        self.col = index * _TILE_COLS
        self._book, self._grid, self._row, self._colour = book, grid, row, colour

    def words(self, label: str, note: str) -> None:
        top = self._look(font_size=9, font_color=MUTED, bold=True, top=5, top_color=self._colour)
        last = self.col + _TILE_COLS - 1
        self._grid.merged_text(self._row, self.col, self._row, last, label, top)
        below = self._look(font_size=8, font_color=MUTED, bottom=1, bottom_color=RULE, valign="top")
        self._grid.merged_text(self._row + 2, self.col, self._row + 2, last, note, below)

    def figure(self, num_format: str, shown: str) -> Any:
        """The figure's format, as large as it fits; its cells are merged."""
        room = self._grid.pixels(self.col, self.col + _TILE_COLS - 1) - 24
        size = next((size for size in (18, 16, 14, 12) if text_pixels(shown, size, bold=True) <= room), 10)
        style = self._look(bold=True, font_size=size, font_color=self._colour, num_format=num_format)
        last = self.col + _TILE_COLS - 1
        self._grid.sheet.merge_range(self._row + 1, self.col, self._row + 1, last, "", style)
        return style

    def _look(self, **more: Any) -> Any:
        edge = {"right": 5, "right_color": WHITE, "bg_color": PAPER, "align": "left", "indent": 1}
        return self._book.styles(**{**edge, **more})
