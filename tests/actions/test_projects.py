"""A client's projects: in the budget with their lines, instead of the devices they absorb, and back again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.actions.client_levelling import level_client
from planner.actions.clients import find_client
from planner.actions.forecasts import forecast_json
from planner.actions.project_entries import entry_words
from planner.actions.projects import (
    check_project,
    client_projects,
    project_history,
    remove_project,
    save_project,
    undo_project,
)
from planner.actions.roadmaps import client_roadmap
from planner.budget.levelled_plan import PlanLimits
from planner.errors import PlannerError
from planner.roadmap.model import Roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

SHEET = """Hostname | Serial Number | Type | Purchase Date | Qty
SRV-1 | A1 | Server | 2021-02-01 | 1
PC-1 | A2 | Laptop | 2023-05-01 | 1
PC-2 | A3 | Laptop | 2024-05-01 | 1"""
MOVE: dict[str, Any] = {
    "title": "Move files to the cloud", "why": "Nobody needs the server room.", "starts_on": date(2027, 4, 1),
    "lines": [
        {"name": "Migration", "unit_price": "4000.00", "treatment": "capex"},
        {"name": "Storage", "kind": "recurring", "unit_price": "4.00", "quantity": 25},
    ],
}  # fmt: skip


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, SHEET)
    return find_client(any_store, actor, "Acme").client_id


def shown(store: Store, actor: Actor, client_id: int) -> Roadmap:
    return client_roadmap(store, actor, client_id, AS_OF)


def server(roadmap: Roadmap) -> int:
    return int(roadmap.schedule.loc[roadmap.schedule["name"] == "SRV-1", "asset_id"].iloc[0])


def test_a_project_and_the_server_it_replaces_are_never_both_in_the_total(
    any_store: Store, actor: Actor, acme: int
) -> None:
    before = shown(any_store, actor, acme)
    asset = server(before)
    cost = int(before.actions.loc[before.actions["asset_id"] == asset, "amount_minor"].sum())
    assert cost > 0
    save_project(any_store, actor, acme, MOVE | {"devices": {asset: "migrate"}})
    after = shown(any_store, actor, acme)
    [card] = [one for one in after.initiatives if one.key.startswith("project:")]
    assert after.budget.total == before.budget.total - cost + card.amount_minor + card.later_minor
    assert asset not in set(after.actions["asset_id"])
    absorbed = after.budget.reconciliation["absorbed"]
    assert absorbed.assets == 1
    assert absorbed.amount_minor > 0
    assert sum(group.assets for group in after.budget.reconciliation.values()) == 3
    assert [row["absorbed_by"] for row in forecast_json(after) if row["asset_id"] == asset] == [MOVE["title"]]
    assert card.asset_ids == (asset,)
    assert "migrates 1 device" in card.why


def test_initiatives_contracts_and_allowances_add_up_to_the_total(any_store: Store, actor: Actor, acme: int) -> None:
    save_project(any_store, actor, acme, MOVE)
    roadmap = shown(any_store, actor, acme)
    assert sum(one.amount_minor + one.later_minor for one in roadmap.initiatives) == roadmap.budget.total


def test_taking_a_project_out_and_taking_that_back_returns_to_the_cent(
    any_store: Store, actor: Actor, acme: int
) -> None:
    before = shown(any_store, actor, acme).budget
    project = save_project(
        any_store, actor, acme, MOVE | {"devices": {server(shown(any_store, actor, acme)): "retire"}}
    )
    with_it = shown(any_store, actor, acme).budget
    remove_project(any_store, actor, acme, project)
    assert shown(any_store, actor, acme).budget == before
    undo_project(any_store, actor, acme, project_history(any_store, actor, acme)[0].entry_id)
    assert shown(any_store, actor, acme).budget == with_it
    save_project(any_store, actor, acme, {"status": "declined"}, project)
    assert shown(any_store, actor, acme).budget == before
    undo_project(any_store, actor, acme, project_history(any_store, actor, acme)[0].entry_id)
    assert client_projects(any_store, actor, acme)[0].lines[1].quantity == 25


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_stored(
    any_store: Store, actor: Actor, acme: int
) -> None:
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nX-1 | X1 | Server", client="Birch")
    birch = find_client(any_store, actor, "Birch").client_id
    foreign = server_of(any_store, actor, birch)
    wrong = {
        "title": " ", "starts_on": None, "lane": "Sideways", "devices": {foreign: "retire"},
        "lines": [{"name": "Fee", "unit_price": "-5"}, {"name": "", "unit_price": "5", "months": 900}],
    }  # fmt: skip
    preview = check_project(any_store, actor, acme, AS_OF, wrong)
    told = " ".join(problem.message for problem in preview.problems)
    for part in ("no title", "no day", "Sideways", "not among this client's", "less than nothing", "no name", "900"):
        assert part in told
    with pytest.raises(PlannerError):
        save_project(any_store, actor, acme, wrong)
    assert client_projects(any_store, actor, acme) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"name": "Fee", "unit_price": "5", "quantity": 0}, "0 is out of range"),
        ({"name": "Fee", "unit_price": "5", "months": 900}, "900 is out of range"),
        ({"name": "Fee", "unit_price": ""}, "is no number"),
        ({"name": "Fee"}, "no price"),
        ({"name": "x" * 201, "unit_price": "1"}, "longer than 200 characters"),
        ({"name": "Fee", "unit_price": "5", "currency": "EUR"}, "no 'currency'"),
    ],
)
def test_an_odd_line_is_refused_by_one_clear_message(
    any_store: Store, actor: Actor, acme: int, line: dict[str, Any], told: str
) -> None:
    [problem] = check_project(any_store, actor, acme, AS_OF, MOVE | {"lines": [line]}).problems
    assert told in problem.message


def test_a_million_of_a_free_line_from_the_29th_of_february_is_right(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme).budget.total
    free = {"name": "Seats", "kind": "recurring", "unit_price": 0, "quantity": 1_000_000, "months": 480}
    save_project(any_store, actor, acme, MOVE | {"starts_on": date(2028, 2, 29), "lines": [free]})
    assert client_projects(any_store, actor, acme)[0].lines[0].quantity == 1_000_000
    assert shown(any_store, actor, acme).budget.total == before


def test_the_effect_that_is_shown_before_saving_is_what_saving_does(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme)
    given = MOVE | {"devices": {server(before): "consolidate"}}
    effect = check_project(any_store, actor, acme, AS_OF, given).effect
    assert effect is not None
    save_project(any_store, actor, acme, given)
    after = shown(any_store, actor, acme).budget.total
    assert (effect.total.before, effect.total.after) == (before.budget.total, after)
    of_rows = sum(amounts.change for years in effect.by_row.values() for amounts in years.values())
    assert of_rows == effect.total.change
    assert {"project", "recurring"} <= set(effect.by_row)


def test_history_says_in_words_what_changed(any_store: Store, actor: Actor, acme: int) -> None:
    project = save_project(any_store, actor, acme, MOVE)
    save_project(
        any_store, actor, acme, {"starts_on": date(2027, 7, 1), "owner": "Ines", "lines": MOVE["lines"][:1]}, project
    )
    undo_project(any_store, actor, acme, project_history(any_store, actor, acme)[0].entry_id)
    remove_project(any_store, actor, acme, project)
    changed = "Changed Move files to the cloud: "
    assert [entry_words(entry) for entry in project_history(any_store, actor, acme)] == [
        "Took out Move files to the cloud",
        f"{changed}owner Ines → none, start 2027-07-01 → 2027-04-01, lines 1 → 2, as it was before",
        f"{changed}owner none → Ines, start 2027-04-01 → 2027-07-01, lines 2 → 1",
        "Added Move files to the cloud",
    ]


def server_of(store: Store, actor: Actor, client_id: int) -> int:
    return int(shown(store, actor, client_id).schedule["asset_id"].iloc[0])


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"starts_on": date(2030, 1, 1)}, "absorbed_late"),
        ({"price_status": "quoted", "valid_until": date(2026, 12, 31)}, "quote_expires"),
        ({"starts_on": date(2026, 1, 1)}, "project_late"),
    ],
)
def test_what_a_person_should_know_of_a_project_is_a_finding(
    any_store: Store, actor: Actor, acme: int, changes: dict[str, Any], finding: str
) -> None:
    asset = server(shown(any_store, actor, acme))
    save_project(any_store, actor, acme, MOVE | {"devices": {asset: "retire"}} | changes)
    assert any(one.key.startswith(finding) for one in shown(any_store, actor, acme).findings)


def test_levelling_fills_the_quarters_around_a_project(any_store: Store, actor: Actor, acme: int) -> None:
    save_project(any_store, actor, acme, MOVE)
    trial = level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5)
    assert trial.roadmap is not None
    assert trial.question.fixed[2] >= 400_000
    assert trial.found.spend[2] >= trial.question.fixed[2]
    assert trial.roadmap.budget.planned()[2] <= trial.found.spend[2]
