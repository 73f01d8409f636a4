"""What the data does not say, and what is worth knowing: for the data quality sheet and page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pandas as pd

from planner.budget.prices import STATED
from planner.roadmap.model import Finding

_A_QUARTER_DAYS: Final = 92
_BY_GROUP: Final = {
    "undatable": "have no date at all and no peers to judge by: they are on no date in the plan",
    "unconfirmed": "were not seen for more than 90 days before their export: confirm with the client that they exist",
    "unpriced": "have no price in the client's currency: they are not in the total",
}


def findings(schedule: pd.DataFrame, currency: str) -> tuple[Finding, ...]:
    """Gaps first, by money at stake, then what contradicts itself and what needs a decision."""
    return (*data_findings(schedule, currency), *_told(_fleet(schedule), "decisions"))


def data_findings(schedule: pd.DataFrame, currency: str) -> tuple[Finding, ...]:
    """Gaps first, by money at stake, then what the forecast found; without decisions, which are no fault of the
    data."""
    fleet = _fleet(schedule)
    gaps = sorted(_gaps(fleet, currency), key=lambda finding: (-(finding.amount_minor or 0), finding.key))
    return (*gaps, *_told(fleet, "findings"))


def _fleet(schedule: pd.DataFrame) -> pd.DataFrame:
    return schedule[schedule["group"].notna()]


def _gaps(fleet: pd.DataFrame, currency: str) -> Iterator[Finding]:
    for group, words in _BY_GROUP.items():
        yield from _finding(group, words, fleet[fleet["group"] == group])
    estimated = fleet["is_estimated"].fillna(False) & fleet["due_on"].notna()
    yield from _finding("estimated", "have no purchase date: theirs is estimated", fleet[estimated])
    planned = fleet["planned_replacement_on"]
    apart = (planned - fleet["planned_on"]).dt.days.abs() > _A_QUARTER_DAYS
    words = "have a replacement date in their sheet that is more than a quarter away from this plan's"
    yield from _finding("planned_otherwise", words, fleet[apart])
    stated = fleet["replacement_cost_minor"].notna()
    foreign = stated & (fleet["currency"] != currency) & ~fleet["price_source"].str.startswith(STATED, na=False)
    words = f"have a stated price that is not in {currency}: the price book's counts instead"
    yield from _finding("foreign_price", words, fleet[foreign])
    physical = ~fleet["is_virtual"].fillna(False)
    keyless = fleet["serial_number"].isna() & physical & (fleet["quantity"] == 1)
    yield from _finding(
        "no_serial_number", "have no serial number: warranty and support cannot be looked up", fleet[keyless]
    )


def _finding(key: str, words: str, rows: pd.DataFrame) -> Iterator[Finding]:
    if rows.empty:
        return
    units = int(rows["quantity"].sum())
    subject = "1 device" if units == 1 else f"{units:,} devices"
    said = _singular(words) if units == 1 else words
    value = int((rows["unit_hardware_minor"].fillna(0) * rows["quantity"]).sum())
    yield Finding(key, f"{subject} {said}.", units, tuple(int(i) for i in rows["asset_id"]), value)


def _singular(words: str) -> str:
    first, rest = words.split(" ", 1)
    rest = rest.replace("they are", "it is").replace("that they exist", "that it exists").replace("theirs", "its date")
    return f"{ {'have': 'has', 'were': 'was'}[first] } {rest}"


def _told(fleet: pd.DataFrame, column: str) -> Iterator[Finding]:
    """The forecast's findings or decisions, one entry for each kind, with an example's sentence."""
    members: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for asset_id, quantity, told in zip(fleet["asset_id"], fleet["quantity"], fleet[column], strict=True):
        if not isinstance(told, str) or told == "[]":
            continue
        for entry in json.loads(told):
            members[entry["key"]].append((int(asset_id), int(quantity), entry["sentence"]))
    for key, found in sorted(members.items()):
        units = sum(quantity for _, quantity, _ in found)
        sentence = found[0][2] if len(found) == 1 else f"{units:,} devices, for example: {found[0][2]}"
        yield Finding(key, sentence, units, tuple(sorted({asset_id for asset_id, _, _ in found})), None)
