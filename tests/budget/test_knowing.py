"""What it is worth to know a date: the width of the fiscal years' spend, with and without its uncertainty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.budget.knowing import Uncertainty, uncertainty
from planner.frames import DATE, series
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

PLAIN = assumptions(price_growth_per_year=Decimal(0), contingency=Decimal(0), tax=Decimal(0), labour_rate_minor=0)
ON_THE_EDGE = {"due_on": date(2027, 6, 30), "is_estimated": True}
"""Half likely in FY27, which ends on that day, and half in FY28."""


def doubtful(*devices: dict[str, Any]) -> pd.DataFrame:
    """A fleet whose devices have a P10 and P90; without their own they are sure."""
    schedule = fleet(*({k: v for k, v in device.items() if k not in ("due_p10", "due_p90")} for device in devices))
    return schedule.assign(
        **{
            name: series((device.get(name, device.get("due_on", date(2027, 2, 1))) for device in devices), DATE)
            for name in ("due_p10", "due_p90")
        }
    )


def edge(**more: Any) -> dict[str, Any]:
    return {**ON_THE_EDGE, "due_p10": date(2026, 12, 30), "due_p90": date(2027, 12, 30), **more}


def by_year(found: Uncertainty, ids: set[int]) -> dict[str, tuple[int, int, int]]:
    return {item.year_label: (item.width_minor, item.known_minor, item.worth_minor) for item in found.worth_of(ids)}


def test_one_device_of_either_of_two_years_is_worth_its_whole_price_in_both() -> None:
    worth = by_year(uncertainty(doubtful(edge()), PLAIN, {}, AS_OF), {1})
    assert worth["FY27"] == worth["FY28"] == (120_000, 0, 120_000)
    assert worth["FY30"][2] < 1_000


def test_fourteen_devices_narrow_a_year_by_the_width_of_their_binomial() -> None:
    worth = by_year(uncertainty(doubtful(*[edge()] * 14), PLAIN, {}, AS_OF), set(range(1, 15)))
    assert worth["FY27"][2] == pytest.approx(2 * 1.2816 * 120_000 * (14 * 0.25) ** 0.5, rel=1e-3)


def test_what_is_sure_is_worth_nothing() -> None:
    found = uncertainty(doubtful({}, edge(), edge()), PLAIN, {3: date(2027, 7, 1)}, AS_OF)
    assert by_year(found, {1})["FY27"][2] == 0
    assert by_year(found, {3})["FY27"][2] == 0
    assert by_year(found, {2})["FY27"][2] == 120_000


def test_what_may_be_due_before_today_falls_into_the_first_buyable_day() -> None:
    overdue = edge(due_on=date(2025, 1, 1), due_p10=date(2023, 1, 1), due_p90=date(2026, 1, 1))
    found = uncertainty(doubtful(overdue), PLAIN, {}, AS_OF)
    assert found.probability[0].sum() == pytest.approx(1.0)
    assert found.probability[0, 0] > 0.98
    assert by_year(found, {1})["FY27"][2] < 120_000


def test_a_fixed_end_of_support_leaves_no_doubt_above_it() -> None:
    capped = edge(due_on=date(2027, 6, 30), due_p90=date(2027, 6, 30))
    found = uncertainty(doubtful(capped), PLAIN, {}, AS_OF)
    assert found.probability[0, 0] == pytest.approx(1.0)


def test_growth_labour_contingency_and_tax_are_in_the_money_at_stake() -> None:
    rules = assumptions(price_growth_per_year=Decimal(0))
    cost = uncertainty(doubtful(edge(quantity=2)), rules, {}, AS_OF).cost[0, 0]
    assert cost == pytest.approx(2 * (120_000 + 22_500) * 1.10 * 1.07)
    grown = uncertainty(doubtful(edge()), assumptions(labour_rate_minor=0, tax=Decimal(0)), {}, AS_OF).cost[0]
    assert grown[3] / grown[1] == pytest.approx(1.05**2, rel=1e-3)


def test_knowing_more_devices_is_never_worth_less() -> None:
    schedule = doubtful(*[edge(unit_hardware_minor=amount) for amount in (50_000, 4_000_000, 120_000, 90_000)])
    found = uncertainty(schedule, PLAIN, {}, AS_OF)
    worths = [by_year(found, set(range(1, most + 1)))["FY27"][2] for most in range(5)]
    assert worths == sorted(worths)
    assert worths[0] == 0


def test_the_width_is_that_of_drawn_dates() -> None:
    """Drawn from the same distributions, 40 devices of three prices: P10–P90 within 5 %."""
    prices = [90_000, 120_000, 200_000]
    devices = [edge(unit_hardware_minor=prices[n % 3], due_on=date(2027, 3 + n % 6, 15)) for n in range(40)]
    found = uncertainty(doubtful(*devices), PLAIN, {}, AS_OF)
    drawn = np.random.default_rng(7).random((20_000, 40)) < found.probability[:, 0]
    low, high = np.percentile((drawn * found.cost[:, 0]).sum(axis=1), [10, 90])
    assert found.widths()[0] == pytest.approx(high - low, rel=0.05)


def test_no_device_in_the_plan_is_no_width() -> None:
    found = uncertainty(doubtful({"is_unconfirmed": True}), PLAIN, {}, AS_OF)
    assert [item.worth_minor for item in found.worth_of([1])] == [0] * len(found.year_labels)
