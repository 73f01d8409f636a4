"""Forecasts made as they would have been on past days, scored against what happened next.

Each rule gets the history as anyone could have seen it on the as-of date. The scores are of the units under observation
that day, over as many whole quarters as the history goes on, the horizon at most. What was withdrawn unfailed counts
for the time it was observed (see `planner.lifecycle.metrics`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from planner.calendar import add_months
from planner.errors import PlannerError
from planner.lifecycle import metrics
from planner.lifecycle.history import History
from planner.lifecycle.history_rates import YEAR_DAYS
from planner.lifecycle.history_rules import BASELINES, Forecast, bounds, prior_with_classes, quarter_end
from planner.lifecycle.metrics import Array, Outcomes

AGE_BANDS: Final = (0, 1, 2, 3, 4, 5, 6, 8, 10)
"""Years at the as-of date at which a band begins; the last is open."""


@dataclass(frozen=True, slots=True)
class Scores:
    """One rule on one as-of date; None where nothing can be said (no failure, or nothing known at the horizon).

    `expected` failures of the units while observed; `brier` and `log_loss` per unit at the horizon; `quarterly_error`
    Σ |expected − actual| / Σ actual; `coverage_p10_p90` the share of quarters whose failures lay within P10 to P90.
    """

    as_of: date
    units: int
    failures: int
    expected: float
    brier: float | None
    log_loss: float | None
    c_index: float | None
    quarterly_error: float | None
    coverage_p10_p90: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """Failures of one quarter: what was forecast for all units as if none were to be withdrawn, what was to be expected
    of them while they were observed with its P10 and P90, what came."""

    ends_on: date
    forecast: float
    expected: float
    p10: int
    p90: int
    failures: int


@dataclass(frozen=True, slots=True)
class Group:
    """Units alike in age or in forecast: actual over expected failures with its exact 95% Poisson interval."""

    label: str
    units: int
    failures: int
    expected: float
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """One as-of date: Evergreen's scores, the baselines', and where the forecast was right or wrong.

    `withdrawn` units left unfailed before the horizon; `without_withdrawn` are the scores of the others alone, the
    common simplification, to compare with figures found that way.
    """

    scores: Scores
    baselines: Mapping[str, Scores]
    withdrawn: int
    without_withdrawn: Scores
    quarters: tuple[Quarter, ...]
    age_bands: tuple[Group, ...]
    calibration: tuple[Group, ...]


def backtest(history: History, as_of: date, horizon: int) -> Backtest:
    """Raises PlannerError where nothing was under observation on `as_of`, or for less than a quarter after it."""
    count = _whole_quarters(history, as_of, horizon)
    known = history.observed_from <= np.datetime64(as_of, "D")
    running = (known & (history.observed_to > np.datetime64(as_of, "D")))[known]
    if not running.any():
        raise PlannerError(f"Nothing in the history was under observation on {as_of}.", "Choose a day inside it.")
    seen = history.seen_by(as_of)
    outcomes = outcomes_of(history.where(known).where(running), as_of, count)
    forecasts = {
        name: rule(seen, as_of, count).where(running) for name, rule in {"": prior_with_classes, **BASELINES}.items()
    }
    scores = {name: score(forecast, outcomes, as_of) for name, forecast in forecasts.items()}
    ours = forecasts[""]
    ages = (np.datetime64(as_of, "D") - seen.where(running).in_service_on).astype(np.float64) / YEAR_DAYS
    return Backtest(
        scores=scores.pop(""),
        baselines=scores,
        withdrawn=int(np.count_nonzero(~outcomes.known)),
        without_withdrawn=score(ours.where(outcomes.known), outcomes.where(outcomes.known), as_of),
        quarters=_quarters(ours, outcomes, as_of),
        age_bands=_age_bands(ours, outcomes, ages),
        calibration=_deciles(ours, outcomes),
    )


def _whole_quarters(history: History, as_of: date, horizon: int) -> int:
    ends = [quarter_end(as_of, number) for number in range(1, horizon + 1)] if as_of < history.ends_on else []
    count = sum(end <= history.ends_on for end in ends)
    if not count:
        raise PlannerError(
            f"The history ends on {history.ends_on}: no whole quarter was observed after {as_of}.",
            f"Choose a day up to {add_months(history.ends_on, -3)} and a horizon of at least one quarter.",
        )
    return count


def outcomes_of(running: History, as_of: date, quarters: int) -> Outcomes:
    """What became of units under observation on `as_of` in the quarters after it."""
    today = np.datetime64(as_of, "D")
    edges = (bounds(as_of, quarters) - today).astype(np.int64)
    days = (running.observed_to - today).astype(np.int64)
    return Outcomes(np.minimum(days, edges[-1]), running.failed & (days <= edges[-1]), edges)


def score(forecast: Forecast, outcomes: Outcomes, as_of: date) -> Scores:
    total = forecast.probabilities.sum(axis=1)
    actual = metrics.failures_by_quarter(outcomes)
    expected, low, high = _intervals(forecast, outcomes)
    return Scores(
        as_of=as_of,
        units=len(total),
        failures=int(actual.sum()),
        expected=float(expected.sum()),
        brier=metrics.brier(total, outcomes),
        log_loss=metrics.log_loss(total, outcomes),
        c_index=metrics.c_index(total, outcomes),
        quarterly_error=metrics.quarterly_error(expected, actual),
        coverage_p10_p90=float(np.mean((low <= actual) & (actual <= high))),
    )


def _intervals(forecast: Forecast, outcomes: Outcomes) -> tuple[Array, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Expected failures of each quarter, and their P10 and P90; groups vary independently of each other."""
    members = [forecast.group == number for number in range(len(forecast.variation))]
    parts = [
        metrics.expected_by_quarter(forecast.probabilities[chosen], outcomes.where(chosen))
        * np.array([[1.0], [spread]])
        for chosen, spread in zip(members, forecast.variation, strict=True)
    ]
    expected = np.sum([part[0] for part in parts], axis=0)
    spread = np.sqrt(np.sum([part[1] ** 2 for part in parts], axis=0)) / np.maximum(expected, 1e-12)
    low, high = (
        np.array([metrics.count_quantile(*pair, at) for pair in zip(expected, spread, strict=True)], dtype=np.int64)
        for at in (0.1, 0.9)
    )
    return expected, low, high


