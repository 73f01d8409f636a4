"""The assumptions by category: useful life, price and its parts, price growth; and the client's special prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from planner.budget.model import Price
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.reports.excel import price_names as named
from planner.reports.excel.book import Book
from planner.reports.excel.grid import Grid, address
from planner.reports.text_fit import height_for, lines_needed
from planner.workbook_format import ASSUMPTIONS, PRICE_GROWTH

_HEADS: Final = (
    "Category", "Useful life, months", "Price", "Priced on", "Accessories", "Freight", "Labour, minutes", "Disposal",
    "Trade-in", "Price growth", "Source",
)  # fmt: skip
_NAMES: Final = (
    None, named.USEFUL_LIFE, named.PRICE, named.PRICED_ON, named.ACCESSORIES, named.FREIGHT, named.MINUTES,
    named.DISPOSAL, named.TRADE_IN, named.GROWTH,
)  # fmt: skip
_TEXT_COLS: Final = (0, 3, 10)
_SOURCE_COL: Final = 10
_REPLACED: Final = ("planned", "estimated", "on_failure")


def write_lives_and_prices(book: Book, grid: Grid, row: int) -> int:
    """One row per category of the fleet. Returns the next free row."""
    grid.text(row, 0, "By category", book.styles.section())
    grid.sheet.set_row(row, 20)
    _write_heads(book, grid, row + 1)
    found = list(_categories(book))
    for at, category in enumerate(found, start=row + 2):
        _write_category(book, grid, at, category)
    if not found:
        grid.text(row + 2, 0, "No device is to be replaced yet.", book.styles.note())
    return row + 2 + max(len(found), 1)


def _write_heads(book: Book, grid: Grid, row: int) -> None:
    for col, heading in enumerate(_HEADS):
        look = {"indent": 1} if col in _TEXT_COLS[1:] else {} if col == 0 else {"align": "right"}
        grid.text(row, col, heading, book.styles.head(**look))
    grid.sheet.set_row(row, 30)


def _categories(book: Book) -> Iterator[str]:
    """Those of which a device of the fleet is replaced."""
    schedule = book.roadmap.schedule
    present = set(schedule.loc[schedule["group"].isin(_REPLACED), "category"].tolist())
    yield from (category for category in CATEGORIES if category in present)


def _write_category(book: Book, grid: Grid, row: int, category: str) -> None:
    styles, workings = book.styles, book.workings
    price = workings.prices.get(category)
    told = price or Price(category, 0, 0, date.min, "No price is known: such devices are not in the total.")
    grid.text(row, 0, CATEGORY_LABELS[category], styles.body(bold=True))
    figure, money = styles.input(num_format="#,##0", align="right"), styles.input_money()
    grid.number(row, 1, workings.policy.of(category).plan_months, figure)
    grid.money(row, 2, None if price is None else price.hardware_minor, money)
    grid.day(
        row, 3, None if price is None else price.priced_on, styles.input(num_format=styles.day, align="left", indent=1)
    )
    grid.money(row, 4, told.accessories_minor, money)
    grid.money(row, 5, told.freight_minor, money)
    grid.number(row, 6, told.labour_minutes, figure)
    grid.money(row, 7, told.disposal_minor, money)
    grid.money(row, 8, told.trade_in_minor, money)
    share = styles.input(num_format="0.00%", align="right")
    if told.growth_basis_points is None:
        grid.formula(row, 9, PRICE_GROWTH, float(book.roadmap.assumptions.price_growth_per_year), share)
    else:
        grid.number(row, 9, told.growth_basis_points / 10_000, share)
    grid.text(row, _SOURCE_COL, told.source, styles.wrapped(font_size=9, indent=1, valign="vcenter"))
    grid.sheet.set_row(row, height_for(lines_needed(told.source, grid.pixels(_SOURCE_COL, _SOURCE_COL) - 12, 9)))
    for col, name in enumerate(_NAMES):
        if name is not None:
            book.define_name(named.named(name, category), address(row, col, sheet=ASSUMPTIONS))


def write_special_prices(book: Book, grid: Grid, row: int) -> int:
    """The client's own prices of models and specifications, if there are any. Returns the next free row."""
    specials, styles = book.roadmap.assumptions.special_prices, book.styles
    if not specials:
        return row - 1
    grid.text(row, 0, "The client's own prices of models and specifications", styles.section())
    grid.sheet.set_row(row, 20)
    for col, heading in enumerate(("Text", "Category", "Price", "Priced on", "Labour, minutes")):
        look = {"align": "right"} if col in (2, 4) else {"indent": 1} if col == 3 else {}
        grid.text(row + 1, col, heading, styles.head(**look))
    grid.sheet.set_row(row + 1, 30)
    figure = styles.input(num_format="#,##0", align="right")
    for number, special in enumerate(specials):
        at = row + 2 + number
        grid.text(at, 0, special.text, styles.wrapped(bold=True))
        grid.fit_row(at, {0: special.text})
        grid.text(at, 1, CATEGORY_LABELS[special.category], styles.body())
        grid.money(at, 2, special.hardware_minor, styles.input_money())
        grid.day(at, 3, special.priced_on, styles.input(num_format=styles.day, align="left", indent=1))
        if special.labour_minutes is not None:
            grid.number(at, 4, special.labour_minutes, figure)
        else:
            price = book.workings.prices.get(special.category)
            present = special.category in _categories(book)
            formula = named.named(named.MINUTES, special.category) if present else "0"
            grid.formula(at, 4, formula, price.labour_minutes if price and present else 0, figure)
        for col, name in ((2, named.PRICE), (3, named.PRICED_ON), (4, named.MINUTES)):
            book.define_name(named.named_special(name, number), address(at, col, sheet=ASSUMPTIONS))
    return row + 2 + len(specials)
