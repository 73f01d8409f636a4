"""The failure curve each category of a history starts from: a published shape, never one fitted to that history.

Freely fitted curves extrapolate badly; a fixed shape scaled by actual over expected does not.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from planner.lifecycle.failure import failure_priors
from planner.reference import load_reference


@dataclass(frozen=True, slots=True)
class HazardPrior:
    """Cumulated hazard (age / `scale_years`)^`shape`; `sigma`: log standard deviation of a fleet's factor on it."""

    shape: float
    scale_years: float
    sigma: float
    source: str


DRIVE: Final = HazardPrior(
    1.5, 14.6, 0.35, "Pinheiro et al. (Google) and Schroeder and Gibson (CMU), both USENIX FAST 2007"
)
"""What was known of disk drives in 2007. The newer row `hdd` of `data/failure_priors.csv` is fitted on drives that
ran from 2013: a test on those has to start from what came before."""

DRIVE_NAMES: Final = frozenset({"drive", "disk", "hdd", "disk drive", "hard drive", "hard disk", "hard disk drive"})


def prior_of(category: str) -> HazardPrior:
    """The category's own prior, its neighbour's, a component's by name, or else the middle of all."""
    if category in DRIVE_NAMES:
        return DRIVE
    named = category.replace(" ", "_")
    known = failure_priors().get(named)
    if known is not None:
        return HazardPrior(known.shape, known.scale_years, known.sigma_log_hazard, f"as {known.component}")
    return _components().get(named) or neutral_prior()


@lru_cache(maxsize=1)
def neutral_prior() -> HazardPrior:
    """For a category nothing is known of: the middle of all priors, as unsure as they differ.

    Median shape; the scale that gives the geometric mean of their cumulated hazards at three years; sigma² is the
    variance of those hazards' logarithms plus the median of the priors' own sigma².
    """
    priors = list(_components().values())
    shape = float(np.median([prior.shape for prior in priors]))
    hazards = np.array([prior.shape * np.log(3.0 / prior.scale_years) for prior in priors])
    sigma = float(np.sqrt(hazards.var(ddof=1) + np.median([prior.sigma**2 for prior in priors])))
    return HazardPrior(shape, float(3.0 / np.exp(hazards.mean() / shape)), sigma, "the middle of all priors")


@lru_cache(maxsize=1)
def _components() -> dict[str, HazardPrior]:
    return {row["component"]: _component(row) for row in load_reference().failure_priors.to_dict("records")}


def _component(row: dict[Hashable, Any]) -> HazardPrior:
    return HazardPrior(
        float(row["fault_shape"]), float(row["fault_scale_years"]), float(row["sigma_log_hazard"]),
        f"as {row['component']}",
    )  # fmt: skip
