"""When a model was made, from its processor's launch, its first appearance and its batteries' dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.days import DAYS_PER_YEAR, Days
from planner.lifecycle.densities import Density, product

LAG_EVIDENCE: Final = "cpu launch and model first seen -> manufacture"
SEEN_EVIDENCE: Final = "model first BIOS (p05, n>=5) -> manufacture"

BATTERY_LAGS_YEARS: Final = (-0.45, 0.02, 0.68)
"""P10, P50, P90 from the middle battery date of a model's other machines to one machine's own (leave-one-out, 788)."""

POOL_POWERS: Final = (0.7, 0.6)
"""Of the processor's density and the batteries': below 1 as both rest on the same machines' dates, and on middles of
few machines where a single one is asked for. Chosen so that P10 to P90 holds 80 % (`benchmarks/dating.py`)."""


@dataclass(frozen=True, slots=True)
class ModelDays:
    """Per asset, NaN where not known: the model's first appearance, its processor's launch, its middle battery date."""

    seen: Days
    launched: Days
    battery: Days


def made_by_model(models: ModelDays, lags: pd.DataFrame) -> Density:
    """Days since 1970 on which a device of the model was made. `lags` is the table `inference_lags`."""
    by_processor = _by_processor(models, lags)
    by_battery = _lagged(models.battery, BATTERY_LAGS_YEARS)
    found = product([by_processor, by_battery], POOL_POWERS)
    return found.or_else(_lagged(models.seen, _quantiles(lags, SEEN_EVIDENCE)))


def _by_processor(models: ModelDays, lags: pd.DataFrame) -> Density:
    eras, bands, table = _cells(_Same(lags))
    year = 1970 + models.launched / DAYS_PER_YEAR
    after = (models.seen - models.launched) / DAYS_PER_YEAR
    era = np.clip(np.searchsorted(eras, year, side="right") - 1, 0, len(eras) - 1)
    band = np.where(np.isnan(after), 0, np.clip(np.searchsorted(bands, after, side="right"), 1, len(bands)))
    p10, p50, p90 = (models.launched + table[era, band, column] * DAYS_PER_YEAR for column in range(3))
    return Density(p10, p50, p90)


@dataclass(frozen=True, eq=False)
class _Same:
    """A table by its identity, so that what is read from it is remembered."""

    table: pd.DataFrame

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.table is other.table


@lru_cache(maxsize=8)
def _cells(lags: _Same) -> tuple[Days, Days, npt.NDArray[np.float64]]:
    """Eras, bands and (era × band × P10, P50, P90) in years; band 0 is that of models never seen."""
    rows = lags.table[lags.table["evidence"] == LAG_EVIDENCE]
    year = pd.to_numeric(rows["cpu_from_year"])
    band = pd.to_numeric(rows["seen_after_years"]).fillna(-np.inf)
    eras, bands = np.unique(year), np.unique(band)
    table = np.full((len(eras), len(bands), 3), np.nan)
    table[np.searchsorted(eras, year), np.searchsorted(bands, band)] = rows[["p10", "p50", "p90"]].to_numpy()
    return eras.astype(np.float64), bands[1:], table


def _quantiles(lags: pd.DataFrame, evidence: str) -> tuple[float, float, float]:
    row = lags[lags["evidence"] == evidence].iloc[0]
    return float(row["p10"]), float(row["p50"]), float(row["p90"])


def _lagged(days: Days, lags_years: tuple[float, float, float]) -> Density:
    p10, p50, p90 = (days + lag * DAYS_PER_YEAR for lag in lags_years)
    return Density(p10, p50, p90)
