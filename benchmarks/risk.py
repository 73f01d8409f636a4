"""P50 and P90 of unplanned spend, computed, against 10,000 simulations of the same fleets.

    .venv/bin/python -m benchmarks.risk

Both start from the same chances and costs by device and quarter (20 quarters, devices independent of each other). The
simulation draws 32-bit uniforms for all devices at once, compares, multiplies by the costs and takes the quantiles.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from planner.budget.distribution import Losses, grid_for, log_transform, probabilities, quantiles

Array = npt.NDArray[np.float64]
SIZES = (100, 300, 1_000, 2_000, 5_000)
QUARTERS, DRAWS, SHARES = 20, 10_000, (0.5, 0.9)


def main() -> None:
    print(f"{'assets':>8} {'computed':>10} {'simulated':>10} {'ratio':>7} {'largest difference':>19}")
    for assets in SIZES:
        draw = np.random.default_rng(assets)
        chance = draw.uniform(0.003, 0.06, (assets, QUARTERS))
        cost = draw.choice(np.array([45e3, 80e3, 98e3, 124e3, 160e3, 180e3, 650e3]), assets)
        exact, fast = best(lambda: [computed(chance[:, j], cost) for j in range(QUARTERS)], 5)  # noqa: B023 - called here
        drawn, slow = best(lambda: [simulated(draw, chance[:, j], cost) for j in range(QUARTERS)], 1)  # noqa: B023
        apart = np.max(np.abs(exact - drawn)[exact > 0] / exact[exact > 0])
        print(f"{assets:>8,} {fast * 1e3:>7.1f} ms {slow * 1e3:>7.0f} ms {slow / fast:>7.0f} {apart:>18.1%}")


def best(run: Callable[[], list[list[float]]], times: int) -> tuple[Array, float]:
    """What it gives, and the seconds of its fastest run."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        found = np.array(run())
        seconds.append(time.perf_counter() - begun)
    return found, min(seconds)


def computed(chance: Array, cost: Array) -> list[float]:
    losses = Losses.of(chance, cost)
    grid = grid_for([losses])
    return quantiles(probabilities(np.exp(log_transform(losses, grid)), grid), grid, SHARES, losses.mean)


def simulated(draw: np.random.Generator, chance: Array, cost: Array) -> list[float]:
    fails = draw.random((DRAWS, len(chance)), dtype=np.float32) < chance.astype(np.float32)
    found: list[float] = np.quantile(fails @ cost, SHARES).tolist()
    return found


if __name__ == "__main__":
    main()
