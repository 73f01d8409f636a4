"""Initiatives that a person touches: held with their devices, moved, split, taken out and back, to the cent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.actions.client_levelling import level_client
from planner.actions.clients import find_client
from planner.actions.initiatives import (
    edit_initiatives,
    find_initiative,
    initiative_history,
    initiatives_json,
    movable_keys,
    move_initiative,
    split_initiative,
    undo_initiative,
)
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.budget.levelled_plan import PlanLimits
from planner.errors import PlannerError
from planner.roadmap.model import Initiative, Roadmap
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = "Hostname | Serial Number | Type | Purchase Date\n" + "\n".join(
    f"PC-{number} | S{number:07d} | Laptop | {2022 + number % 4}-05-{number + 1:02d}" for number in range(16)
)


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    return find_client(any_store, actor, "Acme").client_id


def shown(store: Store, actor: Actor, client_id: int) -> Roadmap:
    return client_roadmap(store, actor, client_id, AS_OF)


def agree(roadmap: Roadmap) -> None:
    """Board, plan and budget say the same, and no device is lost or doubled."""
    cards = sum(one.amount_minor + one.later_minor for one in roadmap.initiatives)
    assert cards == roadmap.budget.total == int(roadmap.actions["amount_minor"].sum())
    by_quarter = [
        sum(one.amount_minor for one in roadmap.initiatives if one.quarter_starts_on == quarter.starts_on)
        for quarter in roadmap.quarters
    ]
    assert by_quarter == list(roadmap.budget.planned())
    assert sum(group.assets for group in roadmap.budget.reconciliation.values()) == len(roadmap.schedule)
    planned = roadmap.actions.loc[roadmap.actions["generation"] == 0, "asset_id"].tolist()
    parked = [asset for one in roadmap.parked for asset in one.asset_ids]
    assert len(planned) == len(set(planned))
    assert not set(planned) & set(parked)
    assert len({one.key for one in (*roadmap.initiatives, *roadmap.parked)}) == len(roadmap.initiatives) + len(
        roadmap.parked
    )


def first(roadmap: Roadmap) -> Initiative:
    return roadmap.initiatives[0]


def test_moving_a_card_moves_its_devices_the_budget_and_the_card(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme)
    card, to = first(before), before.quarters[6].starts_on
    move_initiative(any_store, actor, acme, AS_OF, card.key, to)
    after = shown(any_store, actor, acme)
    agree(after)
    moved = next(one for one in after.initiatives if one.is_held)
    assert moved.quarter_starts_on == to
    assert set(moved.asset_ids) == set(card.asset_ids)
    planned = after.schedule.set_index("asset_id").loc[list(card.asset_ids), "planned_on"]
    assert {day.date() for day in planned} == {to}
    at = [quarter.starts_on for quarter in after.quarters].index(card.quarter_starts_on)
    assert after.budget.planned()[at] == before.budget.planned()[at] - card.amount_minor


def test_what_a_person_changed_stays_whatever_the_next_import_says(any_store: Store, actor: Actor, acme: int) -> None:
    card = first(shown(any_store, actor, acme))
    change = {"title": "Laptops of the studio", "owner": "Ines", "status": "approved"}
    edit_initiatives(any_store, actor, acme, AS_OF, {card.key: change})
    bring_in(any_store, actor, FLEET + "\nPC-99 | S99 | Laptop | 2022-05-03\nPC-98 | S98 | Server | 2019-05-03")
    roadmap = shown(any_store, actor, acme)
    agree(roadmap)
    held = next(one for one in roadmap.initiatives if one.is_held)
    assert (held.title, held.owner, held.status) == ("Laptops of the studio", "Ines", "approved")
    assert held.asset_ids == card.asset_ids, "the new one has a card of its own"
    assert any(one.devices == 1 and one.category == "laptop" for one in roadmap.initiatives)


def test_what_is_taken_out_of_all_quarters_is_told_with_its_money(any_store: Store, actor: Actor, acme: int) -> None:
    before = shown(any_store, actor, acme)
    card = first(before)
    move_initiative(any_store, actor, acme, AS_OF, card.key, None)
    after = shown(any_store, actor, acme)
    agree(after)
    [parked] = after.parked
    assert parked.devices == card.devices
    group = after.budget.reconciliation["unscheduled"]
    assert (group.assets, group.amount_minor) == (card.devices, parked.amount_minor)
    move_initiative(any_store, actor, acme, AS_OF, parked.key, card.quarter_starts_on)
    again = shown(any_store, actor, acme)
    agree(again)
    assert again.parked == ()


def test_a_split_gives_some_devices_a_card_of_their_own(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    card, to = first(roadmap), roadmap.quarters[9].starts_on
    some = set(card.asset_ids[:1])
    split_initiative(any_store, actor, acme, AS_OF, card.key, some, to)
    after = shown(any_store, actor, acme)
    agree(after)
    held = next(one for one in after.initiatives if one.is_held)
    assert (set(held.asset_ids), held.quarter_starts_on) == (some, to)
    with pytest.raises(PlannerError):
        split_initiative(any_store, actor, acme, AS_OF, held.key, some, to)


def test_a_forged_move_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    bring_in(any_store, actor, "Hostname | Serial Number | Type | Purchase Date\nX | X1 | Laptop | 2024-01-01",
             client="Birch")  # fmt: skip
    birch = find_client(any_store, actor, "Birch").client_id
    roadmap = shown(any_store, actor, acme)
    key, far = first(roadmap).key, roadmap.quarters[3].starts_on
    move_initiative(any_store, actor, birch, AS_OF, first(shown(any_store, actor, birch)).key, far)
    foreign = next(one.key for one in shown(any_store, actor, birch).initiatives if one.is_held)
    for wrong, quarter in (
        ("replace:unknown", far), (foreign, far), (key, date(2040, 1, 1)), (key, roadmap.quarters[0].starts_on),
        (key, date(2027, 2, 15)),
    ):  # fmt: skip
        with pytest.raises(PlannerError):
            move_initiative(any_store, actor, acme, AS_OF, wrong, quarter)
    assert shown(any_store, actor, acme).budget == roadmap.budget


def test_all_faults_of_a_bulk_edit_are_told_and_nothing_is_stored(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    one, two = (card.key for card in roadmap.initiatives[:2])
    with pytest.raises(PlannerError) as refused:
        edit_initiatives(any_store, actor, acme, AS_OF, {one: {"lane": "Sideways"}, two: {"title": " ", "cost": 1}})
    assert all(word in refused.value.message for word in ("Sideways", "no title", "cost"))
    assert shown(any_store, actor, acme).initiatives == roadmap.initiatives


def test_a_card_of_successors_alone_follows_the_devices_before_it(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    movable = movable_keys(roadmap)
    later = next(one for one in roadmap.initiatives if one.key not in movable)
    for change in ({"quarter": roadmap.quarters[8].starts_on}, {"owner": "Ines"}):
        with pytest.raises(PlannerError):
            edit_initiatives(any_store, actor, acme, AS_OF, {later.key: change})


def test_a_projects_card_moves_its_project(any_store: Store, actor: Actor, acme: int) -> None:
    line = {"name": "Work", "unit_price": "900"}
    project = save_project(any_store, actor, acme, {"title": "Move", "starts_on": date(2027, 3, 1), "lines": [line]})
    to = shown(any_store, actor, acme).quarters[5].starts_on
    move_initiative(any_store, actor, acme, AS_OF, f"project:{project}", to)
    roadmap = shown(any_store, actor, acme)
    agree_total = sum(one.amount_minor + one.later_minor for one in roadmap.initiatives)
    assert find_initiative(roadmap, f"project:{project}").quarter_starts_on == to
    assert agree_total == roadmap.budget.total


def test_a_moved_card_stays_when_the_plan_is_levelled(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = shown(any_store, actor, acme)
    to = roadmap.quarters[6].starts_on
    move_initiative(any_store, actor, acme, AS_OF, first(roadmap).key, to)
    level_client(any_store, actor, acme, AS_OF, PlanLimits(), choose=True, seconds=0.5)
    levelled = shown(any_store, actor, acme)
    agree(levelled)
    assert next(one for one in levelled.initiatives if one.is_held).quarter_starts_on == to


def test_programs_get_every_card(any_store: Store, actor: Actor, acme: int) -> None:
    card = first(shown(any_store, actor, acme))
    move_initiative(any_store, actor, acme, AS_OF, card.key, None)
    told = initiatives_json(shown(any_store, actor, acme))
    assert told[-1]["quarter"] is None
    assert told[-1]["is_held"] is True


STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "out", "edit", "split", "import", "undo"]), st.integers(0, 30), st.integers(2, 19)),
    max_size=7,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_in_any_order_board_plan_and_budget_agree(
    steps: list[tuple[str, int, int]], tmp_path_factory: pytest.TempPathFactory, actor: Actor
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('steps') / 'e.db'}")
    bring_in(store, actor, FLEET)
    client = find_client(store, actor, "Acme").client_id
    for number, (what, which, quarter) in enumerate(steps):
        roadmap = shown(store, actor, client)
        cards = [*roadmap.initiatives, *roadmap.parked]
        card, to = cards[which % len(cards)], roadmap.quarters[quarter].starts_on
        kept = {one.key: one.title for one in cards if one.is_held and one.key != card.key}
        try:
            if what in ("move", "out"):
                move_initiative(store, actor, client, AS_OF, card.key, None if what == "out" else to)
            elif what == "edit":
                edit_initiatives(store, actor, client, AS_OF, {card.key: {"title": f"Step {number}"}})
            elif what == "split":
                split_initiative(store, actor, client, AS_OF, card.key, card.asset_ids[:1], to)
            elif what == "undo":
                undo_initiative(store, actor, client, initiative_history(store, actor, client)[0].entry_id)
                kept = {}
            else:
                bring_in(store, actor, f"{FLEET}\nNEW-{number} | N{number} | Laptop | 2021-0{number + 1}-01")
        except (PlannerError, IndexError):
            pass  # a step that is refused changes nothing
        after = shown(store, actor, client)
        agree(after)
        now = {one.key: one.title for one in (*after.initiatives, *after.parked)}
        assert all(now.get(key) == title for key, title in kept.items() if what != "import" or key in now)
    store.close()
