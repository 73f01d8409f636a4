"""One row of a sheet of invoices → the line that it is, its amount before tax, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from planner.actions import contract_cells as cells_of
from planner.actions.invoice_headers import is_of_a_unit
from planner.actions.invoice_kinds import kind_and_category
from planner.errors import PlannerError
from planner.intake.amounts import DecimalMark, currency_in, quantity_of
from planner.intake.dates import Order
from planner.intake.grid import Cell, text_of
from planner.intake.roles import TOTAL
from planner.money import known_currencies, to_minor
from planner.records.names import folded_name

_CREDIT: Final = re.compile(r"credit|refund|return|gutschrift|avoir|abono|storno", re.IGNORECASE)
_TAX_LINE: Final = re.compile(r"(?:total )?(?:vat|tax|gst|sales tax|mwst|ust|tva|iva)\b[\s\d.,%@:()-]*", re.IGNORECASE)
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"})
_YEARS: Final = range(2000, 2100)
_NOT_COUNTED: Final = ("quantity", "unit_price", "serial_number")
_MOST_UNITS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """One line of an invoice. `amount_minor` is the whole line before tax, negative for a credit note; `remark` says
    what was assumed."""

    invoiced_on: date
    number: str | None
    vendor: str | None
    text: str
    kind: str
    category: str | None
    serial_number: str | None
    quantity: int
    amount_minor: int
    tax_minor: int | None
    currency: str
    source: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the client's own settings decide: `names` are folded; `tax` is what a gross amount is assumed to hold."""

    names: frozenset[str]
    currency: str
    tax: Decimal
    order: Order
    mark: DecimalMark


