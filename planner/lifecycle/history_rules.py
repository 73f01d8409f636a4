"""Rules that forecast the failures of a history's units: Evergreen's, and those it has to beat.

Each takes what was seen up to the as-of date and nothing else, and answers for every unit of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from planner.calendar import add_months, month_end
from planner.lifecycle.history import History
from planner.lifecycle.history_priors import prior_of
from planner.lifecycle.history_rates import YEAR_DAYS, hazard, learn

Array = npt.NDArray[np.float64]

NAIVE_VARIATION: Final = 0.35
"""Rules that know nothing of their own error get the usual spread between fleets, the σ of drives and laptops."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`probabilities` of failing in each coming quarter, units × quarters.

    `group` numbers each unit's group; `variation`, one element a group, is the standard deviation over the mean of the
    rate common to the group's units.
    """

    probabilities: Array
    group: npt.NDArray[np.intp]
    variation: Array

    def where(self, chosen: npt.NDArray[np.bool_]) -> Forecast:
        return Forecast(self.probabilities[chosen], self.group[chosen], self.variation)


Rule = Callable[[History, date, int], Forecast]
"""What was seen, the as-of date and the number of quarters → the forecast."""


def quarter_end(as_of: date, number: int) -> date:
    """The day `number` quarters of three months after `as_of`; from a month's last day again a month's last day."""
    day = add_months(as_of, 3 * number)
    return month_end(day) if as_of == month_end(as_of) else day


def bounds(as_of: date, quarters: int) -> npt.NDArray[np.datetime64]:
    """The as-of date and the last day of each coming quarter."""
    return np.array([quarter_end(as_of, number) for number in range(quarters + 1)], dtype="datetime64[D]")


def prior_with_classes(seen: History, as_of: date, quarters: int) -> Forecast:
    """Evergreen's: the category's prior × actual over expected by category, family and model."""
    rates = learn(seen, as_of)
    return Forecast(_by_hazard(seen, as_of, quarters, rates.factor), rates.category, rates.variation)


def prior_with_one_factor(seen: History, as_of: date, quarters: int) -> Forecast:
    """The category's prior × the category's actual over expected: all models alike."""
    rates = learn(seen, as_of)
    return Forecast(_by_hazard(seen, as_of, quarters, rates.fleet_factor), rates.category, rates.variation)


def prior_only(seen: History, as_of: date, quarters: int) -> Forecast:
    """The category's prior, nothing learned."""
    names, category = np.unique(seen.category, return_inverse=True)
    sigma = np.array([prior_of(str(name)).sigma for name in names])
    return Forecast(_by_hazard(seen, as_of, quarters, np.ones(len(seen))), category, sigma)


def nothing_fails(seen: History, as_of: date, quarters: int) -> Forecast:  # noqa: ARG001 a rule's signature
    return _naive(np.zeros((len(seen), quarters)))


def constant_rate(seen: History, as_of: date, quarters: int) -> Forecast:
    """Failures per unit and day so far, the same for all and for ever."""
    days = float((seen.observed_to - seen.observed_from).astype(np.int64).sum())
    rate = seen.failed.sum() / days if days else 0.0
    since = (bounds(as_of, quarters) - np.datetime64(as_of, "D")).astype(np.float64)
    return _naive(np.tile(-np.diff(np.exp(-rate * since)), (len(seen), 1)))


def everything_at_five_years(seen: History, as_of: date, quarters: int) -> Forecast:
    """Each unit in the quarter in which it turns five; one that is older at once."""
    ages = (bounds(as_of, quarters)[1:] - seen.in_service_on[:, None]).astype(np.float64) / YEAR_DAYS
    reached = (ages >= 5.0).astype(np.float64)
    return _naive(np.diff(reached, axis=1, prepend=0.0))


BASELINES: Final[Mapping[str, Rule]] = {
    "nothing fails": nothing_fails,
    "constant rate": constant_rate,
    "everything at five years": everything_at_five_years,
    "prior only": prior_only,
    "prior with one factor": prior_with_one_factor,
}


def _by_hazard(seen: History, as_of: date, quarters: int, factor: Array) -> Array:
    cumulated = hazard(seen, bounds(as_of, quarters))
    alive = np.exp(-factor[:, None] * (cumulated - cumulated[:, :1]))
    return np.asarray(alive[:, :-1] - alive[:, 1:], dtype=np.float64)


def _naive(probabilities: Array) -> Forecast:
    return Forecast(probabilities, np.zeros(len(probabilities), dtype=np.intp), np.array([NAIVE_VARIATION]))
