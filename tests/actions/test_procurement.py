"""What approved lines have to be bought: by kind and place, step by step."""

from __future__ import annotations

import pytest

from planner.actions.clients import find_client
from planner.actions.decisions import DecisionAsked, close_round, record_decisions
from planner.actions.procurement import procurement_csv, procurement_list, take_step, undo_step
from planner.actions.publishing import publish_roadmap
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Hostname | Serial Number | Type | Model | Site | Purchase Date
PC-1 | S0000001 | Laptop | T14 | York | 2018-03-02
PC-2 | S0000002 | Laptop | T14 | York | 2018-03-05
PC-3 | S0000003 | Laptop | X1 | Leeds | 2018-03-05"""


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    acme = find_client(any_store, actor, "Acme").client_id
    publish_roadmap(any_store, actor, acme, AS_OF)
    return acme


def test_only_what_was_approved_is_listed_by_kind_and_place(any_store: Store, actor: Actor, acme: int) -> None:
    key = client_roadmap(any_store, actor, acme, AS_OF).initiatives[0].key
    assert procurement_list(any_store, actor, acme, AS_OF) == ()
    record_decisions(any_store, actor, acme, "Ines", [DecisionAsked(key, "in_budget")])
    listed = procurement_list(any_store, actor, acme, AS_OF)
    assert [(one.item, one.ship_to, one.quantity, one.replaces) for one in listed] == [
        ("Laptops", "Leeds", 1, "X1 (1)"), ("Laptops", "York", 2, "T14 (2)"),
    ]  # fmt: skip
    close_round(any_store, actor, acme)
    assert procurement_list(any_store, actor, acme, AS_OF) == listed, "a closed round's word still holds"
    assert procurement_csv(listed).splitlines()[2].endswith(",2,York,T14 (2),0,0,0,0")


def test_steps_add_up_never_beyond_the_units_and_can_be_taken_back(any_store: Store, actor: Actor, acme: int) -> None:
    key = client_roadmap(any_store, actor, acme, AS_OF).initiatives[0].key
    record_decisions(any_store, actor, acme, "Ines", [DecisionAsked(key, "in_budget")])
    place = (any_store, actor, acme, AS_OF, key, "Laptops", "York")
    take_step(*place, "ordered", 1, "PO-1")
    second = take_step(*place, "ordered", 1)
    assert procurement_list(any_store, actor, acme, AS_OF)[1].done == {"ordered": 2}
    for step, quantity in (("ordered", 1), ("deployed", 3), ("deployed", 0), ("eaten", 1)):
        with pytest.raises(PlannerError):
            take_step(*place, step, quantity)
    with pytest.raises(PlannerError, match="not on the list"):
        take_step(any_store, actor, acme, AS_OF, key, "Servers", "York", "ordered", 1)
    undo_step(any_store, actor, acme, second)
    assert procurement_list(any_store, actor, acme, AS_OF)[1].done == {"ordered": 1}
