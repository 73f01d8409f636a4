"""The ledger sheet: one row per month and line, for finance's own system."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.budget.ledger import ledger
from planner.fields import CATEGORY_LABELS
from planner.reports.excel.book import Book, counted
from planner.reports.excel.budget_formulas import TREATMENT_LABELS
from planner.reports.excel.budget_layout import KIND_LABELS
from planner.reports.excel.grid import span
from planner.workbook_format import LEDGER, LEDGER_TABLE

_SUM_ROW: Final = 3
_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 5
_HEADS: Final = (
    ("Month", 11), ("Fiscal quarter", 12), ("Entity", 26), ("Site", 16), ("Department", 16), ("Account", 20),
    ("Category", 17), ("Line", 34), ("Type", 8), ("Vendor", 18), ("Quantity", 9), ("Amount", 12),
)  # fmt: skip
_QUANTITY_COL: Final = 10
_AMOUNT_COL: Final = 11


def write_ledger(book: Book, sheet: Worksheet) -> None:
    roadmap, grid, styles = book.roadmap, book.grid(sheet), book.styles
    rows = ledger(roadmap.budget, roadmap.actions, roadmap.schedule, book.workings, roadmap.assumptions, roadmap.as_of)
    widths = {col: width for col, (_, width) in enumerate(_HEADS)}
    grid.widths({**widths, _AMOUNT_COL: max(12, book.budget_width() + 3)})
    lead = (
        f"{counted(len(rows), 'entry', 'entries')} of the budget by month, as it was made: what is changed in this "
        "file does not move them. Accounts are the budget's kinds of cost."
    )
    grid.heading(roadmap.client, LEDGER, lead, _AMOUNT_COL)
    heads = [styles.head(align="right") if col >= _QUANTITY_COL else styles.head() for col in range(len(_HEADS))]
    for col, (heading, _) in enumerate(_HEADS):
        grid.text(_HEAD_ROW, col, heading, heads[col])
    sheet.set_row(_HEAD_ROW, 30)
    words, day = styles.body(), styles.body(num_format="mmm yyyy", align="left")
    figure, money = (
        styles.body(num_format="#,##0", align="right"),
        styles.body(num_format=styles.money_exact, align="right"),
    )
    labels = {quarter: quarter.label for quarter in roadmap.quarters}
    for at, row in enumerate(rows, start=_FIRST_ROW):
        grid.day(at, 0, row.month, day)
        label = next(labels[quarter] for quarter in roadmap.quarters if quarter.contains(row.month))
        texts = (
            label, roadmap.client, row.site, row.department, KIND_LABELS[row.kind],
            CATEGORY_LABELS[row.category] if row.category else None, row.line, TREATMENT_LABELS[row.treatment],
            row.vendor,
        )  # fmt: skip
        for col, text in enumerate(texts, start=1):
            grid.text(at, col, text, words)
        grid.number(at, _QUANTITY_COL, row.quantity, figure)
        grid.money(at, _AMOUNT_COL, row.amount_minor, money)
    last_row = _FIRST_ROW + max(len(rows), 1) - 1
    if rows:
        columns = [{"header": text, "header_format": heads[col]} for col, (text, _) in enumerate(_HEADS)]
        sheet.add_table(_HEAD_ROW, 0, last_row, _AMOUNT_COL, {"name": LEDGER_TABLE, "style": None, "columns": columns})
        for col in range(_AMOUNT_COL):
            grid.text(_SUM_ROW, col, "Rows shown" if col == 0 else None, styles.total())
        shown = f"SUBTOTAL(109,{span(_FIRST_ROW, _AMOUNT_COL, last_row, _AMOUNT_COL)})"
        total = styles.total(num_format=styles.money_exact, align="right")
        grid.money_formula(_SUM_ROW, _AMOUNT_COL, shown, roadmap.budget.total, total)
        sheet.ignore_errors({"number_stored_as_text": f"A{_FIRST_ROW + 1}:L{last_row + 1}"})
    else:
        grid.text(_FIRST_ROW, 0, "Nothing is planned.", styles.note())
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.repeat_rows(_HEAD_ROW)
    book.page.apply(sheet, LEDGER, last_row, _AMOUNT_COL)
