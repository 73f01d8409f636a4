"""Contracts worked by hand: fiscal year from July, as of 23 November 2026, 10 % contingency, 7 % tax."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.budget.budget import budget
from planner.budget.contracts import Contract, foreign, instalments, recurring, renewals, terms
from planner.budget.plan import plan
from planner.calendar import FiscalCalendar
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

RULES = assumptions()
QUARTERS = RULES.calendar.quarters(AS_OF, RULES.horizon_quarters)  # FY27 Q2 (October 2026) to FY32 Q1 (September 2031)
ENDS = QUARTERS[-1].ends_on
OFFICE = Contract(
    1, "Office suite", "Contoso", "subscription", date(2026, 1, 1), date(2026, 12, 31), 12, 60, 500, 40, 1_999, "USD",
    "month", True, None, None, "opex",
)  # fmt: skip
"""40 seats at $19.99 a month, renewed every January at 5 % more, two months' notice."""
SUPPORT = replace(
    OFFICE, contract_id=2, name="Server support", vendor=None, kind="support", starts_on=date(2024, 3, 1),
    ends_on=date(2027, 2, 28), term_months=36, notice_days=0, uplift_basis_points=1_000, quantity=1,
    unit_price_minor=360_000, billing="term",
)  # fmt: skip
"""$3,600 for three years, paid in advance, next on 1 March 2027."""


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def by_quarter(*contracts: Contract) -> list[dict[str, int]]:
    lines = recurring(contracts, "USD", QUARTERS, AS_OF)
    return [
        {quarter.label: amount for quarter, amount in zip(QUARTERS, line.amounts, strict=True) if amount}
        for line in lines
    ]


def bills(contract: Contract, from_day: date = AS_OF, until: date = ENDS) -> list[tuple[date, int]]:
    return list(instalments(contract, from_day, until))


def test_a_monthly_subscription_fills_every_quarter_and_each_january_costs_five_percent_more() -> None:
    (found,) = by_quarter(OFFICE)
    prices = [1_999]
    for _ in range(5):
        prices.append(cents(prices[-1] * Decimal("1.05")))
    assert prices == [1_999, 2_099, 2_204, 2_314, 2_430, 2_552]
    assert found["FY27 Q2"] == 40 * 1_999  # October and November are spent: only 1 December is left
    for year, price in zip(range(2027, 2032), prices[1:], strict=True):
        for quarter in QUARTERS:
            if quarter.starts_on.year == year:
                assert found[quarter.label] == 3 * 40 * price
    assert len(found) == 20  # the end of a term leaves no hole


def test_a_term_paid_in_advance_falls_on_its_first_day_and_rises_with_each_renewal() -> None:
    assert bills(SUPPORT) == [(date(2027, 3, 1), 396_000), (date(2030, 3, 1), 435_600)]
    assert by_quarter(SUPPORT) == [{"FY27 Q3": 396_000, "FY30 Q3": 435_600}]


def test_the_budget_bears_contracts_with_tax_and_without_contingency_and_the_fleet_stays_as_it_was() -> None:
    devices = fleet({"due_on": date(2027, 2, 10), "quantity": 2})
    actions = plan(devices, RULES, {}, AS_OF)
    alone = budget(actions, {}, devices, RULES, QUARTERS).budget
    lines = recurring([OFFICE, SUPPORT], "USD", QUARTERS, AS_OF)
    made = budget(actions, {}, devices, RULES, QUARTERS, lines).budget
    assert [line.line for line in made.lines if line.kind == "recurring"] == [
        "Office suite (Contoso)",
        "Server support",
    ]
    more = [
        sum(amount + cents(amount * Decimal("0.07")) for amount in column)
        for column in zip(*(line.amounts for line in lines), strict=True)
    ]
    assert [new - old for new, old in zip(made.planned(), alone.planned(), strict=True)] == more
    contingency = {name: [line for line in of.lines if line.kind == "contingency"] for name, of in
                   (("alone", alone), ("made", made))}  # fmt: skip
    assert contingency["alone"] == contingency["made"]
    assert made.reconciliation == alone.reconciliation
    assert made.agreed_minor == sum(more) == made.total - alone.total


