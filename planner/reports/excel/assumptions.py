"""The assumptions sheet: every figure that the budget's formulas rest on, in cells with names, to be changed there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from planner import workbook_format as names
from planner.budget.model import TAX_TREATMENTS
from planner.reports.excel.assumption_prices import write_lives_and_prices, write_special_prices
from planner.reports.excel.assumption_quarters import write_quarters
from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, address
from planner.workbook_format import ASSUMPTIONS, BUDGET

_LABEL, _VALUE, _NOTE = 0, 1, 2
_AS_MADE: Final = "as it was made"
LAST_COL: Final = 10


@dataclass(frozen=True, slots=True)
class _Setting:
    """One named cell: a number, share or amount that may be changed, or a formula."""

    label: str
    name: str
    note: str
    value: float | str
    num_format: str | None = None
    formula: str | None = None
    check: dict[str, Any] | None = None


def write_assumptions(book: Book, sheet: Worksheet) -> None:
    grid = book.grid(sheet)
    money = book.money_width(max((price.hardware_minor for price in book.workings.prices.values()), default=0)) + 3
    grid.widths({0: 26, 1: max(13, money), 2: max(11, money), 3: 12, **dict.fromkeys(range(4, 10), 11), 10: 52})
    lead = (
        f"Change a cell on yellow, and {BUDGET}, Summary, Costs and As due are calculated anew, to the same cent as "
        "Evergreen does. Planned quarters are changed on Assets."
    )
    grid.heading(book.roadmap.client, ASSUMPTIONS, lead, LAST_COL)
    row = _write_settings(book, grid, 4)
    row = write_lives_and_prices(book, grid, row + 1)
    row = write_special_prices(book, grid, row + 1)
    row = write_quarters(book, grid, row + 1)
    sheet.freeze_panes(4, 1)
    book.page.apply(sheet, ASSUMPTIONS, row - 1, LAST_COL)


def _settings(book: Book) -> Sequence[_Setting]:
    assumptions, exact = book.roadmap.assumptions, book.styles.money_exact
    scale = 10**book.digits
    share = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1,
             "error_title": "Not a share", "error_message": "Give a share from 0 % to 100 %."}  # fmt: skip
    growth = {**share, "minimum": -0.5, "error_message": "Give a share from -50 % to 100 %."}
    amount = {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": "Not an amount",
              "error_message": "Give an amount of 0 or more."}  # fmt: skip
    treatment = {"validate": "list", "source": list(TAX_TREATMENTS)}
    in_totals = assumptions.tax_in_totals
    beside = assumptions.tax if assumptions.tax_treatment == "recoverable" else Decimal(0)
    return (
        _Setting("Price growth a year", names.PRICE_GROWTH, "From the price's date, by whole months.",
                 float(assumptions.price_growth_per_year), "0.00%", check=growth),
        _Setting("Contingency", names.CONTINGENCY, "On every line but agreed prices and trade-ins.",
                 float(assumptions.contingency), "0.00%", check=share),
        _Setting("Labour, an hour", names.LABOUR_RATE, "Times the minutes of each device below.",
                 assumptions.labour_rate_minor / scale, exact, check=amount),
        _Setting("Tax", names.TAX_RATE, "On every line, with its contingency.", float(assumptions.tax), "0.00%",
                 check=share),
        _Setting("What becomes of tax", names.TAX_TREATMENT,
                 "added: in the totals; recoverable: told beside them; excluded: left out.",
                 assumptions.tax_treatment, check=treatment),
        _Setting("Tax in the totals", names.TAX_IN_TOTALS, "", float(in_totals), "0.00%",
                 f'IF({names.TAX_TREATMENT}="added",{names.TAX_RATE},0)'),
        _Setting("Tax beside the totals", names.TAX_BESIDE, "", float(beside), "0.00%",
                 f'IF({names.TAX_TREATMENT}="recoverable",{names.TAX_RATE},0)'),
        _Setting("Capitalised from", names.CAPITALISE_FROM, "What is delivered of one unit; below it is opex.",
                 assumptions.capitalisation_threshold_minor / scale, exact, check=amount),
    )  # fmt: skip


def _write_settings(book: Book, grid: Grid, row: int) -> int:
    styles = book.styles
    grid.text(row, 0, "For all devices", styles.section())
    grid.sheet.set_row(row, 20)
    settings = _settings(book)
    for at, setting in enumerate(settings, start=row + 1):
        grid.text(at, _LABEL, setting.label, styles.body(bold=True))
        _write_value(book, grid, at, setting)
        grid.merged_text(at, _NOTE, at, LAST_COL, setting.note or " ", styles.note(indent=1))
        book.define_name(setting.name, address(at, _VALUE, sheet=ASSUMPTIONS))
    return _write_fixed(book, grid, row + 1 + len(settings))


def _write_value(book: Book, grid: Grid, row: int, setting: _Setting) -> None:
    look = {"align": "right", **({"num_format": setting.num_format} if setting.num_format else {})}
    if setting.formula is not None:
        grid.formula(row, _VALUE, setting.formula, setting.value, book.styles.body(**look))
    elif isinstance(setting.value, str):
        grid.text(row, _VALUE, setting.value, book.styles.input(**look))
    else:
        grid.number(row, _VALUE, setting.value, book.styles.input(**look))
    if setting.check is not None:
        grid.sheet.data_validation(row, _VALUE, row, _VALUE, setting.check)


def _write_fixed(book: Book, grid: Grid, row: int) -> int:
    """The two days of the plan, which are no inputs, and what the total was when the file was made."""
    styles, roadmap = book.styles, book.roadmap
    lead_days = roadmap.assumptions.approval_and_lead_days
    days = (
        ("As of", names.AS_OF, roadmap.as_of, "Prices that are stated for one device count as of this day."),
        (
            "First day to buy",
            names.FIRST_BUYABLE,
            roadmap.first_buyable,
            f"{lead_days} days for approval and delivery.",
        ),
    )
    for at, (label, name, day, note) in enumerate(days, start=row):
        grid.text(at, _LABEL, label, styles.body(bold=True))
        grid.day(at, _VALUE, day, styles.body(num_format=styles.day, align="right"))
        grid.merged_text(at, _NOTE, at, LAST_COL, note, styles.note(indent=1))
        book.define_name(name, address(at, _VALUE, sheet=ASSUMPTIONS))
    at = row + len(days)
    grid.text(at, _LABEL, "Total when this was made", styles.body(bold=True))
    exact = styles.body(num_format=styles.money_exact, align="right")
    grid.money(at, _VALUE, roadmap.budget.total, exact)
    grid.merged_text(
        at, _NOTE, at, LAST_COL, "Under these assumptions, before anything was changed here.", styles.note(indent=1)
    )
    book.define_name(names.TOTAL_AS_MADE, address(at, _VALUE, sheet=ASSUMPTIONS))
    grid.text(at + 1, _LABEL, "Total now", styles.body(bold=True))
    total = address(book.budget.total_row, book.budget.total_col, sheet=BUDGET)
    grid.money_formula(at + 1, _VALUE, total, roadmap.budget.total, exact)
    same = f'IF(ROUND(B{at + 2}-{names.TOTAL_AS_MADE},{book.digits})=0,"{_AS_MADE}","changed")'
    grid.formula(at + 1, _NOTE, same, _AS_MADE, styles.note(indent=1))
    return at + 2
