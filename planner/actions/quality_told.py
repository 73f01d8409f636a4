"""Data quality in words and for programs: what every door says of it."""

from __future__ import annotations

from typing import Any, Final

from planner.money import decimal_string, format_money
from planner.roadmap.model import Roadmap
from planner.roadmap.quality import Gap, Quality, quality

GAP_TITLES: Final = {
    "undatable": "No date", "unconfirmed": "Not seen for long", "unpriced": "No price", "estimated": "Estimated date",
    "no_serial_number": "No serial number", "windows_11_unproven": "Windows 11 unproven",
    "planned_otherwise": "Other date in the sheet", "foreign_price": "Foreign price",
    "made_after_start": "Made after its date", "bought_before_model": "Older than its model",
    "bought_before_processor": "Older than its processor", "purchase_and_warranty_differ": "Warranty starts apart",
    "date_in_future": "Date in the future", "very_old": "Very old", "warranty_ends_before_start": "Warranty ends first",
    "duplicate": "Listed twice", "other_category": "Unsorted", "spelling": "Two spellings",
    "age_evidence_differs": "Evidence differs",
}  # fmt: skip


def gap_title(key: str) -> str:
    """A gap in two or three words."""
    kind = key.split(":", maxsplit=1)[0]
    return GAP_TITLES.get(kind, kind.replace("_", " ").capitalize())


def quality_json(roadmap: Roadmap) -> dict[str, Any]:
    """Gaps by value with their devices, amounts as decimal strings."""
    found = quality(roadmap)

    def money(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, roadmap.currency)

    return {
        "client": roadmap.client,
        "as_of": roadmap.as_of.isoformat(),
        "currency": roadmap.currency,
        "devices": found.devices,
        "at_stake": money(found.at_stake_minor),
        "gaps": [
            {
                "key": gap.key, "kind": gap.kind, "sentence": gap.sentence, "devices": gap.units,
                "asset_ids": list(gap.asset_ids), "at_stake": money(gap.at_stake_minor),
                "narrows": {item.year_label: money(item.worth_minor) for item in gap.narrowings},
            }
            for gap in (*found.gaps, *found.facts)
        ],
    }  # fmt: skip


def worth_words(gap: Gap, roadmap: Roadmap) -> str:
    """'Dating these 14 devices narrows FY27 by £9,000.'; '' where nothing is known of its worth."""

    def shown(minor: int) -> str:
        return format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True)

    if gap.narrowings:
        best = gap.best_year
        these = "this device" if gap.units == 1 else f"these {gap.units:,} devices"
        return f"Dating {these} narrows {best.year_label} by {shown(best.worth_minor)}." if best else ""
    return f"{shown(gap.at_stake_minor)} at stake." if gap.at_stake_minor else ""


def quality_words(found: Quality, roadmap: Roadmap) -> str:
    """'5 gaps and contradictions concern 36 devices, whose replacement costs £39,330 at today's prices; …': the first
    line, each device counted once."""
    if not found.gaps:
        return "Nothing is missing or contradictory in this client's data."
    number, one = len(found.gaps), len(found.gaps) == 1
    gaps = "1 gap or contradiction concerns" if one else f"{number:,} gaps and contradictions concern"
    devices = "1 device" if found.devices == 1 else f"{found.devices:,} devices"
    if not found.at_stake_minor:
        return f"{gaps} {devices}; no money hangs on it."
    stake = format_money(found.at_stake_minor, roadmap.currency, roadmap.assumptions.locale, whole=True)
    dated = next((gap for gap in found.gaps if gap.best_year), None)
    worth = f" {worth_words(dated, roadmap)}" if dated else ""
    return f"{gaps} {devices} that cost {stake} to replace.{worth}"
