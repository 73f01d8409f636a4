"""Where sheets of different sources say different things of one device, and nobody has settled it yet.

A source is every export with the same headers; only its newest word counts. A vaguer word, days within a month of each
other and another spelling of the same maker or model agree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from planner.fields import FIELDS
from planner.intake.merge import data_age, of_one_import
from planner.intake.model import Reading
from planner.intake.recognise import recognise
from planner.store.assets import ImportedRows

SAME_DAYS: Final = 31
"""Order, delivery and invoice of one device lie about a month apart."""
_RECOGNISED: Final = ("category", "manufacturer", "model")
_COMPARED: Final = (
    *_RECOGNISED, "operating_system", "purchased_on", "in_service_on", "warranty_ends_on", "support_ends_on",
    "lease_ends_on", "planned_replacement_on", "purchase_cost", "replacement_cost", "quantity",
)  # fmt: skip
"""What moves a date or an amount."""

Source = tuple[str, str]
"""(source key, file name) of an import."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one device: the value that counts with its file, and what other sources say: (file, value) each.
    Values are as read: dates ISO, amounts as decimal text."""

    field: str
    value: str
    source: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Conflict(Disagreement):
    """A disagreement in an import's difference, with the device and client that it is about."""

    client: str
    device: str


def source_key(reading: Reading) -> str:
    """The same for every export of one tool or one hand-kept plan: its tables' headers, whatever their rows."""
    heads = [[column.header or "" for column in table.columns] for table in reading.tables if table.verdict == "assets"]
    return hashlib.sha256(json.dumps(heads, ensure_ascii=False).encode()).hexdigest()


def disagreements(
    imports: Sequence[ImportedRows], sources: Mapping[int, Source], settled: Collection[str]
) -> tuple[Disagreement, ...]:
    """The fields in which an asset's sources disagree. `settled`: fields that a person set."""
    if len({sources[import_id][0] for _, import_id, _ in imports}) < 2:
        return ()
    newest: dict[str, tuple[str, dict[str, Any]]] = {}
    for _, import_id, rows in sorted(imports, key=lambda item: data_age(*item)):
        key, file = sources[import_id]
        said = newest.pop(key, (file, {}))[1]
        newest[key] = (file, said | of_one_import(rows))
    said_by = [(file, _normal(values)) for file, values in newest.values()]
    found = (_disagreement(name, said_by) for name in _COMPARED if name not in settled)
    return tuple(item for item in found if item is not None)


def _normal(values: Mapping[str, Any]) -> dict[str, Any]:
    known = recognise(values)
    return {**values, **{name: known[name] for name in _RECOGNISED if name in values and known.get(name)}}


def _disagreement(name: str, said_by: Sequence[tuple[str, Mapping[str, Any]]]) -> Disagreement | None:
    said = [(file, str(values[name])) for file, values in said_by if values.get(name) not in (None, "other")]
    if len(said) < 2:
        return None
    source, value = said[-1]
    others = tuple((file, other) for file, other in said[:-1] if not _agree(name, other, value))
    return Disagreement(name, value, source, others) if others else None


def _agree(name: str, one: str, other: str) -> bool:
    kind = FIELDS[name]
    if kind in ("date", "end_date"):
        if len(one) < 10 or len(other) < 10:
            return one.startswith(other) or other.startswith(one)
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= SAME_DAYS
    if kind in ("money", "quantity"):
        return Decimal(one) == Decimal(other)
    words, others = (set(re.findall(r"\w+", text.casefold())) - {"microsoft"} for text in (one, other))
    return words <= others or others <= words
