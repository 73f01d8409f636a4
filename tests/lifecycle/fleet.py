"""Small fleets for the lifecycle's tests: one dict per device, whatever it leaves out is missing."""

from __future__ import annotations

from datetime import date

import pandas as pd

from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import Policy, default_policy
from planner.reference import load_reference

AS_OF = date(2026, 11, 22)
_USUAL = {
    "client_id": 1, "client": "Harbour", "category": "laptop", "quantity": 1, "ownership": "client",
    "is_virtual": False, "is_retired": False, "is_unconfirmed": False,
}  # fmt: skip


def fleet(*devices: dict[str, object]) -> pd.DataFrame:
    rows = [{**_USUAL, "asset_id": number, **device} for number, device in enumerate(devices, 1)]
    return to_frame([tuple(row.get(column) for column in ASSET_COLUMNS) for row in rows], ASSET_COLUMNS)


def told(*devices: dict[str, object], as_of: date = AS_OF, policy: Policy | None = None) -> pd.DataFrame:
    return forecast(fleet(*devices), policy or default_policy(), load_reference(), as_of)


def day(value: pd.Timestamp) -> str | None:
    return None if pd.isna(value) else value.date().isoformat()
