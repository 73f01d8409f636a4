"""What looks like one and the same in a fleet: a device listed twice, a maker or site spelt in two ways, and devices
whose category their like give away. Nothing is decided here; a person accepts or leaves each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from rapidfuzz import fuzz

from planner.fields import CATEGORY_LABELS
from planner.frames import to_records
from planner.intake.fillers import NETBIOS_LENGTH, names_match, normal_name

LIKENESS: Final = 88.0
"""rapidfuzz ratio from which two spellings of five letters or more count as one word."""
_SHORTEST_MISSPELT: Final = 5
_RARER: Final = 3
"""A spelling counts as a slip of another one where that is at least this many times as frequent."""
_LIKE: Final = 2
_AGREEING: Final = 0.8
_STEM: Final = re.compile(r"[\d\W_]+$")

Device = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spelling:
    """`variant` of a text field is probably `kept`; `asset_ids` bear the variant."""

    field: str
    variant: str
    kept: str
    asset_ids: tuple[int, ...]


def duplicates(fleet: pd.DataFrame) -> dict[int, int]:
    """asset id → the asset that is probably the same device, seen by another tool: equal names, of which one has no
    serial number or both are of one model. The one that says less (or, equal, was stored later) is the key."""
    columns = [
        "asset_id",
        "name",
        "serial_number",
        "model",
        "purchased_on",
        "operating_system",
        "quantity",
        "is_virtual",
    ]
    by_name: dict[str, list[Device]] = defaultdict(list)
    rows: list[Device] = list(to_records(fleet[columns]))
    for row in rows:
        if row["name"] and row["quantity"] == 1 and not row["is_virtual"] and (name := normal_name(row["name"])):
            by_name[name[:NETBIOS_LENGTH]].append({**row, "name": name})
    found: dict[int, int] = {}
    for alike in by_name.values():
        ranked = sorted(alike, key=lambda row: (-_said(row), row["asset_id"]))
        for number, row in enumerate(ranked):
            twin = next((other for other in ranked[:number] if _is_twin(row, other)), None)
            if twin is not None:
                found[row["asset_id"]] = twin["asset_id"]
    return found


def _said(row: Device) -> int:
    return sum(row[name] is not None for name in ("serial_number", "model", "purchased_on", "operating_system"))


def _is_twin(one: Device, other: Device) -> bool:
    lacks_serial = one["serial_number"] is None or other["serial_number"] is None
    same_model = one["model"] is not None and one["model"] == other["model"]
    return names_match(one["name"], other["name"]) and (lacks_serial or same_model)


def spellings(fleet: pd.DataFrame, fields: tuple[str, ...] = ("manufacturer", "site")) -> tuple[Spelling, ...]:
    """Rare spellings of a maker or site beside the frequent one: equal but for case, blanks and punctuation, or alike
    with the same digits."""
    found = []
    for field in fields:
        texts = fleet[["asset_id", field]].dropna()
        holders: dict[str, list[int]] = defaultdict(list)
        for asset_id, text in zip(texts["asset_id"].tolist(), texts[field].tolist(), strict=True):
            holders[text].append(asset_id)
        ranked = sorted(holders, key=lambda text: (-len(holders[text]), text))
        for number, text in enumerate(ranked):
            kept = next((other for other in ranked[:number] if _is_same(text, other, holders)), None)
            if kept is not None:
                found.append(Spelling(field, text, kept, tuple(sorted(holders[text]))))
    return tuple(found)


def _is_same(rare: str, frequent: str, holders: Mapping[str, list[int]]) -> bool:
    one, other = (re.sub(r"[\W_]", "", text.casefold()) for text in (rare, frequent))
    if one == other:
        return bool(one)
    if len(holders[frequent]) < _RARER * len(holders[rare]) or min(len(one), len(other)) < _SHORTEST_MISSPELT:
        return False
    digits = [re.findall(r"\d+", text) for text in (one, other)]
    return digits[0] == digits[1] and fuzz.ratio(one, other) >= LIKENESS


def suggested_categories(fleet: pd.DataFrame) -> dict[int, str]:
    """asset id → category, of devices filed under 'other': that of the devices of the same maker and model, else that
    of those whose names begin alike ('HLA-LT-007'), where at least two of them agree by four fifths."""
    rows = to_records(fleet[["asset_id", "name", "manufacturer", "model", "category"]])
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["category"] != "other":
            for key in _keys(row):
                known[key][row["category"]] += 1
    found = {}
    for row in rows:
        if row["category"] == "other" and (category := next(_agreed(known, _keys(row)), None)):
            found[row["asset_id"]] = category
    return found


def _keys(row: Device) -> list[str]:
    keys = []
    if row["model"]:
        keys.append(f"model {row['manufacturer'] or ''} {row['model']}".casefold())
    stem = _STEM.sub("", row["name"] or "").casefold()
    if len(stem) > 1 and stem != (row["name"] or "").casefold():
        keys.append(f"name {stem}")
    return keys


def _agreed(known: Mapping[str, Counter[str]], keys: list[str]) -> Iterator[str]:
    for key in keys:
        counts = known.get(key, Counter())
        if sum(counts.values()) >= _LIKE:
            category, most = max(sorted(counts.items()), key=lambda item: item[1])
            if most >= _AGREEING * sum(counts.values()):
                yield category


def category_sentence(suggested: Mapping[int, str], units: int) -> str:
    """'3 devices are filed under other; by their like they are laptops.'"""
    words = sorted({CATEGORY_LABELS[category].lower() for category in suggested.values()})
    kinds = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    subject = "1 device is" if units == 1 else f"{units:,} devices are"
    return f"{subject} filed under other devices; by others of the same model or name, {kinds}."
