"""Limits that contradict each other: named in time, with amounts that make a plan possible and no larger than that."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner.budget.levelling import Clash, Horizon, Item, Levelled, Limits, give, level
from tests.budget.levelling_fleets import HORIZON, fleet, limits_for

SECONDS = 2.0
"""Of one core, the most that an answer may take: half as much again is left for a busy machine."""
YEAR = Horizon.of(4)
PAIR = [Item("a", 3_000, 1, 0, 3, hours=4), Item("b", 2_000, 2, 1, 3, hours=2)]

CASES: dict[str, tuple[list[Item], Limits]] = {
    "a cap below the cheapest deadline": (
        [replace(item, deadline=item.due) for item in PAIR], Limits(quarter_caps=dict.fromkeys(range(4), 1_500)),
    ),
    "two pinned items over the cap": (
        [replace(item, pinned=1) for item in PAIR], Limits(quarter_caps={1: 4_000}),
    ),
    "no technician at all": (PAIR, Limits(capacity=dict.fromkeys(range(4), 0.0))),
    "more to be spent than there is": (PAIR, Limits(minimum={1: 4_000, 2: 3_000})),
    "a blackout over all of a window": (
        [*PAIR, Item("c", 500, 1, 1, 2)], Limits(blackout=frozenset({1, 2})),
    ),
    "a year's cap below what is pinned in it": (
        [replace(item, pinned=item.due) for item in PAIR], Limits(year_caps={"1": 4_500}),
    ),
}  # fmt: skip


def answered(items: Sequence[Item], limits: Limits, horizon: Horizon) -> Levelled:
    started = time.process_time()
    found = level(items, limits, horizon, SECONDS)
    assert time.process_time() - started < SECONDS * 1.5
    return found


@pytest.mark.parametrize("case", CASES)
def test_giving_what_the_answer_says_makes_a_plan_possible(case: str) -> None:
    items, limits = CASES[case]
    found = answered(items, limits, YEAR)
    assert found.status == "infeasible"
    assert any(clash.least for clash in found.clashes)
    assert level(*give(items, limits, found.clashes), YEAR, SECONDS).status == "optimal"


def one_less(clash: Clash) -> Clash:
    return replace(clash, least=clash.least - 1 if clash.least > 0 else clash.least + 1)


@pytest.mark.parametrize("case", CASES)
def test_giving_one_less_of_any_of_them_does_not(case: str) -> None:
    items, limits = CASES[case]
    clashes = level(items, limits, YEAR, SECONDS).clashes
    for number, clash in enumerate(clashes):
        if clash.least:
            short = [*clashes[:number], one_less(clash), *clashes[number + 1 :]]
            assert level(*give(items, limits, short), YEAR, SECONDS).status == "infeasible", clash


@pytest.mark.parametrize(("case", "told"), [
    ("two pinned items over the cap", ("quarter_cap", "1", 4_000, 1_000)),
    ("a year's cap below what is pinned in it", ("year_cap", "1", 4_500, 500)),
    ("more to be spent than there is", ("minimum", None, None, -2_000)),
])  # fmt: skip
def test_the_amounts_are_those_of_plain_arithmetic(case: str, told: tuple[str, str | None, int | None, int]) -> None:
    limit, where, now, least = told
    given = [clash for clash in level(*CASES[case], YEAR, SECONDS).clashes if clash.least]
    assert {clash.limit for clash in given} == {limit}
    assert sum(clash.least for clash in given) == least
    assert where is None or [(clash.where, clash.now) for clash in given] == [(where, now)]


LARGE = {
    "caps of a twentieth of what is needed": lambda items: Limits(quarter_caps=dict.fromkeys(range(20), _spend(items) // 400)),
    "no technician at all": lambda _: Limits(capacity=dict.fromkeys(range(20), 0.0)),
    "more to be spent than there is": lambda items: Limits(minimum=dict.fromkeys(range(20), _spend(items) // 10)),
    "blackouts over all of some windows": lambda items: replace(limits_for(items, room=9), blackout=frozenset(range(1, 9))),
    "a year's cap below what is pinned in it": lambda items: Limits(year_caps={"2": _pinned_in_year_2(items) - 1}),
}  # fmt: skip


def _spend(items: Sequence[Item]) -> int:
    return sum(item.spend for item in items)


def _pinned_in_year_2(items: Sequence[Item]) -> int:
    return sum(item.spend for item in items if item.pinned in range(4, 8))


@pytest.mark.parametrize("count", [1_000, 5_000])
@pytest.mark.parametrize("case", LARGE)
def test_a_large_fleet_is_answered_in_time_and_rightly(case: str, count: int) -> None:
    items = fleet(count, seed=3)
    limits = LARGE[case](items)
    found = answered(items, limits, HORIZON)
    assert found.status == "infeasible"
    assert level(*give(items, limits, found.clashes), HORIZON, SECONDS).status != "infeasible"
