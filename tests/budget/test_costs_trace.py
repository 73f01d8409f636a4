"""The words of figures of a cost are true: whoever reckons after them finds the same amount."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.budget import budget
from planner.budget.model import Assumptions
from planner.budget.plan import plan
from planner.budget.trace import CostTrace, cost_trace
from planner.frames import to_records
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def number(text: str) -> Decimal:
    """'$1,240.00', '1.05^(7/12)', '1.5 h' or '20/60 h'."""
    if "^" in text:
        base, exponent = text.split("^")
        return Decimal(base) ** fraction(exponent.strip("()"))
    return fraction(text.replace("$", "").replace(",", "").removesuffix(" h"))


def fraction(text: str) -> Decimal:
    top, _, bottom = text.partition("/")
    return Decimal(top) / Decimal(bottom or 1)


def product(term: str) -> int:
    """Cents of '$1,240.00 × 1.05^1.25 hardware'."""
    factors = re.sub(r" (hardware|accessories|freight|labour|disposal|trade-in|rounding.*)$", "", term).split(" × ")
    whole = Decimal(1)
    for factor in factors:
        whole *= number(factor)
    return cents(whole * 100)


def reckoned(formula: str) -> int:
    """What the formula's arithmetic gives, in cents, whatever it says behind its equals signs."""
    unit, *rest = (part.split(" = ")[0] for part in formula.removesuffix(", before tax").split(", "))
    amount = 0 if unit == "nothing is bought" else sum(product(term) for term in unit.split(" + "))
    for part in rest:
        if part.startswith("× "):
            amount *= int(part[2:].replace(",", ""))
            continue
        base = amount
        for sign, step in re.findall(r"([+−]) ((?:(?! [+−] ).)+)", part):
            if step.endswith("% contingency"):
                base = amount = amount + cents(amount * Decimal(step.split(" %")[0]) / 100)
            elif step.endswith("% tax"):
                amount += cents(base * Decimal(step.split(" %")[0]) / 100)
            else:
                amount += product(step) if sign == "+" else -product(step)
    return amount


def traces(schedule: pd.DataFrame, rules: Assumptions) -> list[tuple[CostTrace, int]]:
    actions = plan(schedule, rules, {}, AS_OF)
    costed = budget(actions, {}, schedule, rules, rules.calendar.quarters(AS_OF, rules.horizon_quarters))
    devices = {row["asset_id"]: row for row in to_records(schedule)}
    rows = [row | {"amount_minor": cost} for row, cost in zip(to_records(actions), costed.amounts, strict=True)]
    return [(cost_trace(row, devices[row["asset_id"]], rules), row["amount_minor"]) for row in rows]


def test_a_cost_is_told_in_figures_with_the_prices_date_and_source() -> None:
    device = {"quantity": 2, "unit_hardware_minor": 124_000, "due_on": date(2027, 10, 1), "plan_months": 240}
    ((trace, amount),) = traces(fleet(device), assumptions(tax=Decimal("0.08")))
    assert trace.formula == (
        "$1,240.00 × 1.05^1.25 hardware + 1.5 h × $150.00 labour, × 2 = $3,085.96, "
        "+ 10 % contingency + 8 % tax = $3,666.12"
    )  # fmt: skip
    assert trace.text.endswith(". Price of 2026-07-01: price book.")
    assert reckoned(trace.formula) == amount == 366_612


def test_an_amount_that_does_not_grow_and_bears_nothing_is_told_as_it_is() -> None:
    rules = assumptions(
        price_growth_per_year=Decimal(0), contingency=Decimal(0), labour_rate_minor=0, tax_treatment="excluded"
    )  # fmt: skip
    ((trace, _),) = traces(fleet({"plan_months": 240}), rules)
    assert trace.formula == "$1,200.00 hardware, before tax"


DEVICES = st.fixed_dictionaries({
    "quantity": st.integers(1, 1200), "due_on": st.dates(date(2022, 1, 1), date(2031, 12, 31)),
    "unit_hardware_minor": st.integers(0, 2_000_000), "unit_accessories_minor": st.integers(0, 50_000),
    "unit_freight_minor": st.integers(0, 5_000), "unit_labour_minutes": st.integers(0, 600),
    "unit_disposal_minor": st.integers(0, 9_000), "unit_worth_minor": st.integers(0, 300_000),
    "growth_basis_points": st.none() | st.integers(-3000, 3000),
})  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(DEVICES, min_size=1, max_size=4), st.integers(0, 250), st.integers(0, 210), st.booleans())
def test_whoever_reckons_after_the_words_finds_the_amount(
    devices: list[dict[str, object]], contingency: int, tax: int, taxed: bool
) -> None:
    rules = assumptions(
        contingency=Decimal(contingency) / 1000, tax=Decimal(tax) / 1000,
        tax_treatment="added" if taxed else "excluded",
    )  # fmt: skip
    for trace, amount in traces(fleet(*devices), rules):
        assert reckoned(trace.formula) == amount, trace.formula
