"""How well a device's age is inferred from its model and processor alone, on machines whose battery tells the truth.

    python -m benchmarks.dating FOLDER

FOLDER holds `model_first_seen_linuxhw.csv` (linuxhw/DMI, CC BY 4.0). Of its rows, those count whose middle battery date
lies -1 to 4 years after their processor's launch; the others are replaced batteries and misread dates. The rows are
split into ten parts; for each, the tables of lags and models are built anew without the battery dates of that part, so
that no row is judged by its own date, and the application's own inference dates the part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.age import estimate_age
from planner.lifecycle.days import DAYS_PER_YEAR
from planner.lifecycle.densities import Density
from planner.lifecycle.policy import default_policy
from planner.reference import Reference, load_reference
from planner.reference.build_lags import EVIDENCE, PLAUSIBLE_YEARS, model_lag_rows
from planner.reference.build_models import model_rows
from planner.reference.names import maker_key, model_key
from planner.reference.tables import ModelSeen

AS_OF: Final = date(2026, 11, 22)
PARTS: Final = 10
SEED: Final = 4
_EPOCH = pd.Timestamp("1970-01-01")

Days = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one way of dating: mean absolute error and bias in years, shares within, share inside P10 to P90 (or NaN)."""

    name: str
    rows: int
    error: float
    bias: float
    within_half: float
    within_one: float
    covered: float

    def line(self) -> str:
        covered = "" if np.isnan(self.covered) else f"{self.covered:10.1%}"
        return (f"{self.name:<44}{self.rows:6,}{self.error:8.3f}{self.bias:+8.3f}"
                f"{self.within_half:10.1%}{self.within_one:10.1%}{covered}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """Every row that counts, in days since 1970: the truth, its processor's launch, what was inferred."""

    truth: Days
    launched: Days
    batteries: npt.NDArray[np.int64]
    made: Density
    service: Density
    model_battery: Days


def date_hidden(folder: Path) -> Dated:
    """Infers each row's age without its own battery date."""
    probes = pd.read_csv(folder / "model_first_seen_linuxhw.csv", dtype=str, keep_default_na=False)
    truth, launched = _days(probes["battery_mfg_median"]), _days(probes["cpu_launch_median"])
    lag = (truth - launched) / DAYS_PER_YEAR
    counts = (lag >= PLAUSIBLE_YEARS[0]) & (lag <= PLAUSIBLE_YEARS[1])
    found = np.full((7, len(probes)), np.nan)
    part = np.random.default_rng(SEED).integers(0, PARTS, len(probes))
    for number in range(PARTS):
        where = np.flatnonzero(counts & (part == number))
        reference = _without(probes, part == number, where)
        found[:, where] = np.array(list(_inferred(probes.iloc[where], reference)))
    made_service = [Density(*found[rows][:, counts]) for rows in ([0, 1, 2], [3, 4, 5])]
    batteries = pd.to_numeric(probes["n_batt"]).to_numpy(dtype=np.int64)
    return Dated(truth[counts], launched[counts], batteries[counts], *made_service, found[6, counts])


def _without(probes: pd.DataFrame, hidden: npt.NDArray[np.bool_], asked: npt.NDArray[np.int64]) -> Reference:
    """The reference tables as if the hidden rows' batteries had never been read.

    Models too rare for the table are known by their processor's launch alone.
    """
    seen = probes.copy()
    seen.loc[hidden, ["battery_mfg_median", "n_batt"]] = ["", "0"]
    known = load_reference()
    table = model_rows(seen)
    columns = [
        [_date(text) for text in table[name]] for name in ("first_seen_on", "cpu_launched_on", "battery_made_on")
    ]
    models = {
        (maker, model): ModelSeen(*days, "probes")
        for maker, model, *days in zip(table["maker"], table["model"], *columns, strict=True)
    }
    other_lags = known.lags[known.lags["evidence"] != EVIDENCE]
    lags = pd.concat([other_lags, model_lag_rows(seen)], ignore_index=True)
    reference = replace(known, models=models, lags=lags)
    for vendor, model, launch in probes.iloc[asked][["vendor", "model", "cpu_launch_median"]].itertuples(index=False):
        if reference.model(vendor, model) is None:
            models[maker_key(vendor), model_key(vendor, model)] = ModelSeen(
                None, date.fromisoformat(launch), None, "processor"
            )
    return reference


def _inferred(rows: pd.DataFrame, reference: Reference) -> Iterator[Days]:
    """P10, P50, P90 of manufacture and of the start of service, and the model's middle battery date."""
    assets = to_frame(
        [
            tuple(
                {**_LAPTOP, "asset_id": i, "manufacturer": vendor, "model": model}.get(name) for name in ASSET_COLUMNS
            )
            for i, (vendor, model) in enumerate(zip(rows["vendor"], rows["model"], strict=True))
        ],
        ASSET_COLUMNS,
    )
    age = estimate_age(assets, default_policy(), reference, AS_OF)
    made = next(evidence.made for evidence in age.evidences if evidence.kind == "model_first_seen")
    yield from (made.p10, made.p50, made.p90, age.p10, age.p50, age.p90)
    seen = [reference.model(vendor, model) for vendor, model in zip(rows["vendor"], rows["model"], strict=True)]
    yield _days(pd.Series([model.battery_made_on if model else None for model in seen]))


_LAPTOP: Final = {
    "client_id": 1, "category": "laptop", "quantity": 1, "ownership": "client", "is_virtual": False,
    "is_retired": False, "is_unconfirmed": False,
}  # fmt: skip


def scores(dated: Dated) -> list[Score]:
    """Ours first, then the baselines, then ours by how many machines a row stands for."""
    nothing = np.full(len(dated.truth), np.nan)
    year = DAYS_PER_YEAR

    def point(days: Days) -> Density:
        return Density(nothing, days, nothing)

    few, many = dated.batteries <= 2, dated.batteries > 5
    everything = np.ones(len(few), dtype=bool)
    rows = [
        ("model and processor (Evergreen)", dated.made, everything),
        ("baseline: processor's launch", point(dated.launched), everything),
        ("baseline: processor's launch + 0.75 y", point(dated.launched + 0.75 * year), everything),
        ("baseline: other batteries of the model", point(dated.model_battery), np.isfinite(dated.model_battery)),
        ("Evergreen where the model has batteries", dated.made, np.isfinite(dated.model_battery)),
        ("Evergreen, rows of 1 or 2 machines", dated.made, few),
        ("Evergreen, rows of more than 5 machines", dated.made, many),
        ("the same as told in the forecast, lag added", dated.service, everything),
    ]
    return [_score(name, density, dated.truth, where) for name, density, where in rows]


def _score(name: str, density: Density, truth: Days, where: npt.NDArray[np.bool_]) -> Score:
    error = ((density.p50 - truth) / DAYS_PER_YEAR)[where]
    inside = ((density.p10 <= truth) & (truth <= density.p90))[where]
    covered = np.nan if np.isnan(density.p10[where]).all() else float(inside.mean())
    size = np.abs(error)
    return Score(
        name, len(error), float(size.mean()), float(error.mean()), float((size <= 0.5).mean()),
        float((size <= 1).mean()), covered,
    )  # fmt: skip


def _days(column: pd.Series[str]) -> Days:
    return (pd.to_datetime(column, errors="coerce") - _EPOCH).dt.days.to_numpy(dtype=np.float64, na_value=np.nan)


def _date(text: str | float) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def main(folder: Path) -> None:
    print(f"{'':<44}{'rows':>6}{'MAE y':>8}{'bias':>8}{'within ½':>10}{'within 1':>10}{'P10-P90':>10}")
    for score in scores(date_hidden(folder)):
        print(score.line())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
