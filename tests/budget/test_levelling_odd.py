"""Levelling what is unusual: long horizons, nothing, one, the same thousands of times, free things, huge amounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.budget.levelling import Horizon, Item, Limits, level
from tests.budget.levelling_fleets import HORIZON, fleet, limits_for


def test_a_horizon_of_forty_quarters_is_filled_within_its_limits() -> None:
    items = fleet(500, seed=1, quarters=40)
    limits = limits_for(items, quarters=40, room=2.5)
    found = level(items, limits, Horizon.of(40), 1)
    assert found.status == "feasible"
    assert found.gap <= 0.05
    assert all(spend <= limits.quarter_caps[quarter] for quarter, spend in enumerate(found.spend))
    assert sum(found.spend) == sum(item.spend for item in items)


def test_what_costs_nothing_stays_where_it_is_due() -> None:
    items = [replace(item, cost=0, pinned=None, due=max(item.due, 1)) for item in fleet(100)]
    found = level(items, Limits(), HORIZON)
    assert (found.status, found.objective, sum(found.spend)) == ("optimal", 0, 0)


def test_a_fleet_all_pinned_is_left_alone_and_is_optimal() -> None:
    items = [replace(item, pinned=max(1, item.due), deadline=None) for item in fleet(200)]
    found = level(items, Limits(), HORIZON)
    assert found.status == "optimal"
    assert found.quarter_of == {item.id: item.pinned for item in items}


def test_one_item_lands_where_it_is_due() -> None:
    found = level([Item("a", 100, 3, 1, 5)], Limits(), HORIZON)
    assert found.quarter_of == {"a": 3}
    assert found.objective == 95, "its quarter stands 95 above the even share of 100 / 20"


def test_no_item_is_a_plan_of_nothing() -> None:
    found = level([], Limits(), HORIZON)
    assert (found.status, found.objective, found.spend) == ("optimal", 0, (0,) * 20)


def test_no_item_cannot_fill_a_quarter() -> None:
    found = level([], Limits(minimum={1: 500}), HORIZON)
    assert found.status == "infeasible"
    assert [(clash.limit, clash.where, clash.now, clash.least) for clash in found.clashes] == [
        ("minimum", "1", 500, -500)
    ]


def test_five_thousand_equal_laptops_are_spread_over_their_window() -> None:
    items = [Item(str(number), 120_000, 5, 3, 9, risk_cost=10, value_lost=10) for number in range(5_000)]
    found = level(items, Limits(), HORIZON)
    assert found.gap <= 0.005
    assert max(found.spend) == 715 * 120_000, "5,000 over 7 quarters are 714 2/7"


@pytest.mark.parametrize(("count", "gap"), [(12, 0), (200, 0.05), (5_000, 0.005)])
def test_amounts_of_a_million_million_are_levelled_as_small_ones_are(count: int, gap: float) -> None:
    items = [replace(item, cost=item.cost * 10**7, pinned=None, deadline=None) for item in fleet(count, seed=1)]
    limits = limits_for(items, room=1.5 if count > 100 else 6)
    found = level(items, limits, HORIZON, 1)
    assert found.status != "infeasible"
    assert found.gap <= gap
    assert sum(found.spend) == sum(item.spend for item in items), "to the minor unit"
    assert all(spend <= limits.quarter_caps[quarter] for quarter, spend in enumerate(found.spend))


def test_one_thing_dearer_than_all_others_together_does_not_hide_them() -> None:
    items = [replace(item, cost=item.cost * (10**9 if number == 7 else 1), pinned=None, deadline=None)
             for number, item in enumerate(fleet(50))]  # fmt: skip
    found = level(items, Limits(), HORIZON, 1)
    assert found.status != "infeasible"
    assert found.quarter_of[items[7].id] == min(range(20), key=lambda at: abs(at - items[7].due)) or items[7].due < 1
