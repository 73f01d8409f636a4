"""The laws of money and of time, on any fleet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.budget import budget, shared_out
from planner.budget.model import GROUPS, Assumptions
from planner.budget.plan import first_buyable_day, plan
from planner.calendar import FiscalCalendar, add_months
from planner.roadmap.initiatives import initiatives
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

DEVICES = st.fixed_dictionaries(
    {
        "category": st.sampled_from(["laptop", "server", "switch", "firewall"]),
        "quantity": st.integers(1, 9),
        "ownership": st.sampled_from(["client", "client", "client", "leased"]),
        "mode": st.sampled_from(["scheduled", "scheduled", "follows"]),
        "is_virtual": st.sampled_from([False, False, True]),
        "is_retired": st.sampled_from([False, False, True]),
        "is_unconfirmed": st.sampled_from([False, False, True]),
        "is_estimated": st.booleans(),
        "due_on": st.none() | st.dates(date(2022, 1, 1), date(2032, 12, 31)),
        "plan_months": st.integers(24, 120),
        "unit_hardware_minor": st.none() | st.integers(1, 2_000_000),
        "unit_labour_minutes": st.integers(0, 600),
    }
)
FLEETS = st.lists(DEVICES, min_size=1, max_size=12).map(lambda devices: fleet(*devices))
RULES = st.builds(
    lambda month, growth, contingency, tax, days: assumptions(
        calendar=FiscalCalendar(month), price_growth_per_year=Decimal(growth) / 100,
        contingency=Decimal(contingency) / 100, tax=Decimal(tax) / 1000, approval_and_lead_days=days,
    ),
    st.integers(1, 12), st.integers(0, 12), st.integers(0, 25), st.integers(0, 210), st.integers(0, 120),
)  # fmt: skip


def costed(schedule: pd.DataFrame, rules: Assumptions):
    quarters = rules.calendar.quarters(AS_OF, rules.horizon_quarters)
    actions = plan(schedule, rules, {}, AS_OF)
    return actions, budget(actions, {}, schedule, rules, quarters)


@settings(max_examples=60, deadline=None)
@given(FLEETS, RULES)
def test_totals_are_the_sums_of_their_parts(schedule: pd.DataFrame, rules: Assumptions) -> None:
    _, made = costed(schedule, rules)
    assert made.budget.total == sum(line.total for line in made.budget.lines) == sum(made.amounts)
    assert made.budget.total == sum(made.budget.of_treatment("capex")) + sum(made.budget.of_treatment("opex"))
    assert made.budget.total == sum(made.budget.by_year().values())
    groups = made.budget.reconciliation
    assert made.budget.total == sum(groups[name].amount_minor for name in ("planned", "estimated", "on_failure"))


@settings(max_examples=60, deadline=None)
@given(FLEETS, RULES)
def test_no_device_is_lost(schedule: pd.DataFrame, rules: Assumptions) -> None:
    _, made = costed(schedule, rules)
    fleet_units = int(schedule.loc[~schedule["is_retired"], "quantity"].sum())
    assert list(made.budget.reconciliation) == list(GROUPS)
    assert sum(group.assets for group in made.budget.reconciliation.values()) == fleet_units


@settings(max_examples=60, deadline=None)
@given(FLEETS, RULES)
def test_nothing_lands_before_the_first_buyable_day_and_successors_follow_at_the_plan_life(
    schedule: pd.DataFrame, rules: Assumptions
) -> None:
    actions, _ = costed(schedule, rules)
    life = dict(zip(schedule["asset_id"], schedule["plan_months"], strict=True))
    first = first_buyable_day(rules, AS_OF)
    for asset_id, rows in actions.groupby("asset_id"):
        days = [day.date() for day in rows.sort_values("generation")["planned_on"]]
        assert min(days) >= first
        assert all(two == add_months(one, int(life[asset_id])) for one, two in pairwise(days))


@settings(max_examples=60, deadline=None)
@given(FLEETS, st.integers(1, 12), st.integers(1, 12))
def test_another_fiscal_month_moves_no_date_and_no_price(schedule: pd.DataFrame, one: int, other: int) -> None:
    frames = []
    for month in (one, other):
        rules = assumptions(calendar=FiscalCalendar(month), horizon_quarters=40)
        rows = plan(schedule, rules, {}, AS_OF)
        frames.append(rows[rows["planned_on"] < pd.Timestamp(2035, 1, 1)].reset_index(drop=True))
    pd.testing.assert_frame_equal(frames[0], frames[1])


@settings(max_examples=40, deadline=None)
@given(FLEETS, RULES)
def test_initiatives_add_up_to_the_budget(schedule: pd.DataFrame, rules: Assumptions) -> None:
    actions, made = costed(schedule, rules)
    told = schedule.assign(limiting_factor="useful_life", lifecycle_status="due", runner_ups="[]")
    quarters = made.budget.quarters
    cards = initiatives(actions, made.amounts, told, rules, quarters)
    planned = dict(zip((quarter.starts_on for quarter in quarters), made.budget.planned(), strict=True))
    for starts_on, total in planned.items():
        assert sum(card.amount_minor for card in cards if card.quarter_starts_on == starts_on) == total
    assert len({card.key for card in cards}) == len(cards)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=20))
def test_what_is_shared_out_adds_up(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    parts = shared_out(total, weights, whole)
    assert sum(parts) == (total if whole else 0)
    assert all(part >= 0 for part in parts)
