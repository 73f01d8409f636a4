"""What of a roadmap a person may edit in its workbook, as values that can be compared and read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.prices import STATED
from planner.frames import WHOLE, series, to_records
from planner.intake.difference import device_label
from planner.roadmap.model import Roadmap
from planner.workbook_format import EDITABLE

RowId = tuple[str, str]
"""'asset' and its id, or 'initiative' and its key."""
Value = str | int | None
"""A day is ISO text, money minor units, a category its key."""

_OF_ASSETS: Final = [*(name for name in EDITABLE["asset"] if name != "own_price_minor"), "asset_id"]


def own_prices(schedule: pd.DataFrame) -> pd.Series[Any]:
    """Asset's row → the price that is stated for it alone in minor units of the client's currency, or missing."""
    stated = schedule["price_source"].fillna("").str.startswith(STATED)
    return series(schedule["unit_hardware_minor"].where(stated).tolist(), WHOLE).set_axis(schedule.index)


def editable_values(roadmap: Roadmap) -> dict[RowId, dict[str, Value]]:
    """Row → field → value, of each asset of the schedule and each initiative in a quarter."""
    rows = to_records(roadmap.schedule[_OF_ASSETS].assign(own_price_minor=own_prices(roadmap.schedule)))
    found: dict[RowId, dict[str, Value]] = {
        ("asset", str(row["asset_id"])): {name: _plain(row[name]) for name in EDITABLE["asset"]} for row in rows
    }
    for one in roadmap.initiatives:
        found["initiative", one.key] = {name: getattr(one, name) for name in EDITABLE["initiative"]}
    return found


def _plain(value: Any) -> Value:
    return value.isoformat() if isinstance(value, date) else value or None if isinstance(value, str) else value


def labels(roadmap: Roadmap) -> Mapping[RowId, str]:
    """Row → what a person calls it."""
    wanted = ["asset_id", "name", "manufacturer", "model", "serial_number", "asset_tag", "category"]
    rows = to_records(roadmap.schedule[wanted])
    found = {("asset", str(row["asset_id"])): device_label(row) for row in rows}
    return found | {("initiative", one.key): one.title for one in roadmap.initiatives}
