"""The fingerprint of a roadmap's content: equal for equal figures, another for each change."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from planner.frames import to_records
from planner.roadmap.model import Roadmap

_OF_ASSETS: Final = ["asset_id", "quantity", "lifecycle_status", "due_on", "planned_quarter", "planned_amount_minor"]


def content_sha256(roadmap: Roadmap) -> str:
    """SHA-256 in hexadecimal of what the roadmap says: its budget line by line, its initiatives, each device's status,
    due date, planned quarter and cost."""
    told = {
        "client": roadmap.client, "as_of": roadmap.as_of.isoformat(), "currency": roadmap.currency,
        "quarters": [quarter.label for quarter in roadmap.quarters],
        "budget": [[line.line, line.kind, line.treatment, list(line.amounts)] for line in roadmap.budget.lines],
        "initiatives": [
            [one.key, one.title, one.quarter_label, one.status, one.amount_minor] for one in roadmap.initiatives
        ],
        "assets": [[str(row[name]) for name in _OF_ASSETS] for row in to_records(roadmap.schedule[_OF_ASSETS])],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
