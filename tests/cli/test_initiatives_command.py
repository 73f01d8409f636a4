"""`initiatives`: listed, changed, moved, split, given back and taken back; projects from a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Done

AS_OF = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme", "--json")
SHEET = """Client,Name,Serial,Type,Purchased
Acme,PC-1,S0000001,Laptop,2023-03-02
Acme,PC-2,S0000002,Laptop,2023-03-05
Acme,SRV-1,S0000003,Server,2024-03-02
"""
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, planner: Callable[..., Done]) -> Run:
    """A command that has to work, and what it tells."""

    def told(*arguments: str) -> Any:
        done = planner(*arguments)
        assert done.returncode == 0, done.stderr
        return done.told

    (tmp_path / "assets.csv").write_text(SHEET)
    told("import", "assets.csv", "--json", *AS_OF)
    return told


def cards(run: Run) -> list[dict[str, Any]]:
    return run("initiatives", "list", *ACME, *AS_OF)["initiatives"]


def test_a_card_is_changed_moved_split_and_all_of_it_taken_back(run: Run) -> None:
    before = cards(run)
    laptops, server = before[0], next(one for one in before if one["category"] == "server")
    run("initiatives", "set", laptops["key"], "--title", "Studio", "--owner", "Ines", *ACME, *AS_OF)
    held = cards(run)[0]
    assert (held["title"], held["owner"], held["is_held"]) == ("Studio", "Ines", True)
    run("initiatives", "move", held["key"], "--to", "2028-01-01", *ACME, *AS_OF)
    run("initiatives", "split", held["key"], "--asset", str(held["asset_ids"][0]), *ACME, *AS_OF)
    run("initiatives", "set", server["key"], "--after", held["key"], *ACME, *AS_OF)
    now = {tuple(one["asset_ids"]): one for one in cards(run) if one["is_held"]}
    assert now[(held["asset_ids"][0],)]["quarter"] is None
    assert now[(held["asset_ids"][1],)]["quarter"] == "2028-01-01"
    assert now[tuple(server["asset_ids"])]["depends_on"] == [held["key"]]
    for entry in run("initiatives", "history", *ACME):
        run("initiatives", "undo", str(entry["entry"]), *ACME)
    assert cards(run) == before


def test_a_card_given_back_follows_the_forecast(run: Run) -> None:
    before = cards(run)
    run("initiatives", "move", before[0]["key"], "--to", "2028-01-01", *ACME, *AS_OF)
    held = next(one for one in cards(run) if one["is_held"])
    run("initiatives", "release", held["key"], *ACME)
    assert cards(run) == before


def test_what_cannot_be_is_refused_with_a_remedy(run: Run, planner: Callable[..., Done]) -> None:
    for wrong in (
        ("move", "replace:nothing", "--to", "2028-01-01"), ("move", cards(run)[0]["key"], "--to", "2060-01-01"),
        ("set", cards(run)[0]["key"], "--lane", "Sideways"), ("set", cards(run)[0]["key"], "--goal", "9"),
    ):  # fmt: skip
        done = planner("initiatives", *wrong, *ACME, *AS_OF)
        assert done.returncode == 2
        assert done.told["error"]["remedy"]


def test_a_template_becomes_a_project_with_this_clients_numbers(run: Run, planner: Callable[..., Done]) -> None:
    listed = {one["template"]: one for one in run("initiatives", "templates", "--json")}
    assert len(listed) >= 25
    assert listed["mfa_everywhere"]["cis_safeguards"] == ["6.3", "6.4", "6.5"]
    run("initiatives", "add", "managed_detection", "--to", "2027-04-01", *ACME, *AS_OF)
    [project] = run("projects", "list", *ACME, *AS_OF)["projects"]
    assert [line["quantity"] for line in project["lines"]] == [2, 2]
    assert any(one["key"] == f"project:{project['project_id']}" for one in cards(run))
    assert planner("initiatives", "add", "no_such", *ACME, *AS_OF).returncode == 2


def test_the_roadmap_by_quarter_adds_up_and_shows_what_the_filters_let_through(run: Run) -> None:
    run("initiatives", "add", "managed_detection", "--to", "2027-04-01", *ACME, *AS_OF)
    key = cards(run)[0]["key"]
    run(
        "initiatives",
        "set",
        key,
        "--price-status",
        "quoted",
        "--quote",
        "Q-17",
        "--valid-until",
        "2026-12-03",
        *ACME,
        *AS_OF,
    )
    told, budget = run("roadmap", *ACME, *AS_OF), run("budget", *ACME, *AS_OF)
    assert [one["planned"] for one in told["quarters"][:-1]] == [one["planned"] for one in budget["quarters"]]
    every = [one for quarter in told["quarters"] for one in quarter["initiatives"]]
    assert [one["quote"] for one in every if one["price_status"] == "quoted"] == ["Q-17"]
    protect = run("roadmap", "--lane", "Protect", *ACME, *AS_OF)
    shown = {one["lane"] for quarter in protect["quarters"] for one in quarter["initiatives"]}
    assert shown == {"Protect"}
    assert protect["total"] == told["total"]