def _quarters(forecast: Forecast, outcomes: Outcomes, as_of: date) -> tuple[Quarter, ...]:
    expected, low, high = _intervals(forecast, outcomes)
    columns = (forecast.probabilities.sum(axis=0), expected, low, high, metrics.failures_by_quarter(outcomes))
    return tuple(
        Quarter(quarter_end(as_of, number), *(column.item() for column in values))
        for number, values in enumerate(zip(*columns, strict=True), start=1)
    )


def _age_bands(forecast: Forecast, outcomes: Outcomes, ages: Array) -> tuple[Group, ...]:
    band = np.searchsorted(AGE_BANDS, ages, side="right") - 1
    labels = [f"{low}–{high} years" for low, high in pairwise(AGE_BANDS)]
    return _groups(forecast, outcomes, np.maximum(band, 0), [*labels, f"{AGE_BANDS[-1]} years and more"])


def _deciles(forecast: Forecast, outcomes: Outcomes) -> tuple[Group, ...]:
    """Tenths of the units from the least to the most likely to fail; equal probabilities stay together."""
    total = forecast.probabilities.sum(axis=1)
    cuts = np.quantile(total, np.arange(1, 10) / 10)
    return _groups(forecast, outcomes, np.searchsorted(cuts, total, side="left"), [f"{n}. tenth" for n in range(1, 11)])


def _groups(
    forecast: Forecast, outcomes: Outcomes, number: npt.NDArray[np.intp], labels: list[str]
) -> tuple[Group, ...]:
    return tuple(
        _group(label, forecast.probabilities[chosen], outcomes.where(chosen))
        for index, label in enumerate(labels)
        if (chosen := number == index).any()
    )


def _group(label: str, probabilities: Array, outcomes: Outcomes) -> Group:
    failures = int(outcomes.failed.sum())
    expected = float(metrics.expected_by_quarter(probabilities, outcomes).sum())
    low, high = metrics.poisson_interval(failures)
    ratios = [count / expected if expected else None for count in (failures, low, high)]
    return Group(label, len(probabilities), failures, expected, *ratios)
