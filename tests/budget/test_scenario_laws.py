"""The laws hold in every scenario, on any fleet: nothing is lost, nothing lands too early, what is chosen stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.allowance import allowances
from planner.budget.budget import Costed, budget
from planner.budget.candidates import candidates
from planner.budget.landing import closed_quarters, landed
from planner.budget.levelled_plan import LevelledPlan, PlanLimits, levelled_plan
from planner.budget.levelling import Horizon, Limits, level
from planner.budget.model import Assumptions
from planner.budget.plan import first_buyable_day
from planner.budget.risk import risk
from planner.budget.scenarios import SCENARIOS, Scenario, ScenarioName, bought, first_buyable_quarter
from planner.calendar import FiscalCalendar, add_months
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

DEVICES = st.fixed_dictionaries({
    "category": st.sampled_from(["laptop", "server", "switch", "printer"]),
    "quantity": st.integers(1, 4),
    "ownership": st.sampled_from(["client", "client", "client", "leased"]),
    "mode": st.sampled_from(["scheduled", "scheduled", "scheduled", "on_failure"]),
    "is_unconfirmed": st.sampled_from([False, False, False, True]),
    "is_estimated": st.booleans(),
    "due_on": st.none() | st.dates(date(2022, 1, 1), date(2036, 12, 31)),
    "plan_months": st.integers(24, 96),
    "in_service_est_on": st.dates(date(2016, 2, 29), date(2026, 11, 1)),
    "limiting_factor": st.sampled_from(["useful_life", "maker_support"]),
    "criticality": st.sampled_from([None, "high"]),
    "unit_hardware_minor": st.none() | st.integers(0, 2_000_000),
    "unit_labour_minutes": st.integers(0, 600),
})  # fmt: skip
FLEETS = st.lists(DEVICES, min_size=1, max_size=9).map(lambda devices: fleet(*devices))
RULES = st.builds(
    lambda month, quarters, growth, tax, how, shut: assumptions(
        calendar=FiscalCalendar(month), horizon_quarters=quarters, price_growth_per_year=Decimal(growth) / 100,
        tax=Decimal(tax) / 1000, tax_treatment=how, blackout_months=frozenset(shut),
    ),
    st.integers(1, 12), st.integers(4, 40), st.integers(0, 12), st.integers(0, 210),
    st.sampled_from(["added", "recoverable", "excluded"]), st.sets(st.integers(1, 12), max_size=4),
)  # fmt: skip
PINS = st.dictionaries(st.integers(1, 9), st.integers(0, 12), max_size=3)


class Case:
    """One fleet under one set of rules, in any scenario."""

    def __init__(self, schedule: pd.DataFrame, rules: Assumptions, pins: dict[int, int]) -> None:
        self.schedule, self.rules = schedule, rules
        self.quarters = rules.calendar.quarters(AS_OF, rules.horizon_quarters)
        self.pins = {asset: self.quarters[at].starts_on for asset, at in pins.items() if at < len(self.quarters)}
        self.allowed = allowances(schedule, rules, self.quarters, AS_OF)

    def levelled(self) -> LevelledPlan | None:
        actions, _ = bought(Scenario("as_due"), self.schedule, self.rules, {}, self.quarters, AS_OF)
        buyable = first_buyable_quarter(self.rules, self.quarters, AS_OF)
        items = candidates(self.schedule, actions, self.rules, self.pins, {}, self.quarters, buyable)
        shut = frozenset(range(buyable)) | closed_quarters(self.rules, self.quarters)
        limits = Limits(blackout=shut)
        labels = Horizon(tuple(q.label for q in self.quarters), tuple(q.year_label for q in self.quarters))
        found = level(items, limits, labels, 0.1)
        if found.status == "infeasible":
            return None
        return levelled_plan(found, PlanLimits(), items, limits, self.quarters, AS_OF)

    def scenario(self, name: ScenarioName) -> Scenario | None:
        if name not in ("levelled", "capped"):
            return Scenario(name)
        plan = self.levelled()
        return None if plan is None else Scenario(name, plan)

    def made(self, name: ScenarioName) -> tuple[pd.DataFrame, Costed] | None:
        scenario = self.scenario(name)
        if scenario is None:
            return None
        actions, fees = bought(scenario, self.schedule, self.rules, self.pins, self.quarters, AS_OF)
        return actions, budget(actions, self.allowed, self.schedule, self.rules, self.quarters, fees, name)


CASES = st.builds(Case, FLEETS, RULES, PINS)


def test_these_are_all_scenarios() -> None:
    assert set(get_args(ScenarioName)) == set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
@settings(max_examples=20, deadline=None)
@given(case=CASES)
def test_totals_are_the_sums_of_their_parts_and_no_device_is_lost(name: ScenarioName, case: Case) -> None:
    made = case.made(name)
    if made is None:
        return
    actions, costed = made
    found = costed.budget
    assert found.total == sum(line.total for line in found.lines) == sum(found.planned())
    assert found.total == sum(found.of_treatment("capex")) + sum(found.of_treatment("opex"))
    groups = found.reconciliation
    in_total = sum(groups[group].amount_minor for group in ("planned", "estimated", "on_failure"))
    assert found.total == in_total + found.agreed_minor
    assert in_total == sum(costed.amounts) + sum(costed.allowance_minor.values())
    units = {group: entry.assets for group, entry in groups.items()}
    assert sum(units.values()) == int(case.schedule["quantity"].sum())
    as_due = case.made("as_due")
    assert as_due is not None
    assert units == {group: entry.assets for group, entry in as_due[1].budget.reconciliation.items()}
    assert name == "run_to_failure" or set(actions["asset_id"]) == set(as_due[0]["asset_id"]) or bool(case.pins)


@pytest.mark.parametrize("name", ["as_due", "as_decided", "levelled", "lease"])
@settings(max_examples=20, deadline=None)
@given(case=CASES)
def test_nothing_lands_too_early_or_in_a_month_kept_free_and_what_is_chosen_stays(
    name: ScenarioName, case: Case
) -> None:
    made = case.made(name)
    if made is None:
        return
    first = first_buyable_day(case.rules, AS_OF)
    for action in made[0].itertuples():
        day = action.planned_on.date()
        assert day >= first
        assert day.month not in case.rules.blackout_months
        chosen = case.pins.get(action.asset_id)
        if name != "as_due" and action.generation == 0 and chosen is not None:
            assert day == landed(max(chosen, first), case.rules)


@settings(max_examples=30, deadline=None)
@given(schedule=FLEETS, month=st.integers(1, 12))
def test_over_ten_years_each_successor_follows_at_its_policys_life(schedule: pd.DataFrame, month: int) -> None:
    rules = assumptions(calendar=FiscalCalendar(month), horizon_quarters=40)
    actions, _ = bought(
        Scenario("as_due"), schedule, rules, {}, (quarters := rules.calendar.quarters(AS_OF, 40)), AS_OF
    )
    life = dict(zip(schedule["asset_id"], schedule["plan_months"], strict=True))
    for asset, rows in actions.groupby("asset_id"):
        days = [day.date() for day in rows.sort_values("generation")["planned_on"]]
        assert all(add_months(before, int(life[asset])) == after for before, after in pairwise(days))
        assert add_months(days[-1], int(life[asset])) > quarters[-1].ends_on


@settings(max_examples=30, deadline=None)
@given(schedule=FLEETS, one=st.integers(1, 12), other=st.integers(1, 12))
def test_another_fiscal_month_keeps_the_total_of_a_horizon_that_holds_every_item(
    schedule: pd.DataFrame, one: int, other: int
) -> None:
    near = schedule[schedule["due_on"].isna() | (schedule["due_on"] < "2035-06-01")].assign(plan_months=1200)
    totals = set()
    for month in (one, other):
        rules = assumptions(calendar=FiscalCalendar(month), horizon_quarters=40, contingency=Decimal(0), tax=Decimal(0))
        quarters = rules.calendar.quarters(AS_OF, 40)
        actions, _ = bought(Scenario("as_due"), near, rules, {}, quarters, AS_OF)
        totals.add(int((actions["hardware_minor"] + actions["labour_minor"]).sum()))
    assert len(totals) == 1


@settings(max_examples=15, deadline=None)
@given(schedule=FLEETS, more=DEVICES)
def test_a_further_device_never_lowers_what_failures_are_expected_to_cost(
    schedule: pd.DataFrame, more: dict[str, Any]
) -> None:
    rules = assumptions(horizon_quarters=12)
    quarters = rules.calendar.quarters(AS_OF, 12)
    new = fleet(more).assign(asset_id=len(schedule) + 1)
    expected = []
    for devices in (schedule, pd.concat([schedule, new.astype(schedule.dtypes.to_dict())], ignore_index=True)):
        actions, _ = bought(Scenario("as_due"), devices, rules, {}, quarters, AS_OF)
        expected.append(risk(devices, actions, rules, quarters, AS_OF).expected)
    assert all(after >= before - 1 for before, after in zip(*expected, strict=True))
