"""Nine devices worked by hand: fiscal year from July, 5 % growth, 10 % contingency, 7 % tax, as of 23 Nov 2026."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from planner.budget.budget import Costed, budget
from planner.budget.plan import plan
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

FLEET = fleet(
    {"due_on": date(2027, 2, 10), "quantity": 2},                                       # 1: two laptops, in FY27 Q3
    {"due_on": date(2024, 5, 1)},                                                       # 2: overdue laptop
    {"category": "server", "due_on": date(2027, 3, 15), "plan_months": 60, "unit_hardware_minor": 900_000,
     "unit_labour_minutes": 480},                                                       # 3: a server, in FY27 Q3
    {"category": "switch", "due_on": date(2026, 12, 1), "plan_months": 84, "unit_hardware_minor": 80_000,
     "is_estimated": True},                                                             # 4: below the threshold, dated by guess
    {"ownership": "leased"},                                                            # 5
    {"is_virtual": True, "category": "virtual_machine"},                                # 6
    {"unit_hardware_minor": None},                                                      # 7
    {"due_on": None},                                                                   # 8
    {"is_retired": True},                                                               # 9
)  # fmt: skip
RULES = assumptions()
QUARTERS = RULES.calendar.quarters(AS_OF, RULES.horizon_quarters)
BUYABLE = date(2027, 1, 7)  # 45 days after 23 November


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def grown(minor: int, months: int) -> int:
    return cents(minor * Decimal("1.05") ** (Decimal(months) / 12))


def made() -> Costed:
    return budget(plan(FLEET, RULES, {}, AS_OF), {}, FLEET, RULES, QUARTERS)


def line(costed: Costed, name: str) -> dict[str, int]:
    (found,) = [line for line in costed.budget.lines if line.line == name]
    return {quarter.label: amount for quarter, amount in zip(QUARTERS, found.amounts, strict=True) if amount}


def test_the_plan_has_each_replacement_on_its_day_and_its_successors() -> None:
    rows = plan(FLEET, RULES, {}, AS_OF)
    seen = [(int(r.asset_id), int(r.generation), r.planned_on.date()) for r in rows.itertuples()]
    assert seen == [
        (2, 0, BUYABLE), (4, 0, BUYABLE), (1, 0, date(2027, 2, 10)), (3, 0, date(2027, 3, 15)),
        (2, 1, date(2031, 1, 7)), (1, 1, date(2031, 2, 10)),
    ]  # fmt: skip
    assert rows["is_catch_up"].tolist() == [True, True, False, False, False, False]


def test_every_cell_of_the_quarter_table_is_plain_arithmetic() -> None:
    costed = made()
    laptop_now, laptop_later = grown(120_000, 6), grown(120_000, 7)  # 1 July to 7 January, to 10 February
    assert line(costed, "Laptops: hardware") == {
        "FY27 Q3": laptop_now + 2 * laptop_later,
        "FY31 Q3": grown(120_000, 54) + 2 * grown(120_000, 55),
    }
    assert line(costed, "Servers: hardware") == {"FY27 Q3": grown(900_000, 8)}
    assert line(costed, "Switches: hardware") == {"FY27 Q3": grown(80_000, 6)}
    labour_laptop, labour_server = 15_000 * 90 // 60, 15_000 * 480 // 60
    assert line(costed, "Laptops: installation") == {"FY27 Q3": 3 * labour_laptop, "FY31 Q3": 3 * labour_laptop}
    assert line(costed, "Servers: installation") == {"FY27 Q3": labour_server}
    assert line(costed, "Switches: installation") == {"FY27 Q3": labour_laptop}


def test_contingency_and_tax_are_per_line_and_quarter_and_capex_is_told_from_opex() -> None:
    costed = made()
    capex = [laptops := line(costed, "Laptops: hardware")["FY27 Q3"], grown(900_000, 8)]
    opex = [grown(80_000, 6), 3 * 22_500, 120_000, 22_500]
    contingency_capex = [cents(Decimal(amount) / 10) for amount in capex]
    contingency_opex = [cents(Decimal(amount) / 10) for amount in opex]
    assert line(costed, "Contingency (capex)")["FY27 Q3"] == sum(contingency_capex)
    assert line(costed, "Contingency (opex)")["FY27 Q3"] == sum(contingency_opex)
    tax = [cents(Decimal(a + c) * 7 / 100) for a, c in zip(capex, contingency_capex, strict=True)]
    assert line(costed, "Tax (capex)")["FY27 Q3"] == sum(tax)
    assert laptops > 0
    third = next(number for number, quarter in enumerate(QUARTERS) if quarter.label == "FY27 Q3")
    assert costed.budget.of_treatment("capex")[third] == sum(capex) + sum(contingency_capex) + sum(tax)


def test_the_reconciliation_adds_up_to_the_fleet_and_to_the_total() -> None:
    found = made().budget
    units = {group: entry.assets for group, entry in found.reconciliation.items()}
    assert units == {
        "planned": 4, "estimated": 1, "on_failure": 0, "absorbed": 0, "not_owned": 1, "virtual": 1, "excluded_by_rule": 0,
        "unconfirmed": 0, "unpriced": 1, "undatable": 1,
    }  # fmt: skip
    assert sum(units.values()) == 9 + 1 - 1  # nine rows, one of them two units, one retired
    planned = sum(found.reconciliation[group].amount_minor for group in ("planned", "estimated", "on_failure"))
    assert planned == found.total
    assert found.reconciliation["undatable"].amount_minor == 120_000


def test_a_pinned_quarter_moves_a_device_and_never_before_the_first_buyable_day() -> None:
    rows = plan(FLEET, RULES, {1: date(2028, 1, 1), 2: date(2026, 10, 1)}, AS_OF)
    days = {int(r.asset_id): r.planned_on.date() for r in rows.itertuples() if r.generation == 0}
    assert (days[1], days[2]) == (date(2028, 1, 1), BUYABLE)
