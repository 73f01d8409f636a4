"""Models that fail far more often than their category: suspected bad batches of a client.

Per client and model, D counts the units retired as failed and E sums the expected faults that force a purchase over
every unit's time in service (`failure.forced_hazard`), other retirements censored at their day. A batch is suspected
where at least `LEAST_FAILURES` failed and even the lower end of D's Poisson interval (99 % one-sided, by Wilson and
Hilferty: D(1 − 1/9D − z/3√D)³) is more than `FAR_ABOVE` times E.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

import numpy as np
import pandas as pd

from planner.lifecycle.age import Age
from planner.lifecycle.days import DAYS_PER_YEAR, Days, day_number, days_of, whole_numbers
from planner.lifecycle.failure import failure_priors, forced_hazard
from planner.lifecycle.note_list import Mask

LEAST_FAILURES: Final = 3
FAR_ABOVE: Final = 2.0
_Z_P99: Final = 2.3263
_FAILED: Final = r"\b(?:failed|failure|defective|defekt|dead|broken|died|faulty)\b"


@dataclass(frozen=True, slots=True)
class Batch:
    """One client's units of one model."""

    model: str
    failed: int
    expected: float

    @property
    def sentence(self) -> str:
        return (
            f"{self.failed} devices of the model {self.model} failed here where {self.expected:.1f} were to be "
            "expected: this may be a bad batch."
        )


def suspected(assets: pd.DataFrame, age: Age, as_of: date) -> list[Batch | None]:
    """The suspected batch of each asset's client and model, None for most."""
    found: list[Batch | None] = [None] * len(assets)
    failed = _failed(assets)
    if failed.sum() < 1:
        return found
    keys = pd.Series(
        list(zip(assets["client_id"], assets["category"], assets["model"].str.lower(), strict=True)), dtype=object
    )
    candidates = keys.isin(keys[failed].tolist()).to_numpy(dtype=bool) & assets["model"].notna().to_numpy(dtype=bool)
    expected = _expected(assets, age, candidates, as_of)
    units = np.nan_to_num(whole_numbers(assets["quantity"]), nan=1.0)
    for positions in keys[candidates].groupby(keys[candidates]).groups.values():
        members = np.asarray(positions, dtype=np.int64)
        batch = _batch(assets.iloc[members], units[members], failed[members], expected[members])
        for i in members.tolist() if batch else ():
            found[i] = batch
    return found


def _failed(assets: pd.DataFrame) -> Mask:
    marked = assets["is_retired"].fillna(False).to_numpy(dtype=bool)
    said = assets["status"].str.contains(_FAILED, case=False, na=False)
    said |= assets["notes"].str.contains(_FAILED, case=False, na=False)
    return marked & said.to_numpy(dtype=bool)


def _expected(assets: pd.DataFrame, age: Age, where: Mask, as_of: date) -> Days:
    """Expected forced purchases of one unit from its start to its retirement or today."""
    end = np.fmin(np.where(np.isnan(left := days_of(assets["retired_on"])), np.inf, left), day_number(as_of))
    years = np.maximum(end - age.p50, 0.0) / DAYS_PER_YEAR
    categories = assets["category"][where].tolist()
    hazard = np.zeros(len(assets))
    known = np.nan_to_num(years[where])
    hazard[where] = forced_hazard(categories, known[:, None], np.full(len(known), np.nan))[:, 0]
    return hazard


def _batch(members: pd.DataFrame, units: Days, failed: Mask, expected: Days) -> Batch | None:
    has_prior = failure_priors().get(str(members["category"].iloc[0])) is not None
    actual, awaited = float(units[failed].sum()), float((expected * units).sum())
    if not has_prior or actual < LEAST_FAILURES:
        return None
    at_least = actual * (1 - 1 / (9 * actual) - _Z_P99 / (3 * sqrt(actual))) ** 3
    return Batch(str(members["model"].iloc[0]), int(actual), awaited) if at_least > FAR_ABOVE * awaited else None
