"""Sightings and corrections → one asset row. Deterministic: the same sightings always give the same row.

Newer data outranks older: a tool's export is as old as the newest contact in it, another sheet as old as its import.
An empty cell outranks nothing, and neither does a vaguer word for the same ('2023' for 2023-05-14, 'Windows 10' for
'Windows 10 Pro'). Within one import the first row that has a value gives it, save that of several ends of warranty or
support, and of several last contacts, the latest counts: a warranty report has one row per service. Corrections come
last and may empty a field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from planner.calendar import month_end
from planner.fields import FIELDS, money_column
from planner.intake.recognise import recognise
from planner.money import known_currencies, to_minor

LATEST_WINS: Final = frozenset({"warranty_ends_on", "support_ends_on", "last_seen_on"})
MONEY_FIELDS: Final = tuple(name for name, kind in FIELDS.items() if kind == "money")
_SAID_IN_DETAIL: Final = frozenset(
    {"operating_system", "os_version", "manufacturer", "model", "cpu", "category"}
    | {name for name, kind in FIELDS.items() if kind in ("date", "end_date")}
)
UNCONFIRMED_AFTER: Final = timedelta(days=90)
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
_SYMBOLS: Final = {"£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "R$": "BRL", "US$": "USD", "zł": "PLN", "₩": "KRW"}

Values = Mapping[str, Any]


def merged_values(imports: Sequence[Sequence[Values]], corrections: Values) -> dict[str, Any]:
    """`imports`: the sightings' values, oldest import first, each import's in row order; `corrections` by field."""
    merged: dict[str, Any] = {}
    for rows in imports:
        newer = rows[0] if len(rows) == 1 else of_one_import(rows)
        if "currency" not in newer and any(name in newer for name in MONEY_FIELDS):
            merged.pop("currency", None)  # an older sheet's currency does not speak for a newer one's amounts
        merged.update({name: value for name, value in newer.items() if not is_vaguer(name, value, merged.get(name))})
    merged.update(corrections)
    return {name: value for name, value in merged.items() if value is not None}


def data_age(as_of: date, import_id: int, rows: Iterable[Values]) -> tuple[str, int]:
    """Sorts the imports of one asset by how old what they say is; of equal age, the later import counts."""
    exported = max((str(values["_exported_on"]) for values in rows if "_exported_on" in values), default="9")
    return min(exported, as_of.isoformat()), import_id


def is_vaguer(name: str, value: Any, known: Any) -> bool:
    """Whether `value` says of a field what `known` says in more detail."""
    if known is None or name not in _SAID_IN_DETAIL:
        return False
    one, other = str(value).casefold(), str(known).casefold()
    return len(one) < len(other) and other.startswith(one) and not (one[-1].isalnum() and other[len(one)].isalnum())


def of_one_import(rows: Iterable[Values]) -> dict[str, Any]:
    """What one import's rows say of an asset together."""
    merged: dict[str, Any] = {}
    for values in rows:
        for name, value in values.items():
            if name not in merged or (name in LATEST_WINS and str(value) > str(merged[name])):
                merged[name] = value
    return merged


def asset_columns(values: Values, client_currency: str) -> dict[str, Any]:
    """The stored columns (`records.Asset` without ids and state) that merged values amount to."""
    columns: dict[str, Any] = dict.fromkeys(_COLUMNS)
    precisions: dict[str, str] = {}
    currency = currency_code(values.get("currency"), client_currency)
    for name, value in values.items():
        kind = FIELDS.get(name)
        if kind in ("date", "end_date"):
            columns[name], precision = exact_date(str(value), kind == "end_date")
            if precision:
                precisions[name] = precision
        elif kind == "money":
            columns[money_column(name)] = minor_units(str(value), currency)
        elif kind is not None:
            columns[name] = value
    columns["currency"] = currency if any(name in values for name in MONEY_FIELDS) else None
    columns["quantity"] = max(1, int(values.get("quantity") or 1))
    columns.update(recognise(values))
    columns["is_unconfirmed"] = _is_unconfirmed(values, columns["last_seen_on"])
    columns["precisions"] = json.dumps(precisions, sort_keys=True) if precisions else None
    columns.pop("client")
    return columns


_COLUMNS: Final = tuple(money_column(name) if kind == "money" else name for name, kind in FIELDS.items())


@lru_cache(maxsize=65_536)
def exact_date(text: str, at_end: bool) -> tuple[date | None, str | None]:
    """A full or partial ISO date as a day, and 'month' or 'year' where it was partial."""
    parts = [int(part) for part in text[:10].split("-")]
    if len(parts) == 3:
        return date(*parts), None
    if len(parts) == 2:
        return (month_end(date(parts[0], parts[1], 1)) if at_end else date(parts[0], parts[1], 15)), "month"
    return (date(parts[0], 12, 31) if at_end else date(parts[0], 7, 1)), "year"


@lru_cache(maxsize=65_536)
def minor_units(amount: str, currency: str) -> int:
    """A sighting's amount in minor units. Raises PlannerError where the currency cannot hold it."""
    return to_minor(amount, currency)


@lru_cache(maxsize=1_024)
def currency_code(stated: str | None, client_currency: str) -> str:
    """The ISO code of a stated code or symbol; a bare dollar is the client's own where that is a dollar."""
    if not stated:
        return client_currency
    text = str(stated).strip()
    if text.upper() in known_currencies():
        return text.upper()
    if text == "$":
        return client_currency if client_currency in _DOLLARS else "USD"
    return _SYMBOLS.get(text, client_currency)


def _is_unconfirmed(values: Values, last_seen_on: date | None) -> bool:
    """Last seen more than 90 days before the tool's export was made."""
    exported_on = values.get("_exported_on")
    if last_seen_on is None or exported_on is None:
        return False
    return date.fromisoformat(str(exported_on)) - last_seen_on > UNCONFIRMED_AFTER