def test_a_contract_without_devices_is_a_budget_of_its_own() -> None:
    nothing = fleet()
    made = budget(plan(nothing, RULES, {}, AS_OF), {}, nothing, RULES, QUARTERS, recurring([SUPPORT], "USD", QUARTERS,
                                                                                         AS_OF)).budget  # fmt: skip
    assert made.total == cents(396_000 * Decimal("1.07")) + cents(435_600 * Decimal("1.07"))


def test_what_is_ended_on_purpose_stops_after_its_last_day_and_what_was_billed_stays() -> None:
    ended = replace(OFFICE, ended_on=date(2027, 2, 1), ended_why="moved elsewhere")
    assert bills(ended) == [(date(2026, 12, 1), 79_960), (date(2027, 1, 1), 83_960), (date(2027, 2, 1), 83_960)]
    yearly = replace(OFFICE, billing="year", ended_on=date(2027, 2, 1))
    assert bills(yearly) == [(date(2027, 1, 1), 83_960)]


def test_what_does_not_renew_ends_with_its_term() -> None:
    assert bills(replace(OFFICE, renews=False)) == [(date(2026, 12, 1), 79_960)]


def test_a_first_term_cut_short_to_end_with_others_costs_its_days_and_renews_whole() -> None:
    late = replace(
        OFFICE, starts_on=date(2027, 1, 15), ends_on=date(2027, 6, 30), uplift_basis_points=0, quantity=3,
        unit_price_minor=36_500, billing="year",
    )  # fmt: skip
    days = (date(2027, 6, 30) - date(2027, 1, 15)).days + 1
    assert days == 167
    first = cents(Decimal(36_500) * days / 365)
    assert bills(late, until=date(2029, 6, 30)) == [
        (date(2027, 1, 15), 3 * first), (date(2027, 7, 1), 109_500), (date(2028, 7, 1), 109_500),
    ]  # fmt: skip


def test_a_leap_day_comes_back_every_fourth_year() -> None:
    leap = replace(OFFICE, starts_on=date(2024, 2, 29), ends_on=date(2025, 2, 27), billing="year", quantity=1)
    assert [day for day, _ in bills(leap, date(2024, 1, 1), date(2028, 12, 31))] == [
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip
    monthly = replace(OFFICE, starts_on=date(2027, 1, 31), ends_on=date(2027, 2, 27), term_months=1)
    assert [term.starts_on for term in terms(monthly, date(2027, 4, 30))] == [
        date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30),
    ]  # fmt: skip


def test_what_starts_after_the_horizon_has_no_line_and_what_starts_within_it_begins_there() -> None:
    assert by_quarter(replace(SUPPORT, starts_on=date(2035, 1, 1), ends_on=date(2037, 12, 31))) == []
    assert bills(replace(SUPPORT, starts_on=date(2029, 1, 1), ends_on=date(2031, 12, 31))) == [
        (date(2029, 1, 1), 360_000)
    ]


def test_a_contract_from_long_ago_has_renewed_ever_since() -> None:
    old = replace(SUPPORT, starts_on=date(2016, 3, 1), ends_on=date(2019, 2, 28))
    assert bills(old)[0] == (date(2028, 3, 1), cents(cents(cents(Decimal(396_000) * Decimal("1.1")) * Decimal("1.1"))
                                                     * Decimal("1.1")))  # fmt: skip


def test_another_currency_has_no_line_and_is_named_instead() -> None:
    euros = replace(SUPPORT, currency="EUR")
    assert by_quarter(euros) == []
    assert foreign([OFFICE, euros], "USD") == (euros,)


def test_two_contracts_of_one_name_keep_two_lines() -> None:
    lines = recurring([OFFICE, replace(OFFICE, contract_id=9)], "USD", QUARTERS, AS_OF)
    assert [line.line for line in lines] == ["Office suite (Contoso) no. 1", "Office suite (Contoso) no. 9"]


