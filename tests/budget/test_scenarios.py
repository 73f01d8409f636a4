"""The scenarios by arithmetic: two laptops as due, leased, run to failure, and moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planner.budget.allowance import allowances
from planner.budget.budget import Costed, budget
from planner.budget.lease import monthly_fee_minor
from planner.budget.levelled_plan import LevelledPlan, PlanLimits
from planner.budget.risk import risk
from planner.budget.scenarios import Scenario, bought, first_buyable_quarter
from planner.frames import to_records
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

RULES = assumptions(price_growth_per_year=Decimal(0), contingency=Decimal(0), tax=Decimal(0), horizon_quarters=8)
QUARTERS = RULES.calendar.quarters(AS_OF, 8)
FLEET = fleet({"due_on": date(2027, 2, 10)}, {"due_on": date(2027, 8, 1), "quantity": 2})
LAPTOP, WORK = 120_000, 15_000 * 90 // 60


def made(scenario: Scenario) -> Costed:
    actions, fees = bought(scenario, FLEET, RULES, {}, QUARTERS, AS_OF)
    return budget(actions, allowances(FLEET, RULES, QUARTERS, AS_OF), FLEET, RULES, QUARTERS, fees, scenario.name)


def levelled(placed: dict[tuple[int, int], date]) -> Scenario:
    return Scenario("levelled", LevelledPlan(AS_OF, "optimal", 0, 0, 0.0, PlanLimits(), placed, ()))


def test_as_due_each_lands_in_its_due_quarter() -> None:
    found = made(Scenario("as_due")).budget
    assert found.planned() == (0, LAPTOP + WORK, 0, 2 * (LAPTOP + WORK), 0, 0, 0, 0)
    assert found.scenario == "as_due"


def test_a_levelled_plan_moves_what_it_placed_and_keeps_the_total() -> None:
    moved = levelled({(2, 0): QUARTERS[2].starts_on})
    found = made(moved).budget
    assert found.planned() == (0, LAPTOP + WORK, 2 * (LAPTOP + WORK), 0, 0, 0, 0, 0)
    assert found.total == made(Scenario("as_due")).budget.total


def test_nothing_is_placed_before_it_can_be_bought() -> None:
    assert first_buyable_quarter(RULES, QUARTERS, AS_OF) == 1  # 45 days after 23 November is 7 January
    actions, _ = bought(levelled({(2, 0): QUARTERS[0].starts_on}), FLEET, RULES, {}, QUARTERS, AS_OF)
    assert [row["planned_on"] for row in to_records(actions) if row["asset_id"] == 2] == [date(2027, 1, 7)]


def test_the_quarter_that_a_person_chose_outranks_a_levelled_plan() -> None:
    moved, chosen = levelled({(2, 0): QUARTERS[2].starts_on}), QUARTERS[5].starts_on
    actions, _ = bought(moved, FLEET, RULES, {2: chosen}, QUARTERS, AS_OF)
    assert [row["planned_on"] for row in to_records(actions) if row["asset_id"] == 2] == [chosen]


def test_run_to_failure_plans_nothing_and_loses_no_device() -> None:
    found = made(Scenario("run_to_failure")).budget
    assert found.total == 0
    assert found.reconciliation["planned"].assets == 3
    unplanned = risk(
        FLEET, bought(Scenario("run_to_failure"), FLEET, RULES, {}, QUARTERS, AS_OF)[0], RULES, QUARTERS, AS_OF
    )
    planned = risk(FLEET, bought(Scenario("as_due"), FLEET, RULES, {}, QUARTERS, AS_OF)[0], RULES, QUARTERS, AS_OF)
    assert sum(unplanned.expected) > sum(planned.expected)


def test_a_lease_is_paid_by_the_month_from_the_month_of_the_replacement() -> None:
    fee = monthly_fee_minor(LAPTOP, 48)
    rate = Decimal("0.08") / 12
    assert fee == round(LAPTOP * rate / (1 - (1 + rate) ** -48))
    [line] = [line for line in made(Scenario("lease")).budget.lines if line.kind == "recurring"]
    # February and March, then three months a quarter; the two of August from FY28 Q1's second month on
    assert line.amounts == (0, 2 * fee, 3 * fee, 3 * fee + 4 * fee, 9 * fee, 9 * fee, 9 * fee, 9 * fee)
    assert made(Scenario("lease")).budget.reconciliation["planned"].assets == 3


@pytest.mark.parametrize("months", [1, 36, 48])
def test_a_fee_without_interest_is_the_price_by_its_months(months: int) -> None:
    assert monthly_fee_minor(LAPTOP, months, Decimal(0)) == round(LAPTOP / months)