class InvoiceReader:
    """Reads the rows of one table in their order. `fields`: field → column."""

    def __init__(self, headers: Sequence[str], fields: Mapping[str, int], rules: Rules, where: str) -> None:
        self._fields, self._rules, self._where = fields, rules, where
        self._per_unit = {name for name, at in fields.items() if name == "unit_price" or is_of_a_unit(headers[at])}
        named = [found for name in ("net", "amount", "gross", "unit_price") if name in fields
                 and (found := currency_in(headers[fields[name]]))]  # fmt: skip
        self._header_currency = self._code(named[0]) if named else rules.currency
        self._last: dict[str, Cell] = {}

    def read(self, row: Sequence[Cell]) -> tuple[InvoiceDraft | None, str]:
        """The line, or why the row is skipped. Raises PlannerError where it is a line that cannot be read."""
        cells = {name: row[at] for name, at in self._fields.items() if not cells_of.is_nothing(text_of(row[at]))}
        text = " ".join(dict.fromkeys(text_of(cells[name]) for name in ("text", "model") if name in cells))
        if (client := text_of(cells.get("client", ""))) and folded_name(client) not in self._rules.names:
            return None, f"It is {client}'s. If that is this client, add it as another name of his."
        if TOTAL.match(text or text_of(cells.get("vendor", ""))) and not any(name in cells for name in _NOT_COUNTED):
            return None, "a total"
        if _TAX_LINE.fullmatch(text):
            return None, "tax, which is not compared"
        amounts = [name for name in ("net", "gross", "amount", "unit_price") if name in cells]
        if not amounts:
            return None, "It has no amount."
        self._inherit(cells)
        draft = self._draft(cells, text)
        return (draft, "") if draft.amount_minor else (None, "It costs nothing.")

    def _inherit(self, cells: dict[str, Cell]) -> None:
        """The further lines of an invoice often leave its date, number and vendor out."""
        own = ("invoiced_on", "number", "vendor")
        if "invoiced_on" in cells or "number" in cells:
            self._last = {name: cells[name] for name in own if name in cells}
        else:
            cells.update({name: cell for name, cell in self._last.items() if name not in cells})

    def _draft(self, cells: Mapping[str, Cell], text: str) -> InvoiceDraft:
        quantity, is_back = self._quantity(cells)
        net, tax, remark = self._net(cells, quantity)
        is_credit = is_back or net < 0 or _CREDIT.search(text_of(cells.get("document", ""))) is not None
        if is_credit:
            net, tax = -abs(net), None if tax is None else -abs(tax)
        currency = self._currency(cells)
        stated = text_of(cells.get("category", ""))
        kind, category = kind_and_category(text, stated)
        serial = text_of(cells["serial_number"])[:200] if "serial_number" in cells else None
        return InvoiceDraft(
            self._day(cells), _short(cells.get("number"), 100), _short(cells.get("vendor"), 200),
            text or stated or "No description", kind, category, serial, quantity, to_minor(net, currency),
            None if tax is None else to_minor(tax, currency), currency, self._where, remark,
        )  # fmt: skip

    def _day(self, cells: Mapping[str, Cell]) -> date:
        if "invoiced_on" not in cells:
            raise PlannerError("It has no date.", "Add the day of the invoice in a column 'Invoice date'.")
        day = cells_of.day_of(cells["invoiced_on"], self._rules.order, "first")
        if day.year not in _YEARS:
            raise PlannerError(f"'{day}' is no date of an invoice.", "Write it as 2026-05-31.")
        return day

    def _quantity(self, cells: Mapping[str, Cell]) -> tuple[int, bool]:
        """Whole units, and whether they go back. Parts of a unit (1.5 hours) count as one: their amount stands."""
        if "quantity" not in cells:
            return 1, False
        text = text_of(cells["quantity"])
        back = text.startswith(("-", "\u2212", "("))
        units = quantity_of(text.strip("-\u2212() "))
        if units is None:
            cells_of.amount(cells["quantity"], self._rules.mark)
            return 1, back
        if units > _MOST_UNITS:
            raise PlannerError(f"'{text}' is too many.", "Check the quantity.")
        return max(1, units), back

    def _net(self, cells: Mapping[str, Cell], quantity: int) -> tuple[Decimal, Decimal | None, str]:
        """The line before tax, its tax where the sheet tells it, and what was assumed."""
        mark = self._rules.mark
        units = self._units(cells, quantity)
        read = {
            name: cells_of.amount(cells[name], mark) * (units if name in self._per_unit else 1)
            for name in ("net", "gross", "amount", "unit_price", "tax")
            if name in cells and not (name == "tax" and "%" in text_of(cells[name]))
        }
        tax = read.get("tax")
        if "net" in read:
            return read["net"], tax, ""
        if "amount" in read and not _is_gross(read):
            return read["amount"], tax, ""
        gross = read.get("gross", read.get("amount"))
        if gross is None:
            return read["unit_price"], tax, ""
        if tax is None:
            stated = cells.get("tax_rate", cells.get("tax"))
            rate = self._rules.tax if stated is None else cells_of.percent(stated) / 100
            net = round(gross / (1 + rate), 4)
            return net, gross - net, "" if stated else f"tax of {float(rate * 100):g} % taken out, the client's own"
        return gross - tax, tax, ""

    def _units(self, cells: Mapping[str, Cell], quantity: int) -> Decimal:
        """What a unit price is multiplied by: the stated quantity, parts of a unit too."""
        if "quantity" not in cells or quantity_of(text_of(cells["quantity"]).strip("-\u2212() ")) is not None:
            return Decimal(quantity)
        return abs(cells_of.amount(cells["quantity"], self._rules.mark))

    def _currency(self, cells: Mapping[str, Cell]) -> str:
        """The row's own, else that of the amount's cell or header, else the client's."""
        if "currency" in cells:
            text = text_of(cells["currency"]).upper()
            code = text if text in known_currencies() else currency_in(text)
            if code is None:
                raise PlannerError(f"'{text}' is no currency.", "Use a code such as USD, GBP or EUR.")
            return self._code(code)
        for name in ("net", "amount", "gross", "unit_price"):
            cell = cells.get(name)
            if isinstance(cell, str) and (code := _currency_in(cell)):
                return self._code(code)
        return self._header_currency

    def _code(self, code: str) -> str:
        """A bare '$' is the client's own dollar, and the United States' for a client without one."""
        if code != "$":
            return code
        return self._rules.currency if self._rules.currency in _DOLLARS else "USD"


_currency_in = lru_cache(maxsize=16_384)(currency_in)


def _is_gross(read: Mapping[str, Decimal]) -> bool:
    """Whether a line's amount is its price and the tax on it."""
    return "unit_price" in read and bool(read.get("tax")) and read["amount"] - read["tax"] == read["unit_price"]


def _short(cell: Cell | None, longest: int) -> str | None:
    return None if cell is None else text_of(cell)[:longest]
