"""What is not replaced on a date but when it fails has its place in the budget too: an allowance by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

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
_PRICED_ALIKE = [*(name for name in UNIT_COLUMNS if name != "unit_worth_minor"), "price_source"]


@dataclass(frozen=True)
class FailingUnits:
    """Devices of one category that are priced alike and replaced when they fail: how many are expected to be, by
    quarter. `priced`: their `parts.UNIT_COLUMNS` without a trade-in and `price_source`, as plain values; `asset_ids`:
    which ones."""

    category: str
    priced: Mapping[str, Any]
    units: tuple[float, ...]
    asset_ids: tuple[int, ...]


def failing_units(schedule: pd.DataFrame, quarters: tuple[FiscalQuarter, ...], as_of: date) -> tuple[FailingUnits, ...]:
    """By category, then price. Each device's chance of a forced purchase is by its age (`lifecycle.failure`); a device
    of unknown age counts as one at the middle of its planned life. The first quarter counts in the share that is left
    of it."""
    found: list[FailingUnits] = []
    for category, devices in schedule[schedule["group"] == "on_failure"].groupby("category", sort=True):
        expected = _expected_units(devices, len(quarters), as_of)
        left = ((quarters[0].ends_on - as_of).days + 1) / ((quarters[0].ends_on - quarters[0].starts_on).days + 1)
        expected[:, 0] *= left
        alike = devices.groupby(_PRICED_ALIKE, sort=True, dropna=False).ngroup().to_numpy()
        for number in range(int(alike.max()) + 1):
            own = devices[alike == number]
            (priced,) = to_records(own.iloc[:1][_PRICED_ALIKE])
            units = tuple(float(count) for count in expected[alike == number].sum(axis=0))
            asset_ids = tuple(own["asset_id"].tolist())
            found.append(FailingUnits(str(category), priced | {"unit_worth_minor": 0}, units, asset_ids))
    return tuple(found)


def allowances(
    schedule: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...], as_of: date
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """`allowances_of` the devices of the schedule that are replaced when they fail."""
    return allowances_of(failing_units(schedule, quarters, as_of), assumptions, quarters)


def allowances_of(
    failing: Sequence[FailingUnits], assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...]
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """category → (what is bought, what is done) by quarter: the expected forced purchases × the grown unit price.

    Bought are hardware, accessories and freight, done are labour and disposal; what failed brings no trade-in.
    A quarter's amount is rounded once, half up: it is an expectation, not a sum of units.
    """
    sums: dict[str, tuple[list[Decimal], list[Decimal]]] = {}
    for group in failing:
        nothing = ([Decimal(0)] * len(quarters), [Decimal(0)] * len(quarters))
        bought, done = sums.setdefault(group.category, nothing)
        for at, quarter in enumerate(quarters):
            months = months_of_growth(group.priced["priced_on"], quarter.starts_on)
            unit = unit_cost(group.priced, assumptions, months)
            bought[at] += Decimal(group.units[at]) * unit.bought
            done[at] += Decimal(group.units[at]) * unit.work
    return {
        category: (tuple(map(round_half_up, bought)), tuple(map(round_half_up, done)))
        for category, (bought, done) in sums.items()
    }


def _expected_units(devices: pd.DataFrame, quarters: int, as_of: date) -> Array:
    days = (pd.Timestamp(as_of) - devices["in_service_est_on"]).dt.days
    middle = devices["plan_months"].astype("float64") / 24
    ages = np.asarray((days / DAYS_PER_YEAR).where(days.notna(), middle).clip(lower=0), dtype=np.float64)
    covered = (devices["warranty_ends_on"] - devices["in_service_est_on"]).dt.days / DAYS_PER_YEAR
    warranty = np.asarray(covered, dtype=np.float64)
    chances = forced_purchases(devices["category"].tolist(), ages, warranty, quarters)
    return np.multiply(chances, np.asarray(devices["quantity"], dtype=np.float64)[:, None])
