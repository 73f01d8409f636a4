"""The common projects to start from: complete, priced in every currency or marked as to be priced, with safeguards."""

from __future__ import annotations

import re

from planner.budget.contracts import BILLING_MONTHS
from planner.budget.projects import KINDS
from planner.roadmap.templates import CURRENCIES, find_template, quantities, templates
from tests.budget.fleets import fleet


def test_there_are_enough_each_with_reason_lane_priority_lines_and_safeguards() -> None:
    every = templates()
    assert len(every) >= 25
    assert len({one.key for one in every}) == len({one.title for one in every}) == len(every)
    for one in every:
        assert one.lane in ("Run", "Protect", "Grow", "Transform")
        assert one.priority in ("high", "medium", "low")
        assert one.why.endswith(".")
        assert one.lines
        assert one.safeguards
        assert all(re.fullmatch(r"([1-9]|1[0-8])\.([1-9]|1[0-4])", number) for number in one.safeguards)


def test_each_line_has_a_price_in_every_currency_or_in_none() -> None:
    assert "month" in BILLING_MONTHS
    for line in (line for one in templates() for line in one.lines):
        assert line.kind in KINDS
        assert line.treatment in ("capex", "opex")
        assert set(line.prices) == set(CURRENCIES)
        assert len({bool(price) for price in line.prices.values()}) == 1


def test_quantities_come_from_the_fleet_and_are_one_at_least() -> None:
    schedule = fleet({"quantity": 3}, {"category": "desktop"}, {"category": "switch"}).assign(
        assigned_to=None, site=["Leeds", "leeds", "York"]
    )
    assert quantities(schedule.astype({"assigned_to": "string", "site": "string"})) == {
        "project": 1, "computer": 4, "server": 1, "user": 4, "site": 2,
    }  # fmt: skip


def test_one_is_found_by_its_key() -> None:
    assert find_template("mfa_everywhere").lines[1].kind == "recurring"
