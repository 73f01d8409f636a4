"""A plan that was presented stands: what moves afterwards, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.levelling import Horizon, Item, Levelled, Limits, Move, level
from tests.budget.levelling_fleets import HORIZON, fleet, limits_for

FIRM = (1, 2)
"""The first two open quarters of these fleets: nothing can be bought in quarter 0."""
DEMANDED = ("quarter_cap", "capacity", "year_cap", "minimum", "deadline", "batch", "pinned", "not_open")


def published(items: list[Item], found: Levelled) -> list[Item]:
    return [replace(item, published=found.quarter_of.get(item.id)) for item in items]


def firm_moves(found: Levelled, standing: Levelled) -> list[Move]:
    return [move for move in found.moves if standing.quarter_of.get(move.id) in FIRM]


@pytest.mark.parametrize("count", [40, 300, 1_000])
def test_planning_twice_from_the_same_published_plan_moves_nothing(count: int) -> None:
    items = fleet(count, seed=2)
    limits = limits_for(items, room=2.5)
    first = level(items, limits, HORIZON, 0.5)
    again = level(published(items, first), limits, HORIZON, 0.5)
    assert again.held
    assert again.quarter_of == first.quarter_of
    third = level(published(items, again), limits, HORIZON, 0.5)
    assert third.quarter_of == first.quarter_of


@given(st.integers(0, 10_000), st.integers(5, 80), st.integers(50_000, 3_000_000), st.integers(1, 8))
@settings(max_examples=8, deadline=None)
def test_without_caps_one_new_item_moves_no_other_within_two_quarters(
    seed: int, count: int, cost: int, due: int
) -> None:
    """Even where every saving is to be taken (hold 0)."""
    items = fleet(count, seed)
    limits = Limits(blackout=frozenset({0}), hold=0.0)
    first = level(items, limits, HORIZON, 0.15)
    more = [*published(items, first), Item("new", cost, due, 1, due + 4)]
    again = level(more, limits, HORIZON, 0.15)
    assert firm_moves(again, first) == []


@given(st.integers(0, 10_000), st.integers(5, 80), st.floats(1.2, 2))
@settings(max_examples=8, deadline=None)
def test_within_caps_what_moves_within_two_quarters_says_which_limit_demanded_it(
    seed: int, count: int, room: float
) -> None:
    items = fleet(count, seed)
    limits = limits_for(items, room=room)
    first = level(items, limits, HORIZON, 0.15)
    if first.status == "infeasible":
        return
    urgent = Item("new", max(limits.quarter_caps.values()) // 2, 1, 1, 2, deadline=2)
    again = level([*published(items, first), urgent], limits, HORIZON, 0.15)
    for move in firm_moves(again, first):
        assert move.why in DEMANDED, move
        assert move.params


def test_a_published_quarter_that_a_lower_cap_forbids_is_left_for_the_cap_s_sake() -> None:
    items = [Item(name, 1_000, 1, 0, 3, risk_cost=10, value_lost=10, published=1) for name in "ab"]
    found = level(items, Limits(quarter_caps={1: 1_500}), Horizon.of(4))
    assert [(move.start, move.why, move.params) for move in found.moves] == [
        (1, "quarter_cap", {"cap": 1_500, "undisturbed": 2_000})
    ]


def test_what_stands_far_ahead_is_planned_anew_where_that_saves_much() -> None:
    items = [Item(name, 1_000, 3, 2, 5, risk_cost=10, value_lost=10, published=3) for name in "abc"]
    found = level(items, Limits(), Horizon.of(6))
    assert not found.held
    assert len(set(found.quarter_of.values())) == 3
