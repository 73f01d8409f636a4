"""Walking forward over a history: what is learned, what must not be seen, and what a bad row does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.lifecycle.backtest import backtest
from planner.lifecycle.history import History, read_history
from planner.lifecycle.history_priors import DRIVE, neutral_prior, prior_of
from planner.lifecycle.history_rates import family_of, learn
from planner.lifecycle.history_rules import (
    BASELINES,
    constant_rate,
    everything_at_five_years,
    prior_only,
    prior_with_classes,
    quarter_end,
)

HEADER = "unit,category,model,in_service_on,observed_from,observed_to,failed"
AS_OF = date(2015, 6, 30)


def history(rows: Iterable[tuple[str, str, str, str, str, int]]) -> History:
    """Rows of category, model, in service, observed from, observed to, failed."""
    category, model, start, since, upto, failed = (np.array(column) for column in zip(*rows, strict=True))
    days = [column.astype("datetime64[D]") for column in (start, since, upto)]
    return History(category, model, *days, failed.astype(bool))


def fleet(
    count: int, failing: int, model: str = "ST4000", category: str = "drive"
) -> list[tuple[str, str, str, str, str, int]]:
    """Drives of 2013 of which some failed in 2014, and as many again in the autumn of 2015."""
    ends = [("2014-08-01", 1)] * failing + [("2015-10-01", 1)] * failing + [("2016-06-30", 0)] * (count - 2 * failing)
    return [(category, model, "2013-01-01", "2013-01-01", upto, failed) for upto, failed in ends]


def write(folder: Path, *lines: str) -> Path:
    path = folder / "history.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def test_the_units_scored_are_those_under_observation_on_the_day() -> None:
    rows = [
        ("drive", "a", "2013-01-01", "2013-01-01", "2016-06-30", 0),  # lasts
        ("drive", "a", "2013-01-01", "2013-01-01", "2015-09-01", 1),  # fails in the first quarter
        ("drive", "a", "2013-01-01", "2013-01-01", "2016-02-01", 0),  # withdrawn in the third
        ("drive", "a", "2013-01-01", "2013-01-01", "2015-06-30", 1),  # failed on the day itself
        ("drive", "a", "2013-01-01", "2015-07-01", "2016-06-30", 1),  # first observed the day after
    ]
    test = backtest(history(rows), AS_OF, 4)
    assert (test.scores.units, test.scores.failures, test.withdrawn) == (3, 1, 1)
    assert [quarter.failures for quarter in test.quarters] == [1, 0, 0, 0]
    assert test.without_withdrawn.units == 2


def test_quarters_from_a_months_last_day_end_on_months_last_days() -> None:
    assert [str(quarter_end(date(2014, 9, 30), n)) for n in (1, 2)] == ["2014-12-31", "2015-03-31"]
    assert str(quarter_end(date(2014, 9, 15), 1)) == "2014-12-15"


def test_only_whole_quarters_that_were_observed_are_scored() -> None:
    test = backtest(history(fleet(20, 2)), date(2015, 9, 30), 8)
    assert [str(quarter.ends_on) for quarter in test.quarters] == ["2015-12-31", "2016-03-31", "2016-06-30"]


def test_a_day_without_units_or_without_a_quarter_after_it_is_refused() -> None:
    for day in (date(2012, 1, 1), date(2016, 5, 1), date(2016, 6, 30), date(9999, 12, 31)):
        with pytest.raises(PlannerError):
            backtest(history(fleet(20, 2)), day, 4)


def test_the_first_forecast_of_a_new_drive_is_its_priors() -> None:
    one = history([("drive", "a", "2015-06-30", "2015-06-30", "2016-06-30", 0)])
    given_age_0 = prior_only(one, AS_OF, 4).probabilities.sum()
    assert given_age_0 == pytest.approx(1 - exp(-((366 / 365.25 / DRIVE.scale_years) ** DRIVE.shape)))


def test_drives_start_from_what_was_known_in_2007_and_the_unknown_from_the_middle_of_all() -> None:
    assert (prior_of("hard drive").shape, prior_of("drive").scale_years) == (1.5, 14.6)
    assert prior_of("laptop").scale_years != prior_of("access point").scale_years
    assert prior_of("gpu") == neutral_prior()
    assert neutral_prior().sigma > max(prior_of(name).sigma for name in ("laptop", "server", "access point"))


def test_exposure_before_anyone_looked_is_not_counted() -> None:
    # One fleet watched from new, the other from its third year: the same failures are more often in the shorter watch.
    early = learn(history(fleet(200, 20)).seen_by(AS_OF), AS_OF)
    late_rows = [(c, m, start, "2014-07-01", upto, failed) for c, m, start, _, upto, failed in fleet(200, 20)]
    late = learn(history(late_rows).seen_by(AS_OF), AS_OF)
    assert late.fleet_factor[0] > early.fleet_factor[0]


def test_the_factor_is_actual_over_expected_with_credibility() -> None:
    # One drive of 2007's prior in service for a year, half a unit of evidence lost per year: weights 2^-(1/8, 3/8, …).
    rows = [("drive", "", "2014-06-30", "2014-06-30", "2016-06-30", 0)] * 50
    rates = learn(history(rows).seen_by(AS_OF), AS_OF)
    edges = [(quarter_end(date(2014, 6, 30), n) - date(2014, 6, 30)).days / 365.25 for n in range(5)]
    hazards = [(age / 14.6) ** 1.5 for age in edges]
    expected = 50 * sum(0.5 ** ((3.5 - n) / 4) * (hazards[n + 1] - hazards[n]) for n in range(4))
    # τ² = (4 × 0.25² + Σ w·(m² − m)/m²) / (4 + Σ w) with m = 0: no failure, no scatter.
    counted = expected * 16 / (expected + 16)
    assert rates.fleet_factor[0] == pytest.approx(0.35**-2 / (counted + 0.35**-2), rel=1e-3)


def test_a_model_that_fails_more_is_ranked_above_its_fleet_and_its_maker_shares_in_it() -> None:
    rows = [*fleet(300, 60, "ST3000"), *fleet(300, 3, "HDS4000"), *fleet(5, 0, "ST9999"), *fleet(5, 0, "HDS9999")]
    seen = history(rows).seen_by(AS_OF)
    factor = {model: learn(seen, AS_OF).factor[seen.model == model][0] for model in np.unique(seen.model)}
    assert factor["ST3000"] > factor["ST9999"] > factor["HDS9999"] > factor["HDS4000"]
    test = backtest(history(rows), AS_OF, 4)
    # 484 drives last: each of 60 failed ST3000 ties with 180 and is above 304, each of 3 failed HDS4000 ties with 294.
    assert test.scores.c_index == pytest.approx((60 * (90 + 304) + 3 * 147) / (63 * 484))
    assert all(test.scores.brier < baseline.brier for baseline in test.baselines.values())


def test_a_family_is_the_letters_a_model_begins_with() -> None:
    assert [family_of(name) for name in ("st4000dm000", "latitude 5420", "wdc wd10eads", "9300", "")] == [
        "st", "latitude", "wdc", "", "",
    ]  # fmt: skip


def test_a_history_with_erratic_quarters_gets_a_wider_interval() -> None:
    steady = [
        ("gpu", "a", "2013-01-01", "2013-01-01", f"{2013 + n // 12}-{n % 12 + 1:02}-15", 1) for n in range(30)
    ] * 4
    burst = [("gpu", "a", "2013-01-01", "2013-01-01", "2014-02-15", 1)] * 120
    running = [("gpu", "a", "2013-01-01", "2013-01-01", "2016-06-30", 0)] * 1000
    spread = [learn(history([*rows, *running]).seen_by(AS_OF), AS_OF).variation[0] for rows in (steady, burst)]
    assert spread[1] > 2 * spread[0]


def test_the_naive_rules_are_what_they_say() -> None:
    seen = history(fleet(100, 10)).seen_by(AS_OF)
    days = 10 * 577 + 90 * 910  # to 1 August 2014, and to 30 June 2015
    assert constant_rate(seen, AS_OF, 4).probabilities.sum() == pytest.approx(100 * (1 - exp(-10 / days * 366)))
    aged = history(
        [("drive", "a", day, "2015-01-01", "2016-06-30", 0) for day in ("2009-01-01", "2010-11-11", "2012-01-01")]
    )
    assert everything_at_five_years(aged, AS_OF, 4).probabilities.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    nothing = backtest(history(fleet(100, 10)), AS_OF, 4).baselines["nothing fails"]
    assert (nothing.expected, nothing.c_index, nothing.quarterly_error) == (0.0, 0.5, 1.0)


def test_a_history_without_a_single_failure_is_scored_too() -> None:
    test = backtest(history(fleet(30, 0, category="gpu")), AS_OF, 4)
    assert test.scores.failures == 0
    assert test.scores.c_index is None
    assert test.scores.quarterly_error is None
    assert test.scores.brier is not None


def test_a_fleet_withdrawn_whole_has_no_score_at_the_horizon() -> None:
    rows = [*[("drive", "a", "2013-01-01", "2013-01-01", "2015-08-01", 0)] * 5,
            ("drive", "a", "2016-01-01", "2016-01-01", "2016-06-30", 0)]  # fmt: skip
    test = backtest(history(rows), AS_OF, 4)
    assert (test.withdrawn, test.scores.brier, test.without_withdrawn.units) == (5, None, 0)


def test_ages_and_tenths_add_up_to_all() -> None:
    test = backtest(history([*fleet(100, 10), *fleet(100, 3, "HDS")]), AS_OF, 4)
    for groups in (test.age_bands, test.calibration):
        assert sum(group.units for group in groups) == test.scores.units
        assert sum(group.failures for group in groups) == test.scores.failures
        assert sum(group.expected for group in groups) == pytest.approx(test.scores.expected)


unit_rows = st.lists(
    st.tuples(
        st.sampled_from(["drive", "laptop", "gpu"]), st.sampled_from(["st1", "st2", "hds1"]),
        st.integers(0, 1200), st.integers(0, 600), st.integers(0, 1500), st.integers(0, 1),
    ), min_size=1, max_size=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=unit_rows, other=st.randoms(use_true_random=False))
def test_what_happens_after_the_day_changes_no_forecast(rows, other) -> None:
    """Later ends, later failures and later units are drawn anew; what was known on the day stays."""
    first, today = date(2012, 1, 1), np.datetime64(AS_OF)
    made = [
        (
            category,
            model,
            *(str(first + timedelta(days=n)) for n in (start, start + wait, start + wait + watched)),
            failed,
        )
        for category, model, start, wait, watched, failed in rows
    ]
    true = history(made)
    changed_to = true.observed_to.copy()
    changed_failed = true.failed.copy()
    for row in np.flatnonzero(true.observed_to > today):
        changed_to[row] = max(today, true.observed_from[row]) + other.randint(1, 900)
        changed_failed[row] = other.random() < 0.5
    changed = History(true.category, true.model, true.in_service_on, true.observed_from, changed_to, changed_failed)
    kept = changed.where((changed.observed_from <= today) | (np.arange(len(changed)) % 2 == 0))
    if not (true.observed_from <= today).any():
        return
    for rule in (prior_with_classes, *BASELINES.values()):
        before, after = (rule(past.seen_by(AS_OF), AS_OF, 4) for past in (true, kept))
        assert np.array_equal(before.probabilities, after.probabilities)
        assert np.array_equal(before.variation, after.variation)


def test_each_bad_row_is_a_problem_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    good = "u1,Drive,ST 4000,2013-01-01,2013-01-01,2016-06-30,0"
    bad = {
        "u1,drive,a,2013-01-01,2013-01-01,2016-06-30,0": "named before",
        ",drive,a,2013-01-01,2013-01-01,2016-06-30,0": "no name",
        "u4,,a,2013-01-01,2013-01-01,2016-06-30,0": "category is empty",
        "u5,drive,a,01/02/2013,2013-01-01,2016-06-30,0": "in_service_on is not a date",
        "u6,drive,a,2013-01-01,2013-01-01,2013-02-30,0": "observed_to is not a date",
        "u7,drive,a,2013-01-01,2014-01-01,2013-06-30,0": "before it was observed from",
        "u8,drive,a,2017-01-01,2013-01-01,2016-06-30,0": "before it was in service",
        "u9,drive,a,2013-01-01,2013-01-01,2016-06-30,maybe": "neither 0 nor 1",
        "u10,drive,a,2013-01-01,2013-01-01": "observed_to is not a date",
        "u11,drive,a,2013-01-01,2013-01-01,2016-06-30,0,extra": "more cells",
        "u12,drive,a,1841-01-01,2013-01-01,2016-06-30,0": "before 1970",
    }
    read, problems = read_history(write(tmp_path, good, *bad, "", "u99,drive,b,2013-01-01,2013-01-01,2015-06-30,1"))
    assert len(read) == 2
    assert (read.category[0], read.model[0]) == ("drive", "st 4000")
    assert [problem.cell for problem in problems] == [f"line {line}" for line in range(3, 3 + len(bad))]
    for problem, said in zip(problems, bad.values(), strict=True):
        assert said in problem.message


def test_columns_may_come_in_any_order_with_others_between(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text(
        "\ufeffFailed,site,unit,model,category,observed_to,observed_from,in_service_on\n"
        '1,"Here, there",u1,,gpu,2015-01-01,2014-01-01,2013-01-01\n',
        encoding="utf-8",
    )
    read, problems = read_history(path)
    assert problems == ()
    assert (read.failed.tolist(), str(read.in_service_on[0]), read.ends_on) == ([True], "2013-01-01", date(2015, 1, 1))


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"unit,category\n\xff\xfe")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "short.csv").write_text("unit,category\n1,drive\n")
    (tmp_path / "header.csv").write_text(HEADER + "\n")
    (tmp_path / "allbad.csv").write_text(f"{HEADER}\nu1,drive,a,x,y,z,0\n")
    for name in ("bytes.csv", "empty.csv", "short.csv", "header.csv", "allbad.csv", "missing.csv", "."):
        with pytest.raises(PlannerError):
            read_history(tmp_path / name)
