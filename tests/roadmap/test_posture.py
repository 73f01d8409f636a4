"""The posture's score, worked by hand; and what holds for any answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.roadmap.posture import (
    Answer,
    Assessment,
    by_area,
    gaps,
    posture_words,
    total,
    trend,
)
from planner.roadmap.posture_proposals import proposals
from planner.roadmap.posture_services import HIGHEST, areas, services

WEIGHTS = {key: service.weight for key, service in services().items()}
IN_PLACE = {key: Answer(2) for key in services()}
answers_of_any_kind = st.fixed_dictionaries(
    {
        key: st.builds(Answer, maturity=st.none() | st.integers(0, HIGHEST), is_applicable=st.booleans())
        for key in services()
    }
)
weights_of_any_kind = st.fixed_dictionaries({key: st.integers(0, 10) for key in services()})


def test_the_table_names_twelve_services_each_with_its_levels_safeguards_and_prices() -> None:
    assert len(services()) == 12
    assert len(areas()) == 5
    for service in services().values():
        assert len(service.levels) == 5
        assert all(service.levels)
        assert all(number.replace(".", "").isdigit() for number in service.safeguards)
        assert set(service.per_user_month) == {"USD", "GBP", "EUR", "CAD", "AUD"}
        assert min(service.per_user_month.values()) > 0
        assert service.source


def test_an_areas_score_is_the_weighted_mean_of_maturities() -> None:
    answers = IN_PLACE | {"monitoring": Answer(4), "patching": Answer(0), "hardware_lifecycle": Answer(1)}
    scores = {area.name: area.score for area in by_area(answers, WEIGHTS)}
    assert scores["Upkeep"] == pytest.approx((2 * 4 + 3 * 0 + 2 * 1) / (4 * (2 + 3 + 2)))
    assert scores["Recovery"] == 0.5
    sum_of_weights = sum(WEIGHTS.values())
    upkeep = 2 + 3 + 2
    whole = (2 * 4 + 3 * 0 + 2 * 1 + 2 * (sum_of_weights - upkeep)) / (4 * sum_of_weights)
    assert total(answers, WEIGHTS).score == pytest.approx(whole)


def test_what_is_not_answered_or_does_not_apply_is_in_no_score() -> None:
    answers = {"mfa": Answer(4), "awareness": Answer(None), "access_control": Answer(0, is_applicable=False)}
    [people] = [area for area in by_area(answers, WEIGHTS) if area.name == "People and access"]
    assert (people.score, people.answered, people.applicable) == (1.0, 1, 3)
    assert all(area.score is None for area in by_area(answers, WEIGHTS) if area.name != people.name)


def test_gaps_are_what_is_below_in_place_the_heaviest_first() -> None:
    answers = IN_PLACE | {"awareness": Answer(0), "backup": Answer(1), "mfa": Answer(0), "firewall": Answer(0, False)}
    assert [gap.key for gap in gaps(answers, WEIGHTS)] == ["mfa", "backup", "awareness"]


def test_the_answer_is_one_sentence() -> None:
    assert posture_words({}, WEIGHTS) == ""
    told = "Well run in 5 of 5 areas; every service that was answered is in place."
    assert posture_words(IN_PLACE, WEIGHTS) == told
    told = "Well run in 4 of 5 areas; backup and recovery is not in place."
    assert posture_words(IN_PLACE | {"backup": Answer(1)}, WEIGHTS) == told
    four = IN_PLACE | {key: Answer(0) for key in ("backup", "mfa", "awareness", "documentation")}
    assert posture_words(four, WEIGHTS).endswith(
        "multi-factor authentication, backup and recovery and 2 other services are not in place."
    )


def test_the_trend_has_a_point_for_each_assessment() -> None:
    first = Assessment(1, date(2026, 2, 1), "First", {"mfa": Answer(0)})
    second = Assessment(2, date(2026, 8, 1), "Second", {"mfa": Answer(3)})
    assert [(point.as_of, point.total) for point in trend((first, second), WEIGHTS)] == [
        (first.as_of, 0.0), (second.as_of, 0.75),
    ]  # fmt: skip


def test_a_gaps_proposal_costs_its_price_for_every_user() -> None:
    [gap] = gaps({"mfa": Answer(1)}, WEIGHTS)
    [usual] = proposals([gap], {"mfa": 1}, "USD", {}, 20)
    assert (usual.per_user_month_minor, usual.month_minor, usual.year_minor) == (300, 20 * 300, 12 * 20 * 300)
    assert (usual.is_own_price, usual.lane, usual.now) == (False, "Protect", "ad hoc")
    [own] = proposals([gap], {"mfa": 1}, "USD", {"mfa": 425}, 20)
    assert (own.per_user_month_minor, own.month_minor, own.is_own_price) == (425, 8_500, True)
    [nobody_counted] = proposals([gap], {"mfa": 1}, "USD", {}, None)
    assert (nobody_counted.per_user_month_minor, nobody_counted.year_minor) == (300, None)
    [foreign] = proposals([gap], {"mfa": 1}, "JPY", {}, 20)
    assert (foreign.per_user_month_minor, foreign.year_minor) == (None, None)


@given(answers_of_any_kind, weights_of_any_kind)
def test_any_score_lies_between_nothing_and_all(answers: dict[str, Answer], weights: dict[str, int]) -> None:
    for score in (total(answers, weights), *by_area(answers, weights)):
        assert score.score is None or 0 <= score.score <= 1
        assert 0 <= score.answered <= score.applicable


@given(answers_of_any_kind, weights_of_any_kind, st.sampled_from(sorted(services())))
def test_more_maturity_never_lowers_a_score(answers: dict[str, Answer], weights: dict[str, int], key: str) -> None:
    answer = answers[key]
    if answer.maturity is None or answer.maturity == HIGHEST:
        return
    better = answers | {key: Answer(answer.maturity + 1, answer.is_applicable)}
    for before, after in zip(_all(answers, weights), _all(better, weights), strict=True):
        assert (before is None) == (after is None)
        assert before is None or after >= before


@given(answers_of_any_kind, weights_of_any_kind, st.sampled_from(sorted(services())))
def test_what_does_not_apply_leaves_the_mean_of_the_others(
    answers: dict[str, Answer], weights: dict[str, int], key: str
) -> None:
    without = answers | {key: Answer(answers[key].maturity, is_applicable=False)}
    others = [
        (weights[name], answer.maturity) for name, answer in answers.items() if name != key and answer.counts
    ]  # fmt: skip
    weight = sum(own for own, _ in others)
    score = total(without, weights).score
    if not weight:
        assert score is None
    else:
        assert score == pytest.approx(sum(own * level for own, level in others) / (4 * weight))


def _all(answers: dict[str, Answer], weights: dict[str, int]) -> list[Any]:
    return [score.score for score in (total(answers, weights), *by_area(answers, weights))]
