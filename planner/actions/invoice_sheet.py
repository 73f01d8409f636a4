"""A file with invoices, a line per row, in any order of columns → what each of its rows says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from babel.numbers import get_decimal_symbol

from planner.actions.invoice_headers import AMOUNTS, invoice_fields, is_invoice_sheet
from planner.actions.invoice_rows import InvoiceDraft, InvoiceReader, Rules
from planner.actions.uploads import Upload
from planner.errors import PlannerError, Problem
from planner.intake.amounts import DecimalMark, decimal_mark
from planner.intake.blocks import Block, blocks_of
from planner.intake.containers import read_sheets
from planner.intake.dates import Order, order_votes
from planner.intake.grid import Sheet, column_letter, text_of
from planner.intake.roles import roles_of

_SEARCHED: Final = 40
"""Rows from a table's top among which its header may stand, where intake took another row for it."""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One row below a header: a line where `draft` is there, else skipped or, with a problem, rejected for `why`.
    `row` is counted as Excel shows it."""

    where: str
    row: int
    draft: InvoiceDraft | None
    why: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class InvoiceFile:
    """`columns`: (where, header, field or '' for what is not used); `others`: tables that hold no invoices."""

    file_name: str
    rows: tuple[InvoiceRow, ...]
    columns: tuple[tuple[str, str, str], ...]
    others: tuple[str, ...]


def read_invoices(upload: Upload, names: frozenset[str], currency: str, locale: str, tax: Decimal) -> InvoiceFile:
    """`names`: the client's folded names; `locale` decides dates and decimal marks that can be read in two ways; `tax`
    is the client's, as a share. Raises PlannerError where the file cannot be read or no table of it lists invoices."""
    rows: list[InvoiceRow] = []
    columns: list[tuple[str, str, str]] = []
    others: list[str] = []
    for sheet in read_sheets(upload.data):
        where = ", ".join(part for part in (upload.file_name, sheet.name) if part)
        for found in blocks_of(sheet):
            block, headers, fields = _headed(sheet, found)
            if not is_invoice_sheet(fields):
                others.append(where)
                continue
            rules = _rules(sheet, block, fields, Rules(names, currency, tax, _local_order(locale), _local_mark(locale)))
            rows += _rows(sheet, block, InvoiceReader(headers, fields, rules, where), where)
            at_column = {at: name for name, at in fields.items()}
            columns += [(where, text or f"column {column_letter(at)}", at_column.get(at, ""))
                        for at, text in enumerate(headers)]  # fmt: skip
    if not rows:
        raise PlannerError(
            f"No invoice was found in {upload.file_name}.",
            "Give it a header such as invoice date, invoice number, description, quantity, net, and a line per row.",
        )
    return InvoiceFile(upload.file_name, tuple(rows), tuple(columns), tuple(dict.fromkeys(others)))


def _headed(sheet: Sheet, block: Block) -> tuple[Block, list[str], dict[str, int]]:
    """The block with the header of invoices: its own, or the first row of it that is one."""
    tops = [block.header, *range(block.start, min(block.end, block.start + _SEARCHED))]
    for at in tops:
        if at is not None:
            headers = [text_of(cell) for cell in sheet.rows[at][block.left : block.right]]
            fields = invoice_fields(headers)
            if is_invoice_sheet(fields) and len(fields) > 2:
                return replace(block, header=at, start=at + 1), headers, fields
    return block, [], {}


def _rules(sheet: Sheet, block: Block, fields: dict[str, int], usual: Rules) -> Rules:
    """Dates and decimal marks as the table's own cells tell them, else the client's locale."""

    def texts(names: Sequence[str]) -> set[str]:
        columns = [block.left + fields[name] for name in names if name in fields]
        return {
            cell for row in sheet.rows[block.start : block.end] for at in columns if isinstance(cell := row[at], str)
        }

    day_first, month_first, _ = order_votes(texts(("invoiced_on",)))
    order: Order = usual.order if day_first == month_first else "dmy" if day_first > month_first else "mdy"
    return replace(usual, order=order, mark=decimal_mark(texts((*AMOUNTS, "tax"))) or usual.mark)


def _local_order(locale: str) -> Order:
    return "mdy" if locale == "en_US" else "dmy"


def _local_mark(locale: str) -> DecimalMark:
    return "," if get_decimal_symbol(locale) == "," else "."


def _rows(sheet: Sheet, block: Block, reader: InvoiceReader, where: str) -> list[InvoiceRow]:
    """Every row below the header, in its order."""
    roles = roles_of(sheet, block)
    found = [InvoiceRow(where, at + 1, None, why) for at, why in roles.skipped]
    for at in roles.data:
        try:
            draft, why = reader.read(sheet.rows[at][block.left : block.right])
            found.append(InvoiceRow(where, at + 1, draft, why))
        except PlannerError as error:
            problem = Problem(error.message, error.remedy, where, cell=f"{column_letter(block.left)}{at + 1}")
            found.append(InvoiceRow(where, at + 1, None, f"{error.message} {error.remedy}", problem))
    return sorted(found, key=lambda row: row.row)
