"""The distribution of a sum of independent losses of different size: exact on a grid of costs, by its transform.

A device that fails with probability p and then costs c has the transform 1 - p + p·z^c. For p ≤ 1/2 its logarithm is

    log(1 - p) + Σ_k (-1)^(k+1) r^k / k · z^(kc),   r = p / (1 - p)

(Kornya, "Distribution of aggregate claims in the individual risk theory model", 1983), so that the logarithms of all
devices add up to one array over the grid, whatever their number: one FFT gives the transform of the sum, one inverse
its probabilities. For p > 1/2 the same holds of the device that does *not* fail; close to 1/2, where the series is
slow, factors are multiplied one kind at a time. `Events` of a Poisson rate λ add λ(z^c - 1).

Errors, all stated. Series: terms below `NEGLIGIBLE` per unit are left out. Grid: each cost is rounded to a cell's
multiple and the cell is then scaled so that the mean is exact; a sum of n failures is off by at most n half cells
(`Grid.cell`); a cell is at most `FINENESS` of the mean cost, times √n where n > 1 failures are to be expected, as
the roundings of different costs offset one another. Range: the probability that the sum exceeds the grid is at
most `BEYOND` (Bernstein's inequality), or none where the grid holds all costs at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log, log2, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
NEGLIGIBLE: Final = 1e-7
BEYOND: Final = 1e-7
FINENESS: Final = 1 / 64
_SMALLEST, _LARGEST = 2**10, 2**17
_FEW: Final = 200
"""So few kinds of devices that a quantile may be the cost of a single one: the grid is made fine for the cheapest."""
_PER_CHEAPEST: Final = 64
"""Cells in the cheapest cost then: a single one is off by less than 0.8 %."""
_SLOW: Final = (0.47, 0.53)
"""Probabilities whose series would need more than about 170 terms."""


_VANISHED: Final = -40.0


@dataclass(frozen=True, slots=True)
class Grid:
    """`size` cells of `cell` minor units each."""

    size: int
    cell: float


@dataclass(frozen=True)
class Losses:
    """What may happen in one period under one state of the world, one entry per kind of device: `units` alike, each
    with the `chance` of one loss of `cost` minor units; besides, `events` at a Poisson rate cost `event_cost`."""

    chance: Array
    cost: Array
    units: Array
    events: Array
    event_cost: Array

    @classmethod
    def of(cls, chance: Array, cost: Array, units: Array | None = None) -> Losses:
        """Losses without events."""
        none = np.zeros(0)
        return cls(chance, cost, np.ones(len(chance)) if units is None else units, none, none)

    @property
    def mean(self) -> float:
        return float(self.chance * self.units @ self.cost + self.events @ self.event_cost)

    @property
    def variance(self) -> float:
        own = self.chance * (1 - self.chance) * self.units
        return float(own @ np.square(self.cost) + self.events @ np.square(self.event_cost))


def grid_for(worlds: Sequence[Losses], fine_for: Sequence[Losses] = ()) -> Grid:
    """One grid that holds the sum in each of these states of the world, fine enough for those, or for smaller ones."""
    smaller = fine_for or worlds
    count = sum(float(world.chance @ world.units + world.events.sum()) for world in smaller)
    mean = sum(world.mean for world in smaller)
    reach = max((_reach(world) for world in worlds), default=0.0)
    if count <= 0 or mean <= 0:
        return Grid(_SMALLEST, 1.0)
    wanted = reach / (FINENESS * mean / count * max(1.0, sqrt(count / len(smaller))))
    size = _power_above(wanted, _LARGEST)
    if sum(len(world.cost) for world in worlds) <= _FEW * len(worlds):
        costs = np.concatenate([world.cost[world.chance > 0] for world in worlds])
        size = max(size, _power_above(_PER_CHEAPEST * reach / costs[costs > 0].min(initial=reach), 2**14))
    return Grid(size, max(reach / (size - 2), 1e-9))


def _power_above(cells: float, most: int) -> int:
    return min(most, max(_SMALLEST, 1 << ceil(log2(cells + 2))))


def _reach(world: Losses) -> float:
    """The sum is beyond this with a probability of `BEYOND` at most: Bernstein's inequality."""
    costs = np.concatenate([world.cost[world.chance * world.units > 0], world.event_cost[world.events > 0]])
    if not len(costs):
        return 0.0
    largest, spread = float(costs.max()) * -log(BEYOND) / 3, world.variance * -2 * log(BEYOND)
    bound = world.mean + largest + sqrt(largest * largest + spread)
    return bound if world.events.any() else min(bound, float(world.cost @ world.units))


