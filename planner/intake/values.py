"""A column's cells → the values of its field, column-wise, each distinct cell read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal, cast

from planner.fields import FIELDS
from planner.intake.amounts import (
    DecimalMark,
    amount_of,
    bare_prices,
    currency_in,
    months_of,
    quantity_of,
    unit_of_header,
)
from planner.intake.dates import FIRST_YEAR, LAST_YEAR, Order, is_no_date, iso_date
from planner.intake.grid import Cell, CellColumn, text_of
from planner.intake.model import Value
from planner.intake.placeholders import is_placeholder, may_be_placeholders, says_no_day

_MANGLED: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_BARE: Final = re.compile(r"[-+\d\s.,'’]*")
_EDGE: Final = re.compile(r"\n[\x00-\x20]|[\x00-\x20]\n")
_NUMBERED: Final = frozenset({"serial_number", "asset_tag", "model_number", "order_number"})
_SHIELDS: Final = ("`", "'")
_SHIELD: Final = re.compile(r"^[`'](?=[+=@\-\d])")
MOST_FAULTS: Final = 500
"""Distinct faulty texts of one column that are told."""
_MOST_YEARS: Final = 15
"""A bare number up to this is years of useful life; a warranty's up to `_MOST_WARRANTY_YEARS`; above it is months."""
_MOST_WARRANTY_YEARS: Final = 10


@dataclass(frozen=True, slots=True)
class Converted:
    """One column read. Beside the rows run `values`, `kept` (texts that are no value of the field) and `currencies`
    (that its cells name), the latter two None where there are none. `faults`: (position of the first such cell, text,
    how many, message, remedy)."""

    values: Sequence[Value | None]
    kept: list[str | None] | None
    currencies: list[str | None] | None
    faults: list[tuple[int, str, int, str, str]]


_LONGEST_LIFE: Final = 20
"""Years of useful life from which a multiple of 12 is months."""
Unit = Literal["years", "months", "days"]
Reader = Callable[[Cell], "Value | Fault | None"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is no value of its field; its text is kept beside the row. Without a message nobody is told."""

    message: str = ""
    remedy: str = ""


def converted(name: str, column: CellColumn, header: str, order: Order, mark: DecimalMark) -> Converted:
    """Reads one column as the field `name`."""
    reader = _reader(name, column, header, order, mark)
    changed: dict[Cell, Value | None] = {"": None} if column.filled < len(column.cells) else {}
    kept: dict[Cell, str | None] = {}
    faults: list[tuple[int, str, int, str, str]] = []
    for cell in _to_look_at(name, column, mark, changed):
        value = reader(cell)
        if not isinstance(value, Fault):
            changed[cell] = value
            continue
        changed[cell] = None
        kept[cell] = text_of(cell)
        if value.message and len(faults) < MOST_FAULTS:
            faults.append(
                (column.cells.index(cell), text_of(cell), column.cells.count(cell), value.message, value.remedy)
            )
    return Converted(
        _replaced(column, changed),
        list(map(kept.get, column.cells)) if kept else None,
        _currencies(column) if FIELDS[name] == "money" else None,
        faults,
    )


def _to_look_at(name: str, column: CellColumn, mark: DecimalMark, changed: dict[Cell, Value | None]) -> Sequence[Cell]:
    """The distinct cells that need a look one by one; bare prices are put into `changed` at once."""
    if FIELDS[name] == "text":
        return _unlike_themselves(column)
    if FIELDS[name] != "money":
        return column.values
    changed.update(bare_prices(column.texts, mark))
    return [cell for cell in column.values if cell not in changed]


def _unlike_themselves(column: CellColumn) -> list[Cell]:
    """The distinct cells of a text field whose value may be another than the cell; most texts are their own."""
    doubtful = may_be_placeholders(column.texts)
    together = "\n".join(column.texts)
    if len(column.texts) == len(column.values) and "+" not in together and _EDGE.search(f"\n{together}\n") is None:
        return [cell for cell in column.values if cell in doubtful] if doubtful else []
    return [
        cell
        for cell in column.values
        if not isinstance(cell, str) or cell in doubtful or "+" in cell or cell[-1] <= " " or cell[0] <= " "
    ]


def _replaced(column: CellColumn, changed: Mapping[Cell, Value | None]) -> Sequence[Value | None]:
    """The column's cells as values; those that `changed` does not name are texts that stay."""
    cells = cast("Sequence[Value]", column.cells)
    found = cast("Callable[[Value, Value], Value | None]", changed.get)
    return list(map(found, cells, cells)) if changed else cells


def _currencies(column: CellColumn) -> list[str | None] | None:
    known: dict[Cell, str] = {
        text: code for text in column.texts if not _BARE.fullmatch(text) and (code := currency_in(text))
    }
    return list(map(known.get, column.cells)) if known else None


def _reader(name: str, column: CellColumn, header: str, order: Order, mark: DecimalMark) -> Reader:
    kind = FIELDS[name]
    if kind in ("date", "end_date"):
        return lambda cell: _date(cell, order, kind == "end_date")
    if kind == "money":
        return lambda cell: _amount(cell, mark)
    if kind == "months":
        unit = unit_of_header(header)
        most = max((number for cell in column.values if (number := _number(cell)) is not None), default=0.0)
        limit = _MOST_WARRANTY_YEARS if name == "warranty_months" else _MOST_YEARS
        return lambda cell: _months(cell, _unit(cell, unit or ("years" if most <= limit else "months"), name))
    if kind == "quantity":
        return _quantity
    return lambda cell: _text(cell, name)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*", cell) if isinstance(cell, str) else None
    return float(found[1].replace(",", ".")) if found else None


def _text(cell: Cell, name: str) -> Value | Fault | None:
    text = cell.strip() if isinstance(cell, str) else text_of(cell)
    if text[:1] in _SHIELDS:
        text = _SHIELD.sub("", text)
    if is_placeholder(text, name):
        return None
    if name not in _NUMBERED:
        return text
    if _MANGLED.fullmatch(text) or (isinstance(cell, float) and abs(cell) >= 1e15):
        return Fault("Excel has turned this number into one that lacks digits; they cannot be restored.",
                     "Export the list again with this column as text.")  # fmt: skip
    return text


def _date(cell: Cell, order: Order, at_end: bool) -> Value | Fault | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat() if FIRST_YEAR <= cell.year <= LAST_YEAR else None
    text = text_of(cell)
    if is_placeholder(text) or is_no_date(text):
        return None
    if found := iso_date(text, order, at_end):
        return found
    if says_no_day(text):
        return Fault()
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


def _unit(cell: Cell, unit: Unit, name: str) -> Unit:
    """The header's unit, save for bare numbers that no one states in years: 36 under 'Warranty (years)'."""
    number = _number(cell) if unit == "years" else None
    is_months = number is not None and (
        number > _MOST_WARRANTY_YEARS if name == "warranty_months" else number > _LONGEST_LIFE and number % 12 == 0
    )
    return "months" if is_months else unit


def _months(cell: Cell, unit: Unit) -> Value | Fault | None:
    text = text_of(cell)
    if is_placeholder(text):
        return None
    months = months_of(text, unit)
    return (
        months if months is not None else Fault("This is no length of time.", "Enter a number of months, or '3 years'.")
    )


def _quantity(cell: Cell) -> Value | Fault | None:
    text = text_of(cell)
    if text != "0" and is_placeholder(text):
        return None
    count = quantity_of(text)
    return count if count is not None else Fault("This is no number of devices.", "Enter a whole number such as 12.")
