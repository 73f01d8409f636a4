"""What is not replaced on a date but when it fails has its place in the budget too: an allowance by quarter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.plan import labour_unit_minor
from planner.calendar import FiscalQuarter, months_between
from planner.lifecycle.failure import forced_purchases
from planner.money import grown, round_half_up

DAYS_PER_YEAR = 365.25


def allowances(
    schedule: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...], as_of: date
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """category → (hardware, labour) amounts by quarter: the expected forced purchases × the grown unit price.

    Each device's chance of a forced purchase is by its age (`lifecycle.failure`); a device of unknown age counts as
    one at the middle of its planned life. A quarter's amount is rounded once, half up: it is an expectation, not a sum
    of units. The first quarter counts in the share that is left of it.
    """
    rows = schedule[schedule["group"] == "on_failure"]
    found = {}
    for category, devices in rows.groupby("category", sort=True):
        expected = _expected_units(devices, len(quarters), as_of)
        left = ((quarters[0].ends_on - as_of).days + 1) / ((quarters[0].ends_on - quarters[0].starts_on).days + 1)
        expected[:, 0] *= left
        hardware, labour = [], []
        for number, quarter in enumerate(quarters):
            units = expected[:, number]
            hardware.append(_amount(units, [_grown(device, quarter, assumptions) for device in devices.itertuples()]))
            per_unit = [
                labour_unit_minor(int(device.unit_labour_minutes), assumptions) for device in devices.itertuples()
            ]
            labour.append(_amount(units, per_unit))
        found[str(category)] = (tuple(hardware), tuple(labour))
    return found


def _expected_units(
    devices: pd.DataFrame, quarters: int, as_of: date
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    days = (pd.Timestamp(as_of) - devices["in_service_est_on"]).dt.days
    middle = devices["plan_months"].astype("float64") / 24
    ages = (days / DAYS_PER_YEAR).where(days.notna(), middle).clip(lower=0).to_numpy(np.float64)
    chances = forced_purchases(devices["category"].to_numpy(str), ages, quarters)
    return np.asarray(chances, np.float64) * devices["quantity"].to_numpy(np.float64)[:, None]


def _grown(device: object, quarter: FiscalQuarter, assumptions: Assumptions) -> int:
    priced_on: date = device.priced_on.date()  # type: ignore[attr-defined]
    months = months_between(priced_on, quarter.starts_on)
    return grown(int(device.unit_hardware_minor), assumptions.price_growth_per_year, months)  # type: ignore[attr-defined]


def _amount(units: np.ndarray[tuple[int], np.dtype[np.float64]], minor: list[int]) -> int:
    return round_half_up(Decimal(float(np.dot(units, np.array(minor, np.float64)))))
