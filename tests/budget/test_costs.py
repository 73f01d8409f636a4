"""What a replacement costs, all in: parts, growth, credit, tax, months that are kept free. Plain arithmetic throughout."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.allowance import allowances
from planner.budget.budget import Costed, budget
from planner.budget.candidates import candidates
from planner.budget.case_inputs import EMERGENCY_PREMIUM
from planner.budget.landing import closed_quarters
from planner.budget.lease import lease_lines, monthly_fee_minor, without_purchase
from planner.budget.model import Assumptions
from planner.budget.plan import plan
from planner.budget.risk import risk
from planner.budget.scenarios import redated
from planner.calendar import FiscalCalendar, add_months
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

ALL_IN = {
    "unit_hardware_minor": 95_000, "unit_accessories_minor": 8_000, "unit_freight_minor": 1_250,
    "unit_labour_minutes": 90, "unit_disposal_minor": 2_500, "unit_worth_minor": 6_000, "quantity": 3,
    "due_on": date(2027, 2, 10), "plan_months": 240,
}  # fmt: skip
GROWN = {"hardware": 95_000, "accessories": 8_000, "freight": 1_250}


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def made(schedule: pd.DataFrame, rules: Assumptions) -> Costed:
    quarters = rules.calendar.quarters(AS_OF, rules.horizon_quarters)
    actions = plan(schedule, rules, {}, AS_OF)
    return budget(actions, allowances(schedule, rules, quarters, AS_OF), schedule, rules, quarters)


def lines(costed: Costed) -> dict[str, int]:
    return {line.line: line.total for line in costed.budget.lines}


def test_each_part_is_grown_and_rounded_for_one_unit_and_has_its_own_line() -> None:
    found = made(fleet(ALL_IN), assumptions())
    grown = {part: 3 * cents(minor * Decimal("1.05") ** (Decimal(7) / 12)) for part, minor in GROWN.items()}
    parts = {
        "Laptops: hardware": grown["hardware"], "Laptops: accessories": grown["accessories"],
        "Laptops: freight": grown["freight"], "Laptops: installation": 3 * 22_500, "Laptops: disposal": 3 * 2_500,
        "Laptops: trade-in": -3 * 6_000,
    }  # fmt: skip
    contingency = {line: cents(Decimal(amount) / 10) for line, amount in parts.items() if amount > 0}
    tax = {line: cents(Decimal((parts[line] + extra) * 7) / 100) for line, extra in contingency.items()}
    delivered = ["Laptops: hardware", "Laptops: accessories", "Laptops: freight"]
    work = ["Laptops: installation", "Laptops: disposal"]
    assert lines(found) == parts | {
        "Contingency (capex)": sum(contingency[name] for name in delivered),
        "Contingency (opex)": sum(contingency[name] for name in work),
        "Tax (capex)": sum(tax[name] for name in delivered), "Tax (opex)": sum(tax[name] for name in work),
    }  # fmt: skip
    assert (
        found.budget.total == sum(found.amounts) == sum(parts.values()) + sum(contingency.values()) + sum(tax.values())
    )


def test_hardware_with_what_belongs_to_it_decides_whether_it_is_capitalised() -> None:
    kinds = {line.kind: line.treatment for line in made(fleet(ALL_IN), assumptions()).budget.lines}
    assert {kinds[part] for part in GROWN} == {"capex"}  # 950 + 80 + 12.50 is above 1,000
    assert (kinds["labour"], kinds["disposal"], kinds["trade_in"]) == ("opex", "opex", "opex")
    cheaper = made(fleet(ALL_IN | {"unit_hardware_minor": 85_000}), assumptions())
    assert {line.treatment for line in cheaper.budget.lines} == {"opex"}


def test_parts_that_are_nothing_have_no_line() -> None:
    kinds = {line.kind for line in made(fleet({}), assumptions(tax=Decimal(0))).budget.lines}
    assert kinds == {"hardware", "labour", "contingency"}
    free = fleet({"unit_hardware_minor": 0, "unit_labour_minutes": 0})
    assert (
        made(free, assumptions()).budget.lines,
        made(free, assumptions()).budget.reconciliation["planned"].assets,
    ) == ((), 1)


def test_a_trade_in_never_brings_more_than_the_rest_costs() -> None:
    found = made(fleet({"unit_hardware_minor": 10_000, "unit_labour_minutes": 0, "unit_worth_minor": 50_000}),
                 assumptions(price_growth_per_year=Decimal(0), contingency=Decimal(0), tax=Decimal(0)))  # fmt: skip
    assert (lines(found)["Laptops: trade-in"], found.budget.total) == (-2 * 10_000, 0)


@pytest.mark.parametrize(("points", "factor"), [(0, "1"), (-1200, "0.88"), (900, "1.09"), (None, "1.05")])
def test_a_category_may_have_a_growth_of_its_own(points: int | None, factor: str) -> None:
    found = plan(fleet(ALL_IN | {"growth_basis_points": points}), assumptions(), {}, AS_OF)
    assert found["unit_hardware_minor"].tolist() == [cents(95_000 * Decimal(factor) ** (Decimal(7) / 12))]


def test_a_price_of_later_than_the_purchase_is_not_shrunk() -> None:
    found = plan(fleet(ALL_IN | {"priced_on": date(2028, 1, 1)}), assumptions(), {}, AS_OF)
    assert found["unit_hardware_minor"].tolist() == [95_000]


def test_tax_is_added_left_out_or_told_beside() -> None:
    added, excluded, recoverable = (
        made(fleet(ALL_IN), assumptions(tax_treatment=name)).budget for name in ("added", "excluded", "recoverable")
    )
    tax = tuple(
        sum(line.amounts[at] for line in added.lines if line.kind == "tax") for at in range(len(added.quarters))
    )
    assert excluded.total == recoverable.total == added.total - sum(tax)
    assert not [line for line in (*excluded.lines, *recoverable.lines) if line.kind == "tax"]
    assert (added.recoverable_tax, excluded.recoverable_tax, recoverable.recoverable_tax) == ((), (), tax)


def test_nothing_lands_in_a_month_that_is_kept_free() -> None:
    rules = assumptions(blackout_months=frozenset({1, 2, 12}))
    devices = fleet({"due_on": date(2026, 12, 5)}, {"due_on": date(2027, 2, 28)}, {"due_on": date(2027, 3, 9)})
    days = [day.date() for day in plan(devices, rules, {}, AS_OF)["planned_on"]]
    assert days[:3] == [date(2027, 3, 1), date(2027, 3, 1), date(2027, 3, 9)]
    assert days[3:] == [date(2031, 3, 1), date(2031, 3, 1), date(2031, 3, 9)]


def test_a_chosen_quarter_keeps_its_first_open_month() -> None:
    rules = assumptions(blackout_months=frozenset({7, 8}))
    found = plan(fleet({}), rules, {1: date(2028, 7, 1)}, AS_OF)
    assert found["planned_on"].iloc[0].date() == date(2028, 9, 1)
    shut = assumptions(blackout_months=frozenset({7, 8, 9}))
    assert plan(fleet({}), shut, {1: date(2028, 7, 1)}, AS_OF)["planned_on"].iloc[0].date() == date(2028, 10, 1)
    quarters = shut.calendar.quarters(AS_OF, 8)
    assert [quarters[at].label for at in sorted(closed_quarters(shut, quarters))] == ["FY28 Q1", "FY29 Q1"]


def test_a_quarter_of_a_levelled_plan_counts_from_its_first_open_month_at_that_days_price() -> None:
    rules = assumptions(blackout_months=frozenset({7}))
    devices = fleet(ALL_IN)
    moved = redated(plan(devices, rules, {}, AS_OF), {(1, 0): date(2027, 7, 1)}, devices, rules, AS_OF)
    pinned = plan(devices, rules, {1: date(2027, 7, 1)}, AS_OF)
    assert moved["planned_on"].iloc[0].date() == date(2027, 8, 1)
    assert moved.drop(columns="is_pinned").equals(pinned.drop(columns="is_pinned"))


def test_a_plan_without_an_open_month_is_refused() -> None:
    with pytest.raises(ValueError, match="no month open"):
        assumptions(blackout_months=frozenset(range(1, 13)))


def test_what_is_levelled_is_never_less_than_what_the_budget_asks() -> None:
    rules, devices = assumptions(), fleet(ALL_IN, ALL_IN | {"growth_basis_points": -900})
    quarters = rules.calendar.quarters(AS_OF, 8)
    items = candidates(devices, plan(devices, rules, {}, AS_OF), rules, {}, {}, quarters, 0)
    for asset_id, item in enumerate(items, start=1):
        for at in range(item.earliest, min(item.latest, 7) + 1):
            alone = devices[devices["asset_id"] == asset_id]
            actions = redated(
                plan(alone, rules, {}, AS_OF), {(asset_id, 0): quarters[at].starts_on}, alone, rules, AS_OF
            )
            asked = budget(actions, {}, alone, rules, rules.calendar.quarters(AS_OF, 20)).budget.total
            assert asked <= item.cost * 3 <= asked * 1.25


def test_a_lease_pays_for_all_that_is_delivered_and_the_work_stays() -> None:
    rules, devices = assumptions(), fleet(ALL_IN | {"unit_worth_minor": 90_000})
    quarters = rules.calendar.quarters(AS_OF, rules.horizon_quarters)
    actions = plan(devices, rules, {}, AS_OF)
    delivered = sum(cents(minor * Decimal("1.05") ** (Decimal(7) / 12)) for minor in GROWN.values())
    (line,) = lease_lines(actions, {1: 240}, quarters)
    assert line.amounts[1] == 3 * 2 * monthly_fee_minor(delivered, 240)  # Oct to Dec, Jan to Mar: from February on
    left = made_of(without_purchase(actions), devices, rules)
    assert lines(left)["Laptops: trade-in"] == -(
        lines(left)["Laptops: installation"] + lines(left)["Laptops: disposal"]
    )


def made_of(actions: pd.DataFrame, schedule: pd.DataFrame, rules: Assumptions) -> Costed:
    return budget(actions, {}, schedule, rules, rules.calendar.quarters(AS_OF, rules.horizon_quarters))


def test_what_fails_costs_all_parts_but_brings_no_trade_in() -> None:
    on_failure = {"mode": "on_failure", "category": "monitor"}
    plain, whole = ({**on_failure, "quantity": 100, "in_service_est_on": date(2020, 1, 1)} | extra for extra in (
        {"unit_hardware_minor": 100_000}, {"unit_hardware_minor": 80_000, "unit_accessories_minor": 15_000,
         "unit_freight_minor": 5_000, "unit_worth_minor": 70_000}))  # fmt: skip
    rules = assumptions(price_growth_per_year=Decimal(0), labour_rate_minor=0)
    totals = [made(fleet(device), rules).budget.total for device in (plain, whole)]
    assert totals[0] == totals[1] > 0
    dearer = made(fleet(plain | {"unit_disposal_minor": 100_000}), rules).budget.total
    assert abs(dearer - 2 * totals[0]) <= 60  # a cent of rounding in each quarter's amount, contingency and tax


def test_an_emergency_costs_accessories_freight_and_disposal_too() -> None:
    rules = assumptions(price_growth_per_year=Decimal(0), labour_rate_minor=0)
    quarters = rules.calendar.quarters(AS_OF, 4)
    plain, whole = (
        risk(fleet(device), plan(fleet(device), rules, {}, AS_OF), rules, quarters, AS_OF)
        for device in (
            {"unit_hardware_minor": 100_000},
            {"unit_hardware_minor": 80_000, "unit_accessories_minor": 15_000, "unit_freight_minor": 5_000},
        )
    )
    assert plain.expected == whole.expected
    as_much = int(100_000 * (1 + EMERGENCY_PREMIUM))
    with_disposal = fleet({"unit_hardware_minor": 100_000, "unit_disposal_minor": as_much})
    doubled = risk(with_disposal, plan(with_disposal, rules, {}, AS_OF), rules, quarters, AS_OF)
    assert all(abs(two - 2 * one) <= 1 for one, two in zip(plain.expected, doubled.expected, strict=True))


DEVICES = st.fixed_dictionaries({
    "category": st.sampled_from(["laptop", "server", "monitor"]), "quantity": st.integers(1, 6),
    "mode": st.sampled_from(["scheduled", "scheduled", "on_failure"]), "is_estimated": st.booleans(),
    "due_on": st.dates(date(2022, 1, 1), date(2032, 12, 31)), "plan_months": st.integers(24, 120),
    "unit_hardware_minor": st.integers(0, 2_000_000), "unit_accessories_minor": st.integers(0, 50_000),
    "unit_freight_minor": st.integers(0, 5_000), "unit_labour_minutes": st.integers(0, 600),
    "unit_disposal_minor": st.integers(0, 9_000), "unit_worth_minor": st.integers(0, 300_000),
    "growth_basis_points": st.none() | st.integers(-3000, 3000),
})  # fmt: skip
FLEETS = st.lists(DEVICES, min_size=1, max_size=8).map(lambda devices: fleet(*devices))
RULES = st.builds(
    lambda month, tax, treatment, shut: assumptions(
        calendar=FiscalCalendar(month), tax=Decimal(tax) / 1000, tax_treatment=treatment, blackout_months=shut
    ),
    st.integers(1, 12), st.integers(0, 210), st.sampled_from(["added", "excluded", "recoverable"]),
    st.frozensets(st.integers(1, 12), max_size=11),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(FLEETS, RULES)
def test_totals_are_the_sums_of_their_parts_and_the_reconciliation_adds_up(
    schedule: pd.DataFrame, rules: Assumptions
) -> None:
    found = made(schedule, rules)
    total = found.budget.total
    assert total == sum(line.total for line in found.budget.lines)
    assert total == sum(found.amounts) + sum(found.allowance_minor.values())
    assert total == sum(found.budget.of_treatment("capex")) + sum(found.budget.of_treatment("opex"))
    groups = found.budget.reconciliation
    assert total == sum(groups[name].amount_minor for name in ("planned", "estimated", "on_failure"))
    assert sum(group.assets for group in groups.values()) == int(schedule["quantity"].sum())
    assert all(amount >= 0 for amount in found.amounts)


@settings(max_examples=60, deadline=None)
@given(FLEETS, RULES)
def test_a_month_that_is_kept_free_never_holds_a_purchase(schedule: pd.DataFrame, rules: Assumptions) -> None:
    actions = plan(schedule, rules, {}, AS_OF)
    assert not set(actions["planned_on"].dt.month) & rules.blackout_months
    assert (actions["planned_on"] >= actions["due_on"]).all()


@settings(max_examples=40, deadline=None)
@given(FLEETS, st.integers(1, 12), st.integers(1, 12), st.frozensets(st.integers(1, 12), max_size=11))
def test_another_fiscal_month_moves_no_date_and_no_price(
    schedule: pd.DataFrame, one: int, other: int, shut: frozenset[int]
) -> None:
    frames = []
    for month in (one, other):
        rules = assumptions(calendar=FiscalCalendar(month), horizon_quarters=40, blackout_months=shut)
        rows = plan(schedule, rules, {}, AS_OF)
        frames.append(rows[rows["planned_on"] < pd.Timestamp(2035, 1, 1)].reset_index(drop=True))
    pd.testing.assert_frame_equal(frames[0], frames[1])


@settings(max_examples=60, deadline=None)
@given(FLEETS, st.integers(-60, 60))
def test_no_growth_or_none_of_time_leaves_a_price_as_it_is(schedule: pd.DataFrame, months: int) -> None:
    rules = assumptions(price_growth_per_year=Decimal(0))
    moved = schedule.assign(growth_basis_points=pd.array([0] * len(schedule), dtype="Int64"),
                            priced_on=pd.Timestamp(add_months(date(2026, 7, 1), months)))  # fmt: skip
    price = dict(zip(moved["asset_id"], moved["unit_hardware_minor"], strict=True))
    rows = plan(moved, rules, {}, AS_OF)
    assert [price[asset] for asset in rows["asset_id"]] == rows["unit_hardware_minor"].tolist()