def test_the_calendar_says_when_what_renews_by_when_to_decide_and_at_what_price() -> None:
    rows = renewals([OFFICE, SUPPORT], AS_OF, date(2028, 6, 30))
    told = [(row.contract.name, row.renews_on, row.notice_on, row.decide_by, row.now_minor, row.then_minor)
            for row in rows]  # fmt: skip
    assert told == [
        ("Office suite", date(2027, 1, 1), date(2026, 11, 1), date(2026, 11, 1), 12 * 79_960, 12 * 83_960),
        ("Server support", date(2027, 3, 1), None, date(2027, 2, 28), 120_000, 132_000),
        ("Office suite", date(2028, 1, 1), date(2027, 11, 1), date(2027, 11, 1), 12 * 83_960, 12 * 88_160),
    ]


def test_what_ends_is_in_the_calendar_without_a_price_and_is_gone_after_it() -> None:
    ended = replace(OFFICE, ended_on=date(2027, 5, 31))
    last = renewals([ended], AS_OF, ENDS)[-1]
    assert (last.renews_on, last.decide_by, last.then_minor) == (date(2027, 6, 1), date(2027, 5, 31), None)
    assert renewals([replace(OFFICE, ended_on=date(2026, 6, 30))], AS_OF, ENDS) == ()
    assert renewals([replace(OFFICE, renews=False)], AS_OF, ENDS)[0].then_minor is None


def test_what_rolls_on_from_month_to_month_is_one_row() -> None:
    rolling = replace(OFFICE, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), term_months=1, notice_days=14,
                      uplift_basis_points=0)  # fmt: skip
    (row,) = renewals([rolling], AS_OF, ENDS)
    assert (row.renews_on, row.notice_on) == (date(2026, 12, 1), date(2026, 11, 16))


CONTRACTS = st.builds(
    lambda start, months, term, billing, price, uplift, seats: replace(
        OFFICE, starts_on=start, ends_on=date.fromordinal(start.toordinal() + months), term_months=term,
        billing=billing, unit_price_minor=price, uplift_basis_points=uplift, quantity=seats,
    ),
    st.dates(date(2015, 1, 1), date(2033, 1, 1)), st.integers(0, 900), st.sampled_from([1, 3, 12, 13, 36]),
    st.sampled_from(["month", "quarter", "year", "term"]), st.integers(0, 10**7), st.integers(0, 10_000),
    st.integers(1, 500),
)  # fmt: skip


@given(CONTRACTS, st.integers(1, 12))
def test_the_fiscal_month_moves_no_instalment_and_no_amount(contract: Contract, month: int) -> None:
    quarters = FiscalCalendar(month).quarters(AS_OF, 20)
    lines = recurring([contract], "USD", quarters, AS_OF)
    own: Counter[str] = Counter()
    for day, minor in bills(contract, until=quarters[-1].ends_on):
        own[FiscalCalendar(month).quarter_of(day).label] += minor
    amounts = lines[0].amounts if lines else [0] * 20
    assert dict(zip((quarter.label for quarter in quarters), amounts, strict=True)) == {
        quarter.label: own[quarter.label] for quarter in quarters
    }


@given(CONTRACTS)
def test_terms_follow_each_other_without_a_gap_or_an_overlap(contract: Contract) -> None:
    found = list(terms(contract, ENDS))
    for term, following in pairwise(found):
        assert term.starts_on <= term.ends_on
        assert following.starts_on.toordinal() == term.ends_on.toordinal() + 1
        assert following.unit_price_minor >= term.unit_price_minor


@pytest.mark.parametrize("billing", ["month", "quarter", "year"])
def test_a_whole_term_is_billed_in_whole_instalments(billing: str) -> None:
    months = {"month": 1, "quarter": 3, "year": 12}[billing]
    own = bills(replace(OFFICE, billing=billing), date(2026, 1, 1), date(2026, 12, 31))  # type: ignore[arg-type]
    assert own == [(date(2026, month, 1), 79_960) for month in range(1, 13, months)]
