"""What a row's texts tell beside the field they stand in: a model under 'Make', how many, a lease in the notes, a total
of several units, furniture. Each distinct text is read once; only rows that have such a text are touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

from planner.intake.amounts import counted_devices
from planner.intake.categories import is_no_it, of_kind, of_model
from planner.intake.dates import Order, iso_date
from planner.intake.makers import known_maker, leading_maker
from planner.intake.model import Value
from planner.intake.ownership import lease_end_text

_TOTAL: Final = re.compile(
    r"\b(?:(?:line |grand |order |invoice )?total|extended|ext|gesamt\w*|summe|montant|totale?|importe"
    r"|totaal\w*)\b",
    re.IGNORECASE,
)
_TOTAL_OF_UNIT: Final = re.compile(r"\b(?:unit|each|per|pro|st[uü]ck\w*|unitaire|unitario)\b", re.IGNORECASE)
_CENT: Final = Decimal("0.01")
_T = TypeVar("_T")
Rows = Sequence[dict[str, Value]]
Texts = Sequence[Value | None]


def tell(rows: Rows, columns: dict[str, Texts], headers: dict[str, str], order: Order) -> None:
    """Adds to the rows what their texts tell. `columns` and `headers`: by mapped field, the values beside the rows."""
    _split_makers(rows, columns.get("manufacturer", ()))
    for field in ("model", "category") if "serial_number" in columns else ("model", "name", "category"):
        _count(rows, columns.get(field, ()), field)
    _note_leases(rows, columns.get("notes", ()), order)
    for field in ("purchase_cost", "replacement_cost"):
        header = headers.get(field, "")
        if _TOTAL.search(header) and not _TOTAL_OF_UNIT.search(header):
            _share_totals(rows, field)


def _found(texts: Texts, reading: Callable[[str], _T | None]) -> dict[str, _T]:
    """What the distinct texts say, those that say nothing left out."""
    distinct = {text for text in texts if isinstance(text, str)}
    return {text: said for text in distinct if (said := reading(text)) is not None}


def _split_makers(rows: Rows, texts: Texts) -> None:
    """'Dell Latitude 5420' under 'Make' is a maker and, where the row has none, its model."""
    split = _found(texts, _maker_and_model)
    for row, text in zip(rows, texts, strict=True) if split else ():
        if isinstance(text, str) and text in split:
            row["manufacturer"], model = split[text]
            row.setdefault("model", model)


def _maker_and_model(text: str) -> tuple[str, str] | None:
    found = leading_maker(text) if known_maker(text) is None else None
    if found is None or not (of_model(found[1], found[0]) or re.search(r"\d", found[1])):
        return None
    return found


def _count(rows: Rows, texts: Texts, field: str) -> None:
    """'P2422H (x4)' are four, where the row has no serial number and no quantity of its own."""
    counted = _found(texts, counted_devices)
    for row, text in zip(rows, texts, strict=True) if counted else ():
        if isinstance(text, str) and text in counted and "serial_number" not in row:
            rest, count = counted[text]
            row.setdefault("quantity", count)
            if field != "name":
                row[field] = rest


def _note_leases(rows: Rows, texts: Texts, order: Order) -> None:
    ends = _found(texts, lease_end_text)
    for row, text in zip(rows, texts, strict=True) if ends else ():
        if isinstance(text, str) and text in ends and (end := iso_date(ends[text], order)):
            row.setdefault("lease_ends_on", end)
            row.setdefault("ownership", "leased")


def _share_totals(rows: Rows, field: str) -> None:
    """The header says that its amounts are those of all units: one unit costs its share."""
    for row in rows:
        count, total = row.get("quantity"), row.get(field)
        if isinstance(count, int) and count > 1 and isinstance(total, Decimal):
            row[field] = (total / count).quantize(_CENT, ROUND_HALF_UP).normalize() + 0


def no_it(row: dict[str, Value]) -> bool:
    """Whether a row of a register is furniture, a vehicle, a building or the like, and nothing in it is a device."""
    kind, model, name = (str(row.get(field, "")) for field in ("category", "model", "name"))
    said = is_no_it(kind) or is_no_it(model) or is_no_it(name)
    if not said or row.keys() & {"operating_system", "mac_address", "ip_address", "cpu"}:
        return False
    return not any(of_kind(text) or of_model(text) or leading_maker(text) for text in (kind, model, name) if text)
