"""How good a forecast of failures was: scores that count units withdrawn unfailed for what is known of them.

Withdrawal is censoring. Brier score and log loss weigh each unit whose outcome at the horizon is known by
1 / (probability that a unit like it was still observed), Graf et al., Statistics in Medicine 18 (1999) 2529;
the C-index is Uno et al., Statistics in Medicine 30 (2011) 1105, with the same weights. Among events of one day
failures come before withdrawals. Days are counted from the as-of date.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, gammaincinv

Array = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SMALLEST_PROBABILITY: Final = 1e-6
"""Log loss takes no probability nearer to 0 or 1: a rule that says 'never' pays −ln(1e-6) = 13.8 for each failure."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the units observed on the as-of date, one element a unit.

    `days` until it failed, was withdrawn or the horizon came; `failed` within the horizon; `edges` the quarters'
    bounds in days, the first 0, the last the horizon.
    """

    days: Days
    failed: Flags
    edges: Days

    @property
    def known(self) -> Flags:
        """Failed, or still observed at the horizon."""
        known: Flags = self.failed | (self.days >= self.edges[-1])
        return known

    def where(self, chosen: Flags) -> Outcomes:
        return Outcomes(self.days[chosen], self.failed[chosen], self.edges)


def known_weights(outcomes: Outcomes) -> Array:
    """1 / G of each unit whose outcome is known, 0 of one withdrawn unfailed; they sum to the number of units."""
    return np.where(outcomes.known, 1.0 / _observed(outcomes), 0.0)


def _observed(outcomes: Outcomes) -> Array:
    """G just before each unit's day: Kaplan and Meier's estimate that a unit was not withdrawn before it."""
    withdrawn = ~outcomes.known
    moments, position = np.unique(outcomes.days, return_inverse=True)
    gone = np.bincount(position, weights=withdrawn, minlength=len(moments))
    failed = np.bincount(position, weights=outcomes.failed, minlength=len(moments))
    present = len(outcomes.days) - np.concatenate([[0.0], np.cumsum(np.bincount(position))[:-1]])
    staying = 1.0 - gone / np.maximum(present - failed, 1.0)
    before = np.concatenate([[1.0], np.cumprod(staying)[:-1]])
    return np.asarray(before[position], dtype=np.float64)


def brier(probabilities: Array, outcomes: Outcomes) -> float | None:
    """Mean squared distance of each unit's probability from what happened; None where nothing is known."""
    return _weighted((probabilities - outcomes.failed) ** 2, outcomes)


def log_loss(probabilities: Array, outcomes: Outcomes) -> float | None:
    """Mean −ln of the probability given to what happened; None where nothing is known."""
    bounded = np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return _weighted(-np.log(np.where(outcomes.failed, bounded, 1 - bounded)), outcomes)


def _weighted(losses: Array, outcomes: Outcomes) -> float | None:
    weights = known_weights(outcomes)
    total = float(weights.sum())
    return float(weights @ losses) / total if total else None


def c_index(scores: Array, outcomes: Outcomes) -> float | None:
    """Of the pairs of which one failed first, the weighted share in which it had the higher score; a tie is a half.

    A pair is a unit that failed on day t and one still observed after t; its weight is 1 / G(t)². None without pairs.
    """
    weights = 1.0 / _observed(outcomes) ** 2
    lasting = ~outcomes.failed & (outcomes.days >= outcomes.edges[-1])
    static = np.sort(scores[lasting])
    moving_scores, moving_days = scores[~lasting], outcomes.days[~lasting]
    # A unit withdrawn on the day of a failure was still there when it happened.
    moving_days = moving_days * 2 + ~outcomes.failed[~lasting]
    right = pairs = 0.0
    for index in np.flatnonzero(outcomes.failed):
        score, later = scores[index], moving_scores[moving_days > outcomes.days[index] * 2]
        below = np.searchsorted(static, score, "left") + np.count_nonzero(later < score)
        upto = np.searchsorted(static, score, "right") + np.count_nonzero(later <= score)
        right += float(weights[index]) * (below + upto) / 2
        pairs += float(weights[index]) * (len(static) + len(later))
    return float(right / pairs) if pairs else None


def expected_by_quarter(probabilities: Array, outcomes: Outcomes) -> Array:
    """Failures to expect in each quarter of the units while they were observed.

    `probabilities` are units × quarters. A unit withdrawn unfailed counts the share of its quarter before that day, as
    an actuary counts exposure; one that failed counts to the horizon.
    """
    starts, lengths = outcomes.edges[:-1], np.diff(outcomes.edges)
    withdrawn = ~outcomes.known
    share = np.clip((outcomes.days[withdrawn, None] - starts) / lengths, 0.0, 1.0)
    counted: Array = probabilities[~withdrawn].sum(axis=0) + (probabilities[withdrawn] * share).sum(axis=0)
    return counted


def failures_by_quarter(outcomes: Outcomes) -> Days:
    """Failures in each quarter; one on a bound belongs to the quarter that ends there."""
    quarter = np.searchsorted(outcomes.edges, outcomes.days[outcomes.failed], side="left") - 1
    return np.bincount(np.maximum(quarter, 0), minlength=len(outcomes.edges) - 1).astype(np.int64)


def quarterly_error(expected: Array, actual: Days) -> float | None:
    """Σ |expected − actual| over the quarters / Σ actual; None where nothing failed."""
    return float(np.abs(expected - actual).sum() / actual.sum()) if actual.sum() else None


def count_quantile(expected: float, variation: float, probability: float) -> int:
    """The smallest count whose cumulated probability reaches `probability`, of a Poisson count with a gamma mean.

    `variation` is the gamma's standard deviation over its mean and above 0 (negative binomial of r = 1/variation²).
    """
    if expected <= 0:
        return 0
    size = variation**-2
    most = int(expected + 50 * (expected**0.5 + variation * expected + 1))
    success = size / (size + expected)
    return bisect_left(range(most), probability, key=lambda count: float(betainc(size, count + 1, success)))


def poisson_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson mean given its count: Garwood, Biometrika 28 (1936) 437."""
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))
