"""What a person decides of initiatives and projects together: one change, one way back, the newest decision counts."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.assets import pin_quarter
from planner.actions.clients import find_client
from planner.actions.goals import Goal as ClientGoal
from planner.actions.goals import client_goals, save_goals, serving
from planner.actions.initiatives import (
    edit_initiatives,
    find_initiative,
    initiative_history,
    move_initiative,
    open_quarters_of,
    release_initiative,
    split_initiative,
    undo_initiative,
)
from planner.actions.policies import save_rules
from planner.actions.projects import client_projects, project_history, save_project, undo_project
from planner.actions.roadmap_views import price_words
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.scenarios import choose_scenario
from planner.errors import PlannerError
from planner.records import Goal
from planner.roadmap.model import Initiative, Roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Hostname | Serial Number | Type | Purchase Date | Retired
PC-1 | S0000001 | Laptop | 2023-03-02 |
PC-2 | S0000002 | Laptop | 2023-03-05 |
PC-3 | S0000003 | Laptop | 2023-03-09 |
SRV-1 | S0000004 | Server | 2024-03-01 |"""


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    return find_client(any_store, actor, "Acme").client_id


def shown(store: Store, actor: Actor, client_id: int) -> Roadmap:
    return client_roadmap(store, actor, client_id, AS_OF)


def of(roadmap: Roadmap, category: str) -> Initiative:
    return next(one for one in (*roadmap.initiatives, *roadmap.parked) if one.category == category)


def test_a_device_chosen_alone_and_then_its_card_the_newest_decision_counts(
    any_store: Store, actor: Actor, acme: int
) -> None:
    roadmap = shown(any_store, actor, acme)
    card, early, late = of(roadmap, "laptop"), roadmap.quarters[3].starts_on, roadmap.quarters[8].starts_on
    pin_quarter(any_store, actor, acme, card.asset_ids[:1], early)
    move_initiative(any_store, actor, acme, AS_OF, card.key, late)
    move_initiative(any_store, actor, acme, AS_OF, f"replace:laptop:{early}", late)
    held = [one for one in shown(any_store, actor, acme).initiatives if one.is_held]
    assert {one.quarter_starts_on for one in held} == {late}
    assert sum(one.devices for one in held) == 3
    pin_quarter(any_store, actor, acme, card.asset_ids[:1], early)
    assert early in {one.quarter_starts_on for one in shown(any_store, actor, acme).initiatives if one.is_held}


