"""Devices of a roadmap's schedule as the screens show them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from planner.actions.roadmaps import Roadmap
from planner.fields import CATEGORY_LABELS, STATUS_LABELS
from planner.money import minor_digits

STATUS_MARKS: Final = {"overdue": "◆", "due": "■", "due_soon": "●", "healthy": "●", "unknown": "○"}
AGE_EVIDENCE: Final = {
    "purchase_date": "purchase date", "in_service_date": "in-service date", "warranty_start": "warranty start",
    "manufacture_date": "manufacture date", "serial_number": "date in the serial number",
    "model_first_seen": "model's first appearance", "cpu_launch": "processor's launch",
    "enrolment_bound": "first check-in or OS install", "peers": "alike devices of this client",
    "category_median": "usual age of the category", "none": "none",
}  # fmt: skip
CLOCKS: Final = {
    "useful_life": "Useful life by policy", "maker_support": "Maker's end of support",
    "os_support": "Operating system's end of support", "lease_end": "Lease end",
    "follows": "Goes with another device", "none": "No clock applies",
}  # fmt: skip


def category_word(key: Any) -> str:
    """'access_point' as people say it: 'Access points'."""
    return CATEGORY_LABELS.get(str(key), str(key))


def values_of(row: pd.DataFrame) -> dict[str, Any]:
    """A frame's first row as plain values: None where one is missing."""
    return {str(name): None if pd.isna(value) else value for name, value in row.iloc[0].items()}


def labels_of(schedule: pd.DataFrame) -> pd.Series[str]:
    """How a person recognises each device: its name, else maker, model and serial number, else its category."""
    maker, model, serial = (schedule[name].fillna("") for name in ("manufacturer", "model", "serial_number"))
    described = (maker + " " + model + " " + serial).str.strip()
    category = schedule["category"].map(CATEGORY_LABELS).fillna("Device")
    return schedule["name"].fillna(described.where(described != "", category))


def filtered(schedule: pd.DataFrame, text: str, **chosen: list[str]) -> pd.DataFrame:
    """The rows whose columns have the chosen values (none chosen: all), and that hold every word of `text`."""
    kept = pd.Series(data=True, index=schedule.index)
    for column, values in chosen.items():
        if values:
            kept &= schedule[column].isin(values)
    columns = ["name", "asset_tag", "serial_number", "manufacturer", "model", "operating_system", "assigned_to", "site"]
    for word in text.casefold().split():
        found = pd.Series(data=False, index=schedule.index)
        for column in columns:
            found |= schedule[column].str.casefold().str.contains(word, regex=False, na=False)
        kept &= found
    return schedule[kept]


def device_frame(schedule: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The table of devices, in the order: what must go first comes first."""
    status = schedule["lifecycle_status"].fillna("unknown")
    return pd.DataFrame(
        {
            "Device": labels_of(schedule),
            "Status": status.map(STATUS_MARKS) + " " + status.map(STATUS_LABELS),
            "Category": schedule["category"].map(CATEGORY_LABELS),
            "Model": schedule["model"].fillna(""),
            "Due": schedule["due_on"],
            "Planned": schedule["planned_quarter"].fillna(""),
            "Cost": (schedule["planned_amount_minor"].astype("Float64") / 10 ** minor_digits(currency)).round(),
            "Why": schedule["reason"].fillna(""),
            "Age from": schedule["age_evidence"].map(AGE_EVIDENCE).fillna(""),
            "Units": schedule["quantity"],
            "Site": schedule["site"].fillna(""),
            "Used by": schedule["assigned_to"].fillna(""),
        },
        index=schedule.index,
    )


def most_urgent_first(schedule: pd.DataFrame) -> pd.DataFrame:
    rank = schedule["lifecycle_status"].map({"overdue": 0, "due": 1, "due_soon": 2, "unknown": 3, "healthy": 4})
    return schedule.assign(_rank=rank.fillna(3)).sort_values(["_rank", "due_on", "asset_id"]).drop(columns="_rank")


def listed(value: Any) -> list[dict[str, Any]]:
    """A JSON list out of the schedule; none where it is empty."""
    return json.loads(value) if isinstance(value, str) and value else []


def decisions_of(roadmap: Roadmap, days: int = 90) -> list[tuple[date, str, int]]:
    """Decisions of the next `days` days by kind: the first one's date, words, and the devices concerned."""
    end = roadmap.as_of + timedelta(days=days)
    found: dict[str, list[tuple[date, str, int]]] = {}
    held = fleet_of(roadmap)[["decisions", "quantity"]]
    for text, quantity in held[held["decisions"].fillna("[]") != "[]"].itertuples(index=False):
        for decision in listed(text):
            day = date.fromisoformat(decision["date"])
            if roadmap.as_of <= day <= end:
                found.setdefault(decision["key"], []).append((day, decision["sentence"], int(quantity)))
    return sorted(_together(sorted(members)) for members in found.values())


def _together(members: list[tuple[date, str, int]]) -> tuple[date, str, int]:
    """Several decisions of one kind as one line."""
    day, sentence, _ = members[0]
    words = sentence if len(members) == 1 else f"{len(members)} decisions of this kind, the first: {sentence}"
    return day, words, sum(quantity for _, _, quantity in members)


def fleet_of(roadmap: Roadmap) -> pd.DataFrame:
    """The schedule without retired devices: those are in no group of the reconciliation."""
    return roadmap.schedule[roadmap.schedule["group"].notna()]


def status_counts(roadmap: Roadmap) -> dict[str, int]:
    """The fleet's units by status."""
    counts = fleet_of(roadmap).groupby("lifecycle_status")["quantity"].sum()
    return {status: int(counts.get(status, 0)) for status in STATUS_LABELS}


def status_sentence(roadmap: Roadmap) -> str:
    """'14 of 214 devices are overdue, 20 are due and 31 fall due within twelve months.'"""
    counts = status_counts(roadmap)
    return (
        f"{counts['overdue']:,} of {sum(counts.values()):,} devices are overdue, {counts['due']:,} are due "
        f"and {counts['due_soon']:,} fall due within twelve months."
    )
