"""What an MSP marked in his workbook: names of cells and tables that begin with `evergreen_`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from planner.reports.template.columns import TABLES, folded
from planner.reports.template.figures import PREFIX, SERIES, SINGLE
from planner.reports.template.package import Package
from planner.reports.template.places import Area, area_of, placed
from planner.reports.template.xml import MAIN, RELATION, Element
from planner.roadmap.model import Roadmap

_NUMBERED: Final = re.compile(r"_?\d+$")
_LIKENESS: Final = 60
"""rapidfuzz ratio from which a name is shown as the one that may be meant."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name and its part."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A name and the cells that it stands for. `key`: what is asked for, a key of `SINGLE` or `SERIES`."""

    name: str
    key: str
    sheet: Sheet
    area: Area


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be filled. `area` includes its header and its row of totals; `headers` from the left."""

    name: str
    key: str
    sheet: Sheet
    part: str
    area: Area
    headers: tuple[str, ...]
    has_totals: bool

    @property
    def body(self) -> Area:
        return Area(self.area.top + 1, self.area.left, self.area.bottom - int(self.has_totals), self.area.right)


def worksheets(package: Package) -> list[Sheet]:
    """In their order, without sheets that are a single chart."""
    kinds = {one.key: one for one in package.relations(package.workbook)}
    found = []
    for sheet in package.look(package.workbook).iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        relation = kinds.get(sheet.get(f"{RELATION}id"))
        if relation is not None and relation.kind == "worksheet" and relation.part in package:
            found.append(Sheet(sheet.get("name"), relation.part))
    return found


def tables_of(package: Package, sheet: Sheet) -> Iterator[tuple[str, Element, Area]]:
    """Every table of a sheet: its part, its root and its cells."""
    for part in package.related(sheet.part, "table"):
        root = package.look(part)
        area = area_of(root.get("ref", ""))
        if area is not None:
            yield part, root, area


class Marks:
    """Everything that is marked, and in `faults` whole sentences about what cannot be filled."""

    def __init__(self, package: Package, roadmap: Roadmap) -> None:
        self.sheets = worksheets(package)
        self.faults: list[str] = []
        self._package, self._roadmap = package, roadmap
        self.names = list(self._names())
        self.tables = [table for sheet in self.sheets for table in self._tables(sheet)]

    def _names(self) -> Iterator[Mark]:
        sheets = {sheet.name.casefold(): sheet for sheet in self.sheets}
        for one in self._package.look(self._package.workbook).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            name = one.get("name", "")
            key = _key(name, (*SINGLE, *SERIES))
            if key is None:
                continue
            if key not in SINGLE and key not in SERIES:
                self.faults.append(_unknown("name", name, key, (*SINGLE, *SERIES)))
                continue
            at = placed(one.text or "")
            sheet = sheets.get(at[0].casefold()) if at else None
            if at is None or sheet is None:
                self.faults.append(f"The name {name} stands for no cells: let it refer to a cell of a sheet.")
                continue
            yield Mark(name, key, sheet, at[1])

    def _tables(self, sheet: Sheet) -> Iterator[Table]:
        for part, root, area in tables_of(self._package, sheet):
            name = root.get("displayName") or root.get("name", "")
            key = _key(name, TABLES)
            if key is None:
                continue
            headers = tuple(one.get("name", "") for one in root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn"))
            if key not in TABLES:
                self.faults.append(_unknown("table", name, key, TABLES))
            elif root.get("tableType") not in (None, "worksheet"):
                self.faults.append(f"The table {name} is filled by a query: use a table without one.")
            elif root.get("headerRowCount") == "0":
                self.faults.append(f"The table {name} has no header row: switch it on in Table Design.")
            elif len(headers) != area.right - area.left + 1 or area.bottom == area.top:
                self.faults.append(f"The table {name} is damaged: delete it and make it anew.")
            elif not {folded(header) for header in headers} & set(TABLES[key].known(self._roadmap)):
                told = ", ".join(f"'{names[0]}'" for names in list(TABLES[key].columns)[:6])
                self.faults.append(f"The table {name} has no header that is known: use some of {told}.")
            else:
                yield Table(name, key, sheet, part, area, headers, root.get("totalsRowCount", "0") != "0")


def _key(name: str, known: Collection[str]) -> str | None:
    """What a name asks for: without its prefix, and without a number at its end ('evergreen_client_2')."""
    if not name.casefold().startswith(PREFIX):
        return None
    key = name.casefold()[len(PREFIX) :]
    return key if key in known else _NUMBERED.sub("", key)


def _unknown(what: str, name: str, key: str, known: Collection[str]) -> str:
    near = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if near is not None:
        return f"The {what} {name} is not known: {PREFIX}{near[0]} may be meant."
    return f"The {what} {name} is not known: docs/templates.md lists all that are."
