"""What a plan leaves to chance, quarter by quarter: by hand, by law and against a seeded simulation."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import exp

import numpy as np
import pandas as pd
import pytest

from planner.budget.batch_shocks import client_shocks
from planner.budget.exposure import course, exposure
from planner.budget.plan import plan
from planner.budget.risk import risk
from planner.budget.shocks import FLEET, Shock
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF
from tests.lifecycle.fleet import fleet as asset_fleet

RULES = assumptions()
QUARTERS = RULES.calendar.quarters(AS_OF, RULES.horizon_quarters)


def hazard(age: float) -> float:
    """A laptop's cumulated hazard of a forced purchase, from its row of data/failure_priors.csv."""
    faults, at_warranty = (age / 8.6) ** 1.33, (3 / 8.6) ** 1.33
    return 0.08 * min(faults, at_warranty) + 0.43 * max(0.0, faults - at_warranty) + 0.009 * age


def fault(age: float) -> float:
    return (age / 8.6) ** 1.33 + 0.009 * age


def test_the_first_two_quarters_of_three_laptops_are_plain_arithmetic() -> None:
    devices = fleet({"in_service_est_on": date(2023, 2, 1), "due_on": date(2027, 2, 10), "quantity": 3})
    found = risk(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF, shocks=())
    age = (AS_OF - date(2023, 2, 1)).days / 365.25
    to_end, to_plan = 39 / 365.25, (date(2027, 2, 10) - AS_OF).days / 365.25  # 23 November to 31 December
    first = 1 - exp(-(hazard(age + to_end) - hazard(age)))  # the part of the quarter that is left
    to_april = (date(2027, 4, 1) - AS_OF).days / 365.25
    old, new = hazard(age + to_plan) - hazard(age + to_end), hazard(to_april - to_plan)
    again = first * (1 - exp(-hazard(0.25)))  # replaced in the first quarter, fails in the second
    second = (1 - first) * (1 - exp(-old - new)) + again
    assert found.failures[:2] == pytest.approx((3 * first, 3 * second))
    prices = [Decimal(120_000) * Decimal("1.05") ** (Decimal(months) / 12) for months in (3, 6)]
    unit = [cents((cents(price) * Decimal("1.1") + 22_500) * Decimal("1.07")) for price in prices]
    assert found.expected[:2] == (round(3 * first * unit[0]), round(3 * second * unit[1]))
    assert found.incidents[0] == pytest.approx(3 * (fault(age + to_end) - fault(age) - first))
    hours = found.downtime_hours({"laptop": 4.0})["laptop"]
    assert hours[0] == pytest.approx(12 * (fault(age + to_end) - fault(age)))


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def test_run_to_failure_costs_more_by_chance_than_the_plan_does() -> None:
    devices = fleet(*({"in_service_est_on": date(2021, 1, 1 + day)} for day in range(20)))
    actions = plan(devices, RULES, {}, AS_OF)
    planned = risk(devices, actions, RULES, QUARTERS, AS_OF)
    waiting = risk(devices, actions.iloc[:0], RULES, QUARTERS, AS_OF)
    assert sum(waiting.expected) > 1.5 * sum(planned.expected)
    assert all(later >= now for later, now in zip(waiting.expected, planned.expected, strict=True))


def test_a_further_device_never_lowers_what_is_to_be_expected() -> None:
    rows = [{"category": category} for category in ("laptop", "server", "switch", "ups", "tablet", "mobile_phone")]
    before = (0,) * len(QUARTERS)
    for count in range(1, len(rows) + 1):
        devices = fleet(*rows[:count])
        found = risk(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF).expected
        assert all(new >= old for new, old in zip(found, before, strict=True))
        before = found


def test_what_is_not_in_the_plan_is_not_counted() -> None:
    devices = fleet(
        {"ownership": "leased"}, {"is_virtual": True, "category": "virtual_machine"}, {"mode": "on_failure"},
        {"unit_hardware_minor": None}, {"due_on": None},
    )  # fmt: skip
    found = risk(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF)
    assert found.expected == found.p90 == (0,) * 20
    assert found.failures == (0.0,) * 20


