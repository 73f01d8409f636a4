"""What a history teaches: how much more or less often its units fail than their prior says, by category and model.

Actual over expected with credibility, m = (D + a) / (E + a), in three steps, each shrunk to the one before:

1. The category: a = 1/σ² of its prior. Past rates are no promise: a fleet's rate drifts between the past and the
   coming year by τ (log), so E counts no more than 1/τ², however large it is (Bühlmann's credibility with a process
   variance).
2. The family, the letters with which a model's name begins ('st' of ST4000DM000, 'latitude' of Latitude 5420).
3. The model.

Evidence loses half its weight in a year. τ² is the scatter of the category's quarters around their mean beyond
Poisson's, shrunk to 0.25² with the weight of four quarters; it also widens the interval of what is forecast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from planner.calendar import add_months
from planner.lifecycle.history import History
from planner.lifecycle.history_priors import prior_of

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

HALF_LIFE_QUARTERS: Final = 4.0
CLASS_CREDIBILITY: Final = 4.0
"""a = 1/σ² of families within a category and of models within a family: σ = 0.5, makers differ by about two times
(SquareTrade 2009: laptops 15.6% to 25.6% by maker; Singh et al. 2021: one vendor's switches twice the other's)."""
USUAL_DRIFT: Final = 0.25
USUAL_DRIFT_QUARTERS: Final = 4.0
SMALLEST_DRIFT: Final = 0.1
YEAR_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Rates:
    """One element a unit: the factor on its prior's hazard, of which `fleet_factor` is its category's.

    `category` numbers the categories; `variation`, one element a category, is the standard deviation over the mean of
    the rate at which it will fail: √(1/(E + a) + τ²).
    """

    factor: Array
    fleet_factor: Array
    category: Codes
    variation: Array


def hazard(history: History, on: npt.NDArray[np.datetime64]) -> Array:
    """Each unit's cumulated hazard on given days by its category's prior, before any factor: units × days."""
    shape, scale = (column[:, None] for column in _parameters(history))
    ages = (on - history.in_service_on[:, None]).astype(np.float64) / YEAR_DAYS
    cumulated: Array = (np.maximum(ages, 0.0) / scale) ** shape
    return cumulated


def _parameters(history: History) -> tuple[Array, Array]:
    names, category = np.unique(history.category, return_inverse=True)
    priors = [prior_of(str(name)) for name in names]
    shape, scale = np.array([(prior.shape, prior.scale_years) for prior in priors]).T
    return shape[category], scale[category]


def learn(seen: History, as_of: date) -> Rates:
    """The rates after all that was seen up to `as_of`: `seen` holds nothing later."""
    names, category = np.unique(seen.category, return_inverse=True)
    sigma = np.array([prior_of(str(name)).sigma for name in names])
    actual, expected = np.zeros(len(seen)), np.zeros(len(seen))
    quarters: list[tuple[Array, Array]] = []
    for number, (failed, exposure) in enumerate(_quarters_back(seen, as_of)):
        weight = 0.5 ** ((number + 0.5) / HALF_LIFE_QUARTERS)
        actual += weight * failed
        expected += weight * exposure
        quarters.append((_sum(category, failed, len(names)), _sum(category, exposure, len(names))))
    drift = _drift(quarters, len(names))
    by_category = _sum(category, actual, len(names)), _sum(category, expected, len(names))
    plain = _shrunk(*by_category, sigma**-2)
    counted = drift**-2 / (by_category[1] + drift**-2)
    capped = _shrunk(by_category[0] * counted, by_category[1] * counted, sigma**-2)
    classes = _class_factors(seen, category, plain, actual, expected)
    variation = np.sqrt(1.0 / (by_category[1] + sigma**-2) + drift**2)
    return Rates(classes * (capped / plain)[category], capped[category], category, variation)


def _shrunk(actual: Array, expected: Array, credibility: Array | float) -> Array:
    factor: Array = (actual + credibility) / (expected + credibility)
    return factor


def _sum(codes: Codes, values: Array, groups: int) -> Array:
    return np.bincount(codes, weights=values, minlength=groups).astype(np.float64)


def _quarters_back(seen: History, as_of: date) -> Iterator[tuple[Array, Array]]:
    """Each unit's failures (0 or 1) and expected failures in the last quarter, the one before, … to the first seen."""
    first, end, months = seen.observed_from.min(), as_of, 0
    while np.datetime64(end, "D") >= first:
        months += 3
        start = add_months(as_of, -months)
        low, high = np.datetime64(start, "D"), np.datetime64(end, "D")
        failed = seen.failed & (seen.observed_to > low) & (seen.observed_to <= high)
        upto = np.minimum(seen.observed_to, high)
        since = np.minimum(np.maximum(seen.observed_from, low), upto)
        bounds = hazard(seen, np.stack([since, upto], axis=1))
        yield failed.astype(np.float64), np.asarray(bounds[:, 1] - bounds[:, 0], dtype=np.float64)
        end = start


def _drift(quarters: list[tuple[Array, Array]], groups: int) -> Array:
    """τ of each category."""
    failed = np.array([failed for failed, _ in quarters]).reshape(-1, groups)
    exposure = np.array([exposure for _, exposure in quarters]).reshape(-1, groups)
    total = exposure.sum(axis=0)
    mean = exposure * np.divide(failed.sum(axis=0), total, out=np.zeros(groups), where=total > 0)
    weight = mean / (mean + 1.0)
    scatter = ((failed - mean) ** 2 - mean) / np.maximum(mean, 1e-12) ** 2
    squared = (USUAL_DRIFT_QUARTERS * USUAL_DRIFT**2 + (weight * scatter).sum(axis=0)) / (
        USUAL_DRIFT_QUARTERS + weight.sum(axis=0)
    )
    return np.asarray(np.sqrt(np.maximum(squared, SMALLEST_DRIFT**2)), dtype=np.float64)


def _class_factors(seen: History, category: Codes, fleet: Array, actual: Array, expected: Array) -> Array:
    """Each unit's factor by its model, shrunk to its family's, which is shrunk to its category's."""
    names, name = np.unique(seen.model, return_inverse=True)
    families = np.unique([family_of(str(text)) for text in names], return_inverse=True)[1]
    found = fleet[category]
    for codes in (families[name], name):
        groups = np.unique(category * (len(names) + 1) + codes, return_inverse=True)[1]
        count = int(groups.max()) + 1
        relative = _shrunk(_sum(groups, actual, count), _sum(groups, found * expected, count), CLASS_CREDIBILITY)
        found = found * relative[groups]
    return found


def family_of(model: str) -> str:
    """The letters before anything else."""
    return re.split(r"[\W\d_]", model, maxsplit=1)[0]
