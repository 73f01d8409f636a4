"""A client's scenarios: levelled and stored by one action, set side by side, and one of them behind every door."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.actions.client_levelling import level_client, levelling_question, try_levelling
from planner.actions.clients import find_client
from planner.actions.exports import workbook
from planner.actions.levelling_told import clashes_told, moves_told
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.scenarios import choose_scenario, compare_scenarios, scenario_view
from planner.budget.levelled_plan import PlanLimits
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    """40 laptops bought within a month, due in one quarter."""
    rows = [f"PC-{number} | S{number:07d} | Laptop | 2022-05-{number % 28 + 1:02d}" for number in range(40)]
    bring_in(any_store, actor, "Hostname | Serial Number | Type | Purchase Date\n" + "\n".join(rows))
    return find_client(any_store, actor, "Acme").client_id


def test_a_clients_plan_is_levelled_stored_and_set_beside_the_others(any_store: Store, actor: Actor, acme: int) -> None:
    before = {row.name: row for row in scenario_view(any_store, actor, acme, AS_OF).rows}
    assert before["levelled"].note == "Not levelled yet."
    found = level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5)
    assert found.plan is not None
    assert found.plan.plan_id is not None
    rows = {row.name: row for row in scenario_view(any_store, actor, acme, AS_OF).rows}
    assert rows["levelled"].peak < 0.7 * rows["as_due"].peak
    assert rows["levelled"].unplanned <= 1.05 * rows["as_due"].unplanned
    assert rows["run_to_failure"].total < rows["as_due"].total
    assert rows["run_to_failure"].unplanned > rows["as_due"].unplanned
    effect, _ = compare_scenarios(any_store, actor, acme, AS_OF, "as_due", "levelled")
    assert effect.moved_units > 10


def test_what_is_kept_is_what_was_tried_out_and_planning_again_moves_nothing(
    any_store: Store, actor: Actor, acme: int
) -> None:
    tried = try_levelling(levelling_question(any_store, actor, acme, AS_OF), PlanLimits(), 0.5)
    kept = level_client(any_store, actor, acme, AS_OF, PlanLimits(), choose=True, seconds=0.5)
    assert kept.found.quarter_of == tried.found.quarter_of
    again = level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5)
    assert again.found.quarter_of == kept.found.quarter_of


def test_the_chosen_scenario_is_behind_every_door(any_store: Store, actor: Actor, acme: int) -> None:
    as_due = client_roadmap(any_store, actor, acme, AS_OF)
    level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5)
    assert client_roadmap(any_store, actor, acme, AS_OF).budget.planned() == as_due.budget.planned(), "not chosen yet"
    assert choose_scenario(any_store, actor, acme, "levelled") == "as_decided"
    shown = client_roadmap(any_store, actor, acme, AS_OF)
    assert shown.budget.peak < 0.7 * as_due.budget.peak
    told = budget_json(shown)
    assert told["scenario"] == "levelled"
    assert told["levelling"]["moves"]
    assert told["levelling"]["gap"] <= 0.05
    assert {item.quarter_starts_on for item in shown.initiatives} == {
        shown.assumptions.calendar.quarter_of(on.date()).starts_on for on in shown.actions["planned_on"]
    }
    assert len(workbook(any_store, actor, acme, AS_OF).data) > 10_000
    choose_scenario(any_store, actor, acme, "as_decided")
    assert client_roadmap(any_store, actor, acme, AS_OF).budget.planned() == as_due.budget.planned()


def test_each_move_says_from_where_to_where_and_why(any_store: Store, actor: Actor, acme: int) -> None:
    told = moves_told(level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5))
    assert told
    assert all(move.device.startswith("PC-") and move.start != move.to for move in told)
    assert all(" would cost " in move.why or "overdue" in move.why for move in told)
    assert any("Waiting risks" in move.why for move in told) or any("gives up" in move.why for move in told)


def test_a_capped_plan_keeps_its_cap_to_the_cent(any_store: Store, actor: Actor, acme: int) -> None:
    level_client(any_store, actor, acme, AS_OF, PlanLimits(2_000_000), seconds=0.5)
    capped = next(row for row in scenario_view(any_store, actor, acme, AS_OF).rows if row.name == "capped")
    assert 0 < max(capped.quarters) <= 2_000_000


def test_a_cap_that_no_plan_keeps_is_told_with_what_it_must_give_and_that_is_enough(
    any_store: Store, actor: Actor, acme: int
) -> None:
    refused = level_client(any_store, actor, acme, AS_OF, PlanLimits(100_000), choose=True, seconds=0.5)
    assert refused.plan is None
    assert refused.found.status == "infeasible"
    sentences = clashes_told(refused)
    assert any("The cap of $1,000 in FY" in sentence and "must give" in sentence for sentence in sentences)
    most = max(round(clash.least) for clash in refused.found.clashes if clash.limit == "quarter_cap")
    assert level_client(any_store, actor, acme, AS_OF, PlanLimits(100_000 + most), seconds=0.5).plan is not None
    assert scenario_view(any_store, actor, acme, AS_OF).chosen == "as_decided"


def test_what_cannot_be_chosen_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    for name in ("levelled", "run_to_failure", "as_decided"):
        with pytest.raises(PlannerError):
            choose_scenario(any_store, actor, acme, name)
    with pytest.raises(PlannerError):
        client_roadmap(any_store, actor, acme, AS_OF, "levelled")


def test_a_new_device_moves_no_other_of_the_plan_that_is_shown(any_store: Store, actor: Actor, acme: int) -> None:
    kept = level_client(any_store, actor, acme, AS_OF, PlanLimits(), choose=True, seconds=0.5)
    bring_in(any_store, actor, "Hostname | Serial Number | Type | Purchase Date\nNEW-1 | N1 | Laptop | 2022-06-01")
    shown = client_roadmap(any_store, actor, acme, AS_OF)
    assert shown.levelled is not None
    assert shown.levelled.placed == kept.plan.placed
    again = level_client(any_store, actor, acme, AS_OF, PlanLimits(), seconds=0.5)
    same = {key: quarter for key, quarter in again.found.quarter_of.items() if key in kept.found.quarter_of}
    assert same == kept.found.quarter_of


def test_a_plan_made_long_ago_lands_nothing_in_the_past(any_store: Store, actor: Actor, acme: int) -> None:
    level_client(any_store, actor, acme, AS_OF, PlanLimits(), choose=True, seconds=0.5)
    later = date(2028, 3, 1)
    shown = client_roadmap(any_store, actor, acme, later)
    assert min(on.date() for on in shown.actions["planned_on"]) > later
    assert len(set(shown.actions["asset_id"])) == 40


def test_the_workbook_says_which_scenario_it_shows(any_store: Store, actor: Actor, acme: int) -> None:
    def told() -> str:
        book = load_workbook(BytesIO(workbook(any_store, actor, acme, AS_OF).data))
        return next(str(row[1].value) for row in book["About"].iter_rows() if row[0].value == "Scenario")

    assert told().startswith("As due: ")
    level_client(any_store, actor, acme, AS_OF, PlanLimits(2_500_000), choose=True, seconds=0.5)
    assert told().startswith("Capped at $25,000 a quarter on ")
    assert "proven within" in told()
