"""Posture, goals and tickets on the command line, as a person and as a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done
from tests.roadmap.posture_samples import TICKETS

Planner = Callable[..., Done]
ON = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme")
SHEET = "Hostname,Serial,Type,Purchase Date,User\nPC-1,A1,Laptop,2018-02-01,Ada\nPC-2,A2,Laptop,2026-01-01,Bo\n"


@pytest.fixture
def acme(planner: Planner, tmp_path: Path) -> Planner:
    (tmp_path / "assets.csv").write_text(SHEET)
    assert planner("import", "assets.csv", *ACME, *ON).returncode == 0
    return planner


def test_assessed_priced_put_on_the_roadmap_and_taken_back(acme: Planner, tmp_path: Path) -> None:
    told = acme("posture", "set", "mfa", "--maturity", "1", "--evidence", "Mail only.", *ACME, *ON, "--json").told
    assert told["answer"] == "Well run in 0 of 1 assessed area; multi-factor authentication is not in place."
    assert (told["total"], told["users"], told["users_from"]) == (0.25, 2, "devices")
    [proposal] = told["proposals"]
    assert (proposal["per_user_month"], proposal["month"], proposal["year"]) == ("3.00", "6.00", "72.00")
    told = acme("posture", "set", "mfa", "--price", "2.75", *ACME, *ON, "--json").told
    assert told["proposals"][0]["year"] == "66.00"
    assert acme("posture", "users", "10", *ACME, *ON, "--json").told["proposals"][0]["month"] == "27.50"
    assert acme("posture", "accept", "mfa", *ACME, *ON, "--json").told["service"] == "mfa"
    assert "second factor" in acme("projects", "list", *ACME, *ON, "--json").stdout
    (tmp_path / "answers.json").write_text(json.dumps({"backup": {"maturity": 3}, "mfa": {"maturity": 2}}))
    told = acme("posture", "assess", "answers.json", "--label", "Autumn", *ACME, *ON, "--json").told
    assert (told["label"], told["proposals"]) == ("Autumn", [])
    newest = acme("posture", "history", *ACME, "--json").told[0]
    assert newest["words"].startswith("Assessed as of 23 Nov 2026 (Autumn)")
    assert acme("posture", "undo", str(newest["entry"]), *ACME).returncode == 0
    assert acme("posture", "show", *ACME, *ON, "--json").told["total"] == 0.25
    shown = acme("posture", "show", *ACME, *ON)
    assert "Five" not in shown.stderr
    assert all(words in shown.stdout for words in ("Mail only.", "Outdated technology", "1 ad hoc"))


def test_what_the_data_suggests_is_taken(acme: Planner) -> None:
    told = acme("posture", "assess", "--suggested", *ACME, *ON, "--json").told
    hardware = next(one for one in told["services"] if one["service"] == "hardware_lifecycle")
    assert hardware["maturity"] == hardware["suggested"]["maturity"]
    assert acme("posture", "assess", "--suggested", *ACME, *ON).returncode == 2


def test_refusals_name_what_is_wrong(acme: Planner, tmp_path: Path) -> None:
    assert "out of range" in acme("posture", "set", "mfa", "--maturity", "7", *ACME, *ON).stderr
    assert acme("posture", "set", "mfa", *ACME, *ON).returncode == 2
    assert acme("posture", "assess", *ACME, *ON).returncode == 2
    (tmp_path / "list.json").write_text("[1]")
    assert "no answers by service" in acme("posture", "assess", "list.json", *ACME, *ON).stderr
    assert acme("posture", "accept", "backup", *ACME, *ON).returncode == 2


def test_goals_are_set_changed_removed_and_brought_back(acme: Planner) -> None:
    goal = acme("goals", "set", "--title", "Insured", "--target", "2027-03-31", *ACME, "--json").told["goal_id"]
    acme("goals", "set", "--goal", str(goal), "--status", "reached", *ACME)
    [told] = acme("goals", "list", *ACME, *ON, "--json").told
    assert (told["title"], told["target_on"], told["status"]) == ("Insured", "2027-03-31", "reached")
    assert "Insured" in acme("goals", "list", *ACME, *ON).stdout
    acme("goals", "remove", "--goal", str(goal), *ACME)
    assert acme("goals", "list", *ACME, *ON, "--json").told == []
    newest = acme("goals", "history", *ACME, "--json").told[0]
    assert acme("goals", "undo", str(newest["entry"]), *ACME).returncode == 0
    assert len(acme("goals", "list", *ACME, *ON, "--json").told) == 1
    assert acme("goals", "remove", "--goal", "99", *ACME).returncode == 2


def test_tickets_are_imported_once_listed_and_taken_back(acme: Planner, tmp_path: Path) -> None:
    (tmp_path / "tickets.csv").write_text(f"{TICKETS}T-109,soon,,Off,Ada,,,Low\n")
    dry = acme("tickets", "import", "tickets.csv", "--dry-run", *ACME, "--json")
    assert (dry.returncode, dry.told["saved"], dry.told["counts"]["added"]) == (1, False, 8)
    done = acme("tickets", "import", "tickets.csv", *ACME)
    assert done.returncode == 1
    assert "9 read, 8 added" in done.stdout
    assert "'soon' is no date." in done.stderr
    assert acme("tickets", "import", "tickets.csv", *ACME, "--json").told["counts"]["unchanged"] == 8
    told = acme("tickets", "list", *ACME, "--json").told
    assert len(told["tickets"]) == 8
    assert "Printer offline" in acme("tickets", "list", *ACME).stdout
    signs = acme("posture", "show", *ACME, *ON, "--json").told["signs"]
    assert [signs[0]["verdict"], signs[4]["verdict"]] == ["yes", "yes"]
    assert acme("tickets", "undo", str(told["imports"][0]["entry"]), *ACME).returncode == 0
    assert acme("tickets", "list", *ACME, "--json").told["tickets"] == []
