"""What holds of unplanned cost on any fleet: a further device never lowers it, and what devices share widens its band."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.model import Assumptions
from planner.budget.plan import plan
from planner.budget.risk import Risk, risk
from planner.budget.shocks import FLEET, Shock
from planner.calendar import FiscalCalendar
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

DEVICES = st.fixed_dictionaries({
    "category": st.sampled_from(["laptop", "server", "switch", "ups", "printer"]),
    "quantity": st.integers(1, 30),
    "mode": st.sampled_from(["scheduled", "scheduled", "on_failure"]),
    "ownership": st.sampled_from(["client", "client", "leased"]),
    "due_on": st.none() | st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    "in_service_est_on": st.none() | st.dates(date(2016, 2, 29), date(2026, 11, 1)),
    "plan_months": st.integers(24, 96),
    "unit_hardware_minor": st.none() | st.integers(20_000, 900_000),
})  # fmt: skip
FLEETS = st.lists(DEVICES, min_size=1, max_size=6)
RULES = st.builds(
    lambda month, quarters: assumptions(calendar=FiscalCalendar(month), horizon_quarters=quarters),
    st.integers(1, 12), st.sampled_from([4, 8, 16]),
)  # fmt: skip
GRID = 0.02
"""Both fleets' P90 are rounded to a cell of their own grid, each within 1 % of the exact one."""


def risk_of(rows: list[dict[str, Any]], rules: Assumptions, shocks: tuple[Shock, ...] = (FLEET,)) -> Risk:
    devices: pd.DataFrame = fleet(*rows)
    quarters = rules.calendar.quarters(AS_OF, rules.horizon_quarters)
    return risk(devices, plan(devices, rules, {}, AS_OF), rules, quarters, AS_OF, shocks=shocks)


@settings(max_examples=10, deadline=None)
@given(FLEETS, DEVICES, RULES)
def test_a_further_device_lowers_neither_what_is_expected_nor_the_bad_case(
    rows: list[dict[str, Any]], more: dict[str, Any], rules: Assumptions
) -> None:
    before, after = risk_of(rows, rules), risk_of([*rows, more], rules)
    assert all(new >= old for new, old in zip(after.expected, before.expected, strict=True))
    assert all(new >= old * (1 - GRID) for new, old in zip(after.p90, before.p90, strict=True))
    assert all(new >= old for new, old in zip(after.failures, before.failures, strict=True))


@settings(max_examples=10, deadline=None)
@given(FLEETS, RULES)
def test_the_bad_case_is_never_below_the_middle_one_and_categories_add_up(
    rows: list[dict[str, Any]], rules: Assumptions
) -> None:
    found = risk_of(rows, rules)
    assert all(bad >= middle >= 0 for bad, middle in zip(found.p90, found.p50, strict=True))
    for at, whole in enumerate(found.failures):
        assert abs(sum(counts[at] for counts, _ in found.by_category.values()) - whole) < 1e-9


@settings(max_examples=10, deadline=None)
@given(st.integers(200, 2_000), st.floats(0.1, 0.6))
def test_a_wider_common_factor_leaves_the_expectation_and_widens_the_band(units: int, spread: float) -> None:
    rows = [{"in_service_est_on": date(2022, 1, 1), "due_on": date(2030, 1, 1), "quantity": units}]
    rules = assumptions(horizon_quarters=8)
    none, some = risk_of(rows, rules, ()), risk_of(rows, rules, (Shock(spread=spread),))
    assert none.expected == some.expected
    assert all(wide >= plain * (1 - GRID) for wide, plain in zip(some.p90[1:], none.p90[1:], strict=True))
    widths = [found.p90[4] - found.p50[4] for found in (none, some)]
    assert widths[1] >= widths[0] * (1 - GRID)
