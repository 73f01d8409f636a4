"""Values that the workbook kept of its formulas, charts and pivot tables before it was filled: they are not true now.

`fullCalcOnLoad` makes Excel calculate everything when it opens the file. But a mail's preview, Excel's protected view
and programs that only read show the values that are kept, and LibreOffice calculates only what has none: so they are
taken out wherever a formula can depend on what was filled in. A sheet whose formulas reach for nothing outside of it
keeps its values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from planner.reports.template.growth import CHARTS
from planner.reports.template.marks import Sheet, Table
from planner.reports.template.package import Package
from planner.reports.template.xml import MAIN, Element, local, made, remove

_OUTSIDE: Final = re.compile(r"[!\[]|\b(?:INDIRECT|OFFSET)\(", re.IGNORECASE)
_FORMULA: Final = re.compile(rb"[<:]f[ >/]")
_WORD: Final = re.compile(r"[^\W\d][\w.]*")
_BEFORE_CALCULATION: Final = frozenset({
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "AlternateContent", "revisionPtr",
})  # fmt: skip
"""What stands before `calcPr` in a workbook's part (ECMA-376 part 1, 18.2.27)."""


def forget_values(
    package: Package, sheets: Sequence[Sheet], filled: Collection[Sheet], tables: Sequence[Table]
) -> None:
    """Takes out what is not true any more, and asks for everything to be calculated anew."""
    root = package.touch(package.workbook)
    names = {one.get("name", "").casefold() for one in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName")}
    stale = set(filled)
    for sheet in sheets:
        if sheet in filled or (
            _FORMULA.search(package.raw(sheet.part)) and _reaches_out(package.look(sheet.part), names)
        ):
            stale.add(sheet)
            _forget(package, sheet)
    _calculate_on_load(root)
    package.drop(package.workbook, "calcChain")
    for part in package.names():
        if part.startswith(CHARTS) and part.endswith(".xml"):
            _forget_drawn(package, part, {sheet.name.casefold() for sheet in stale})
        elif part.startswith("xl/pivotCache/pivotCacheDefinition"):
            _refresh(package, part, {table.name.casefold() for table in tables} | names,
                     {sheet.name.casefold() for sheet in stale})  # fmt: skip


def _reaches_out(root: Element, names: Collection[str]) -> bool:
    for formula in root.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c/{MAIN}f"):
        text = formula.text or ""
        if _OUTSIDE.search(text) or any(word.casefold() in names for word in _WORD.findall(text)):
            return True
    return False


def _forget(package: Package, sheet: Sheet) -> None:
    for formula in package.look(sheet.part).iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c/{MAIN}f"):
        cell = formula.getparent()
        value = cell.find(f"{MAIN}v")
        if value is not None:
            package.touch(sheet.part)
            cell.remove(value)
            cell.attrib.pop("t", None)


def _calculate_on_load(root: Element) -> None:
    calculation = root.find(f"{MAIN}calcPr")
    if calculation is None:
        calculation = made("calcPr")
        before = [at for at, one in enumerate(root) if local(one) in _BEFORE_CALCULATION]
        root.insert(max(before, default=-1) + 1, calculation)
    calculation.set("fullCalcOnLoad", "1")


def _forget_drawn(package: Package, part: str, sheets: Collection[str]) -> None:
    """A chart's copy of the cells that it draws; the program that shows it takes the cells."""
    for kept in [one for one in package.look(part).iter() if local(one) in ("numCache", "strCache")]:
        formula = next((one.text or "" for one in kept.getparent() if local(one) == "f"), "")
        if any(sheet in formula.replace("''", "'").casefold() for sheet in sheets):
            package.touch(part)
            remove(kept)


def _refresh(package: Package, part: str, sources: Collection[str], sheets: Collection[str]) -> None:
    """A pivot table over what was filled in counts anew when the workbook is opened."""
    source = package.look(part).find(f"{MAIN}cacheSource/{MAIN}worksheetSource")
    if source is not None and (
        source.get("name", "").casefold() in sources or source.get("sheet", "").casefold() in sheets
    ):
        package.touch(part).set("refreshOnLoad", "1")
