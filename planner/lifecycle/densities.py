"""Densities of a date as (P10, P50, P90), each side of the middle a half of a normal density of its own width.

A product of such densities is taken side by side: precisions 1/σ² add, the middle is their weighted mean. So an
evidence that agrees never widens an interval, and the order of the evidences does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from planner.lifecycle.days import Days

Z_P90: Final = 1.2816
CONTRADICTS: Final = 2.5758
"""Middles further apart than this many standard deviations of their difference: 1 in 100 by chance."""

ROOM_DAYS: Final = 366.0
"""Exact dates may still differ by this much: a device lies in stock between manufacture, purchase, start of warranty
and first day in service (expert)."""

_NARROWEST_DAYS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Density:
    """Days since 1970, by asset; NaN where there is none."""

    p10: Days
    p50: Days
    p90: Days

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = np.isfinite(self.p50)
        return found

    def at(self, where: npt.NDArray[np.intp]) -> Density:
        return Density(self.p10[where], self.p50[where], self.p90[where])

    def replaced(self, where: npt.NDArray[np.intp], part: Density) -> Density:
        """With `part` at the places `where`."""
        found = [days.copy() for days in (self.p10, self.p50, self.p90)]
        for days, new in zip(found, (part.p10, part.p50, part.p90), strict=True):
            days[where] = new
        return Density(*found)

    def masked(self, kept: npt.NDArray[np.bool_]) -> Density:
        return Density(*(np.where(kept, days, np.nan) for days in (self.p10, self.p50, self.p90)))

    def or_else(self, other: Density) -> Density:
        """This one, and the other where this one is unknown."""
        return self.where(self.known, other)

    def where(self, chosen: npt.NDArray[np.bool_], other: Density) -> Density:
        """This one where `chosen`, else the other."""
        return Density(
            np.where(chosen, self.p10, other.p10), np.where(chosen, self.p50, other.p50),
            np.where(chosen, self.p90, other.p90),
        )  # fmt: skip


def early_sigma(density: Density) -> Days:
    return np.maximum((density.p50 - density.p10) / Z_P90, _NARROWEST_DAYS)


def late_sigma(density: Density) -> Days:
    return np.maximum((density.p90 - density.p50) / Z_P90, _NARROWEST_DAYS)


def product(densities: Sequence[Density], powers: Sequence[float] | None = None) -> Density:
    """The densities multiplied, each raised to its power (1 unless told): a logarithmic opinion pool.

    A power below 1 discounts evidences that share their errors. Unknown ones do not count.
    """
    size = len(densities[0].p50) if densities else 0
    weighted, total, early, late = (np.zeros(size) for _ in range(4))
    for density, power in zip(densities, powers or [1.0] * len(densities), strict=True):
        known = density.known
        weight = np.where(known, power / np.square((early_sigma(density) + late_sigma(density)) / 2), 0.0)
        weighted += np.where(known, density.p50, 0.0) * weight
        total += weight
        early += np.where(known, power / np.square(early_sigma(density)), 0.0)
        late += np.where(known, power / np.square(late_sigma(density)), 0.0)
    known = total > 0
    early, late, safe = (np.where(known, values, 1.0) for values in (early, late, total))
    p50 = np.where(known, weighted / safe, np.nan)
    return Density(p50 - Z_P90 / np.sqrt(early), p50, p50 + Z_P90 / np.sqrt(late))


def after(density: Density, lags_days: tuple[float, float, float]) -> Density:
    """The day that follows by an independent lag (P10, P50, P90): middles add, and so do variances on each side."""
    p10, p50, p90 = lags_days
    middle = density.p50 + p50
    return Density(
        middle - np.hypot(density.p50 - density.p10, p50 - p10), middle,
        middle + np.hypot(density.p90 - density.p50, p90 - p50),
    )  # fmt: skip


def between(density: Density, earliest: Days, latest: Days) -> Density:
    """Conditioned on lying between two days: quantiles of the truncated density. Never wider than it was.

    A bound outside P10 to P90 tells nothing new. Where the density has next to nothing between both, the nearer bound
    itself is the answer. NaN: no bound.
    """
    low = np.where(np.isnan(earliest), -np.inf, earliest)
    high = np.where(np.isnan(latest), np.inf, latest)
    cut = density.known & ((low > density.p10) | (high < density.p90))
    if not cut.any():
        return density
    where = np.flatnonzero(cut)
    part, low, high = density.at(where), low[where], high[where]
    from_share, to_share = _share(part, low), _share(part, high)
    found = []
    for share in (0.1, 0.5, 0.9):
        inside = _quantile(part, from_share + share * (to_share - from_share))
        found.append(np.minimum(np.maximum(np.where(to_share - from_share > 1e-9, inside, part.p50), low), high))
    return density.replaced(where, _no_wider(part, Density(*found), low > part.p10))


def _no_wider(before: Density, found: Density, is_cut_early: npt.NDArray[np.bool_]) -> Density:
    """What is left of a skewed density may spread more than the whole did; it is cut on the side without a bound."""
    excess = np.maximum((found.p90 - found.p10) - (before.p90 - before.p10), 0.0)
    p10 = found.p10 + np.where(is_cut_early, 0.0, excess)
    p90 = found.p90 - np.where(is_cut_early, excess, 0.0)
    return Density(p10, np.minimum(np.maximum(found.p50, p10), p90), p90)


def _share(density: Density, day: Days) -> Days:
    """The share of the density before a day."""
    distance = day - density.p50
    sigma = np.where(distance < 0, early_sigma(density), late_sigma(density))
    found: Days = ndtr(distance / sigma)
    return found


def _quantile(density: Density, share: Days) -> Days:
    z = ndtri(np.clip(share, 1e-12, 1 - 1e-12))
    found: Days = density.p50 + z * np.where(z < 0, early_sigma(density), late_sigma(density))
    return found


def contradict(one: Density, other: Density) -> npt.NDArray[np.bool_]:
    """Whether the middles lie further apart than `ROOM_DAYS` and both densities, on facing sides, allow together."""
    distance = other.p50 - one.p50
    facing_one = np.where(distance > 0, late_sigma(one), early_sigma(one))
    facing_other = np.where(distance > 0, early_sigma(other), late_sigma(other))
    allowed = np.hypot(CONTRADICTS * np.hypot(facing_one, facing_other), ROOM_DAYS)
    found: npt.NDArray[np.bool_] = np.abs(distance) > allowed
    return found
