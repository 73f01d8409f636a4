"""Projects by arithmetic: when their lines are paid, what they bear, and whose place they take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.budget.projects import Project, ProjectLine, absorbed, line_amounts, project_budget, yearly_minor
from tests.budget.fleets import assumptions
from tests.conftest import AS_OF

RULES = assumptions(contingency=Decimal("0.10"), tax=Decimal("0.20"), horizon_quarters=8)
QUARTERS = RULES.calendar.quarters(AS_OF, 8)  # FY27 Q2 to FY29 Q1, from October 2026
FIRST = date(2027, 1, 7)
MOVE = Project(
    1, "Move files to the cloud", "", "Transform", "high", "approved", None, date(2027, 2, 15), "budgetary", None, None,
    (
        ProjectLine("Migration", "one_time", "capex", 2, 150_000),
        ProjectLine("Storage", "recurring", "opex", 25, 400, months_after=1),
    ),
    ((7, "migrate"),),
)  # fmt: skip


def test_one_time_lines_are_paid_once_and_recurring_ones_from_their_month_on() -> None:
    one, monthly = MOVE.lines
    assert line_amounts(MOVE, one, QUARTERS, AS_OF, FIRST) == (0, 300_000, 0, 0, 0, 0, 0, 0)
    # 15 March 2027 is the first of them: one in January to March, then three a quarter
    assert line_amounts(MOVE, monthly, QUARTERS, AS_OF, FIRST) == (0, 10_000, *[30_000] * 6)


@pytest.mark.parametrize(
    ("billing", "months", "expected"),
    [
        ("month", 4, (0, 10_000, 30_000, 0)),
        ("quarter", None, (0, 10_000, 10_000, 10_000)),
        ("year", None, (0, 10_000, 0, 0)),
    ],
)
def test_a_recurring_line_is_billed_by_its_period_and_ends_with_its_months(
    billing: str, months: int | None, expected: tuple[int, ...]
) -> None:
    line = replace(MOVE.lines[1], billing=billing, months=months)
    assert line_amounts(MOVE, line, QUARTERS, AS_OF, FIRST)[:4] == expected


def test_a_budgetary_price_bears_contingency_and_tax_a_quoted_one_tax_alone() -> None:
    budgetary = project_budget([MOVE], RULES, QUARTERS, AS_OF, FIRST)
    assert [line.line for line in budgetary.foreseen] == [
        "Move files to the cloud: Migration", "Move files to the cloud: Storage",
    ]  # fmt: skip
    assert budgetary.whole[1][1] == 300_000 * 132 // 100 + 10_000 * 132 // 100
    quoted = project_budget([replace(MOVE, price_status="quoted")], RULES, QUARTERS, AS_OF, FIRST)
    assert quoted.whole[1][1] == 300_000 * 12 // 10 + 10_000 * 12 // 10
    assert quoted.foreseen == ()


def test_what_has_not_been_ordered_lands_no_earlier_than_it_can_be_bought() -> None:
    early = replace(MOVE, starts_on=date(2026, 10, 5))
    assert early.lands_on(FIRST) == FIRST
    ordered = replace(early, price_status="ordered")
    assert ordered.lands_on(FIRST) == date(2026, 10, 5)
    assert line_amounts(ordered, ordered.lines[0], QUARTERS, AS_OF, FIRST) == (0,) * 8, "paid before the as-of date"


@pytest.mark.parametrize("status", ["declined", "done"])
def test_what_is_declined_or_done_costs_nothing_and_gives_its_devices_back(status: str) -> None:
    out = replace(MOVE, status=status)
    assert project_budget([out], RULES, QUARTERS, AS_OF, FIRST).whole == {}
    assert absorbed([out]) == {}


def test_of_two_projects_that_name_a_device_the_first_counts() -> None:
    later = replace(MOVE, project_id=2, title="Retire the old server", starts_on=date(2027, 9, 1))
    found = absorbed([later, MOVE])
    assert (found[7].project.project_id, found[7].also) == (1, ("Retire the old server",))


def test_the_29th_of_february_comes_back_where_it_can() -> None:
    leap = replace(MOVE, starts_on=date(2028, 2, 29), lines=(ProjectLine("Fee", "recurring", "opex", 1, 100),))
    assert line_amounts(leap, leap.lines[0], QUARTERS, AS_OF, FIRST) == (0, 0, 0, 0, 0, 200, 300, 300)


@pytest.mark.parametrize(
    ("billing", "months", "expected"),
    [("month", None, 120_000), ("month", 5, 50_000), ("quarter", 5, 20_000), ("year", 36, 10_000), ("year", 6, 10_000)],
)
def test_what_recurs_in_a_year_is_what_the_first_twelve_months_bring(
    billing: str, months: int | None, expected: int
) -> None:
    line = replace(MOVE.lines[1], billing=billing, months=months)
    assert yearly_minor(replace(MOVE, lines=(MOVE.lines[0], line)), RULES) == expected * 132 // 100
    quoted = replace(MOVE, price_status="quoted", lines=(line,))
    assert yearly_minor(quoted, RULES) == expected * 12 // 10


def test_a_million_at_no_price_cost_nothing_and_a_line_beyond_the_horizon_is_not_in_it() -> None:
    free = ProjectLine("Free", "recurring", "opex", 1_000_000, 0)
    late = ProjectLine("Late", "one_time", "opex", 1, 100, months_after=480)
    found = project_budget([replace(MOVE, lines=(free, late))], RULES, QUARTERS, AS_OF, FIRST)
    assert (found.agreed, found.foreseen, found.whole) == ((), (), {1: (0,) * 8})


@given(
    price=st.integers(0, 10**9), quantity=st.integers(1, 1000), after=st.integers(0, 60),
    start=st.dates(date(2026, 1, 1), date(2032, 1, 1)), months=st.none() | st.integers(1, 480),
    billing=st.sampled_from(["month", "quarter", "year"]),
    kind=st.sampled_from(["one_time", "recurring"]),
)  # fmt: skip
def test_the_lines_of_a_budget_add_up_to_what_its_projects_cost(
    price: int, quantity: int, after: int, start: date, months: int | None, billing: str, kind: str
) -> None:
    line = ProjectLine("Line", kind, "opex", quantity, price, after, billing, months)  # type: ignore[arg-type]
    free = replace(RULES, contingency=Decimal(0), tax=Decimal(0))
    found = project_budget([replace(MOVE, starts_on=start, lines=(line, line))], free, QUARTERS, AS_OF, FIRST)
    assert sum(sum(own.amounts) for own in found.foreseen) == sum(found.whole[1])
    assert all(amount % (price * quantity or 1) == 0 for own in found.foreseen for amount in own.amounts)
    assert len({own.line for own in found.foreseen}) == len(found.foreseen)
