"""The command line as its user types it: real processes, a database of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
AS_OF = ("--as-of", "2026-11-23")
SHEET = (
    "Hostname,Serial Number,Manufacturer,Model,Type,Purchase Date,Purchase Cost\r\n"
    "HLA-LT-001,5CG0401AAA,HP,EliteBook 840 G5,Laptop,2019-03-15,1240.00\r\n"
    "HLA-LT-002,5CG2201BBB,HP,EliteBook 840 G8,Laptop,2023-05-20,1310.50\r\n"
    "HLA-SRV-01,7CG2201CCC,Dell,PowerEdge R640,Server,2021-07-25,7900\r\n"
)


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` in an empty folder, in this process: what it prints and its exit status."""
    (tmp_path / "assets.csv").write_text(SHEET)
    return planner


def test_the_module_runs_as_a_command_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "assets.csv").write_text(SHEET)
    command = [sys.executable, "-m", "planner", "inspect", "assets.csv", "--json"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tables"][0]["assets"] == 3


def test_from_a_sheet_to_a_workbook_whose_totals_are_the_budgets(run, tmp_path: Path) -> None:
    imported = run("import", "assets.csv", "--client", "Acme", "--json", *AS_OF)
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout)["counts"]["added"] == 3
    budget = json.loads(run("budget", "--client", "Acme", "--json", *AS_OF).stdout)
    assert run("export", "--client", "acme", "--to", "roadmap.xlsx", *AS_OF).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "roadmap.xlsx", data_only=True)
    numbers = [
        cell for row in book["Budget"].iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)
    ]
    total = float(budget["total"])
    assert total > 0
    assert any(abs(number - total) < 0.005 for number in numbers)
    assert sum(float(quarter["planned"]) for quarter in budget["quarters"]) == pytest.approx(total, abs=0.001)


def test_the_forecast_says_why_for_every_device(run) -> None:
    run("import", "assets.csv", "--client", "Acme", *AS_OF)
    told = json.loads(run("forecast", "--client", "Acme", "--json", *AS_OF).stdout)
    assert [asset["device"] for asset in told["assets"]] == ["HLA-LT-001", "HLA-LT-002", "HLA-SRV-01"]
    assert all(asset["reason"] and asset["status"] for asset in told["assets"])
    assert told["assets"][0]["status"] == "overdue"


def test_inspect_stores_nothing(run, tmp_path: Path) -> None:
    report = json.loads(run("inspect", "assets.csv", "--json", "--rows").stdout)
    assert report["tables"][0]["assets"] == 3
    assert [row["row"] for row in report["tables"][0]["rows"]] == [2, 3, 4]
    assert not (tmp_path / "evergreen.db").exists()


def test_a_dry_run_shows_the_difference_and_writes_nothing(run) -> None:
    shown = run("import", "assets.csv", "--client", "Acme", "--dry-run", *AS_OF)
    assert "3 added" in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert run("client", "list", "--json").stdout.strip() == "[]"


def test_undo_takes_an_import_back(run) -> None:
    run("import", "assets.csv", "--client", "Acme", *AS_OF)
    assert run("import", "--undo", "1").returncode == 0
    assert run("client", "list", "--json").stdout.strip() == "[]"
    again = run("import", "--undo", "1")
    assert again.returncode == 2
    assert "undone before" in again.stderr


def test_one_bad_file_stops_none_of_the_others(run, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    done = run("import", "empty.csv", "assets.csv", "--client", "Acme", *AS_OF)
    assert done.returncode == 1
    assert "3 added" in done.stdout
    assert "empty.csv" in done.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64),
        ("no-rows.csv", b"Hostname,Serial Number,Model,Purchase Date\r\n"),
        ("budget.csv", b"Month,Budget,Actual\r\nJan,1000,900\r\nFeb,1000,1100\r\nMar,1000,950\r\n"),
        ("broken.xlsx", b"PK\x03\x04" + b"\x00" * 200),
    ],
)
def test_bad_files_get_one_message_with_a_remedy_and_exit_2(run, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    refused = run("import", name, "--client", "Acme", *AS_OF)
    assert refused.returncode == 2
    assert name in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
    assert run("client", "list", "--json").stdout.strip() == "[]"


def test_a_client_that_is_not_there_is_named_with_those_that_are(run) -> None:
    run("import", "assets.csv", "--client", "Acme", *AS_OF)
    refused = run("budget", "--client", "Acne", "--json", *AS_OF)
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["error"]["remedy"].endswith("'Acme'.")


def test_rules_of_a_client_are_set_by_name(run) -> None:
    run("import", "assets.csv", "--client", "Acme", *AS_OF)
    assert run("client", "set", "--client", "Acme", "currency=GBP", "fiscal_first_month=4").returncode == 0
    budget = json.loads(run("budget", "--client", "Acme", "--json", *AS_OF).stdout)
    assert (budget["currency"], budget["quarters"][0]["label"]) == ("GBP", "FY27 Q3")
    assert run("client", "set", "--client", "Acme", "fiscal_first_month=13").returncode == 2


def test_the_demo_client_comes_with_a_plan(run) -> None:
    shown = run("demo", "--json", *AS_OF)
    assert shown.returncode == 0, shown.stderr
    found = json.loads(shown.stdout)
    assert found["client"] == "Harbour & Lane Architects"
    assert 100 <= found["assets"] <= 130
