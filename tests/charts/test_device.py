"""The picture of one device's life."""

from __future__ import annotations

from datetime import date

import pytest

from planner.charts.device import Spread, life_picture
from planner.charts.quality import worth_by_gap

TODAY = date(2026, 11, 23)
SERVICE = Spread(date(2021, 1, 1), date(2021, 7, 1), date(2022, 3, 1))


def test_a_shape_is_highest_at_its_middle_and_as_wide_as_its_spreads() -> None:
    shape = SERVICE.shape()
    assert max(shape, key=lambda point: point[1]) == (SERVICE.p50, 1.0)
    assert [day for day, _ in shape] == sorted(day for day, _ in shape)
    below, above = SERVICE.p50 - shape[0][0], shape[-1][0] - SERVICE.p50
    assert above / below == pytest.approx(243 / 181, rel=0.01)


def test_a_date_capped_by_a_fixed_end_falls_off_there() -> None:
    capped = Spread(date(2026, 1, 1), date(2026, 10, 14), date(2026, 10, 14))
    assert capped.shape()[-1] == (date(2026, 10, 14), 1.0)


def test_today_the_due_date_and_the_other_ends_are_marked() -> None:
    due = Spread(date(2025, 1, 1), date(2025, 7, 1), date(2026, 3, 1))
    figure = life_picture(SERVICE, due, TODAY, [("Lease end", date(2027, 1, 1))])
    words = [text for trace in figure.data if trace.text is not None for text in trace.text]
    assert {"Today", "Due 1 Jul 2025", "Lease end: 1 Jan 2027"} <= set(words)
    assert {trace.name for trace in figure.data if trace.showlegend is not False} == {"In service", "Due", "Also ends"}


def test_an_exact_date_is_one_line() -> None:
    day = date(2022, 5, 31)
    figure = life_picture(Spread(day, day, day), None, TODAY)
    assert [list(trace.x) for trace in figure.data if trace.name == "In service"] == [["2022-05-31"] * 2]


def test_gaps_of_no_value_have_no_bar_and_the_largest_is_on_top() -> None:
    figure = worth_by_gap(
        [("Two spellings", 0, False), ("No date", 500_000, False), ("Estimated", 90_000, True)], "GBP", "en_GB"
    )
    assert list(figure.layout.yaxis.categoryarray) == ["Estimated", "No date"]
    assert [list(trace.text) for trace in figure.data] == [["£5,000"], ["£900"]]
