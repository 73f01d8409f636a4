"""Which client needs somebody now: the terms of need by plain arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.roadmap.portfolio import PortfolioFigures, figures_json, figures_of, need

AS_OF = date(2026, 11, 23)
CALM = PortfolioFigures(
    currency="GBP", devices=100, overdue=0, overdue_minor=0, near_minor=(1, 2, 3, 4),
    near_labels=("FY27 Q1", "FY27 Q2", "FY27 Q3", "FY27 Q4"), unplanned_minor=0, undated=0, unpriced=0, renewals=0,
    renewals_minor=0, last_review_on=date(2026, 10, 1), next_review_on=None, version=None, asked=0,
)  # fmt: skip


def test_a_client_of_whom_nothing_is_wanted_needs_nobody() -> None:
    assert (need(CALM, AS_OF).score, need(CALM, AS_OF).why) == (0, "")


def test_each_term_weighs_what_is_said_and_the_weightiest_is_named_first() -> None:
    found = need(replace(CALM, overdue=25, asked=1, renewals=2, undated=50), AS_OF)
    assert found.score == 20 + 15 + 10 + 5
    assert found.why == (
        "25 of 100 devices overdue; 1 question open; 2 renewals to decide within 90 days; 50 devices without any date"
    )


def test_a_review_that_is_half_a_year_old_weighs_all_and_one_that_is_planned_nothing() -> None:
    old = replace(CALM, last_review_on=date(2026, 5, 25))
    assert (AS_OF - date(2026, 5, 25)).days == 182
    assert (need(old, AS_OF).score, need(old, AS_OF).why) == (25, "last review 182 days ago")
    assert need(replace(old, next_review_on=date(2026, 12, 1)), AS_OF).score == 0
    assert need(replace(CALM, last_review_on=None), AS_OF).why == "never reviewed"


def test_what_is_stored_reads_back_the_same() -> None:
    assert figures_of(figures_json(CALM)) == CALM
