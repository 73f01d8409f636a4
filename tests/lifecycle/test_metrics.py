"""Scores of forecasts, worked by hand on a handful of units."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from planner.lifecycle import metrics
from planner.lifecycle.metrics import Outcomes

EDGES = np.array([0, 90, 180])


def outcomes(*ends: str) -> Outcomes:
    """'30x' failed on day 30, '50' was withdrawn on day 50, '180' lasted to the horizon."""
    return Outcomes(np.array([int(end.rstrip("x")) for end in ends]), np.array(["x" in end for end in ends]), EDGES)


def test_brier_is_the_mean_squared_distance_where_all_is_known() -> None:
    seen = outcomes("30x", "180", "180", "180")
    assert metrics.brier(np.array([0.5, 0.25, 0.0, 0.0]), seen) == pytest.approx((0.25 + 0.0625) / 4)


def test_a_unit_withdrawn_unfailed_hands_its_weight_to_those_observed_longer() -> None:
    # Four units: the second goes on day 60 when three are left, so G = 2/3 after it: the last two weigh 3/2 each.
    seen = outcomes("30x", "60", "120x", "180")
    assert metrics.known_weights(seen) == pytest.approx([1.0, 0.0, 1.5, 1.5])
    probabilities = np.array([0.5, 0.9, 0.5, 0.1])
    assert metrics.brier(probabilities, seen) == pytest.approx((0.25 + 1.5 * 0.25 + 1.5 * 0.01) / 4)
    assert metrics.log_loss(probabilities, seen) == pytest.approx((-log(0.5) - 1.5 * log(0.5) - 1.5 * log(0.9)) / 4)


def test_on_the_same_day_failures_come_before_withdrawals() -> None:
    # On day 60 one of four fails, and one of the three left is withdrawn: G = 2/3.
    seen = outcomes("60x", "60", "180", "180")
    assert metrics.known_weights(seen) == pytest.approx([1.0, 0.0, 1.5, 1.5])


def test_a_rule_that_never_expects_a_failure_pays_for_each() -> None:
    assert metrics.log_loss(np.zeros(4), outcomes("30x", "180", "180", "180")) == pytest.approx(
        -log(1e-6) / 4, rel=1e-5
    )


def test_nothing_known_is_no_score_rather_than_a_good_one() -> None:
    gone = outcomes("30", "40")
    assert metrics.brier(np.zeros(2), gone) is None
    assert metrics.c_index(np.zeros(2), gone) is None
    assert metrics.quarterly_error(np.zeros(2), metrics.failures_by_quarter(gone)) is None


def test_c_index_counts_pairs_and_a_tie_is_a_half() -> None:
    # Pairs: the first failure against three others (right, right, tie), the second against two (right, wrong).
    seen = outcomes("30x", "60x", "180", "180")
    scores = np.array([0.4, 0.2, 0.1, 0.4])
    assert metrics.c_index(scores, seen) == pytest.approx((1 + 1 + 0.5 + 1 + 0) / 5)


def test_c_index_pairs_a_failure_only_with_units_still_observed_then() -> None:
    # Withdrawn on day 30: no pair with the failure of day 60, one with that of day 30.
    scores = np.array([0.3, 0.9, 0.1])
    assert metrics.c_index(scores, outcomes("60x", "30", "180")) == pytest.approx(1.0)
    assert metrics.c_index(scores, outcomes("30x", "30", "180")) == pytest.approx(0.5)


def test_c_index_weighs_a_pair_by_the_square_of_its_failures_weight() -> None:
    # Weights 1 and 3/2, squared 1 and 9/4; the first failure is right in 2 of 3 pairs, the second in none of 1.
    seen = outcomes("30x", "60", "120x", "180")
    scores = np.array([0.5, 0.9, 0.1, 0.2])
    assert metrics.c_index(scores, seen) == pytest.approx(2 / (3 + 2.25))


def test_c_index_of_many_units_is_that_of_all_pairs_one_by_one() -> None:
    random = np.random.default_rng(5)
    days = random.integers(1, 181, 60)
    seen = Outcomes(days, (random.random(60) < 0.4) & (days < 180), EDGES)
    scores = random.integers(0, 6, 60) / 10
    weights = 1 / metrics._observed(seen) ** 2
    right = pairs = 0.0
    for i in np.flatnonzero(seen.failed):
        for j in range(60):
            if days[j] > days[i] or (days[j] == days[i] and not seen.failed[j]):
                pairs += weights[i]
                right += weights[i] * (0.5 if scores[i] == scores[j] else float(scores[i] > scores[j]))
    assert metrics.c_index(scores, seen) == pytest.approx(right / pairs)


def test_expected_failures_count_a_withdrawn_unit_up_to_its_day() -> None:
    # Each unit: 0.1 in the first quarter, 0.2 in the second. Withdrawn on day 135: half of the second quarter counts.
    seen = outcomes("30x", "135", "180")
    expected = metrics.expected_by_quarter(np.tile([0.1, 0.2], (3, 1)), seen)
    assert expected == pytest.approx([0.3, 0.5])


def test_quarterly_error_is_what_was_missed_over_what_came() -> None:
    actual = metrics.failures_by_quarter(outcomes("1x", "90x", "91x", "180x", "180"))
    assert actual.tolist() == [2, 2]
    assert metrics.quarterly_error(np.array([3.0, 1.5]), actual) == pytest.approx((1 + 0.5) / 4)


def test_quantiles_of_a_count_without_drift_are_poissons() -> None:
    # Poisson of mean 2: P(0) = 0.135, P(≤ 3) = 0.857, P(≤ 4) = 0.947.
    assert sum(exp(-2) * 2**n / f for n, f in ((0, 1), (1, 1), (2, 2), (3, 6))) < 0.9
    assert metrics.count_quantile(2.0, 1e-3, 0.1) == 0
    assert metrics.count_quantile(2.0, 1e-3, 0.9) == 4


def test_quantiles_of_a_count_with_drift_are_those_drawn() -> None:
    random = np.random.default_rng(7)
    drawn = random.poisson(300 * random.gamma(1 / 0.4**2, 0.4**2, 200_000))
    for at in (0.1, 0.5, 0.9):
        assert metrics.count_quantile(300.0, 0.4, at) == pytest.approx(np.quantile(drawn, at), rel=0.02)
    assert metrics.count_quantile(0.0, 0.4, 0.9) == 0


def test_the_poisson_interval_is_the_tables() -> None:
    # Garwood 1936: 0 → 0 to 3.689; 10 → 4.795 to 18.390.
    assert metrics.poisson_interval(0) == pytest.approx((0.0, 3.689), abs=0.001)
    assert metrics.poisson_interval(10) == pytest.approx((4.795, 18.390), abs=0.001)
