"""What is not replaced on a date but when it fails has its place in the budget too: an allowance by quarter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.parts import UNIT_COLUMNS, months_of_growth, unit_cost
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.lifecycle.failure import forced_purchases
from planner.money import round_half_up

DAYS_PER_YEAR = 365.25
Array = npt.NDArray[np.float64]
_PRICED_ALIKE = [name for name in UNIT_COLUMNS if name != "unit_worth_minor"]


def allowances(
    schedule: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...], as_of: date
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """category → (what is bought, what is done) by quarter: the expected forced purchases × the grown unit price.

    Bought are hardware, accessories and freight, done are labour and disposal; what failed brings no trade-in.
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
        bought = [Decimal(0)] * len(quarters)
        done = [Decimal(0)] * len(quarters)
        alike = devices.groupby(_PRICED_ALIKE, sort=True, dropna=False).ngroup().to_numpy()
        for number in range(int(alike.max()) + 1):
            units = [Decimal(float(count)) for count in expected[alike == number].sum(axis=0)]
            (priced,) = to_records(devices[alike == number].iloc[:1][_PRICED_ALIKE])
            for at, quarter in enumerate(quarters):
                months = months_of_growth(priced["priced_on"], quarter.starts_on)
                unit = unit_cost(priced | {"unit_worth_minor": 0}, assumptions, months)
                bought[at] += units[at] * unit.bought
                done[at] += units[at] * unit.work
        found[str(category)] = (tuple(map(round_half_up, bought)), tuple(map(round_half_up, done)))
    return found


def _expected_units(devices: pd.DataFrame, quarters: int, as_of: date) -> Array:
    days = (pd.Timestamp(as_of) - devices["in_service_est_on"]).dt.days
    middle = devices["plan_months"].astype("float64") / 24
    ages = np.asarray((days / DAYS_PER_YEAR).where(days.notna(), middle).clip(lower=0), dtype=np.float64)
    covered = (devices["warranty_ends_on"] - devices["in_service_est_on"]).dt.days / DAYS_PER_YEAR
    warranty = np.asarray(covered, dtype=np.float64)
    chances = forced_purchases(devices["category"].tolist(), ages, warranty, quarters)
    return np.multiply(chances, np.asarray(devices["quantity"], dtype=np.float64)[:, None])
