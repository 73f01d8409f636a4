"""`backtest` as its user types it: a history in, scores by day out."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli import main
from tests.needs import needs

ROOT = Path(__file__).parents[2]
DRIVES = Path(__file__).parents[3] / "shared" / "backtest" / "backblaze_drives_2013_2016.csv"
HEADER = "unit,category,model,in_service_on,observed_from,observed_to,failed\n"
KEYS = {
    "as_of", "units", "failures", "expected", "brier", "log_loss", "c_index", "quarterly_error", "coverage_p10_p90",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """`python -m planner backtest …` in a folder with a small history: exit status, output, errors."""
    monkeypatch.chdir(tmp_path)
    Path("small.csv").write_text(HEADER + "".join(small()))

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["planner", "backtest", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capfd.readouterr()

    return command


def small() -> list[str]:
    """A hundred GPUs of a good batch and a hundred of a bad one, a third of which fails every year."""
    ends = ["2013-09-01", "2014-09-01", "2015-09-01", "2016-06-30"]
    return [
        f"{batch}{n},gpu,{batch},2013-01-01,2013-01-01,{ends[n % 4 if bad else 3]},{int(bad and n % 4 < 3)}\n"
        for batch, bad in (("old", True), ("new", False))
        for n in range(100)
    ]


def test_the_scores_and_the_baselines_come_as_json(run) -> None:
    status, printed, told = run(
        "small.csv", "--as-of", "2014-12-31", "--as-of", "2014-06-30", "--horizon", "6", "--json"
    )
    assert (status, told) == (0, "")
    found = json.loads(printed)
    assert [test["as_of"] for test in found] == ["2014-06-30", "2014-12-31"]
    for test in found:
        assert set(test) >= KEYS
        assert set(test["baselines"]) >= {"nothing fails", "constant rate", "everything at five years"}
        assert all(set(baseline) == KEYS for baseline in test["baselines"].values())
        assert len(test["quarters"]) == 6
        assert test["brier"] < min(baseline["brier"] for baseline in test["baselines"].values())
        assert test["failures"] == sum(quarter["failures"] for quarter in test["quarters"])
        assert math.isclose(test["expected"], sum(quarter["expected"] for quarter in test["quarters"]))


def test_people_get_tables(run) -> None:
    status, printed, _ = run("small.csv", "--as-of", "2014-12-31")
    assert status == 0
    for words in (
        "As of 2014-12-31, 4 quarters: 150 units, 25 failed",
        "everything",
        "1–2 years",
        "1. tenth",
    ):
        assert words in " ".join(printed.split())
    assert "P10–P90 held" in printed


def test_where_the_history_ends_before_the_horizon_it_says_so(run) -> None:
    assert "2 of 4 quarters (there the history ends)" in run("small.csv", "--as-of", "2015-12-31")[1]


def test_a_bad_row_is_named_and_the_rest_is_tested(run) -> None:
    Path("bad.csv").write_text(HEADER + "x1,gpu,old,yesterday,2013-01-01,2014-01-01,0\n" + "".join(small()))
    status, printed, told = run("bad.csv", "--as-of", "2014-12-31", "--json")
    assert status == 1
    assert json.loads(printed)[0]["units"] == 150
    assert "bad.csv, line 2: in_service_on is not a date." in " ".join(told.split())


def test_what_cannot_be_used_is_refused_with_a_remedy(run) -> None:
    Path("other.csv").write_text("serial,model\n1,a\n")
    for arguments in (
        ("other.csv", "--as-of", "2014-12-31"),
        ("none.csv", "--as-of", "2014-12-31"),
        ("small.csv", "--as-of", "2020-01-01"),
    ):
        status, printed, told = run(*arguments, "--json")
        assert status == 2
        assert json.loads(printed)["error"]["remedy"]
        assert told
    assert run("small.csv")[0] == 2
    assert run("small.csv", "--as-of", "31/12/2014")[0] == 2


def test_drives_become_a_history_by_their_power_on_time(tmp_path: Path) -> None:
    (tmp_path / "drives.csv").write_text(
        "drive_id,model,manufacturer,size_tb,first_date,last_date,min_hours,max_hours,failed\n"
        "7,ST4000DM000,ST,4.0,2014-01-31,2014-06-30,745,4345,1\n"
    )
    convert(tmp_path / "drives.csv", tmp_path / "history.csv")
    assert (tmp_path / "history.csv").read_text() == HEADER + "7,drive,ST4000DM000,2013-12-31,2014-01-31,2014-06-30,1\n"


def test_on_real_drives_it_beats_every_baseline_and_ranks_well(run, tmp_path: Path) -> None:
    needs(DRIVES.exists(), "the drives' history")
    convert(DRIVES, tmp_path / "drives.csv")
    dates = ("2014-03-31", "2014-09-30", "2015-03-31", "2015-06-30", "2015-09-30")
    status, printed, _ = run("drives.csv", *(word for day in dates for word in ("--as-of", day)), "--json")
    found = json.loads(printed)
    assert (status, len(found)) == (0, 5)
    for test in found:
        assert test["brier"] < min(baseline["brier"] for baseline in test["baselines"].values())
        assert test["c_index"] >= 0.70
        assert test["quarterly_error"] <= 0.60
    within = [q["p10"] <= q["failures"] <= q["p90"] for test in found for q in test["quarters"]]
    assert 0.7 <= sum(within) / len(within) <= 0.95


def convert(source: Path, target: Path) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.drives", str(source), str(target)], cwd=ROOT, check=True)
