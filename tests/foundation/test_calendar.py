"""Fiscal quarters are a view over real dates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calendar import FiscalCalendar, add_months, month_end, months_between

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
MONTHS = st.integers(1, 12)


def test_a_year_from_july_is_named_by_its_end() -> None:
    quarter = FiscalCalendar(7).quarter_of(date(2026, 11, 23))
    assert (quarter.label, quarter.months_label, quarter.key) == ("FY27 Q2", "Oct–Dec 2026", "2027Q2")
    assert (quarter.starts_on, quarter.ends_on) == (date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("named_by", "label"), [("end", "FY27 Q2"), ("start", "FY26 Q2"), ("both", "FY26/27 Q2")])
def test_clients_name_their_year_in_three_ways(named_by: str, label: str) -> None:
    assert FiscalCalendar(7, named_by).quarter_of(date(2026, 11, 23)).label == label  # type: ignore[arg-type]


def test_a_calendar_year_is_just_its_number() -> None:
    assert FiscalCalendar(1, "both").quarter_of(date(2026, 11, 23)).label == "FY26 Q4"


def test_a_quarter_from_november_crosses_the_year() -> None:
    assert FiscalCalendar(11).quarter_of(date(2026, 11, 23)).months_label == "Nov 2026–Jan 2027"


@given(DAYS, MONTHS)
def test_every_day_is_in_just_one_quarter_of_three_months(day: date, first_month: int) -> None:
    quarter = FiscalCalendar(first_month).quarter_of(day)
    assert quarter.contains(day)
    assert add_months(quarter.starts_on, 3) - timedelta(days=1) == quarter.ends_on
    assert (quarter.starts_on.month - first_month) % 3 == 0


@given(DAYS, MONTHS, st.integers(1, 40))
def test_quarters_follow_each_other_without_a_gap(day: date, first_month: int, count: int) -> None:
    quarters = FiscalCalendar(first_month).quarters(day, count)
    assert len(quarters) == count
    assert all(one.ends_on + timedelta(days=1) == two.starts_on for one, two in pairwise(quarters))


def test_29_february_becomes_28_in_other_years() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)


@given(DAYS, st.integers(-200, 200))
def test_whole_months_undo_adding_months(day: date, months: int) -> None:
    later = add_months(day, months)
    assert months_between(day, later) in (months, months - 1 if day.day > later.day and months < 0 else months)
