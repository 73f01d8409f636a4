"""P50 and P90 of unplanned spend against the exact distribution, counted out."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest

from planner.budget.distribution import Losses, grid_for, log_transform, probabilities, quantiles

Array = npt.NDArray[np.float64]
SHARES = (0.5, 0.9)
PRICES = np.array([4_900, 19_900, 45_000, 79_900, 98_000, 124_000, 131_500, 160_000, 180_000, 260_700, 650_000])


def found(losses: Losses) -> list[float]:
    grid = grid_for([losses])
    return quantiles(probabilities(np.exp(log_transform(losses, grid)), grid), grid, SHARES, losses.mean)


def counted_out(chance: Array, cost: Array) -> list[float]:
    """Every way in which some fail and the others do not."""
    sums: dict[int, float] = {}
    for fails in product((False, True), repeat=len(chance)):
        total = int(cost[list(fails)].sum())
        sums[total] = sums.get(total, 0.0) + float(np.where(fails, chance, 1 - chance).prod())
    amounts = sorted(sums)
    cumulated = np.cumsum([sums[amount] for amount in amounts])
    return [amounts[int(np.searchsorted(cumulated, share - 1e-12))] for share in SHARES]


def convolved(chance: Array, cost: Array, unit: int) -> list[float]:
    """Device by device, on a grid of which every cost is a multiple; what lies beyond 14 deviations is cut off."""
    steps = np.rint(cost / unit).astype(np.int64)
    assert (steps * unit == cost).all()
    mean, spread = float(chance @ steps), float(np.sqrt(chance * (1 - chance) @ steps**2))
    probability = np.zeros(min(int(steps.sum()), int(mean + 14 * spread + 3 * steps.max())) + 1)
    probability[0] = 1.0
    for p, step in zip(chance.tolist(), steps.tolist(), strict=True):
        shifted = probability * (1 - p)
        shifted[step:] += p * probability[: len(probability) - step]
        probability = shifted
    cumulated = np.cumsum(probability)
    return [float(np.searchsorted(cumulated, share - 1e-12)) * unit for share in SHARES]


@pytest.mark.parametrize("devices", [10, 12, 14])
def test_small_fleets_agree_with_every_way_of_failing_counted_out(devices: int) -> None:
    draw = np.random.default_rng(devices)
    chance, cost = draw.uniform(0.05, 0.4, devices), draw.integers(10_000, 400_000, devices).astype(np.float64)
    assert found(Losses.of(chance, cost)) == pytest.approx(counted_out(chance, cost), rel=0.01)


@pytest.mark.parametrize("devices", [10, 20, 40, 80, 150, 300, 600, 1_000, 1_500, 2_000])
def test_ten_fleets_agree_with_the_exact_distribution_within_one_percent(devices: int) -> None:
    draw = np.random.default_rng(devices)
    chance, cost = draw.uniform(0.002, 0.06, devices), draw.choice(PRICES, devices).astype(np.float64)
    assert found(Losses.of(chance, cost)) == pytest.approx(convolved(chance, cost, 100), rel=0.01)


def test_a_fleet_priced_to_the_cent_agrees_too() -> None:
    draw = np.random.default_rng(7)
    chance, cost = draw.uniform(0.002, 0.05, 120), draw.integers(30_000, 60_000, 120).astype(np.float64)
    assert found(Losses.of(chance, cost)) == pytest.approx(convolved(chance, cost, 1), rel=0.01)


def test_chances_near_and_above_one_half_are_exact_as_well() -> None:
    chance = np.array([0.3, 0.45, 0.48, 0.5, 0.52, 0.55, 0.6, 0.75, 0.9, 0.99, 1.0, 0.0])
    cost = np.linspace(60_000, 180_000, 12).round()
    assert found(Losses.of(chance, cost)) == pytest.approx(counted_out(chance, cost), rel=0.01)


def test_a_row_of_several_units_is_as_many_rows() -> None:
    draw = np.random.default_rng(3)
    chance, cost, units = draw.uniform(0.01, 0.1, 30), draw.choice(PRICES, 30).astype(float), draw.integers(1, 9, 30)
    together = found(Losses.of(chance, cost, units.astype(np.float64)))
    assert together == pytest.approx(found(Losses.of(np.repeat(chance, units), np.repeat(cost, units))), rel=1e-3)


def test_incidents_at_a_rate_of_one_follow_poisson() -> None:
    none = np.zeros(0)
    found_here = found(Losses(none, none, none, np.array([1.0]), np.array([5_000.0])))
    assert found_here == pytest.approx([5_000, 10_000])  # P(0..1) = 0.736, P(0..2) = 0.920


def test_nothing_to_lose_is_nothing() -> None:
    assert found(Losses.of(np.zeros(3), np.full(3, 100.0))) == [0, 0]
    assert found(Losses.of(np.full(3, 0.2), np.zeros(3))) == [0, 0]