def log_transform(world: Losses, grid: Grid) -> npt.NDArray[np.complex128]:
    """The logarithm of the sum's transform at the grid's frequencies (those of `numpy.fft.rfft`)."""
    at = np.rint(world.cost / grid.cell).astype(np.int64)
    series = np.zeros(grid.size)
    constant = 0.0
    low, high = (world.chance > 0) & (world.chance <= _SLOW[0]), world.chance >= _SLOW[1]
    if low.any():
        constant += _add_series(series, at[low], world.chance[low], world.units[low], 1)
    if high.any():  # all fail but those that do not
        constant += _add_series(series, at[high], 1 - world.chance[high], world.units[high], -1)
    if len(world.events):
        where = np.rint(world.event_cost / grid.cell).astype(np.int64)
        series += np.bincount(where % grid.size, weights=world.events, minlength=grid.size)
        constant -= float(world.events.sum())
    found = np.fft.rfft(series) + constant
    rest = (world.chance > 0) & ~low & ~high
    if high.any() or rest.any():
        turn = -2j * np.pi * np.arange(grid.size // 2 + 1) / grid.size
        found += turn * float(at[high] @ world.units[high])
        for one, chance, units in zip(at[rest].tolist(), world.chance[rest], world.units[rest], strict=True):
            found += units * np.log(1 - chance + chance * np.exp(turn * one))
    return found


def _add_series(series: Array, at: npt.NDArray[np.int64], chance: Array, units: Array, sign: int) -> float:
    """Adds Kornya's terms in place; gives the constant Σ units · log(1 - p)."""
    odds = chance / (1 - chance)
    constant = float(units @ np.log1p(-chance))
    power, term = odds.copy(), 1
    places, weights = [], []
    while len(at):
        places.append(sign * term * at % len(series))
        weights.append(units * power * ((1.0 if term % 2 else -1.0) / term))
        power, term = power * odds, term + 1
        kept = power > NEGLIGIBLE
        at, odds, power, units = at[kept], odds[kept], power[kept], units[kept]
    series += np.bincount(np.concatenate(places), weights=np.concatenate(weights), minlength=len(series))
    return constant


def mixed(logs: npt.NDArray[np.complex128], weights: Array) -> npt.NDArray[np.complex128]:
    """The transform of a mixture: Σ weight · exp(log transform), one row of `logs` per weight. Frequencies at which all
    of it is below `_VANISHED` stay 0: with many devices these are nearly all."""
    found = np.zeros(logs.shape[1], dtype=np.complex128)
    seen = logs.real.max(axis=0) > _VANISHED
    found[seen] = weights @ np.exp(logs[:, seen])
    return found


def probabilities(transform: npt.NDArray[np.complex128], grid: Grid) -> Array:
    """The probability of each cell of the grid."""
    found: Array = np.maximum(np.fft.irfft(transform, grid.size), 0.0)
    return found


def quantiles(probability: Array, grid: Grid, shares: Sequence[float], mean: float) -> list[float]:
    """The least sum, in minor units, that is not exceeded with each of these probabilities; 0 where nothing is lost.

    The cell is scaled so that the grid's mean is `mean`, the sum's own.
    """
    cumulated = np.cumsum(probability)
    on_grid = float(probability @ np.arange(len(probability)))
    scale = mean / on_grid if on_grid > 0 and mean > 0 else grid.cell
    return [float(np.searchsorted(cumulated, share * cumulated[-1] - 1e-9) * scale) for share in shares]
