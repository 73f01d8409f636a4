"""Levelling against brute force, within its limits, stable, and with an answer where there is none."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.levelling import Horizon, Item, Levelled, Limits, alone, give, level
from planner.budget.levelling.build import build
from planner.budget.levelling.windows import beyond
from tests.budget.levelling_fleets import HORIZON, fleet, limits_for


def small(seed: int) -> tuple[list[Item], Limits, Horizon]:
    draw = random.Random(seed)
    quarters = draw.randint(2, 5)
    items = [_any_item(str(number), draw, quarters) for number in range(draw.randint(1, 6))]
    limits = Limits(
        quarter_caps={q: draw.randint(10, 60) * 100 for q in range(quarters) if draw.random() < 0.4},
        year_caps={"1": draw.randint(20, 100) * 100} if draw.random() < 0.3 else {},
        capacity={q: draw.randint(3, 30) for q in range(quarters) if draw.random() < 0.3},
        minimum={q: draw.randint(1, 20) * 100 for q in range(quarters) if draw.random() < 0.1},
        hard_batches=draw.random() < 0.6, visit_cost=draw.choice([0, 0, 50, 300]), evenness=draw.choice([0, 0.5, 1, 2]),
        blackout=frozenset({draw.randrange(quarters)}) if draw.random() < 0.15 else frozenset(),
    )  # fmt: skip
    return items, limits, Horizon.of(quarters)


def _any_item(name: str, draw: random.Random, quarters: int) -> Item:
    due = draw.randint(-1, quarters - 1)
    return Item(
        name, draw.randint(1, 20) * 100, due, due - draw.randint(0, 2), due + draw.randint(0, 3),
        criticality=draw.randint(1, 5), quantity=draw.randint(1, 3), batch=draw.choice([None, None, "a", "b"]),
        pinned=draw.choice([None] * 5 + [draw.randrange(quarters)]),
        deadline=draw.choice([None] * 4 + [draw.randrange(quarters)]), hours=draw.randint(0, 5),
    )  # fmt: skip


def by_brute_force(items: list[Item], limits: Limits, horizon: Horizon) -> float | None:
    units = build([item for item in items if not beyond(item, len(horizon))], limits, horizon)
    plans = (np.array(plan, dtype=np.int64) for plan in product(*(np.flatnonzero(row).tolist() for row in units.open)))
    return min((units.objective(plan) for plan in plans if units.feasible(plan)), default=None)


@pytest.mark.parametrize("block", range(10))
def test_it_is_as_good_as_brute_force_on_500_small_fleets(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        items, limits, horizon = small(seed)
        best, found = by_brute_force(items, limits, horizon), level(items, limits, horizon, 5)
        if best is None:
            assert found.status == "infeasible", seed
            assert found.clashes, seed
        else:
            assert found.status == "optimal", seed
            assert found.objective == pytest.approx(best, abs=1e-4), seed


def test_three_alike_laptops_are_spread_over_three_quarters() -> None:
    items = [Item(name, 1_000, 1, 0, 2, risk_cost=10, value_lost=10) for name in "abc"]
    found = level(items, Limits(), Horizon.of(3))
    assert sorted(found.quarter_of.values()) == [0, 1, 2]
    assert found.objective == 20, "one waits a quarter, one comes a quarter early, no quarter is above its even share"
    assert {(move.to, move.why) for move in found.moves} == {(0, "evenness"), (2, "evenness")}


def kept(items: list[Item], limits: Limits, found: Levelled) -> None:
    spend, hours = [0] * len(HORIZON), [0.0] * len(HORIZON)
    for item in items:
        if item.id in found.outside:
            continue
        at = found.quarter_of[item.id]
        spend[at] += item.spend
        hours[at] += item.hours * item.quantity
        assert item.pinned in (None, at)
        assert item.deadline is None or item.deadline < 0 or at <= item.deadline
        assert at not in limits.blackout
    assert all(spend[q] <= cap for q, cap in limits.quarter_caps.items())
    assert all(hours[q] <= most + 1e-6 for q, most in limits.capacity.items())
    assert tuple(spend) == found.spend


@given(st.integers(0, 10_000), st.integers(1, 60), st.floats(1.3, 3))
@settings(max_examples=12, deadline=None)
def test_a_levelled_plan_keeps_every_limit_and_a_looser_cap_is_never_worse(seed: int, count: int, room: float) -> None:
    items = fleet(count, seed)
    tight, loose = limits_for(items, room=room), limits_for(items, room=room * 1.5)
    found, freer = level(items, tight, HORIZON, 0.2), level(items, loose, HORIZON, 0.2)
    if found.status != "infeasible":
        kept(items, tight, found)
        assert freer.status != "infeasible"
        assert freer.bound <= found.objective * (1 + 1e-6) + 1e-6


@given(st.integers(0, 10_000), st.integers(1, 60))
@settings(max_examples=8, deadline=None)
def test_planning_again_from_the_published_plan_moves_nothing_and_one_more_asset_moves_no_other(
    seed: int, count: int
) -> None:
    items = fleet(count, seed)
    limits = limits_for(items, room=3)
    first = level(items, limits, HORIZON, 0.3)
    if first.status == "infeasible":
        return
    published = [replace(item, published=first.quarter_of.get(item.id)) for item in items]
    assert level(published, limits, HORIZON, 0.3).quarter_of == first.quarter_of
    more = [*published, Item("new", 100_000, 6, 4, 10)]
    again = level(more, limits, HORIZON, 0.3)
    assert {name: again.quarter_of[name] for name in first.quarter_of} == first.quarter_of or not again.held


@pytest.mark.parametrize(("count", "sites", "seconds", "gap"), [
    (20, 0, 2, 1e-6), (200, 0, 2, 0.05), (1_000, 0, 2, 0.05), (5_000, 0, 2, 0.005), (5_000, 300, 5, 0.015),
])  # fmt: skip
def test_the_proven_gap_is_small_and_the_peak_far_lower_than_as_due(
    count: int, sites: int, seconds: float, gap: float
) -> None:
    items = fleet(count, seed=3, sites=sites)
    found = level(items, limits_for(items, room=1.5 if count > 100 else 4), HORIZON, seconds)
    kept(items, limits_for(items, room=1.5 if count > 100 else 4), found)
    assert found.gap <= gap
    assert max(found.spend) <= 0.7 * max(found.as_due)


INFEASIBLE = {
    "a cap below the cheapest deadline": (
        [Item("a", 5_000, 1, 0, 3, deadline=1), Item("b", 900, 2, 1, 3)], Limits(quarter_caps=dict.fromkeys(range(4), 4_000))
    ),
    "two pinned items over the cap": (
        [Item("a", 3_000, 1, 0, 3, pinned=1), Item("b", 3_000, 1, 0, 3, pinned=1)], Limits(quarter_caps={1: 4_000})
    ),
    "no technician at all": ([Item("a", 100, 1, 0, 3, hours=4)], Limits(capacity=dict.fromkeys(range(4), 0.0))),
    "a year's cap": ([Item("a", 900, 1, 0, 3), Item("b", 900, 2, 0, 3)], Limits(year_caps={"1": 1_000})),
    "pinned into a blackout": ([Item("a", 900, 1, 0, 3, pinned=1)], Limits(blackout=frozenset({1}))),
    "a deadline before the first open quarter": ([Item("a", 900, 1, 0, 3, deadline=0)], Limits(blackout=frozenset({0, 1}))),
}  # fmt: skip


@pytest.mark.parametrize("case", INFEASIBLE)
def test_what_clashes_is_named_and_giving_just_that_makes_it_feasible(case: str) -> None:
    items, limits = INFEASIBLE[case]
    found = level(items, limits, Horizon.of(4), 2)
    assert found.status == "infeasible"
    assert level(*give(items, limits, found.clashes), Horizon.of(4), 2).status == "optimal"


def test_the_amounts_that_must_give_are_right() -> None:
    items, limits = INFEASIBLE["two pinned items over the cap"]
    cap = next(clash for clash in level(items, limits, Horizon.of(4), 2).clashes if clash.limit == "quarter_cap")
    assert (cap.where, cap.now, cap.least, cap.alone) == ("1", 4_000, 2_000, 2_000)
    items, limits = INFEASIBLE["a year's cap"]
    cap = next(clash for clash in level(items, limits, Horizon.of(4), 2).clashes if clash.limit == "year_cap")
    assert (cap.where, cap.least) == ("1", 800)


def test_what_would_do_alone_does() -> None:
    items, limits = INFEASIBLE["a cap below the cheapest deadline"]
    found = level(items, limits, Horizon.of(4), 2)
    ways = [clash for clash in found.clashes if clash.alone is not None]
    assert ways
    for way in ways:
        assert level(*give(items, limits, [alone(way)]), Horizon.of(4), 2).status != "infeasible", way


def test_the_same_fleet_gives_the_same_plan() -> None:
    items = fleet(5_000, seed=5)
    one, other = level(items, limits_for(items), HORIZON, 5), level(items, limits_for(items), HORIZON, 5)
    assert one.quarter_of == other.quarter_of
