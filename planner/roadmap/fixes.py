"""What mends a gap: values for fields of its devices, which a person accepts with one click."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

import pandas as pd

from planner.fields import CATEGORY_LABELS
from planner.frames import to_records
from planner.roadmap.lookalikes import duplicates, spellings, suggested_categories
from planner.roadmap.quality import Gap

Value = str | int | None
Asked = Literal["date", "price"]
Device = Mapping[str, Any]

_ENTERED: Final = "Entered on the data quality page."
_RECORDED: Final = ("purchased_on", "in_service_on", "warranty_starts_on")
_DATE_CONTRADICTIONS: Final = (
    "made_after_start", "bought_before_model", "bought_before_processor", "date_in_future", "very_old",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a gap. `values`: asset id → field → value, in the form of `actions.edits.correct_asset`; where
    `asks` is set, the person gives the value of `asked_field` and `values` holds what is written with it. `reason` is
    kept with it."""

    key: str
    label: str
    reason: str
    values: Mapping[int, Mapping[str, Value]]
    asks: Asked | None = None
    asked_field: str = ""
    told: Mapping[int, str] = field(default_factory=dict)
    """asset id → what would be written, in words; empty where the label says it all."""

    def chosen(self, asset_ids: Collection[int], answer: Value = None) -> dict[int, dict[str, Value]]:
        """What is written for those of these devices that it mends, with the person's answer."""
        asked: dict[str, Value] = {self.asked_field: answer} if self.asks else {}
        return {key: {**fields, **asked} for key, fields in self.values.items() if key in asset_ids}


def fixes_of(gap: Gap, fleet: pd.DataFrame, as_of: date) -> tuple[Fix, ...]:
    """The ways to mend this gap, for all its devices; none where only the client can know."""
    rows = to_records(fleet[fleet["asset_id"].isin(gap.asset_ids)])
    if gap.key.startswith("spelling:"):
        return _respelt(gap, fleet)
    makers = {
        "unconfirmed": _confirmed, "estimated": _estimates, "undatable": _dated, "unpriced": _priced,
        "foreign_price": _priced, "duplicate": _merged, "other_category": _filed,
    }  # fmt: skip
    make = makers.get(gap.key, _without_date if gap.key in _DATE_CONTRADICTIONS else _none)
    return tuple(fix for fix in make(rows, fleet, as_of) if fix.values)


Make = Callable[[list[dict[str, Any]], pd.DataFrame, date], tuple[Fix, ...]]


def _none(_rows: list[dict[str, Any]], _fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    return ()


def _retired(rows: list[dict[str, Any]], as_of: date, reason: str) -> Fix:
    return Fix("retire", "Retire", reason, {row["asset_id"]: {"retired_on": as_of.isoformat()} for row in rows})


def _confirmed(rows: list[dict[str, Any]], _fleet: pd.DataFrame, as_of: date) -> tuple[Fix, ...]:
    seen: dict[int, Mapping[str, Value]] = {row["asset_id"]: {"last_seen_on": as_of.isoformat()} for row in rows}
    there = Fix("confirm", "Confirm: still in use", "Confirmed on the data quality page.", seen)
    return there, _retired(rows, as_of, "Not seen for long; retired on the data quality page.")


def _estimates(rows: list[dict[str, Any]], _fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    values: dict[int, Mapping[str, Value]] = {
        row["asset_id"]: {"in_service_on": row["in_service_est_on"].isoformat()}
        for row in rows
        if row["in_service_est_on"] is not None
    }
    return (Fix("take_estimate", "Take the estimate as in-service date", "The estimate was accepted.", values),)


def _dated(rows: list[dict[str, Any]], _fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    values: dict[int, Mapping[str, Value]] = {row["asset_id"]: {} for row in rows}
    return (Fix("date", "Set the in-service date", _ENTERED, values, "date", "in_service_on"),)


def _priced(rows: list[dict[str, Any]], _fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    """In the client's own currency: where another one was stated, what was said in it no longer counts beside it."""
    foreign: dict[str, Value] = {"currency": None, "purchase_cost": None}
    values: dict[int, Mapping[str, Value]] = {
        row["asset_id"]: foreign if row["replacement_cost_minor"] else {} for row in rows
    }
    return (Fix("price", "Set the replacement price", _ENTERED, values, "price", "replacement_cost"),)


def _merged(rows: list[dict[str, Any]], fleet: pd.DataFrame, as_of: date) -> tuple[Fix, ...]:
    twins = duplicates(fleet)
    return (_retired([row for row in rows if row["asset_id"] in twins], as_of, "Listed twice under one name."),)


def _filed(rows: list[dict[str, Any]], fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    shown = {row["asset_id"] for row in rows}
    suggested = {key: category for key, category in suggested_categories(fleet).items() if key in shown}
    values: dict[int, Mapping[str, Value]] = {key: {"category": category} for key, category in suggested.items()}
    told = {key: CATEGORY_LABELS[category] for key, category in suggested.items()}
    return (Fix("file", "Accept the suggestion", "As devices of the same model or name.", values, told=told),)


def _without_date(rows: list[dict[str, Any]], _fleet: pd.DataFrame, _as_of: date) -> tuple[Fix, ...]:
    values: dict[int, Mapping[str, Value]] = {
        row["asset_id"]: {name: None for name in _RECORDED if row[name] is not None} for row in rows
    }
    kept = {key: empty for key, empty in values.items() if empty}
    label = "Leave the recorded date out, and estimate"
    return (Fix("drop_date", label, "The recorded date contradicts other evidence.", kept),)


def _respelt(gap: Gap, fleet: pd.DataFrame) -> tuple[Fix, ...]:
    _, name, variant = gap.key.split(":", 2)
    found = next((item for item in spellings(fleet) if (item.field, item.variant) == (name, variant)), None)
    if found is None:
        return ()
    values: dict[int, Mapping[str, Value]] = {asset_id: {name: found.kept} for asset_id in found.asset_ids}
    return (Fix("respell", f"Write it as '{found.kept}'", "Spelt in two ways.", values),)
