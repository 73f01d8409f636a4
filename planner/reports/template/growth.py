"""What refers to a table's rows goes on referring to all of them, as in Excel when rows are typed below a table.

Formulas, names, charts, conditional formats and data validations write areas as 'Fleet!$D$5:$D$9'. One that reaches
from the first row of a table's body (or its header) to its last is made to reach to the new last row. A print area
that holds the table is made to hold all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.reports.template.figures import PREFIX
from planner.reports.template.marks import Sheet, Table
from planner.reports.template.package import Package
from planner.reports.template.places import Area, area_of, placed, reference, regrown
from planner.reports.template.xml import MAIN, local

_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2"})
CHARTS: Final = ("xl/charts/", "xl/chartEx/")
_PRINT_AREA: Final = "_xlnm.Print_Area"


@dataclass(frozen=True, slots=True)
class Growth:
    """A table and the last row that its body is to have."""

    table: Table
    last: int

    @property
    def covers(self) -> Area:
        """The table's cells after it was filled."""
        return replace(self.table.area, bottom=self.last + int(self.table.has_totals))


class References:
    """Everything in the workbook that refers to cells of the tables."""

    def __init__(self, package: Package, growths: Sequence[Growth]) -> None:
        self._package = package
        self._growths = [one for one in growths if one.last != one.table.body.bottom]

    def grow_all(self, sheets: Sequence[Sheet]) -> None:
        if not self._growths:
            return
        for sheet in sheets:
            self._grow_formulas(sheet.part, sheet.name)
            self._grow_formats(sheet)
        for part in self._package.names():
            if part.startswith(CHARTS) and part.endswith(".xml"):
                self._grow_formulas(part, "", single=True)
        self._grow_names()

    def _grow_formulas(self, part: str, sheet: str, *, single: bool = False) -> None:
        def grow(of: str, area: Area, signs: tuple[str, str]) -> Area | None:
            return self._grown(of, area, is_whole=signs[0] == signs[1] or (single and not signs[1]))

        root = self._package.look(part)
        for one in [one for one in root.iter() if local(one) in _FORMULAS and one.text]:
            text = regrown(one.text, sheet, grow)
            if text != one.text:
                self._package.touch(part)
                one.text = text

    def _grow_names(self) -> None:
        for one in self._package.touch(self._package.workbook).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            name = one.get("name", "")
            if name == _PRINT_AREA:
                one.text = ",".join(map(self._printed, (one.text or "").split(",")))
            elif not name.casefold().startswith(PREFIX):
                one.text = regrown(
                    one.text or "", "", lambda of, area, signs: self._grown(of, area, is_whole=signs[0] == signs[1])
                )

    def _printed(self, text: str) -> str:
        at = placed(text)
        if at is None:
            return text
        sheet, area = at
        for one in self._growths:
            table = one.table
            if sheet.casefold() == table.sheet.name.casefold() and area.meets(table.area) \
                    and table.area.bottom <= area.bottom < one.covers.bottom:  # fmt: skip
                area = replace(area, bottom=one.covers.bottom)
        return text if area == at[1] else reference(sheet, area)

    def _grown(self, sheet: str, area: Area, *, is_whole: bool) -> Area | None:
        for one in self._growths:
            body = one.table.body
            if (
                is_whole and sheet.casefold() == one.table.sheet.name.casefold() and area.within_columns(body)
                and area.bottom == body.bottom and area.top in (body.top - 1, body.top)
            ):  # fmt: skip
                return replace(area, bottom=one.last)
        return None

    def _grow_formats(self, sheet: Sheet) -> None:
        """Conditional formats, data validations and the like of the first row hold for every row."""
        here = [one for one in self._growths if one.table.sheet == sheet]
        for one in self._package.look(sheet.part).iter() if here else ():
            if one.get("sqref") and local(one) not in ("selection", "pane"):
                one.set("sqref", _spread(one.get("sqref"), here))
            elif local(one) == "sqref" and local(one.getparent()) != "sparkline" and one.text:
                one.text = _spread(one.text, here)


def _spread(sqref: str, growths: Sequence[Growth]) -> str:
    return " ".join(_spread_one(token, growths) for token in sqref.split())


def _spread_one(token: str, growths: Sequence[Growth]) -> str:
    area = area_of(token)
    for one in growths if area is not None else ():
        body = one.table.body
        if area is not None and area.within_columns(body) and area.top <= body.top <= area.bottom <= body.bottom:
            return replace(area, bottom=one.last).ref
    return token
