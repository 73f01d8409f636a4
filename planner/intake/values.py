"""A column's cells → the values of its field, column-wise, each distinct cell read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from planner.fields import FIELDS
from planner.intake.amounts import DecimalMark, amount_of, currency_in, months_of, quantity_of, unit_of_header
from planner.intake.dates import FIRST_YEAR, LAST_YEAR, Order, is_no_date, iso_date
from planner.intake.grid import Cell, text_of
from planner.intake.model import Value
from planner.intake.placeholders import is_placeholder, says_no_day

_MANGLED: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_NUMBERED: Final = frozenset({"serial_number", "asset_tag", "model_number", "order_number"})
_SHIELD: Final = re.compile(r"^[`'](?=[+=@\-\d])")
_MOST_YEARS: Final = 15
"""A bare number up to this is years of useful life; a warranty's up to `_MOST_WARRANTY_YEARS`; above it is months."""
_MOST_WARRANTY_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class Locale:
    """How a table writes: the order of day and month for each column and without a better hint, its decimal mark."""

    orders: dict[int, Order]
    order: Order
    mark: DecimalMark


@dataclass(slots=True)
class Converted:
    """One column read. `values` and `kept` (text that is no value of the field) run beside the rows; `currencies`
    where its cells name one; `faults`: (position of the first such cell, text, how many, message, remedy)."""

    values: list[Value | None]
    kept: list[str | None]
    currencies: list[str | None] | None = None
    faults: list[tuple[int, str, int, str, str]] = field(default_factory=list)


Reader = Callable[[Cell], "Value | Fault | None"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is no value of its field; `text` is kept beside the row where `is_kept`."""

    message: str
    remedy: str
    is_silent: bool = False
    is_kept: bool = True


def converted(name: str, cells: Sequence[Cell], header: str, order: Order, mark: DecimalMark) -> Converted:
    """Reads one column as the field `name`."""
    reader = _reader(name, cells, header, order, mark)
    known: dict[tuple[type, Cell], tuple[Value | None, str | None]] = {}
    faults: dict[str, list[int]] = {}
    sayings: dict[str, Fault] = {}
    values: list[Value | None] = []
    kept: list[str | None] = []
    for at, cell in enumerate(cells):
        if cell == "":
            values.append(None)
            kept.append(None)
            continue
        key = (type(cell), cell)
        pair = known.get(key)
        if pair is None:
            pair = known[key] = _read(reader, cell, sayings)
        values.append(pair[0])
        kept.append(pair[1])
        if pair[0] is None and (text := text_of(cell)) in sayings:
            faults.setdefault(text, []).append(at)
    listed = [(at[0], text, len(at), sayings[text].message, sayings[text].remedy) for text, at in faults.items()]
    currencies = _currencies(cells) if FIELDS[name] == "money" else None
    return Converted(values, kept, currencies, listed)


def _read(reader: Reader, cell: Cell, sayings: dict[str, Fault]) -> tuple[Value | None, str | None]:
    value = reader(cell)
    if not isinstance(value, Fault):
        return value, None
    text = text_of(cell)
    if not value.is_silent:
        sayings[text] = value
    return None, text if value.is_kept else None


def _currencies(cells: Sequence[Cell]) -> list[str | None] | None:
    known = {cell: currency_in(cell) for cell in set(cells) if isinstance(cell, str) and cell}
    if not any(known.values()):
        return None
    return [known.get(cell) if isinstance(cell, str) else None for cell in cells]


def _reader(name: str, cells: Sequence[Cell], header: str, order: Order, mark: DecimalMark) -> Reader:
    kind = FIELDS[name]
    if kind in ("date", "end_date"):
        return lambda cell: _date(cell, order)
    if kind == "money":
        return lambda cell: _amount(cell, mark)
    if kind == "months":
        unit = unit_of_header(header)
        most = max((number for cell in set(cells) if (number := _number(cell)) is not None), default=0.0)
        limit = _MOST_WARRANTY_YEARS if name == "warranty_months" else _MOST_YEARS
        return lambda cell: _months(cell, unit or ("years" if most <= limit else "months"))
    if kind == "quantity":
        return _quantity
    return lambda cell: _text(cell, name)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*", cell) if isinstance(cell, str) else None
    return float(found[1].replace(",", ".")) if found else None


def _text(cell: Cell, name: str) -> Value | Fault | None:
    text = _SHIELD.sub("", text_of(cell))
    if is_placeholder(text, name):
        return None
    if name not in _NUMBERED:
        return text
    if _MANGLED.fullmatch(text) or (isinstance(cell, float) and abs(cell) >= 1e15):
        return Fault("Excel has turned this number into one that lacks digits; they cannot be restored.",
                     "Export the list again with this column as text.")  # fmt: skip
    return text


def _date(cell: Cell, order: Order) -> Value | Fault | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat() if FIRST_YEAR <= cell.year <= LAST_YEAR else None
    text = text_of(cell)
    if is_placeholder(text) or is_no_date(text):
        return None
    if found := iso_date(text, order):
        return found
    if says_no_day(text):
        return Fault("", "", is_silent=True)
    return Fault("This is no date.", "Enter a day, a month or a year, such as 2023-05-14, 2023-05 or 2023.")


def _amount(cell: Cell, mark: DecimalMark) -> Value | Fault | None:
    if isinstance(cell, bool):
        return Fault("This is no amount.", "Enter a number such as 1240.50.")
    if isinstance(cell, (int, float)):
        value: Decimal | None = Decimal(str(cell)) if abs(cell) < 1e13 else None
    else:
        text = text_of(cell)
        if is_placeholder(text):
            return None
        value = amount_of(text, mark)
    if value is None:
        return Fault("This is no amount.", "Enter a number such as 1240.50.")
    if value < 0:
        return Fault("An amount below zero is no price.", "Enter what one device costs.")
    return value.normalize() + 0 if value else None


def _months(cell: Cell, unit: str) -> Value | Fault | None:
    text = text_of(cell)
    if is_placeholder(text):
        return None
    months = months_of(text, "years" if unit == "years" else "days" if unit == "days" else "months")
    return months if months is not None else Fault("This is no length of time.", "Enter a number of months, or '3 years'.")


def _quantity(cell: Cell) -> Value | Fault | None:
    text = text_of(cell)
    if text != "0" and is_placeholder(text):
        return None
    count = quantity_of(text)
    return count if count is not None else Fault("This is no number of devices.", "Enter a whole number such as 12.")
