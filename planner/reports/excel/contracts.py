"""The contracts sheet: what is paid for again and again, when it renews, and by when that is decided."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.budget.contracts import Contract, Renewal, in_currency, line_labels, renewals
from planner.calendar import add_months
from planner.money import format_money
from planner.reports.excel.book import Book, counted
from planner.reports.excel.budget_formulas import TREATMENT_LABELS
from planner.reports.excel.grid import Grid
from planner.workbook_format import CONTRACT_TABLE, CONTRACTS

_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 5
_HEADS: Final = (
    ("Contract", 26), ("Vendor", 16), ("Kind", 13), ("Starts", 12), ("Ends", 12), ("Renews", 12), ("Decide by", 12),
    ("Term, months", 8), ("Billed by", 9), ("Quantity", 9), ("Price of one", 13), ("A year now", 13),
    ("A year after", 13), ("In the plan", 13), ("Type", 8), ("Notes", 32),
)  # fmt: skip
_RIGHT: Final = frozenset({7, 9, 10, 11, 12, 13})
_LAST_COL: Final = len(_HEADS) - 1


def write_contracts(book: Book, sheet: Worksheet) -> None:
    grid, styles, workings = book.grid(sheet), book.styles, book.workings
    grid.widths({col: width for col, (_, width) in enumerate(_HEADS)})
    contracts = sorted(workings.contracts, key=lambda one: (one.label.casefold(), one.contract_id))
    grid.heading(book.roadmap.client, CONTRACTS, _lead(book, len(contracts)), 12)
    heads = [styles.head(align="right") if col in _RIGHT else styles.head(indent=1) for col in range(len(_HEADS))]
    for col, (heading, _) in enumerate(_HEADS):
        grid.text(_HEAD_ROW, col, heading, heads[col])
    sheet.set_row(_HEAD_ROW, 30)
    next_ends = _next_ends(book)
    in_plan = {line.line: line.total for line in workings.agreed}
    labels = line_labels(workings.contracts)
    for row, contract in enumerate(contracts, start=_FIRST_ROW):
        planned = in_plan.get(labels[contract.contract_id], 0)
        _write_contract(book, grid, row, contract, next_ends.get(contract.contract_id), planned)
    last_row = _FIRST_ROW + max(len(contracts), 1) - 1
    if contracts:
        columns = [{"header": text, "header_format": heads[col]} for col, (text, _) in enumerate(_HEADS)]
        options = {"name": CONTRACT_TABLE, "style": None, "columns": columns}
        sheet.add_table(_HEAD_ROW, 0, last_row, _LAST_COL, options)
        sheet.ignore_errors({"number_stored_as_text": f"A{_FIRST_ROW + 1}:P{last_row + 1}"})
    else:
        grid.text(_FIRST_ROW, 0, "No contracts are known: enter or import them in Evergreen.", styles.note())
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.repeat_rows(_HEAD_ROW)
    book.page.apply(sheet, CONTRACTS, last_row, _LAST_COL)


def _lead(book: Book, count: int) -> str:
    if not count:
        return "Contracts and subscriptions are part of the budget once Evergreen knows them."
    soon = add_months(book.roadmap.as_of, 12)
    ahead = sum(1 for row in renewals(book.workings.contracts, book.roadmap.as_of, soon))
    return (
        f"{counted(count, 'contract')}, {counted(ahead, 'renewal')} within twelve months. Prices of a year are of all "
        "units, before tax; those after a renewal hold its agreed rise."
    )


def _next_ends(book: Book) -> dict[int, Renewal]:
    """Each contract's next end of a term within the plan."""
    found: dict[int, Renewal] = {}
    roadmap = book.roadmap
    for renewal in renewals(book.workings.contracts, roadmap.as_of, roadmap.quarters[-1].ends_on):
        found.setdefault(renewal.contract.contract_id, renewal)
    return found


def _write_contract(
    book: Book, grid: Grid, row: int, contract: Contract, renewal: Renewal | None, planned: int
) -> None:
    styles, roadmap = book.styles, book.roadmap
    words, day = styles.wrapped(indent=1), styles.wrapped(num_format=styles.day, align="left", indent=1)
    figure = styles.wrapped(num_format="#,##0", align="right")
    money = styles.wrapped(num_format=styles.money_exact, align="right")
    own = in_currency(contract, roadmap.currency, roadmap.as_of, roadmap.assumptions.rates)
    for col, text in ((0, contract.name), (1, contract.vendor), (2, contract.kind.replace("_", " ").capitalize()),
                      (8, contract.billing), (14, TREATMENT_LABELS[contract.treatment]),
                      (15, _notes(contract, book))):  # fmt: skip
        grid.text(row, col, text, words)
    grid.day(row, 3, contract.starts_on, day)
    grid.day(row, 4, contract.last_day or contract.ends_on, day)
    goes_on = renewal is not None and renewal.unit_then_minor is not None
    grid.day(row, 5, renewal.renews_on if renewal and goes_on else None, day)
    grid.day(row, 6, renewal.decide_by if renewal else None, day)
    grid.number(row, 7, contract.term_months, figure)
    grid.number(row, 9, contract.quantity, figure)
    grid.money(row, 10, own.unit_price_minor if own else None, money)
    grid.money(row, 11, own.yearly_minor(own.unit_price_minor) if own else None, money)
    grid.money(row, 12, own.yearly_minor(own.raised(own.unit_price_minor)) if own and goes_on else None, money)
    grid.money(row, 13, planned, money)
    grid.fit_row(row, {0: contract.name, 1: contract.vendor, 15: _notes(contract, book)})


def _notes(contract: Contract, book: Book) -> str | None:
    """Its notes, and its price in its own currency where that is another one."""
    if contract.currency == book.roadmap.currency:
        return contract.notes
    price = format_money(contract.unit_price_minor, contract.currency, book.roadmap.assumptions.locale)
    return ". ".join(filter(None, (f"Priced at {price} each", contract.notes)))
