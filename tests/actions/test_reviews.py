"""The quarterly review: what changed, what must be decided, what somebody does; and what was held stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.actions.clients import find_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.goals import Goal, client_goals, save_goals
from planner.actions.posture import save_assessment
from planner.actions.projects import save_project
from planner.actions.review_json import review_json
from planner.actions.reviews import (
    AGENDA,
    ActionItem,
    client_review,
    hold_review,
    save_items,
    save_review,
    say_of_risk,
)
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

SHEET = """Hostname | Serial Number | Type | Purchase Date | Operating System
PC-1 | A1 | Laptop | 2018-02-01 | Windows 7
PC-2 | A2 | Laptop | 2026-01-01 | Windows 11 Pro 25H2
SRV-1 | A3 | Server | 2026-03-01 |"""


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, SHEET)
    return find_client(any_store, actor, "Acme").client_id


def test_what_must_be_decided_comes_with_its_last_day_and_its_money(any_store: Store, actor: Actor, acme: int) -> None:
    contract = {
        "name": "Office suite", "unit_price": "22", "quantity": 10, "billing": "month", "term_months": 12,
        "starts_on": date(2026, 1, 15), "notice_days": 30,
    }  # fmt: skip
    save_contracts(any_store, actor, acme, ContractEdits(added=(contract,)))
    seen = client_review(any_store, actor, acme, AS_OF)
    told = {one.what: one for one in seen.decisions}
    suite = told["Office suite: renew, change or end it"]
    assert suite.by == date(2027, 1, 14) - timedelta(days=30)
    assert suite.amount_minor == 12 * 22_000
    overdue = told["Replace 1 laptop"]
    assert overdue.by == AS_OF, "approval and delivery take until the quarter begins"
    [card] = [one for one in seen.roadmap.initiatives if one.title == "Replace 1 laptop"][:1]
    assert overdue.amount_minor == card.amount_minor
    assert [one.by for one in seen.decisions] == sorted(one.by for one in seen.decisions)


def test_the_top_risk_is_a_system_without_updates_until_a_person_says_otherwise(
    any_store: Store, actor: Actor, acme: int
) -> None:
    seen = client_review(any_store, actor, acme, AS_OF)
    assert seen.top_risks[0].key == "systems"
    assert (seen.top_risks[0].likelihood, seen.top_risks[0].impact) == (4, 5), "a third of the fleet"
    say_of_risk(any_store, actor, acme, "systems", {"likelihood": 1, "owner": "Vera", "note": "Isolated network."})
    say_of_risk(any_store, actor, acme, "own:power", {"title": "One power feed", "likelihood": 5, "impact": 5})
    seen = client_review(any_store, actor, acme, AS_OF)
    assert seen.top_risks[0].title == "One power feed"
    systems = next(risk for risk in seen.risks if risk.key == "systems")
    assert (systems.likelihood, systems.impact, systems.owner) == (1, 5, "Vera")
    say_of_risk(any_store, actor, acme, "own:power", {"is_hidden": True})
    assert all(risk.key != "own:power" for risk in client_review(any_store, actor, acme, AS_OF).risks)
    with pytest.raises(PlannerError):
        say_of_risk(any_store, actor, acme, "systems", {"likelihood": 6})


def test_the_next_review_tells_what_changed_since_the_one_that_was_held(
    any_store: Store, actor: Actor, acme: int
) -> None:
    review = save_review(any_store, actor, acme, AS_OF, {"title": "QBR autumn", "meets_on": AS_OF})
    seen = client_review(any_store, actor, acme, AS_OF)
    assert seen.coming is not None
    assert seen.coming.agenda == AGENDA
    assert seen.changes == ()
    hold_review(any_store, actor, acme, AS_OF, review)
    assert client_review(any_store, actor, acme, AS_OF).changes == (), "nothing changed since"
    bring_in(any_store, actor, "Hostname | Serial Number | Type | Purchase Date\nPC-9 | A9 | Laptop | 2020-01-01")
    line = {"name": "Work", "unit_price": "500"}
    save_project(any_store, actor, acme, {"title": "Move", "starts_on": date(2027, 3, 1), "lines": [line]})
    changes = client_review(any_store, actor, acme, AS_OF).changes
    assert "1 device is new." in changes
    assert any(one.startswith("Devices overdue: 1 then, 2 now.") for one in changes)
    assert any(one.startswith("The plan: $") for one in changes)
    assert any("new" in one and "initiative" in one for one in changes)
    with pytest.raises(PlannerError):
        save_review(any_store, actor, acme, AS_OF, {"notes": "Later."}, review)
    with pytest.raises(PlannerError):
        hold_review(any_store, actor, acme, AS_OF, review)


def test_action_items_are_carried_forward_until_they_are_done(any_store: Store, actor: Actor, acme: int) -> None:
    call = ActionItem(0, "Call the insurer", "Owner", date(2026, 12, 5), "open")
    save_items(any_store, actor, acme, (call, replace(call, text="Quote the server", due_on=date(2026, 12, 1))))
    review = save_review(any_store, actor, acme, AS_OF, {"title": "QBR", "meets_on": AS_OF})
    hold_review(any_store, actor, acme, AS_OF, review)
    items = client_review(any_store, actor, acme, AS_OF).open_items
    assert [one.text for one in items] == ["Quote the server", "Call the insurer"]
    save_items(any_store, actor, acme, (replace(items[0], status="done"), items[1]))
    seen = client_review(any_store, actor, acme, AS_OF)
    assert [one.text for one in seen.open_items] == ["Call the insurer"]
    assert seen.items[1].done_on == actor.acting_at.date()
    save_items(any_store, actor, acme, (seen.items[0],))
    assert len(client_review(any_store, actor, acme, AS_OF).items) == 1
    for wrong in (replace(call, text=" "), replace(call, status="maybe"), replace(call, item_id=99)):
        with pytest.raises(PlannerError):
            save_items(any_store, actor, acme, (wrong,))


def test_everything_on_the_screen_can_be_had_by_a_program(any_store: Store, actor: Actor, acme: int) -> None:
    told = review_json(client_review(any_store, actor, acme, AS_OF))
    assert set(told) >= {"changes", "risks", "decisions", "action_items", "coming", "last", "total", "peak"}
    assert told["decisions"][0]["by"] == AS_OF.isoformat()


def test_another_clients_review_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nX-1 | B1 | Laptop", client="Birch")
    birch = find_client(any_store, actor, "Birch").client_id
    review = save_review(any_store, actor, acme, AS_OF, {"title": "QBR", "meets_on": AS_OF})
    with pytest.raises(PlannerError):
        save_review(any_store, actor, birch, AS_OF, {"notes": "x"}, review)
    with pytest.raises(PlannerError):
        save_review(any_store, actor, acme, AS_OF, {"title": " "})


def test_the_review_tells_how_well_run_the_client_is_and_what_serves_its_goals(
    any_store: Store, actor: Actor, acme: int
) -> None:
    save_assessment(any_store, actor, acme, AS_OF, {"backup": {"maturity": 2}})
    save_goals(any_store, actor, acme, [Goal(0, "No day without data"), Goal(0, "An old one", status="dropped")])
    [goal, _] = client_goals(any_store, actor, acme)
    line = {"name": "Work", "unit_price": "900"}
    given = {"title": "Test the restore", "starts_on": date(2027, 3, 1), "lines": [line], "goal": goal.goal_id}
    save_project(any_store, actor, acme, given)
    told = review_json(client_review(any_store, actor, acme, AS_OF))
    assert told["posture"]["total"] == 0.5, "two of four levels in the one service that is answered"
    assert [(one["title"], [card["title"] for card in one["initiatives"]]) for one in told["goals"]] == [
        ("No day without data", ["Test the restore"])
    ]
