"""What a plan leaves to chance: unplanned purchases and lost hours by fiscal quarter, expected, P50 and P90.

Under a plan each device has its chance of a forced purchase in each quarter (`exposure`). Such a purchase costs its
grown hardware price with the emergency premium, labour and tax (`prospect`). The expectation is the sum of chance ×
cost: at published rates, those of a suspected bad batch times its factor. P50 and P90 are those of the sum of
independent failures (`distribution`), mixed over the factors that devices have in common (`shocks`). What is replaced
only when it fails has its allowance in the budget and does not count here; nor does what is not in the plan. A first
quarter that has begun counts from as-of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.budget.case_inputs import EMERGENCY_PREMIUM
from planner.budget.life_left import life_left_minor
from planner.budget.model import Assumptions
from planner.budget.prospect import bands, prospect
from planner.budget.shocks import FLEET, Shock
from planner.calendar import FiscalQuarter
from planner.money import round_half_up

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Risk:
    """One entry per quarter. Amounts are minor units, of unplanned purchases; `failures` are forced purchases, units;
    `incidents` stop work without one; `by_category`: category → expected forced purchases and other incidents.
    `life_left` is what the devices are still worth at the horizon's end, in no other figure."""

    expected: tuple[int, ...]
    p50: tuple[int, ...]
    p90: tuple[int, ...]
    failures: tuple[float, ...]
    incidents: tuple[float, ...]
    by_category: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]
    life_left: int = 0

    def downtime_hours(self, hours_per_failure: Mapping[str, float]) -> dict[str, tuple[float, ...]]:
        """category → hours in which its devices stand still, by quarter, where each failure and incident takes the
        hours given for its category (none where none is given)."""
        return {
            category: tuple((one + two) * hours_per_failure.get(category, 0.0) for one, two in zip(*pair, strict=True))
            for category, pair in self.by_category.items()
        }


def risk(
    schedule: pd.DataFrame, actions: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...],
    as_of: date, premium: Decimal = EMERGENCY_PREMIUM, shocks: Sequence[Shock] = (FLEET,),
) -> Risk:  # fmt: skip
    """The risk of a plan. `schedule`: one row per asset with its group, age, warranty and price; `actions`: the plan
    (`plan.ACTION_COLUMNS`), empty for *run to failure*; `shocks`: at most one without devices of its own, for the rest
    of the fleet, which fails as published where there is none."""
    seen = prospect(schedule, actions, assumptions, quarters, as_of, premium, shocks)
    usual = seen.usual
    expected = (usual.chance * seen.cost * seen.exposed.units[:, None]).sum(axis=0)
    found = bands(seen)
    units = seen.exposed.units[:, None]
    categories = seen.exposed.kinds["category"].to_numpy(dtype=object)
    by_category = {
        str(name): (_sums(usual.chance * units, categories == name), _sums(usual.incidents * units, categories == name))
        for name in sorted(set(categories.tolist()))
    }
    every = np.ones(len(categories), dtype=bool)
    return Risk(
        tuple(round_half_up(Decimal(float(amount))) for amount in expected),
        tuple(low for low, _ in found), tuple(high for _, high in found),
        _sums(usual.chance * units, every), _sums(usual.incidents * units, every), by_category,
        life_left_minor(seen, assumptions),
    )  # fmt: skip


def expected_minor(
    schedule: pd.DataFrame, actions: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...],
    as_of: date, premium: Decimal = EMERGENCY_PREMIUM, shocks: Sequence[Shock] = (FLEET,),
) -> int:  # fmt: skip
    """What failures are expected to cost over the horizon, without its distribution: a small part of `risk`'s time."""
    seen = prospect(schedule, actions, assumptions, quarters, as_of, premium, shocks)
    return round(float((seen.usual.chance * seen.cost * seen.exposed.units[:, None]).sum()))


def _sums(values: Array, kept: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    return tuple(float(value) for value in values[kept].sum(axis=0))
