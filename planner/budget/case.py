"""Break/fix against proactive: what waiting for devices to fail costs, beside the plan, with the client's own figures.

Both sides cover the devices in the plan and all quarters of the horizon, with tax and without contingency (what is
unplanned is counted for itself here). Each quarter has, in this order:

- *planned*: proactive, the plan's purchases. Waiting, the purchases that the end of a maker's or a system's support
  forces, at the ordinary price: support, insurance and law ask for these on both sides;
- *unplanned*: what failures force, with the emergency premium (`prospect`); on the proactive side those that remain;
- *downtime*: failures and other faults × hours for the category × people who stand still × their hourly rate;
- *fee*: the monthly service fee × 3, on the proactive side; of the first quarter the share that is left.

Repairs short of a replacement are left out on both sides, and no service is taken to make devices fail less: what
differs is their age. The plan pays back in the first quarter from whose end on its cumulated expectation is not above
that of waiting, to the horizon's end. The P90 of a cumulated sum is exact given the fleet's factor (`prospect.bands`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.budget.case_inputs import CaseInputs
from planner.budget.deadlines import waiting_actions
from planner.budget.life_left import life_left_minor
from planner.budget.model import Assumptions
from planner.budget.parts import PARTS
from planner.budget.prospect import Prospect, bands, prospect
from planner.budget.shocks import FLEET, Shock
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.money import round_half_up


@dataclass(frozen=True)
class Side:
    """One way to go, minor units by quarter. `p90` is cumulated as `cumulated` is. `life_left` is what the devices are
    still worth at the horizon's end, straight over their planned life; it is in no other figure."""

    planned: tuple[int, ...]
    unplanned: tuple[int, ...]
    downtime: tuple[int, ...]
    fee: tuple[int, ...]
    p90: tuple[int, ...]
    failures: tuple[float, ...]
    life_left: int

    @property
    def expected(self) -> tuple[int, ...]:
        parts = (self.planned, self.unplanned, self.downtime, self.fee)
        return tuple(sum(column) for column in zip(*parts, strict=True))

    @property
    def cumulated(self) -> tuple[int, ...]:
        return tuple(accumulate(self.expected))

    @property
    def total(self) -> int:
        return sum(self.expected)


@dataclass(frozen=True)
class Case:
    """Waiting and the plan, side by side. `pays_back_in` is None where the plan does not within the horizon,
    or does the same as waiting."""

    quarters: tuple[FiscalQuarter, ...]
    inputs: CaseInputs
    devices: int
    waiting: Side
    proactive: Side
    pays_back_in: FiscalQuarter | None
    shocks: tuple[Shock, ...] = (FLEET,)

    @property
    def saved(self) -> int:
        """What the plan costs less than waiting over the horizon; negative: by how much it is short."""
        return self.waiting.total - self.proactive.total

    @property
    def saved_with_life_left(self) -> int:
        """The same, with the life that remains in the devices credited to both sides."""
        return self.saved + self.proactive.life_left - self.waiting.life_left


def case(
    schedule: pd.DataFrame, actions: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...],
    as_of: date, inputs: CaseInputs, shocks: Sequence[Shock] = (FLEET,),
) -> Case:  # fmt: skip
    """The case for a plan. `schedule` and `actions` as `risk.risk` takes them; the deadlines of waiting are read from
    the schedule's `limiting_factor` and `runner_ups` where it has them."""
    costs = _event_costs(schedule, inputs)

    def side(chosen: pd.DataFrame, monthly_fee: int) -> Side:
        seen = prospect(schedule, chosen, assumptions, quarters, as_of, inputs.emergency_premium, shocks, costs)
        fees = _fees(monthly_fee, quarters, as_of)
        return _side(seen, _planned(chosen, assumptions, quarters), fees, assumptions)

    waiting, proactive = side(waiting_actions(schedule, assumptions, as_of), 0), side(actions, inputs.monthly_fee_minor)
    devices = int(schedule.loc[schedule["group"].isin(("planned", "estimated")), "quantity"].sum())
    return Case(quarters, inputs, devices, waiting, proactive, _pays_back(waiting, proactive, quarters), tuple(shocks))


def _event_costs(schedule: pd.DataFrame, inputs: CaseInputs) -> Mapping[str, float]:
    return {str(category): inputs.cost_of_downtime(str(category)) for category in schedule["category"].unique()}


def _planned(actions: pd.DataFrame, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...]) -> tuple[int, ...]:
    """All parts of the purchases with tax, per unit half up, less the trade-in, by quarter."""
    amounts = dict.fromkeys((quarter.starts_on for quarter in quarters), 0)
    units = [f"unit_{part}_minor" for part in PARTS]
    for action in to_records(actions[["planned_on", *units, "quantity"]]):
        credit = action["unit_trade_in_minor"]
        unit = (sum(action[name] for name in units) - credit) * (1 + assumptions.tax_in_totals)
        amounts[assumptions.calendar.quarter_of(action["planned_on"]).starts_on] += (
            round_half_up(unit) + credit
        ) * action["quantity"]
    return tuple(amounts.values())


def _fees(monthly: int, quarters: tuple[FiscalQuarter, ...], as_of: date) -> tuple[int, ...]:
    first = quarters[0]
    left, days = (first.ends_on - as_of).days + 1, (first.ends_on - first.starts_on).days + 1
    return (monthly * 3 * left // days, *(monthly * 3 for _ in quarters[1:]))


def _side(seen: Prospect, planned: tuple[int, ...], fee: tuple[int, ...], assumptions: Assumptions) -> Side:
    usual, units = seen.usual, seen.exposed.units[:, None]
    unplanned = (usual.chance * units * seen.cost).sum(axis=0)
    downtime = ((usual.chance + usual.incidents) * units * seen.event_cost[:, None]).sum(axis=0)
    certain = accumulate(one + two for one, two in zip(planned, fee, strict=True))
    return Side(
        planned, _whole(unplanned), _whole(downtime), fee,
        tuple(sure + band[-1] for sure, band in zip(certain, bands(seen, cumulated=True), strict=True)),
        tuple(float(count) for count in (usual.chance * units).sum(axis=0)),
        life_left_minor(seen, assumptions),
    )  # fmt: skip


def _whole(amounts: npt.NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(int(np.floor(amount + 0.5)) for amount in amounts)


def _pays_back(waiting: Side, proactive: Side, quarters: tuple[FiscalQuarter, ...]) -> FiscalQuarter | None:
    """The first quarter from which on the plan's curve stays at or below that of waiting. Where both are the same all
    along there is nothing to pay back."""
    if waiting.expected == proactive.expected:
        return None
    found = None
    for quarter, wait, plan in zip(quarters, waiting.cumulated, proactive.cumulated, strict=True):
        found = (found or quarter) if plan <= wait else None
    return found
