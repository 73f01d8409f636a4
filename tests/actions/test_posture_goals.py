"""The client's goals: saved together, served by initiatives, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.actions.clients import find_client
from planner.actions.goals import (
    Goal,
    client_goals,
    goal_history,
    goal_json,
    save_goals,
    serving,
    undo_goals,
)
from planner.actions.initiatives import edit_initiatives
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, "Hostname | Serial Number | Type | Purchase Date\nPC-1 | A1 | Laptop | 2018-02-01")
    return find_client(any_store, actor, "Acme").client_id


def test_goals_are_saved_together_open_ones_first_by_their_day(any_store: Store, actor: Actor, acme: int) -> None:
    save_goals(
        any_store, actor, acme,
        [Goal(0, "Insured", "The insurer asks", None), Goal(0, " Second office ", "", date(2027, 6, 30)),
         Goal(0, "Paperless", status="reached")],
    )  # fmt: skip
    goals = client_goals(any_store, actor, acme)
    assert [one.title for one in goals] == ["Second office", "Insured", "Paperless"]
    with pytest.raises(PlannerError, match="stand like that"):
        save_goals(any_store, actor, acme, goals)
    save_goals(any_store, actor, acme, [replace(goals[0], status="reached"), goals[1]])
    assert [(one.title, one.status) for one in client_goals(any_store, actor, acme)] == [
        ("Insured", "open"), ("Second office", "reached"),
    ]  # fmt: skip
    undo_goals(any_store, actor, acme, goal_history(any_store, actor, acme)[0].entry_id)
    assert client_goals(any_store, actor, acme) == goals


def test_an_initiative_serves_a_goal(any_store: Store, actor: Actor, acme: int) -> None:
    save_goals(any_store, actor, acme, [Goal(0, "Insured")])
    [goal] = client_goals(any_store, actor, acme)
    card = client_roadmap(any_store, actor, acme, AS_OF).initiatives[0]
    edit_initiatives(any_store, actor, acme, AS_OF, {card.key: {"goal": goal.goal_id}})
    roadmap = client_roadmap(any_store, actor, acme, AS_OF)
    assert [one.title for one in serving(roadmap, goal.goal_id)] == [card.title]
    assert goal_json(goal, roadmap)["initiatives"][0]["title"] == card.title


def test_faulty_goals_are_refused_with_every_fault(any_store: Store, actor: Actor, acme: int) -> None:
    with pytest.raises(PlannerError) as refused:
        save_goals(any_store, actor, acme, [Goal(0, " "), Goal(0, "x", status="maybe"), Goal(77, "Not ours")])
    told = f"{refused.value.message} {refused.value.remedy}"
    assert all(fault in told for fault in ("has no title", "no status 'maybe'", "no goal 77"))
    assert client_goals(any_store, actor, acme) == ()


def test_another_clients_goals_are_not_reached(any_store: Store, actor: Actor, acme: int) -> None:
    save_goals(any_store, actor, acme, [Goal(0, "Insured")])
    [goal] = client_goals(any_store, actor, acme)
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nX-1 | B1 | Laptop", client="Birch")
    birch = find_client(any_store, actor, "Birch").client_id
    with pytest.raises(PlannerError):
        save_goals(any_store, actor, birch, [goal])
    with pytest.raises(PlannerError):
        undo_goals(any_store, actor, birch, goal_history(any_store, actor, acme)[0].entry_id)
