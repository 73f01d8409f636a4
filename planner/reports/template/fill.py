"""A roadmap and a template → the filled workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.errors import PlannerError
from planner.reports.template.cells import Cells
from planner.reports.template.columns import TABLES
from planner.reports.template.figures import SERIES, SINGLE
from planner.reports.template.growth import Growth, References
from planner.reports.template.marks import Mark, Marks, Sheet
from planner.reports.template.package import Package
from planner.reports.template.places import Area
from planner.reports.template.recalculation import forget_values
from planner.reports.template.room import Room, targets
from planner.reports.template.styles import Styles
from planner.reports.template.table import fill_table
from planner.reports.template.values import Value
from planner.reports.template.xml import MAIN
from planner.roadmap.model import Roadmap


def fill(roadmap: Roadmap, template: bytes) -> bytes:
    """The workbook with its marks filled; the same kind of file (.xlsx or .xlsm; of a .xltx or .xltm the workbook).

    Text is text, never a formula; days are Excel's days; amounts are numbers in major units. Raises PlannerError where
    it is no workbook that can be filled, and for all faults of its marks at once.
    """
    return _Filling(roadmap, Package(template)).made()


def has_macros(workbook: bytes) -> bool:
    """Whether it has to be named .xlsm. Raises PlannerError where it is no workbook."""
    return Package(workbook).has_macros


class _Filling:
    def __init__(self, roadmap: Roadmap, package: Package) -> None:
        self._roadmap, self._package = roadmap, package
        self._marks = Marks(package, roadmap)
        self._styles = Styles(package)
        options = package.look(package.workbook).find(f"{MAIN}workbookPr")
        self._from_1904 = options is not None and options.get("date1904") in ("1", "true")
        self._cells: dict[Sheet, Cells] = {}
        asked = {mark.key for mark in self._marks.names}
        self._series: dict[str, Sequence[Value]] = {
            key: SERIES[key][1](roadmap) for key in asked if key in SERIES
        }  # fmt: skip
        self._rows: dict[str, Sequence[Any]] = {
            key: TABLES[key].rows(roadmap) for key in {table.key for table in self._marks.tables}
        }

    def made(self) -> bytes:
        """Looked at as a whole first: nothing is changed where something is at fault."""
        package, marks = self._package, self._marks
        self._refuse()
        growths = [
            Growth(table, table.body.top + max(1, len(self._rows[table.key])) - 1) for table in marks.tables
        ]  # fmt: skip
        References(package, growths).grow_all(marks.sheets)
        for growth in growths:
            table = growth.table
            known = TABLES[table.key].known(self._roadmap)
            root, sheet = package.touch(table.part), package.touch(table.sheet.part)
            fill_table(growth, root, sheet, self._of(table.sheet), known, self._rows[table.key])
        for mark in marks.names:
            self._fill_name(mark)
        for sheet, cells in self._cells.items():
            package.touch(sheet.part)
            cells.finish()
        forget_values(package, marks.sheets, self._cells.keys(), marks.tables)
        package.become_workbook()
        return package.packed()

    def _refuse(self) -> None:
        marks = self._marks
        faults = list(marks.faults)
        room = Room(self._package, marks, {key: len(values) for key, values in self._series.items()})
        for mark in marks.names:
            faults += room.faults_of_name(mark, self._of(mark.sheet))
        for table in marks.tables:
            faults += room.faults_of_table(table, self._of(table.sheet), max(1, len(self._rows[table.key])))
        if not faults and not marks.names and not marks.tables:
            faults = ["Nothing in this workbook is marked to be filled: no name and no table begins with evergreen_."]
        if faults:
            raise PlannerError(" ".join(faults), "docs/templates.md tells how a workbook is marked.")

    def _of(self, sheet: Sheet) -> Cells:
        if sheet not in self._cells:
            root = self._package.look(sheet.part)
            self._cells[sheet] = Cells(
                sheet.part, root, self._styles, self._roadmap.currency, from_1904=self._from_1904
            )
        return self._cells[sheet]

    def _fill_name(self, mark: Mark) -> None:
        cells, area = self._of(mark.sheet), mark.area
        if mark.key in SINGLE:
            value = SINGLE[mark.key][1](self._roadmap)
            style = cells.style(area.top, area.left)
            cells.put(area.top, area.left, value, style)
            if area.left == area.right:
                cells.fit_row(area.top, area.left, style)
            return
        values = self._series[mark.key]
        first = cells.style(area.top, area.left)
        for number, (row, col) in enumerate(_each(targets(mark, len(values)))):
            value = values[number] if number < len(values) else None
            cells.put(row, col, value, cells.style(row, col) if cells.is_there(row, col) else first)


def _each(area: Area) -> list[tuple[int, int]]:
    return [(row, col) for row in range(area.top, area.bottom + 1) for col in range(area.left, area.right + 1)]
