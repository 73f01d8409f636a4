"""How long after its processor came out a laptop was made, measured on public hardware probes.

The manufacture date of the battery stands for that of the laptop. Two things narrow the lag: the era of the processor
(the gap has shrunk), and how long after the processor the model itself was first seen (its oldest firmware). Where the
firmware is years younger than the processor it says little, as owners update it: the lag stops growing there.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from planner.reference.build_models import dated_probes, model_rows

ERAS: Final = (0, 2018, 2021)
"""First launch year of each era; from 2018 on laptops followed their processors faster (P50 0.6 instead of 0.9 y)."""

SEEN_AFTER: Final = (-99.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Years from the processor's launch to the model's first appearance from which each band starts."""

PLAUSIBLE_YEARS: Final = (-1.0, 4.0)
"""Batteries further from the processor's launch are replacements or misread dates."""

MIN_MODELS: Final = 20
_DAYS_PER_YEAR = 365.2425
_SHARES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
EVIDENCE: Final = "cpu launch and model first seen -> manufacture"


def model_lag_rows(probes: pd.DataFrame) -> pd.DataFrame:
    """One row per era and band, and per era where the first appearance is not known (`seen_after_years` empty).

    Columns: evidence, population, cpu_from_year, seen_after_years (both where the cell starts), n, p05 … p95 (years). A
    cell of fewer than `MIN_MODELS` configurations is widened within its era.
    """
    lags = _lags(probes)
    rows = []
    for era in ERAS:
        of_era = lags[lags["era"] == era]
        rows.append(_row(of_era, era, None))
        rows.extend(_row(_enough(of_era, band), era, band) for band in SEEN_AFTER)
    return pd.DataFrame(rows)


def _enough(of_era: pd.DataFrame, band: float) -> pd.DataFrame:
    """The lags of a band; where they are too few, together with all later bands and as many earlier as it takes."""
    cell, start = of_era[of_era["band"] == band], SEEN_AFTER.index(band)
    while len(cell) < MIN_MODELS and start > 0:
        start -= 1
        cell = of_era[of_era["band"] >= SEEN_AFTER[start]]
    return cell


def _lags(probes: pd.DataFrame) -> pd.DataFrame:
    """One row per probed configuration with a plausible battery date: lag in years, era, band (NaN: not seen)."""
    models = model_rows(probes).set_index(["maker", "model"])[["first_seen_on", "cpu_launched_on"]]
    facts = dated_probes(probes).join(models, on=["maker", "key"], how="inner")
    made = facts["battery_mfg_median"]
    seen, launch = (pd.to_datetime(facts[column]) for column in ("first_seen_on", "cpu_launched_on"))
    found = pd.DataFrame(
        {
            "lag": (made - launch).dt.days / _DAYS_PER_YEAR,
            "era": _starts(ERAS, launch.dt.year.to_numpy(dtype="float64", na_value=np.nan)),
            "band": _starts(SEEN_AFTER, ((seen - launch).dt.days / _DAYS_PER_YEAR).to_numpy()),
        }
    )
    return found[found["lag"].between(*PLAUSIBLE_YEARS)]


def _starts(starts: tuple[float, ...], values: np.ndarray) -> np.ndarray:
    places = np.searchsorted(starts, values, side="right") - 1
    return np.where(np.isnan(values), np.nan, np.array(starts)[np.clip(places, 0, len(starts) - 1)])


def _row(cell: pd.DataFrame, era: int, band: float | None) -> dict[str, object]:
    return {
        "evidence": EVIDENCE,
        "population": f"CPUs launched from {era}" if era else f"CPUs launched before {ERAS[1]}",
        "cpu_from_year": era,
        "seen_after_years": "" if band is None else band,
        "n": len(cell),
        **{name: round(float(cell["lag"].quantile(share)), 3) for name, share in _SHARES.items()},
    }
