"""Whether there is room for what is to be filled in: nothing that stands in the way is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from planner.reports.template.cells import Cells
from planner.reports.template.marks import Mark, Marks, Sheet, Table, tables_of
from planner.reports.template.package import Package
from planner.reports.template.places import MAX_COL, MAX_ROW, Area, area_of, name_of
from planner.reports.template.xml import MAIN, Element, local

_MOST: Final = 1_000
"""Cells of a marked row or column: more than any plan has quarters."""
_NAMED: Final = 5
"""Cells that a sentence names; of more it tells how many."""


def targets(mark: Mark, count: int) -> Area:
    """The cells that a row of figures is written to: to the right of a single cell, else what is marked."""
    area = mark.area
    is_single = area.top == area.bottom and area.left == area.right
    return Area(area.top, area.left, area.top, area.left + max(count, 1) - 1) if is_single else area


class Room:
    """Faults are whole sentences."""

    def __init__(self, package: Package, marks: Marks, counts: Mapping[str, int]) -> None:
        """`counts`: key of a row of figures → how many there are."""
        self._package, self._marks, self._counts = package, marks, counts

    def faults_of_name(self, mark: Mark, cells: Cells) -> Iterator[str]:
        count = self._counts.get(mark.key)
        area, merged = mark.area, self._merged(mark.sheet)
        if count is None and (area.top, area.left) != (area.bottom, area.right) and area not in merged:
            yield f"The name {mark.name} stands for more than one cell: let it refer to one."
            return
        if count is not None and area.top < area.bottom and area.left < area.right:
            yield f"The name {mark.name} stands for a block of cells: let it refer to a cell, a row or a column."
            return
        if (area.bottom - area.top) + (area.right - area.left) >= _MOST:
            yield f"The name {mark.name} stands for very many cells: let it refer to those that may be filled."
            return
        written = targets(mark, count) if count is not None else Area(area.top, area.left, area.top, area.left)
        if written.right > MAX_COL:
            yield f"The name {mark.name} has no room: {count} cells are needed to the right of it."
        for table in self._marks.tables:
            if table.sheet == mark.sheet and written.meets(table.area):
                yield f"The name {mark.name} stands in the table {table.name}: let it refer to a cell outside of it."
        if any(written.meets(one) and not _begins(one, written) for one in merged):
            yield f"The name {mark.name} stands for cells that are merged: undo that, or name the first of them."
        if count is not None:
            yield from self._other_names(mark, written)
        if count is not None and written != area:
            beside = Area(written.top, written.left + 1, written.bottom, written.right)
            if told := _told(cells.filled(beside)):
                yield (
                    f"The name {mark.name} on sheet '{mark.sheet.name}' needs {count} cells, but {told} there. "
                    "Empty them, or let the name refer to all the cells that may be filled."
                )

    def _other_names(self, mark: Mark, written: Area) -> Iterator[str]:
        for other in self._marks.names:
            if other is not mark and other.sheet == mark.sheet \
                    and written.meets(targets(other, self._counts.get(other.key, 1))):  # fmt: skip
                yield f"The names {mark.name} and {other.name} want the same cells: let one of them refer to others."

    def faults_of_table(self, table: Table, cells: Cells, rows: int) -> Iterator[str]:
        """`rows`: how many the table's body is to have."""
        last = table.body.top + rows - 1 + int(table.has_totals)
        if last > MAX_ROW:
            yield f"The table {table.name} would need more rows than a sheet has."
            return
        needed = Area(table.area.bottom + 1, table.area.left, last, table.area.right)
        if needed.bottom < needed.top:
            return
        told = _told(iter([*cells.filled(needed), *self._things(table.sheet, needed, table.part)]))
        if told:
            yield (
                f"The table {table.name} on sheet '{table.sheet.name}' needs {rows} rows, down to row {last}, but "
                f"{told} below it. Move what stands there beside the table or to another sheet."
            )

    def _things(self, sheet: Sheet, needed: Area, own: str) -> Iterator[str]:
        for part, root, area in tables_of(self._package, sheet):
            if part != own and area.meets(needed):
                yield f"the table {root.get('displayName')}"
        for area in self._merged(sheet):
            if area.meets(needed):
                yield f"the merged cells {area.ref}"
        for mark in self._marks.names:
            if mark.sheet == sheet and targets(mark, self._counts.get(mark.key, 1)).meets(needed):
                yield f"the name {mark.name}"
        for part in self._package.related(sheet.part, "pivotTable"):
            location = self._package.look(part).find(f"{MAIN}location")
            found = None if location is None else area_of(location.get("ref", ""))
            if found is not None and found.meets(needed):
                yield f"the pivot table at {name_of(found.top, found.left)}"
        for part in self._package.related(sheet.part, "drawing"):
            for area in filter(None, map(_anchor, self._package.look(part))):
                if area.meets(needed):
                    yield f"the chart or picture at {name_of(area.top, area.left)}"

    def _merged(self, sheet: Sheet) -> list[Area]:
        found = self._package.look(sheet.part).iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
        return [area for one in found if (area := area_of(one.get("ref", ""))) is not None]


def _begins(merged: Area, written: Area) -> bool:
    """A single cell that is the first of the merged ones is where they show their value."""
    return (merged.top, merged.left) == (written.top, written.left) == (written.bottom, written.right)


def _told(found: Iterator[str]) -> str:
    """'B12 and C12 stand'; '' where there is nothing."""
    names = list(found)
    if not names:
        return ""
    *first, last = [*names[:_NAMED], f"{len(names) - _NAMED:,} more"] if len(names) > _NAMED else names
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"{listed} {'stands' if len(names) == 1 else 'stand'}"


def _anchor(element: Element) -> Area | None:
    """The cells that a drawing covers; of one that is anchored at one corner, that cell."""
    ends = {local(one): one for one in element if local(one) in ("from", "to")}
    if "from" not in ends:
        return None
    top, left = _corner(ends["from"])
    bottom, right = _corner(ends.get("to", ends["from"]))
    return Area(top, left, bottom, right)


def _corner(element: Element) -> tuple[int, int]:
    told = {local(one): (one.text or "").strip() for one in element}
    row, col = (int(text) if (text := told.get(name, "")).isdecimal() else 0 for name in ("row", "col"))
    return row + 1, col + 1
