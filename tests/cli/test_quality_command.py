"""`quality` as a person and as a program calls it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from planner.cli import app

AS_OF = "2026-11-23"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("EVERGREEN_DATABASE_URL", f"sqlite:///{tmp_path / 'evergreen.db'}")
    runner = CliRunner()
    assert runner.invoke(app, ["demo", "--as-of", AS_OF]).exit_code == 0
    return lambda *words: runner.invoke(app, ["quality", "--client", "1", "--as-of", AS_OF, *words])


def test_it_says_what_is_worth_most_first(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    said = run("--sheet", str(tmp_path / "fill.xlsx"))
    assert said.exit_code == 0
    assert "gaps and contradictions concern" in said.output
    sheet = openpyxl.load_workbook(tmp_path / "fill.xlsx").active
    assert sheet["A1"].value.endswith("devices to confirm")


def test_programs_get_every_gap_with_its_devices_and_worth(run) -> None:  # type: ignore[no-untyped-def]
    told = json.loads(run("--json").output)
    estimated = next(gap for gap in told["gaps"] if gap["key"] == "estimated")
    assert estimated["devices"] >= len(estimated["asset_ids"]) > 0
    assert all(float(worth) >= 0 for worth in estimated["narrows"].values())
    assert float(told["at_stake"]) > 0
    assert told["currency"] == "GBP"
