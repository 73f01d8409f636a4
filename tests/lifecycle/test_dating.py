"""Ages inferred from model and processor, measured on machines whose battery tells when they were made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.dating import date_hidden, scores
from planner.lifecycle.days import DAYS_PER_YEAR, day_number
from planner.lifecycle.manufacture import ModelDays, made_by_model
from planner.reference import load_reference
from planner.reference.build_lags import ERAS, MIN_MODELS, SEEN_AFTER, model_lag_rows
from tests.needs import needs

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"


def test_a_hidden_date_is_inferred_within_half_a_year_and_the_interval_is_honest():
    needs((REFERENCE / "model_first_seen_linuxhw.csv").exists(), "the folder of gathered facts")
    ours, launch, launch_and_lag, _, _, few, *_ = scores(date_hidden(REFERENCE))
    assert ours.rows > 2000
    assert ours.error <= 0.45
    assert 0.75 <= ours.covered <= 0.85
    assert 0.75 <= few.covered <= 0.85
    assert ours.error < launch_and_lag.error < launch.error


def days(text: str | None) -> np.ndarray:
    return np.array([np.nan if text is None else day_number(pd.Timestamp(text).date())])


def years(launched: str | None, seen: str | None = None, battery: str | None = None) -> tuple[float, float, float]:
    """P10, P50, P90 of manufacture in years after 2020 began."""
    made = made_by_model(ModelDays(days(seen), days(launched), days(battery)), load_reference().lags)
    return tuple(float((day[0] - day_number(pd.Timestamp("2020-01-01").date())) / DAYS_PER_YEAR)
                 for day in (made.p10, made.p50, made.p90))  # type: ignore[return-value]  # fmt: skip


def test_a_model_seen_soon_after_its_processor_was_made_sooner_than_one_seen_late():
    soon, late = years("2020-01-01", seen="2020-02-01"), years("2020-01-01", seen="2021-03-01")
    assert soon[1] == pytest.approx(0.416, abs=0.02)
    assert late[1] == pytest.approx(1.18, abs=0.02)


def test_batteries_narrow_what_the_processor_says_and_pull_it_towards_themselves():
    processor, both = years("2020-01-01", "2020-02-01"), years("2020-01-01", "2020-02-01", battery="2020-10-01")
    assert processor[1] < both[1] < 0.77
    assert both[2] - both[0] < processor[2] - processor[0]


def test_the_first_appearance_alone_still_tells_something_and_nothing_tells_nothing():
    assert years(None, seen="2020-01-01")[1] == pytest.approx(0.26, abs=0.01)
    assert np.isnan(years(None)).all()


def test_every_era_and_band_has_measured_lags_in_order():
    rows = load_reference().lags
    cells = rows[rows["evidence"] == "cpu launch and model first seen -> manufacture"]
    assert len(cells) == len(ERAS) * (len(SEEN_AFTER) + 1)
    assert (pd.to_numeric(cells["n"]) >= MIN_MODELS).all()
    assert ((cells["p10"] < cells["p50"]) & (cells["p50"] < cells["p90"])).all()


def test_lags_are_measured_from_the_processors_launch_to_the_batterys_date():
    probes = pd.DataFrame(
        [
            {"vendor": "Dell", "category": "Notebook", "model": f"Latitude 5{number:03}", "n_probes": "9", "n_batt": "9",
             "first_bios_p05": "2019-08-01", "cpu_launch_median": "2019-05-15",
             "battery_mfg_median": f"2019-{number % 6 + 6:02}-15"}
            for number in range(30)
        ]
    )  # fmt: skip
    cells = model_lag_rows(probes)
    # a fifth of a year after its processor: the band from 0 to 0.25; batteries 1 to 6 months after the launch
    cell = cells[(cells["cpu_from_year"] == 2018) & (cells["seen_after_years"] == 0.0)].iloc[0]
    assert (cell["n"], cell["p50"]) == (30, pytest.approx(3.5 / 12, abs=0.01))
