"""The forecast of a finished roadmap, one dict per device, for programs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from planner.frames import to_records
from planner.intake.difference import device_label
from planner.roadmap.model import Roadmap

_PLAIN: Final = (
    "asset_id", "name", "serial_number", "asset_tag", "category", "manufacturer", "model", "quantity", "site", "mode",
    "in_service_est_on", "in_service_p10", "in_service_p90", "age_evidence", "is_estimated", "due_on", "due_p10",
    "due_p90", "limit_on", "limiting_factor", "reason", "planned_on", "planned_quarter", "group",
    "absorbed_by",
)  # fmt: skip
_JSON: Final = ("evidence", "runner_ups", "findings", "decisions")


def forecast_json(roadmap: Roadmap) -> list[dict[str, Any]]:
    """One dict per active asset: dates ISO, what is missing None, lists as lists."""
    schedule = roadmap.schedule
    records = to_records(schedule[[*_PLAIN, *_JSON, "lifecycle_status"]])
    rows = []
    for record in records:
        row: dict[str, Any] = {"device": device_label(record), "status": record["lifecycle_status"]}
        row |= {name: _plain(record[name]) for name in _PLAIN}
        row |= {name: json.loads(record[name]) if record[name] else [] for name in _JSON}
        rows.append(row)
    return rows


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
