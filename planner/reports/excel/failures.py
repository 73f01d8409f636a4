"""The failures sheet: what the allowances for devices that are replaced when they fail consist of."""

from __future__ import annotations

from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from planner.budget.allowance import FailingUnits
from planner.budget.parts import DELIVERED, growth_of, months_of_growth, unit_cost
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORY_LABELS
from planner.reports.excel.book import Book, counted
from planner.reports.excel.formulas import Rounding, growth_factor, months_grown
from planner.reports.excel.grid import Grid, span
from planner.reports.excel.price_names import ACCESSORIES, DISPOSAL, FREIGHT, GROWTH, PriceNames, price_names
from planner.workbook_format import FAILURES, LABOUR_RATE

_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 5
_COLUMNS: Final = {
    "category": ("Category", 18), "devices": ("Rows", 7), "quarter": ("Quarter", 12), "starts_on": ("Starts on", 12),
    "units": ("Expected units", 10), "own_price": ("Own price", 10), "months": ("Months of growth", 9),
    "factor": ("Growth", 9), "hardware": ("Hardware", 10), "accessories": ("Accessories", 11),
    "freight": ("Freight", 10), "labour": ("Labour", 10), "disposal": ("Disposal", 10),
    "bought": ("Bought", 12), "done": ("Done", 12),
}  # fmt: skip
_AT: Final = {name: number for number, name in enumerate(_COLUMNS)}
_LETTER: Final = {name: f"${xl_col_to_name(number)}" for name, number in _AT.items()}
_TEXTS: Final = frozenset({"category", "quarter", "starts_on"})
FAIL_CATEGORY: Final = "fail_category"
FAIL_QUARTER: Final = "fail_quarter"
FAIL_BOUGHT: Final = "fail_bought"
FAIL_DONE: Final = "fail_done"


def write_failures(book: Book, sheet: Worksheet) -> None:
    grid, groups, quarters = book.grid(sheet), book.workings.failing, book.roadmap.quarters
    grid.widths({_AT[name]: width for name, (_, width) in _COLUMNS.items()})
    units = sum(sum(group.units) for group in groups)
    lead = (
        f"{counted(round(units), 'device')} are expected to fail and be replaced within {len(quarters)} quarters. "
        "Expected units × the price of one; what is bought and what is done are each rounded once per category."
    )
    grid.heading(book.roadmap.client, FAILURES, lead, len(_COLUMNS) - 1)
    for name, (heading, _) in _COLUMNS.items():
        grid.text(_HEAD_ROW, _AT[name], heading, _head(book, name in _TEXTS))
    sheet.set_row(_HEAD_ROW, 30)
    names = price_names(book.roadmap.schedule, book.roadmap.assumptions.special_prices)
    writer, row = _RowWriter(book, grid), _FIRST_ROW
    for group in groups:
        for at, quarter in enumerate(quarters):
            writer.write(row, group, names[group.asset_ids[0]], quarter, group.units[at])
            row += 1
    if not groups:
        grid.text(row, 0, "No device here is replaced only when it fails.", book.styles.note())
    last_row = max(row - 1, _FIRST_ROW)
    where = ((FAIL_CATEGORY, "category"), (FAIL_QUARTER, "quarter"), (FAIL_BOUGHT, "bought"), (FAIL_DONE, "done"))
    for name, column in where:
        book.define_name(name, span(_FIRST_ROW, _AT[column], last_row, _AT[column], sheet=FAILURES))
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.repeat_rows(_HEAD_ROW)
    book.page.apply(sheet, FAILURES, last_row, len(_COLUMNS) - 1)


def _head(book: Book, is_text: bool) -> Format:
    return book.styles.head(indent=1) if is_text else book.styles.head(align="right")


class _RowWriter:
    """Writes the rows, each of one quarter and of devices that are priced alike."""

    def __init__(self, book: Book, grid: Grid) -> None:
        styles = book.styles
        self._grid, self._rounding = grid, Rounding(book.digits)
        self._assumptions = book.roadmap.assumptions
        self._words, self._money = styles.body(indent=1), styles.money()
        self._figure = styles.body(num_format="#,##0", align="right")
        self._exact = styles.body(num_format="0.0000", align="right")
        self._day = styles.body(num_format=styles.day, align="left", indent=1)

    def write(self, row: int, group: FailingUnits, names: PriceNames, quarter: FiscalQuarter, units: float) -> None:
        grid, cell = self._grid, row + 1
        grid.text(row, _AT["category"], CATEGORY_LABELS[group.category], self._words)
        grid.number(row, _AT["devices"], len(group.asset_ids), self._figure)
        grid.text(row, _AT["quarter"], quarter.label, self._words)
        grid.day(row, _AT["starts_on"], quarter.starts_on, self._day)
        grid.number(row, _AT["units"], units, self._exact)
        grid.money(row, _AT["own_price"], names.own_minor, self._money)
        months = months_of_growth(group.priced["priced_on"], quarter.starts_on)
        priced_on = names.priced_on(f"{_LETTER['own_price']}{cell}")
        grown = months_grown(priced_on, f"{_LETTER['starts_on']}{cell}")
        self._number(row, "months", grown, months, self._figure)
        growth, exponent = names.of(GROWTH), f"{_LETTER['months']}{cell}"
        rate = growth_of(group.priced["growth_basis_points"], self._assumptions)
        factor = f"IF(OR({exponent}=0,{growth}=0),1,{growth_factor(growth, exponent)})"
        self._number(row, "factor", factor, float(1 + rate) ** (months / 12) if rate else 1, self._exact)
        self._write_amounts(row, group, names, months, units)

    def _number(self, row: int, name: str, formula: str, value: float, style: Format) -> None:
        self._grid.formula(row, _AT[name], formula, value, style)

    def _write_amounts(self, row: int, group: FailingUnits, names: PriceNames, months: int, units: float) -> None:
        cell, rounding = row + 1, self._rounding
        unit = unit_cost(group.priced, self._assumptions, months)
        factor = f"{_LETTER['factor']}{cell}"
        own = f"{_LETTER['own_price']}{cell}"
        prices = (f"IF(ISNUMBER({own}),{own},{names.hardware})", names.of(ACCESSORIES), names.of(FREIGHT))
        for part, price in zip(DELIVERED, prices, strict=True):
            minor = getattr(unit, part)
            self._grid.money_formula(row, _AT[part], rounding.grown(price, factor, "1"), minor, self._money)
        labour = rounding.labour(names.minutes, LABOUR_RATE, "1")
        self._grid.money_formula(row, _AT["labour"], labour, unit.labour, self._money)
        self._grid.money_formula(row, _AT["disposal"], names.of(DISPOSAL), unit.disposal, self._money)
        scale = 10**rounding.digits
        for name, first, last, minor in (("bought", "hardware", "freight", unit.bought),
                                         ("done", "labour", "disposal", unit.work)):  # fmt: skip
            formula = f"{_LETTER['units']}{cell}*SUM({_LETTER[first]}{cell}:{_LETTER[last]}{cell})"
            self._number(row, name, formula, units * minor / scale, self._money)
