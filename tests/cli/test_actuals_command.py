"""`actuals …`: did it go as planned, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.test_actuals_import import INVOICES

ACME = ("--client", "Acme")
FROZEN, NOW = ("--as-of", "2026-07-01"), ("--as-of", "2026-11-23")
FLEET = """Name,Serial,Type,Make,Model,Purchased
LT-1,PF3K9QX7,Laptop,Lenovo,ThinkPad T14,2020-03-01
LT-2,PF3K9QX8,Laptop,Lenovo,ThinkPad T14,2020-03-01
"""


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` for Acme with two old laptops; fiscal year from July."""
    (tmp_path / "fleet.csv").write_text(FLEET)
    (tmp_path / "invoices.csv").write_text(INVOICES)
    planner("import", "fleet.csv", *ACME, *FROZEN)
    done = planner("client", "set", *ACME, "currency=USD", "fiscal_first_month=7", "locale=en_GB")
    assert done.returncode == 0, done.stderr
    return planner


def test_a_dry_run_writes_nothing_and_every_row_is_accounted_for(run) -> None:
    dry = run("actuals", "import", "invoices.csv", *ACME, "--dry-run", "--json")
    assert dry.returncode == 1  # two rows need a person
    assert dry.told["saved"] is False
    counts = dry.told["counts"]
    assert counts["read"] == sum(counts.values()) - counts["read"] == len(dry.told["rows"])
    assert run("actuals", "list", *ACME, "--json").told["lines"] == []
    applied = run("actuals", "import", "invoices.csv", *ACME)
    assert "12 read, 5 added" in applied.stdout
    assert "row 12: rejected: 'two hundred' is no amount." in applied.stderr
    assert len(run("actuals", "list", *ACME, "--json").told["lines"]) == 5
    again = run("actuals", "import", "invoices.csv", *ACME, "--json").told
    assert (again["saved"], again["counts"]["unchanged"]) == (False, 5)


def test_freeze_show_and_undo(run) -> None:
    assert "No plan of Acme is frozen yet" in run("actuals", "show", *ACME, *NOW).stdout
    frozen = run("actuals", "freeze", *ACME, "--label", "Approved FY27", "--json", *FROZEN).told
    assert (frozen["label"], frozen["as_of"], len(frozen["sha256"])) == ("Approved FY27", "2026-07-01", 64)
    run("actuals", "import", "invoices.csv", *ACME)
    told = run("actuals", "show", *ACME, "--baseline", str(frozen["id"]), "--json", *NOW).told
    (laptops,) = [row for row in told["comparison"]["groups"] if row["group"] == "laptop"]
    assert laptops["actual"] == "2300.00"
    assert float(laptops["difference"]) == pytest.approx(2300 - float(laptops["planned"]))
    assert told["comparison"]["quarters"][1]["so_far"] is True
    shown = run("actuals", "show", *ACME, *NOW).stdout
    assert told["answer"] in shown
    assert "Laptops" in shown
    entry = next(
        one for one in run("actuals", "list", *ACME, "--json").told["entries"] if one["action"].endswith("import")
    )
    assert "was taken back" in run("actuals", "undo", *ACME, str(entry["entry"])).stdout
    assert run("actuals", "undo", *ACME, str(entry["entry"])).returncode == 2
    assert "Approved FY27" in run("actuals", "list", *ACME).stdout
    after = run("actuals", "show", *ACME, "--json", *NOW).told["comparison"]
    assert after["total"]["actual"] == "0.00"


def test_what_cannot_be_done_is_refused_in_words(run, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    assert run("actuals", "import", "empty.csv", *ACME).returncode == 2
    refused = run("actuals", "import", "fleet.csv", *ACME, "--json")
    assert refused.returncode == 2
    assert "No invoice was found in fleet.csv." in refused.told["error"]["message"]
    assert "no frozen plan 9" in run("actuals", "show", *ACME, "--baseline", "9", *NOW).stderr
    assert "needs a label" in run("actuals", "freeze", *ACME, "--label", " ", *NOW).stderr
