"""How likely a device forces an unplanned purchase, quarter by quarter: faults, and the share of them that force one.

Fault hazard H_F(t) = (t/η)^k. A fault forces a purchase with probability q0 before the end of warranty w and q1 after:
H_U(t) = q0·H_F(min(t, w)) + q1·max(0, H_F(t) − H_F(w)) + a·t, with a accidents a year. For a device alive at age A,
P(quarter j) = exp(−m(H_U(A + j/4) − H_U(A))) − exp(−m(H_U(A + (j+1)/4) − H_U(A))), with m the fleet's factor.
Parameters, derivations and evidence grades: `data/failure_priors.csv`; grade C is an expert's prior.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaincinv

from planner.reference import load_reference

Array = npt.NDArray[np.float64]
Categories = Sequence[str] | pd.Categorical
QUARTER_YEARS: Final = 0.25

_CHUNK: Final = 8192
"""Assets worked on at once: their arrays stay in the processor's cache."""

NEIGHBOURS: Final[dict[str, str | None]] = {
    "laptop": "laptop", "desktop": "desktop", "workstation": "desktop", "server": "server", "virtual_machine": None,
    "storage": "nas_chassis", "backup_appliance": "nas_chassis", "switch": "switch", "router": "firewall",
    "firewall": "firewall", "access_point": "access_point", "ups": "ups_unit", "printer": "printer",
    "monitor": "monitor", "phone": "ip_phone", "mobile_phone": "mobile_phone", "tablet": "tablet", "dock": "monitor",
    "camera": "access_point", "recorder": "nas_chassis", "other": "desktop",
}  # fmt: skip
"""Category → the component whose parameters it takes; None: nothing that could break."""


_SAME_THING: Final = {"storage": "nas_chassis", "ups": "ups_unit", "phone": "ip_phone"}


@dataclass(frozen=True, slots=True)
class FailurePrior:
    """`evidence_grade` A (data) to C (expert); `is_neighbour`: the parameters are those of a similar category."""

    component: str
    shape: float
    scale_years: float
    warranty_years: float
    share_in_warranty: float
    share_after_warranty: float
    accidents_per_year: float
    sigma_log_hazard: float
    evidence_grade: str
    is_neighbour: bool


@dataclass(frozen=True, slots=True)
class FleetFactor:
    """Actual against expected failures, with credibility; P10 and P90 of its gamma density."""

    actual: float
    expected: float
    factor: float
    p10: float
    p90: float


@lru_cache(maxsize=1)
def failure_priors() -> Mapping[str, FailurePrior | None]:
    """Category → its prior."""
    rows = {row["component"]: row for row in load_reference().failure_priors.to_dict("records")}
    return {
        category: _prior(category, rows[component]) if component else None for category, component in NEIGHBOURS.items()
    }


def _prior(category: str, row: Mapping[Hashable, Any]) -> FailurePrior:
    return FailurePrior(
        component=row["component"],
        shape=row["fault_shape"],
        scale_years=row["fault_scale_years"],
        warranty_years=row["warranty_years"],
        share_in_warranty=row["forced_share_in_warranty"],
        share_after_warranty=row["forced_share_after_warranty"],
        accidents_per_year=row["accidents_per_year"],
        sigma_log_hazard=row["sigma_log_hazard"],
        evidence_grade=row["evidence_grade"],
        is_neighbour=row["component"] != _SAME_THING.get(category, category),
    )


def forced_purchases(
    categories: Categories, ages_years: Array, warranty_years: Array, quarters: int, factor: Array | float = 1.0
) -> Array:
    """Probability that a device alive now forces a purchase in each of the next quarters: assets × quarters.

    `ages_years` now (below 0 counts as 0), `warranty_years` from the start of service until warranty or support ends
    (NaN: the category's usual), `factor` the fleet's or model's, by asset or one for all. Each row sums to 1 at most.
    """
    codes, rates = _rates(categories)
    steps = QUARTER_YEARS * np.arange(quarters + 1)[:, None]
    multiplier = np.broadcast_to(np.asarray(factor, dtype=np.float64), (len(ages_years),))
    found = np.empty((len(ages_years), quarters))
    for start in range(0, len(ages_years), _CHUNK):
        part = slice(start, start + _CHUNK)
        ages = np.maximum(ages_years[part], 0.0) + steps
        alive = _hazard(ages, rates[:, codes[part]], warranty_years[part], -multiplier[part])
        alive -= alive[:1].copy()
        np.exp(alive, out=alive)
        np.subtract(alive[:-1], alive[1:], out=found[part].T)
    return found


def forced_hazard(categories: Categories, ages_years: Array, warranty_years: Array) -> Array:
    """Cumulated hazard H_U of a forced purchase at each age: assets × ages, both in years."""
    codes, rates = _rates(categories)
    ages: Array = np.array(ages_years, dtype=np.float64).T
    return _hazard(ages, rates[:, codes], warranty_years, np.ones(len(codes))).T


def _hazard(ages: Array, rates: Array, warranty_years: Array, multiplier: Array) -> Array:
    """H_U × multiplier in the place of `ages` (ages × assets), as q1·H_F(t) + (q0 − q1)·min(H_F(t), H_F(w)) + a·t.

    In place and with the assets along the rows, as that keeps whole rows in the processor's cache.
    """
    shape, unit, usual, before, after, accidents = rates
    warranty = np.where(np.isnan(warranty_years), usual, np.maximum(warranty_years, 0.0))
    at_warranty = warranty**shape
    with np.errstate(divide="ignore"):  # at age 0 the logarithm is -inf and the hazard 0
        power = np.log(ages)
    power *= shape
    np.exp(power, out=power)
    ages *= multiplier * accidents
    ages += power * (multiplier * unit * after)
    np.minimum(power, at_warranty, out=power)
    power *= multiplier * unit * (before - after)
    ages += power
    return ages


def _rates(categories: Categories) -> tuple[npt.NDArray[np.intp], Array]:
    """Each asset's category as a number, and by that number (columns) k, η⁻ᵏ, usual w, q0, q1 and a."""
    if not isinstance(categories, pd.Categorical):
        categories = pd.Categorical(np.asarray(categories, dtype=object))
    codes, names = categories.codes.astype(np.intp), categories.categories
    priors = failure_priors()
    table = np.array([_rate(priors.get(name, priors["other"])) for name in names], dtype=np.float64).reshape(-1, 6)
    return codes, table.T


def _rate(prior: FailurePrior | None) -> tuple[float, ...]:
    if prior is None:
        return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    return (
        prior.shape, prior.scale_years**-prior.shape, prior.warranty_years, prior.share_in_warranty,
        prior.share_after_warranty, prior.accidents_per_year,
    )  # fmt: skip


def fleet_factor(actual: float, expected: float, sigma_log_hazard: float) -> FleetFactor:
    """m = (D + 1/σ²) / (E + 1/σ²), the actuaries' actual/expected with credibility; 1 where nothing was seen.

    P10 and P90 of the gamma density with shape D + 1/σ² and rate E + 1/σ².
    """
    prior = 1.0 / sigma_log_hazard**2
    shape, rate = actual + prior, expected + prior
    p10, p90 = (float(gammaincinv(shape, share)) / rate for share in (0.1, 0.9))
    return FleetFactor(actual, expected, shape / rate, p10, p90)