def test_taking_a_move_back_brings_the_devices_own_quarters_back(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    card, late = of(roadmap, "laptop"), roadmap.quarters[8].starts_on
    pin_quarter(any_store, actor, acme, card.asset_ids, roadmap.quarters[4].starts_on)
    before = shown(any_store, actor, acme)
    move_initiative(any_store, actor, acme, AS_OF, of(before, "laptop").key, late)
    assert of(shown(any_store, actor, acme), "laptop").quarter_starts_on == late
    undo_initiative(any_store, actor, acme, initiative_history(any_store, actor, acme)[0].entry_id)
    assert shown(any_store, actor, acme).budget == before.budget


def test_cards_and_projects_changed_together_are_one_change_and_go_back_together(
    any_store: Store, actor: Actor, acme: int
) -> None:
    line = {"name": "Work", "unit_price": "900"}
    project = save_project(any_store, actor, acme, {"title": "Move", "starts_on": date(2027, 4, 1), "lines": [line]})
    before = shown(any_store, actor, acme)
    to = before.quarters[7].starts_on
    keys = (of(before, "laptop").key, of(before, "server").key, f"project:{project}")
    edit_initiatives(any_store, actor, acme, AS_OF, {key: {"quarter": to, "owner": "Ines"} for key in keys})
    after = shown(any_store, actor, acme)
    assert (
        sum(one.amount_minor for one in after.initiatives if one.quarter_starts_on == to) == after.budget.planned()[7]
    )
    assert sum(one.owner == "Ines" for one in after.initiatives) == 3
    [entry] = initiative_history(any_store, actor, acme)
    undo_initiative(any_store, actor, acme, entry.entry_id)
    assert shown(any_store, actor, acme).budget == before.budget
    assert client_projects(any_store, actor, acme)[0].owner is None


def test_a_fault_in_one_card_keeps_all_others_as_they_were(any_store: Store, actor: Actor, acme: int) -> None:
    project = save_project(any_store, actor, acme, {"title": "Move", "starts_on": date(2027, 4, 1)})
    before = shown(any_store, actor, acme)
    with pytest.raises(PlannerError) as refused:
        edit_initiatives(
            any_store, actor, acme, AS_OF,
            {of(before, "laptop").key: {"owner": "Ines"}, f"project:{project}": {"title": "  "},
             of(before, "server").key: {"goal": 77}},
        )  # fmt: skip
    assert "no title" in refused.value.message
    assert "no goal 77" in refused.value.message
    assert shown(any_store, actor, acme).initiatives == before.initiatives


def test_what_is_declined_or_done_leaves_the_total_and_says_so(any_store: Store, actor: Actor, acme: int) -> None:
    card = of(shown(any_store, actor, acme), "server")
    for status, words in (("declined", "is declined"), ("done", "is done, but its devices are still listed")):
        edit_initiatives(any_store, actor, acme, AS_OF, {of(shown(any_store, actor, acme), "server").key:
                                                         {"status": status}})  # fmt: skip
        roadmap = shown(any_store, actor, acme)
        assert roadmap.budget.reconciliation["unscheduled"].assets == 1
        assert any(words in one.sentence and one.amount_minor for one in roadmap.findings)
    move_initiative(any_store, actor, acme, AS_OF, of(roadmap, "server").key, card.quarter_starts_on)
    again = shown(any_store, actor, acme)
    assert (again.parked, of(again, "server").status) == ((), "proposed")
    assert of(again, "server").quarter_starts_on == card.quarter_starts_on


def test_a_card_whose_devices_are_gone_says_so(any_store: Store, actor: Actor, acme: int) -> None:
    card = of(shown(any_store, actor, acme), "server")
    edit_initiatives(any_store, actor, acme, AS_OF, {card.key: {"title": "The big server"}})
    bring_in(any_store, actor, FLEET.replace("Server | 2024-03-01 |", "Server | 2024-03-01 | 2026-11-01"))
    found = [one.sentence for one in shown(any_store, actor, acme).findings if one.key.startswith("held_idle")]
    assert found == ["The big server is on the roadmap no longer: all its devices are gone from the fleet."]


def test_given_back_a_card_follows_the_forecast_again(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme)
    move_initiative(any_store, actor, acme, AS_OF, of(before, "server").key, before.quarters[9].starts_on)
    release_initiative(any_store, actor, acme, of(shown(any_store, actor, acme), "server").key)
    assert shown(any_store, actor, acme).initiatives == before.initiatives
    with pytest.raises(PlannerError):
        release_initiative(any_store, actor, acme, of(before, "server").key)


def test_a_goal_and_what_comes_first_are_kept_and_a_wrong_order_is_told(
    any_store: Store, actor: Actor, acme: int
) -> None:
    with any_store.writing() as session:
        session.add(Goal(client_id=acme, title="Work from anywhere"))
    roadmap = shown(any_store, actor, acme)
    late, early = roadmap.quarters[9].starts_on, roadmap.quarters[4].starts_on
    laptops = of(roadmap, "laptop").key
    with pytest.raises(PlannerError, match="still changes with the forecast"):
        edit_initiatives(any_store, actor, acme, AS_OF, {of(roadmap, "server").key: {"depends_on": [laptops]}})
    move_initiative(any_store, actor, acme, AS_OF, laptops, late)
    laptops, server = of(shown(any_store, actor, acme), "laptop").key, of(roadmap, "server").key
    change = {"depends_on": [laptops], "goal": 1, "quarter": early}
    edit_initiatives(any_store, actor, acme, AS_OF, {server: change})
    after = shown(any_store, actor, acme)
    assert (of(after, "server").depends_on, of(after, "server").goal_id) == ((laptops,), 1)
    assert any("comes before what it depends on" in one.sentence for one in after.findings)
    with pytest.raises(PlannerError, match="waits for it already"):
        edit_initiatives(any_store, actor, acme, AS_OF, {laptops: {"depends_on": [of(after, "server").key]}})


def test_a_quarter_that_the_client_keeps_free_cannot_be_chosen(any_store: Store, actor: Actor, acme: int) -> None:
    save_rules(any_store, actor, acme, RuleChange(terms={"blackout": [7, 8, 9]}), AS_OF)
    roadmap = shown(any_store, actor, acme)
    shut = next(quarter for quarter in roadmap.quarters if quarter.starts_on == date(2027, 7, 1))
    assert shut.starts_on not in open_quarters_of(roadmap)
    with pytest.raises(PlannerError, match="no quarter in which it can land"):
        move_initiative(any_store, actor, acme, AS_OF, of(roadmap, "server").key, shut.starts_on)


def test_successors_follow_and_cannot_be_changed_themselves(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    far = roadmap.initiatives[-1]
    assert "in their turn" in far.why
    for change in ({"title": "Mine"}, {"quarter": roadmap.quarters[5].starts_on}):
        with pytest.raises(PlannerError, match="will have bought before"):
            edit_initiatives(any_store, actor, acme, AS_OF, {far.key: change})


def test_where_each_is_shown_as_due_no_quarter_can_be_chosen(any_store: Store, actor: Actor, acme: int) -> None:
    choose_scenario(any_store, actor, acme, "as_due")
    roadmap = shown(any_store, actor, acme)
    to = roadmap.quarters[5].starts_on
    for key in (of(roadmap, "server").key, of(roadmap, "laptop").key):
        with pytest.raises(PlannerError, match="as it is due"):
            move_initiative(any_store, actor, acme, AS_OF, key, to)
    move_initiative(any_store, actor, acme, AS_OF, of(roadmap, "server").key, None)
    assert shown(any_store, actor, acme).parked[0].devices == 1


def test_taken_up_by_somebody_else_in_the_meantime_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    card = of(shown(any_store, actor, acme), "laptop")
    split_initiative(any_store, actor, acme, AS_OF, card.key, card.asset_ids[:2], None)
    entry = initiative_history(any_store, actor, acme)[0].entry_id
    undo_initiative(any_store, actor, acme, entry)
    edit_initiatives(any_store, actor, acme, AS_OF, {card.key: {"title": "All three"}})
    with pytest.raises(PlannerError):
        undo_initiative(any_store, actor, acme, entry)
    assert find_initiative(shown(any_store, actor, acme), of(shown(any_store, actor, acme), "laptop").key).devices == 3


def test_a_quote_on_a_card_says_how_sure_the_price_is_and_runs_out(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme)
    card = of(before, "laptop")
    change = {"price_status": "quoted", "quote": "Q-17", "valid_until": date(2026, 12, 3)}
    edit_initiatives(any_store, actor, acme, AS_OF, {card.key: change})
    after = shown(any_store, actor, acme)
    held = of(after, "laptop")
    assert price_words(held, AS_OF) == "quoted Q-17, until 3 Dec 2026"
    assert price_words(held, date(2026, 12, 4)) == "quote Q-17 ran out on 3 Dec 2026"
    assert after.budget.total == before.budget.total, "it says how sure the amount is and changes none"
    [entry] = initiative_history(any_store, actor, acme)
    undo_initiative(any_store, actor, acme, entry.entry_id)
    assert shown(any_store, actor, acme).initiatives == before.initiatives


def test_a_project_serves_a_goal_and_waits_for_another_one(any_store: Store, actor: Actor, acme: int) -> None:
    save_goals(any_store, actor, acme, [ClientGoal(0, "Work from anywhere")])
    [goal] = client_goals(any_store, actor, acme)
    line = {"name": "Work", "unit_price": "900"}
    first, second = (
        save_project(any_store, actor, acme, {"title": title, "starts_on": date(2027, 3, 1), "lines": [line]})
        for title in ("Move the files", "Close the server room")
    )
    save_project(any_store, actor, acme, {"goal": goal.goal_id, "depends_on": [f"project:{first}"]}, second)
    roadmap = shown(any_store, actor, acme)
    card = find_initiative(roadmap, f"project:{second}")
    assert (card.goal_id, card.depends_on) == (goal.goal_id, (f"project:{first}",))
    assert [one.key for one in serving(roadmap, goal.goal_id)] == [f"project:{second}"]
    with pytest.raises(PlannerError, match="waits for it already"):
        save_project(any_store, actor, acme, {"depends_on": [f"project:{second}"]}, first)
    with pytest.raises(PlannerError, match="no goal 99"):
        save_project(any_store, actor, acme, {"goal": 99}, first)
    entry = project_history(any_store, actor, acme)[0]
    undo_project(any_store, actor, acme, entry.entry_id)
    assert find_initiative(shown(any_store, actor, acme), f"project:{second}").goal_id is None
