"""Small forecast fleets as the budget takes them: a dict per device, everything not named has a plain default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.parts import UNIT_COLUMNS
from planner.budget.reconcile import groups
from planner.calendar import FiscalCalendar
from planner.frames import DATE, FLAG, TEXT, WHOLE, series

COLUMNS = {
    "asset_id": WHOLE, "category": TEXT, "quantity": WHOLE, "ownership": TEXT, "mode": TEXT, "is_virtual": FLAG,
    "is_retired": FLAG, "is_unconfirmed": FLAG, "is_estimated": FLAG, "due_on": DATE, "plan_months": WHOLE,
    "in_service_est_on": DATE, "warranty_ends_on": DATE, "limiting_factor": TEXT, "criticality": TEXT,
    **UNIT_COLUMNS, "price_source": TEXT,
}  # fmt: skip
DEFAULTS: dict[str, Any] = {
    "category": "laptop", "quantity": 1, "ownership": "client", "mode": "scheduled", "is_virtual": False,
    "is_retired": False, "is_unconfirmed": False, "is_estimated": False, "due_on": date(2027, 2, 1), "plan_months": 48,
    "in_service_est_on": date(2023, 2, 1), "warranty_ends_on": None, "limiting_factor": "useful_life",
    "criticality": None, "unit_hardware_minor": 120_000, "unit_labour_minutes": 90,
    "unit_accessories_minor": 0, "unit_freight_minor": 0, "unit_disposal_minor": 0, "unit_worth_minor": 0,
    "growth_basis_points": None, "priced_on": date(2026, 7, 1),
    "price_source": "price book",
}  # fmt: skip


def fleet(*devices: dict[str, Any]) -> pd.DataFrame:
    rows = [{"asset_id": number, **DEFAULTS, **device} for number, device in enumerate(devices, start=1)]
    frame = pd.DataFrame({name: series((row[name] for row in rows), dtype) for name, dtype in COLUMNS.items()})
    return frame.assign(group=groups(frame))


def assumptions(**changes: Any) -> Assumptions:
    rules: dict[str, Any] = {
        "currency": "USD", "locale": "en_US", "calendar": FiscalCalendar(7), "horizon_quarters": 20,
        "labour_rate_minor": 15_000, "price_growth_per_year": Decimal("0.05"), "contingency": Decimal("0.10"),
        "tax": Decimal("0.07"), "approval_and_lead_days": 45, "capitalisation_threshold_minor": 100_000,
    }  # fmt: skip
    return Assumptions(**(rules | changes))