def test_a_device_of_unknown_age_counts_as_one_in_the_middle_of_its_planned_life() -> None:
    unknown = fleet({"in_service_est_on": None, "plan_months": 48, "due_on": date(2030, 1, 1)})
    middle = fleet({"in_service_est_on": date(2024, 11, 22), "plan_months": 48, "due_on": date(2030, 1, 1)})
    found = [
        risk(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF).failures for devices in (unknown, middle)
    ]
    assert found[0] == pytest.approx(found[1], rel=1e-2)


def simulated(devices: pd.DataFrame, shocks: tuple[Shock, ...], quarter: int, draws: int = 200_000) -> float:
    """P90 of the quarter's unplanned spend, drawn: the factors first, then each unit's failure."""
    draw = np.random.default_rng(20261123)
    rows = exposure(devices, plan(devices, RULES, {}, AS_OF), QUARTERS, AS_OF)
    cost = risk(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF, shocks=())
    unit = cost.expected[quarter] / cost.failures[quarter]  # all are of one price
    common = draw.gamma(FLEET.spread**-2, FLEET.spread**2, draws) if FLEET in shocks else np.ones(draws)
    batch = next((shock for shock in shocks if shock.asset_ids), None)
    own = draw.gamma(batch.spread**-2, batch.spread**2, draws) * batch.mean if batch else common
    spent = np.zeros(draws)
    for kinds, factor in ((batch.asset_ids if batch else frozenset(), own), (None, common)):
        chosen = [
            rows.members[asset_id] for asset_id in devices["asset_id"].tolist()
            if (asset_id in kinds if kinds is not None else not (batch and asset_id in (batch.asset_ids or ())))
        ]  # fmt: skip
        grid = np.linspace(1e-3, 12, 400)
        for kind in sorted(set(chosen)):
            chances = [course(rows, float(m)).chance[kind, quarter] for m in grid]
            spent += draw.binomial(chosen.count(kind), np.interp(factor, grid, chances)) * unit
    return float(np.quantile(spent, 0.9))


@pytest.mark.parametrize("with_batch", [False, True])
def test_what_devices_share_widens_the_band_by_as_much_as_a_simulation_does(with_batch: bool) -> None:
    rows = [{"in_service_est_on": date(2022, 1, 1), "due_on": date(2030, 1, 1)} for _ in range(400)]
    devices = fleet(*rows)
    batch = (Shock(3.0, 0.5, frozenset(range(1, 101))),) if with_batch else ()
    actions = plan(devices, RULES, {}, AS_OF)
    alone = risk(devices, actions, RULES, QUARTERS, AS_OF, shocks=())
    shared = risk(devices, actions, RULES, QUARTERS, AS_OF, shocks=(*batch, FLEET))
    quarter = 4
    assert alone.p90[quarter] == pytest.approx(simulated(devices, (), quarter), rel=0.01)
    assert shared.p90[quarter] == pytest.approx(simulated(devices, (*batch, FLEET), quarter), rel=0.01)
    widths = [found.p90[quarter] - found.p50[quarter] for found in (alone, shared)]
    assert widths[1] > 1.2 * widths[0]


def test_a_model_that_failed_far_too_often_has_a_shock_of_its_own() -> None:
    bad = {"category": "laptop", "manufacturer": "Dell", "model": "Latitude 7000", "purchased_on": date(2024, 1, 1)}
    gone = {**bad, "is_retired": True, "retired_on": date(2025, 6, 1), "status": "failed"}
    other = {**bad, "model": "Latitude 5000"}
    assets = asset_fleet(*[gone] * 8 + [bad] * 20 + [other] * 20)
    first, fleet_shock = client_shocks(assets, default_policy(), load_reference(), AS_OF)
    assert fleet_shock == FLEET
    assert first.asset_ids == frozenset(range(1, 29))
    assert first.model == "Latitude 7000"
    assert first.mean > 1.5
    assert first.spread < FLEET.spread
    assert client_shocks(assets[8:], default_policy(), load_reference(), AS_OF) == (FLEET,)
