"""Whatever is done in any order: board, plan and budget agree to the cent, and a person's words are never overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.actions.assets import pin_quarter
from planner.actions.clients import find_client
from planner.actions.edits import undo_import
from planner.actions.initiatives import (
    edit_initiatives,
    initiative_history,
    move_initiative,
    release_initiative,
    split_initiative,
    undo_initiative,
)
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_initiatives import read_held
from planner.errors import PlannerError
from planner.roadmap.held import Held
from planner.roadmap.model import Roadmap
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

KINDS = ("Laptop", "Server", "Dock")
FLEET = "Hostname | Serial Number | Type | Purchase Date | Assigned To | Qty\n" + "\n".join(
    f"PC-{n} | S{n:07d} | {KINDS[n % 5 // 2]} | {2020 + n % 5}-05-{n + 1:02d} | Person {n % 5} | 1" for n in range(14)
)
WORDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Studio", "Front desk"]), "why": st.sampled_from(["They ask for it.", None]),
        "lane": st.sampled_from(["Run", "Grow"]), "priority": st.sampled_from(["high", "low"]),
        "status": st.sampled_from(["proposed", "approved", "deferred", "declined", "done"]),
        "owner": st.sampled_from(["Ines", None]),
    },
)  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["move", "move", "out", "edit", "bulk", "split", "undo", "release", "import", "undo import", "pin",
             "project", "another day"]
        ),
        st.integers(0, 40), st.integers(0, 19), WORDS,
    ),
    max_size=9,
)  # fmt: skip


def agree(roadmap: Roadmap, held: tuple[Held, ...]) -> None:
    """Every figure of board, plan and budget is the same, and each device is in one place."""
    cards, budget = roadmap.initiatives, roadmap.budget
    assert sum(one.amount_minor + one.later_minor for one in cards) == budget.total
    devices = [one for one in cards if one.category]
    assert sum(one.amount_minor for one in devices) == int(roadmap.actions["amount_minor"].sum())
    for quarter in roadmap.quarters:
        at = roadmap.actions["planned_on"].between(str(quarter.starts_on), str(quarter.ends_on))
        mine = [one for one in devices if one.quarter_starts_on == quarter.starts_on]
        assert sum(one.amount_minor for one in mine) == int(roadmap.actions.loc[at, "amount_minor"].sum())
        assert sum(one.devices for one in mine) == int(roadmap.actions.loc[at, "quantity"].sum())
    groups = budget.reconciliation
    assert sum(group.assets for group in groups.values()) == int(roadmap.schedule["quantity"].sum())
    assert groups["unscheduled"].assets == sum(one.devices for one in roadmap.parked)
    assert groups["unscheduled"].amount_minor == sum(one.amount_minor for one in roadmap.parked)
    keys = [one.key for one in (*cards, *roadmap.parked)]
    assert len(keys) == len(set(keys))
    members = [asset for one in held for asset in one.asset_ids]
    assert len(members) == len(set(members)), "no device is held twice"


def stored(store: Store, actor: Actor, client: int) -> tuple[Held, ...]:
    with looking(store, actor) as session:
        return read_held(session, client)


def step(
    store: Store, actor: Actor, client: int, day: date, what: str, which: int, at: int, words: dict[str, Any]
) -> None:
    """Does one thing; one that the app refuses raises PlannerError."""
    roadmap = client_roadmap(store, actor, client, day)
    cards = [*roadmap.initiatives, *roadmap.parked]
    card, to = cards[which % len(cards)], roadmap.quarters[at].starts_on
    if what in ("move", "out"):
        move_initiative(store, actor, client, day, card.key, None if what == "out" else to)
    elif what == "edit":
        edit_initiatives(store, actor, client, day, {card.key: words})
    elif what == "bulk":
        chosen = {one.key: {**words, "quarter": to} for one in cards[which % len(cards) :][:3]}
        edit_initiatives(store, actor, client, day, chosen)
    elif what == "split":
        split_initiative(store, actor, client, day, card.key, card.asset_ids[:1], to)
    elif what == "undo":
        entries = [one for one in initiative_history(store, actor, client) if one.can_undo]
        if entries:
            undo_initiative(store, actor, client, entries[which % len(entries)].entry_id)
    elif what == "release":
        release_initiative(store, actor, client, card.key)
    elif what == "pin":
        pin_quarter(store, actor, client, [int(roadmap.schedule["asset_id"].iloc[which % len(roadmap.schedule)])], to)
    elif what == "project":
        asset = int(roadmap.schedule["asset_id"].iloc[which % len(roadmap.schedule)])
        line = {"name": "Work", "unit_price": "900"}
        save_project(
            store, actor, client, {"title": "P", "starts_on": to, "lines": [line], "devices": {asset: "retire"}}
        )
    elif what == "import":
        bring_in(store, actor, f"{FLEET}\nNEW-{which} | N{which} | Laptop | 2021-02-0{which % 9 + 1} | Person 9 | 2")
    elif what == "undo import":
        undo_import(store, actor, 2 + which % 3)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_in_any_order_all_agree_and_only_what_is_touched_changes(
    steps: list[tuple[str, int, int, dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory, actor: Actor
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('laws') / 'e.db'}")
    bring_in(store, actor, FLEET)
    client, day = find_client(store, actor, "Acme").client_id, AS_OF
    for what, which, at, words in steps:
        before, before_plan = stored(store, actor, client), client_roadmap(store, actor, client, day)
        if what == "another day":
            day = date(2027, 1 + which % 12, 15)
        try:
            step(store, actor, client, day, what, which, at, words)
            refused = False
        except PlannerError:
            refused = True
        after = stored(store, actor, client)
        roadmap = client_roadmap(store, actor, client, day)
        if refused:
            assert (after, roadmap.budget) == (before, before_plan.budget), "a step that is refused changes nothing"
        if what in ("import", "undo import", "pin", "project", "another day"):
            assert after == before, "nothing but a person's own change touches what he changed"
        if len(roadmap.schedule):
            agree(roadmap, after)
    store.close()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_taking_everything_back_from_the_newest_on_returns_to_the_cent(
    steps: list[tuple[str, int, int, dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory, actor: Actor
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('back') / 'e.db'}")
    bring_in(store, actor, FLEET)
    client = find_client(store, actor, "Acme").client_id
    before = client_roadmap(store, actor, client, AS_OF)
    for what, which, at, words in steps:
        if what in ("move", "out", "edit", "bulk", "split", "release"):
            try:
                step(store, actor, client, AS_OF, what, which, at, words)
            except PlannerError:
                continue
    for entry in initiative_history(store, actor, client):
        undo_initiative(store, actor, client, entry.entry_id)
    after = client_roadmap(store, actor, client, AS_OF)
    assert (after.initiatives, after.parked, after.budget) == (before.initiatives, (), before.budget)
    store.close()
