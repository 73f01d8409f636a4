"""What all devices of a fleet, or of one model, have in common: how much worse or better they are than their kind.

A `Shock` multiplies the hazard of its devices by one factor m for all of them, gamma-distributed with the given mean
and coefficient of variation. Failures are independent only once m is known; the distribution of their cost is the
mixture over m, taken by the trapezoidal rule over a grid of factors, which is dense enough that what one factor
spreads covers the gap to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, gammaln

Array = npt.NDArray[np.float64]
FLEET_SPREAD: Final = 0.35
"""The coefficient of variation of a fleet's factor: that of the best-known components in `data/failure_priors.csv`
(laptops and disks); one figure for all fleets, so that a further device changes no other's share."""
_EDGE: Final = 1e-5
_FEWEST, _MOST = 12, 64
_DENSITY: Final = 0.7
"""Factors per standard deviation of what one factor spreads; the trapezoidal rule is then off by 1e-4 at most."""


@dataclass(frozen=True, slots=True)
class Shock:
    """A factor on hazards: `mean` 1 where a fleet is expected to be as its kind, `spread` its standard deviation over
    its mean, 0 for a factor that is certain. `asset_ids` are the devices that share it, None for all others;
    `model` is what these are called."""

    mean: float = 1.0
    spread: float = FLEET_SPREAD
    asset_ids: frozenset[int] | None = None
    model: str = ""

    def factors(self, expected_losses: float) -> tuple[Array, Array]:
        """Factors and their weights, which add up to 1. The more losses are to be expected, the less each factor
        spreads on its own, and the more of them are taken."""
        if self.spread == 0:
            return np.array([self.mean]), np.ones(1)
        shape = self.spread**-2
        low, high = (float(gammaincinv(shape, share)) / shape for share in (_EDGE, 1 - _EDGE))
        count = int(np.clip(_DENSITY * (high - low) * sqrt(max(expected_losses, 0.0)), _FEWEST, _MOST))
        at = np.linspace(low, high, count)
        weights = np.exp((shape - 1) * np.log(at) - shape * at + shape * np.log(shape) - gammaln(shape))
        return at * self.mean, weights / weights.sum()


FLEET: Final = Shock()
