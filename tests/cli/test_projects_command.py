"""`projects`: added, shown, changed, taken out and back; exit status and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Done

AS_OF = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme")
SHEET = """Client,Name,Serial,Type,Purchased
Acme,SRV-1,S0000001,Server,2019-02-01
Acme,PC-1,S0000002,Laptop,2023-05-01
Birch,SRV-9,S0000003,Server,2021-02-01
"""
LINES = [
    {"name": "Migration", "unit_price": "4000.00", "treatment": "capex"},
    {"name": "Storage", "kind": "recurring", "unit_price": "4.00", "quantity": 25},
]
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, planner: Callable[..., Done]) -> Run:
    """A command that has to work, and what it tells."""

    def told(*arguments: str) -> Any:
        done = planner(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return done.told

    (tmp_path / "assets.csv").write_text(SHEET)
    (tmp_path / "lines.json").write_text(json.dumps(LINES))
    told("import", "assets.csv", *AS_OF)
    return told


def devices(run: Run, client: str = "Acme") -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in run("forecast", "--client", client, *AS_OF)["assets"]}


def total(run: Run) -> float:
    return sum(float(quarter["planned"]) for quarter in run("budget", *ACME, *AS_OF)["quarters"])


def add(run: Run, *more: str) -> int:
    server = devices(run)["SRV-1"]["asset_id"]
    added = run(
        "projects", "add", "Move files", "--starts", "2027-04-01", "--lines", "lines.json", "--absorb",
        f"{server}=migrate", *more, *ACME, *AS_OF,
    )  # fmt: skip
    return int(added["project"] or 0)


def test_a_project_is_added_shown_changed_and_all_of_it_taken_back(run: Run) -> None:
    before = total(run)
    project = add(run)
    told = run("projects", "show", str(project), *ACME, *AS_OF)
    [device] = told["devices"]
    assert (device["device"], device["disposition"], device["absorbed"], device["group"]) == (
        "SRV-1", "migrate", True, "absorbed",
    )  # fmt: skip
    assert float(device["at_stake"]) > 0
    assert told["in_plan"]["quarter"]
    late = "1 device of the project Move files reaches the limit of use before it lands on 2027-04-01."
    assert told["findings"] == [late]
    assert devices(run)["SRV-1"]["absorbed_by"] == "Move files"
    assert devices(run)["SRV-1"]["planned_on"] is None
    [listed] = run("projects", "list", *ACME, *AS_OF)["projects"]
    assert listed == told

    run("projects", "set", str(project), "--status", "declined", *ACME, *AS_OF)
    assert total(run) == before
    assert run("projects", "show", str(project), *ACME, *AS_OF)["in_plan"] is None
    run("projects", "set", str(project), "--clear", "devices", "--clear", "lines", *ACME, *AS_OF)
    assert run("projects", "show", str(project), *ACME, *AS_OF)["devices"] == []
    run("projects", "remove", str(project), *ACME)
    assert run("projects", "list", *ACME, *AS_OF)["projects"] == []
    while entry := next((one for one in run("projects", "history", *ACME) if one["can_undo"]), None):
        run("projects", "undo", str(entry["entry"]), *ACME)
    assert run("projects", "list", *ACME, *AS_OF)["projects"] == []
    assert total(run) == before
    first = run("projects", "history", *ACME)[-1]
    assert (first["before"], first["after"]["lines"][0]["unit_price"]) == (None, "4000.00")


def test_a_dry_run_tells_the_effect_and_writes_nothing(run: Run) -> None:
    before = total(run)
    assert add(run, "--dry-run") == 0
    assert run("projects", "list", *ACME, *AS_OF)["projects"] == []
    assert total(run) == before


def test_all_that_is_wrong_is_told_at_once_with_status_2(run: Run, planner: Callable[..., Done]) -> None:
    foreign = devices(run, "Birch")["SRV-9"]["asset_id"]
    Path("odd.json").write_text(json.dumps([{"name": "Fee", "unit_price": "-1"}, {"name": "Seat", "quantity": 0}]))
    done = planner(
        "projects", "add", " ", "--starts", "2028-02-29", "--lane", "Sideways", "--lines", "odd.json", "--absorb",
        f"{foreign}=retire", *ACME, *AS_OF,
    )  # fmt: skip
    assert done.returncode == 2
    for part in ("no title", "Sideways", "less than nothing", "0 is out of range", "no price", "among this client"):
        assert part in " ".join(done.stderr.split())
    assert run("projects", "list", *ACME, *AS_OF)["projects"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "99"), ("remove", "99"), ("undo", "99"), ("set", "99", "--owner", "Ines"),
        ("add", "Move", "--starts", "2027-04-01", "--absorb", "SRV-1=retire"),
        ("add", "Move", "--starts", "2027-04-01", "--lines", "missing.json"),
    ],
    ids=["show", "remove", "undo", "set", "no id", "no file"],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_one_sentence(
    run: Run, planner: Callable[..., Done], arguments: tuple[str, ...]
) -> None:
    done = planner("projects", *arguments, *ACME)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_people_read_the_same(run: Run, planner: Callable[..., Done]) -> None:
    project = add(run)
    words = " ".join(planner("projects", "show", str(project), *ACME, *AS_OF).stdout.split())
    for part in ("Migration: 1 × 4000.00 once, capex", "Storage: 25 × 4.00 by month", "migrate SRV-1: absorbed", "! 1"):
        assert part in words
    assert "Move files" in planner("projects", "list", *ACME, *AS_OF).stdout
    assert "Added Move files; can be taken back" in planner("projects", "history", *ACME).stdout
