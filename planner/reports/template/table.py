"""One table filled: as many rows as there are, each in the formats of the first, with the MSP's own formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.reports.template.cells import Cells
from planner.reports.template.columns import Column, folded
from planner.reports.template.growth import Growth
from planner.reports.template.places import area_of
from planner.reports.template.xml import MAIN, Element, made, remove


@dataclass(frozen=True, slots=True)
class _Look:
    """A column of the first row: its format, the MSP's own formula, and what fills it where it is not his own."""

    col: int
    style: str | None
    formula: Element | None
    column: Column | None


def fill_table(
    growth: Growth, root: Element, sheet: Element, cells: Cells, known: Mapping[str, Column], rows: Sequence[Any]
) -> None:
    """`root`: the table's part, `sheet` its worksheet's. Without rows one empty row stays: Excel has no table
    without."""
    table, body = growth.table, growth.table.body
    looks = [_look(cells, root, number, body.top, body.left + number, known.get(folded(header)))
             for number, header in enumerate(table.headers)]  # fmt: skip
    totals = cells.take(body.bottom + 1, body.left, body.right) if table.has_totals else {}
    cells.clear(body)
    _drop_links(sheet, growth)
    cells.place(growth.last + 1, totals)
    for row in range(body.top, growth.last + 1):
        one = rows[row - body.top] if rows else None
        for look in looks:
            if look.formula is not None:
                cells.put_formula(row, look.col, look.formula, row - body.top, look.style)
            else:
                value = look.column(one) if look.column and one is not None else None
                cells.put(row, look.col, value, look.style)
    cells.like_first(body.top, growth.last, {look.col: look.style for look in looks})
    _resize(growth, root)


def _look(cells: Cells, root: Element, number: int, row: int, col: int, column: Column | None) -> _Look:
    formula = cells.formula(row, col)
    told = root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")[number].find(f"{MAIN}calculatedColumnFormula")
    if formula is None and told is not None:
        formula = made("f")
        formula.text = told.text
        if told.get("array") in ("1", "true"):
            formula.set("t", "array")
            formula.set("ref", "A1")
    return _Look(col, cells.style(row, col), formula, column)


def _drop_links(sheet: Element, growth: Growth) -> None:
    """A link that was laid on a sample row belongs to none of the new ones."""
    for link in sheet.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink"):
        area = area_of(link.get("ref", ""))
        if area is not None and area.meets(growth.table.body):
            held = link.getparent()
            remove(link)
            if not len(held):
                remove(held)


def _resize(growth: Growth, root: Element) -> None:
    """The table's own part. How it was sorted and filtered went with its sample rows."""
    area = replace(growth.table.area, bottom=growth.last)
    root.set("ref", growth.covers.ref)
    root.attrib.pop("insertRow", None)
    found = root.find(f"{MAIN}autoFilter")
    if found is not None:
        found.set("ref", area.ref)
        for one in list(found):
            remove(one)
    order = root.find(f"{MAIN}sortState")
    if order is not None:
        remove(order)
