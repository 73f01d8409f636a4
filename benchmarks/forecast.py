"""The forecast measured: failure probabilities against plain numpy, the whole forecast against a loop over the rows.

    python -m benchmarks.forecast [ASSETS]

Prints 1,000,000 assets × 20 quarters of failure probabilities beside the fastest numpy we know for the plain Weibull
(32-bit floats in chunks, neither warranty nor accidents), and `forecast` of 100,000 assets (unless told) beside the
same forecast made row by row: `forecast` called with one row each, on a sample, its time scaled to all rows. The loop
has what a loop has at hand: the reference tables read once, and what they answered remembered.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.fields import CATEGORIES
from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.failure import failure_priors, forced_purchases
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference

AS_OF: Final = date(2026, 11, 22)
DEVICES: Final = 1_000_000
QUARTERS: Final = 20
SAMPLE: Final = 200
_CHUNK: Final = 65_536

Floats = npt.NDArray[np.float32]


def plain_weibull(codes: npt.NDArray[np.intp], ages: Floats, shape: Floats, scale: Floats) -> Floats:
    """The alternative: P(fails in quarter j | alive now) by (t/η)^k alone, 32-bit, in chunks, in place."""
    found = np.empty((len(ages), QUARTERS), dtype=np.float32)
    steps = np.arange(QUARTERS + 1, dtype=np.float32) * np.float32(0.25)
    log_scale = np.log(scale)
    for start in range(0, len(ages), _CHUNK):
        of_chunk = codes[start : start + _CHUNK]
        hazard = np.log(np.maximum(ages[start : start + _CHUNK, None] + steps, 1e-4))
        hazard -= log_scale[of_chunk][:, None]
        hazard *= shape[of_chunk][:, None]
        np.exp(hazard, out=hazard)
        hazard -= hazard[:, :1].copy()
        np.negative(hazard, out=hazard)
        np.exp(hazard, out=hazard)
        found[start : start + _CHUNK] = hazard[:, :-1] - hazard[:, 1:]
    return found


def failure_times() -> tuple[float, float]:
    """Seconds of ours and of the alternative, for the same devices."""
    priors = {name: prior for name, prior in failure_priors().items() if prior is not None}
    draw = np.random.default_rng(7)
    codes = draw.integers(0, len(priors), DEVICES)
    ages = draw.uniform(0, 9, DEVICES)
    categories = pd.Categorical.from_codes(codes, list(priors))  # type: ignore[arg-type]
    warranty = np.where(draw.random(DEVICES) < 0.5, draw.uniform(1, 5, DEVICES), np.nan)
    shape, scale = (
        np.array([getattr(prior, name) for prior in priors.values()], dtype=np.float32)
        for name in ("shape", "scale_years")
    )
    ages_32 = ages.astype(np.float32)
    ours = best_of(5, lambda: forced_purchases(categories, ages, warranty, QUARTERS))
    return ours, best_of(5, lambda: plain_weibull(codes, ages_32, shape, scale))


def made_up_fleet(size: int) -> pd.DataFrame:
    """Devices of all categories from real models, half of them with a purchase date, a third with neither."""
    draw = np.random.default_rng(11)
    reference = load_reference()
    models = [(maker, model) for maker, model in reference.models if maker in {"dell", "hp", "lenovo"}][:3000]
    systems = ("Windows 10 Pro", "Windows 11 Pro 23H2", "Windows Server 2016", "macOS 14.5", "FortiOS 7.2.8", None)
    processors = ("i5-6300U", "Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz", "AMD Ryzen 5 PRO 4650U", "i7-1165G7", None)
    rows = []
    for number in range(size):
        maker, model = models[draw.integers(len(models))]
        bought = date(2014, 1, 1) + timedelta(days=int(draw.integers(4600)))
        kind = draw.integers(6)
        row = {
            "asset_id": number, "client_id": number // 200, "category": CATEGORIES[draw.integers(len(CATEGORIES))],
            "manufacturer": maker, "model": model, "serial_number": _serial(draw), "quantity": 1, "ownership": "client",
            "operating_system": systems[draw.integers(len(systems))], "cpu": processors[draw.integers(len(processors))],
            "purchased_on": bought.isoformat() if kind < 3 else None,
            "warranty_ends_on": (bought + timedelta(days=1095)).isoformat() if kind in {0, 3} else None,
            "last_seen_on": "2026-11-20", "is_virtual": False, "is_retired": False, "is_unconfirmed": False,
        }  # fmt: skip
        rows.append(tuple(row.get(column) for column in ASSET_COLUMNS))
    return to_frame(rows, ASSET_COLUMNS)


def _serial(draw: np.random.Generator) -> str:
    return f"5CG{draw.integers(10)}{draw.integers(1, 53):02}{draw.integers(36**4):05}"[:10]


def forecast_times(size: int) -> tuple[float, float]:
    """Seconds of ours, and of the loop scaled from a sample to all rows."""
    assets, policy, reference = made_up_fleet(size), default_policy(), load_reference()
    ours = best_of(3, lambda: forecast(assets, policy, reference, AS_OF))
    sample = min(SAMPLE, size)
    picked = assets.iloc[np.linspace(0, size - 1, sample).astype(int)]

    def loop() -> None:
        for i in range(sample):
            forecast(picked.iloc[i : i + 1], policy, reference, AS_OF)

    return ours, best_of(2, loop) * size / sample


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs, after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def main(size: int) -> None:
    ours, plain = failure_times()
    print(f"{DEVICES:,} devices × {QUARTERS} quarters of failure probabilities: {ours:.3f} s; plain 32-bit numpy "
          f"{plain:.3f} s; ratio {ours / plain:.2f} (at most 2)")  # fmt: skip
    ours, loop = forecast_times(size)
    print(f"forecast of {size:,} assets: {ours:.2f} s (at most 3); row by row {loop:,.0f} s (measured on {SAMPLE} "
          f"rows, scaled); {loop / ours:,.0f} times as fast (at least 50)")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
