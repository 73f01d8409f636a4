"""Filling an MSP's own workbook: named cells and marked tables; all that does not fit is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from openpyxl.formula.translate import Translator
from rapidfuzz import process

from planner.errors import PlannerError
from planner.money import minor_digits
from planner.reports.tables import TABLES, Tabled, table_rows
from planner.reports.template.names import NAMES, PREFIX, column_of, table_of
from planner.reports.template.package import Package, tag
from planner.reports.template.sheet import SheetPart, Value, name_of, place

_MAX_ROWS: Final = 1_048_576
_WHERE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::.*)?")


def fill(told: Tabled, template: bytes) -> bytes:
    """The template with its names and tables filled. Raises PlannerError with everything that does not fit: names and
    headings that nothing is known of, rows below a table that are not free, or that nothing is marked at all."""
    return _Filled(told, Package.of(template)).made()


class _Filled:
    def __init__(self, told: Tabled, package: Package) -> None:
        self._told, self._package = told, package
        self._parts = package.sheets()
        self._sheets: dict[str, SheetPart] = {}
        self._faults: list[str] = []
        self._marked = 0

    def made(self) -> bytes:
        self._fill_names()
        for name, part in self._parts.items():
            for target in self._package.relations(part).values():
                if target.startswith("xl/tables/"):
                    self._fill_table(name, self._package.read(target))
        if not self._marked:
            self._faults.append("Nothing in this workbook is marked to be filled.")
        if self._faults:
            raise PlannerError(
                " ".join(self._faults), "See docs/templates.md for the names of cells, tables and columns."
            )
        for sheet in self._sheets.values():
            sheet.fit_extent()
        self._calculate_anew()
        return self._package.bytes()

    def _sheet(self, name: str) -> SheetPart:
        if name not in self._sheets:
            self._sheets[name] = SheetPart(self._package.read(self._parts[name]))
        return self._sheets[name]

    def _fill_names(self) -> None:
        names = self._package.read("xl/workbook.xml").find(tag("definedNames"))
        for one in names if names is not None else ():
            title = str(one.get("name", "")).casefold()
            if not title.startswith(PREFIX):
                continue
            self._marked += 1
            known = NAMES.get(title.removeprefix(PREFIX))
            where = _WHERE.fullmatch(one.text or "")
            sheet = (where[1] or "").replace("''", "'") or where[2] if where else ""
            if known is None:
                self._faults.append(f"No figure is called '{one.get('name')}'{_nearest(title, NAMES)}.")
            elif where is None or sheet not in self._parts:
                self._faults.append(f"The name '{one.get('name')}' is of no cell.")
            else:
                row, column = place(where[3])
                for at, value in enumerate(known.values(self._told.roadmap)):
                    self._sheet(sheet).put(row, column + at, value)

    def _fill_table(self, sheet_name: str, table: Any) -> None:
        title = str(table.get("displayName", ""))
        if not title.casefold().startswith(PREFIX):
            return
        self._marked += 1
        name = table_of(title)
        if name is None:
            self._faults.append(f"No table is called '{title}'{_nearest(title.casefold(), TABLES)}.")
            return
        headings = [one.get("name", "") for one in table.find(tag("tableColumns"))]
        fields = [column_of(name, heading) for heading in headings]
        if not any(fields):
            known = ", ".join(column.name for column in TABLES[name].columns)
            self._faults.append(f"No heading of the table '{title}' is known. These are: {known}.")
            return
        if int(table.get("totalsRowCount") or 0):
            self._faults.append(f"The table '{title}' has a row of totals: put them above it.")
            return
        self._write_rows(sheet_name, table, fields, table_rows(self._told, name), name)

    def _write_rows(
        self, sheet_name: str, table: Any, fields: list[str | None], rows: list[Mapping[str, Any]], name: str
    ) -> None:
        sheet = self._sheet(sheet_name)
        start, _, end = str(table.get("ref")).partition(":")
        (head, left), (last, right) = place(start), place(end)
        first, new_last = head + 1, head + max(len(rows), 1)
        taken = [
            name_of(row, column)
            for row in range(last + 1, new_last + 1)
            for column in range(left, right + 1)
            if sheet.is_filled(row, column)
        ]
        if taken or new_last > _MAX_ROWS:
            self._faults.append(
                f"The table '{table.get('displayName')}' needs {len(rows):,} rows, and below it {', '.join(taken[:5])} "
                f"on the sheet '{sheet_name}' {'is' if len(taken) == 1 else 'are'} not free."
            )
            return
        looks = [_Look.of(sheet, first, left + at) for at in range(len(fields))]
        kinds = {column.name: column.kind for column in TABLES[name].columns}
        for row in range(first, max(last, new_last) + 1):
            record = rows[row - first] if row - first < len(rows) else None
            sheet.like(row, first)
            for at, (field, look) in enumerate(zip(fields, looks, strict=True)):
                if field is None:
                    look.copy(sheet, row, left + at, is_wanted=row <= new_last)
                else:
                    value = None if record is None else self._value(record, field, kinds[field], look)
                    sheet.put(row, left + at, value, look.style)
        sheet.stretch(first, last, new_last, range(left, right + 1))
        reference = f"{start}:{name_of(new_last, right)}"
        table.set("ref", reference)
        if (filtered := table.find(tag("autoFilter"))) is not None:
            filtered.set("ref", reference)

    def _value(self, record: Mapping[str, Any], field: str, kind: str, look: _Look) -> Value:
        value = record[field]
        if value is None:
            return None
        if kind in ("amount", "decimal"):
            number = float(value)
            return int(number) if number.is_integer() and not minor_digits(self._told.roadmap.currency) else number
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date) and look.is_plain:
            return value.isoformat()
        return value if isinstance(value, date | int | float) else str(value)

    def _calculate_anew(self) -> None:
        """Whatever the template's own formulas came to before is not true of the new figures."""
        self._package.drop_calculation_order()
        workbook = self._package.read("xl/workbook.xml")
        told = workbook.find(tag("calcPr"))
        if told is None:
            told = workbook.makeelement(tag("calcPr"))
            before = [workbook.find(tag(name)) for name in ("definedNames", "externalReferences", "sheets")]
            next(one for one in before if one is not None).addnext(told)
        told.set("fullCalcOnLoad", "1")


class _Look:
    """What a table's first body row has in one column: its style, and the MSP's own content there."""

    def __init__(self, style: str | None, content: Any | None, at: str) -> None:
        self.style, self._content, self._at = style, content, at

    @staticmethod
    def of(sheet: SheetPart, row: int, column: int) -> _Look:
        cell = sheet.cell(row, column)
        formula = None if cell is None else cell.find(tag("f"))
        return _Look(None if cell is None else cell.get("s"), formula, name_of(row, column))

    @property
    def is_plain(self) -> bool:
        """Whether the first row has no look of its own: a day there would show as a number."""
        return self.style in (None, "0")

    def copy(self, sheet: SheetPart, row: int, column: int, *, is_wanted: bool) -> None:
        """The column's own formula in another row; other content of the MSP's stays where it is."""
        where = name_of(row, column)
        if where == self._at or self._content is None or not self._content.text:
            return
        told = Translator(f"={self._content.text}", origin=self._at).translate_formula(where).removeprefix("=")
        sheet.put(row, column, None, self.style, told if is_wanted else None)


def _nearest(title: str, known: Mapping[str, Any]) -> str:
    found = process.extractOne(title.removeprefix(PREFIX), list(known))
    return f"; do you mean '{PREFIX}{found[0]}'" if found and found[1] > 60 else ""
