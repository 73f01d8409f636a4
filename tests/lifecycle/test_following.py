"""What goes with another device: a dock with the laptop of the same person, else of the same site."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.client_levelling import level_client
from planner.actions.clients import find_client
from planner.actions.roadmaps import client_roadmap
from planner.budget.levelled_plan import PlanLimits
from planner.frames import to_records
from planner.roadmap.model import Roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

HEAD = "Hostname | Serial Number | Type | Purchase Date | User | Site | Qty\n"
LAPTOPS = """LT-ADA | L1 | Laptop | 2024-03-01 | Ada | Leeds | 1
LT-BO | L2 | Laptop | 2025-05-01 | Bo | York | 1
LT-CY | L3 | Laptop | 2023-09-01 | Cy | York | 1
"""


def shown(store: Store, actor: Actor, docks: str, laptops: str = LAPTOPS) -> Roadmap:
    bring_in(store, actor, HEAD + laptops + docks)
    return client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)


def dates(roadmap: Roadmap) -> dict[str, date | None]:
    return {row["name"]: row["due_on"] for row in to_records(roadmap.schedule[["name", "due_on"]])}


def test_a_dock_goes_with_the_laptop_of_its_person_and_costs_money_then(store: Store, actor: Actor) -> None:
    roadmap = shown(store, actor, "DK-1 | D1 | Docking station | 2022-01-01 | ada | York | 1")
    due = dates(roadmap)
    assert due["DK-1"] == due["LT-ADA"]
    dock = roadmap.schedule.set_index("name").loc["DK-1"]
    assert dock["group"] == "planned"
    assert dock["planned_amount_minor"] > 0
    assert dock["limiting_factor"] == "follows"
    assert dock["reason"] == "It is replaced together with LT-ADA, in March 2028."
    [card] = [one for one in roadmap.initiatives if one.category == "dock" and "successor" not in one.key][:1]
    assert card.why.startswith("1 dock goes with the device it belongs to")


def test_without_a_person_a_dock_goes_with_one_of_its_site_the_first_due_first(store: Store, actor: Actor) -> None:
    due = dates(shown(store, actor, "DK-1 | D1 | Dock | | | York | 1\nDK-2 | D2 | Dock | | | york | 1"))
    assert (due["DK-1"], due["DK-2"]) == (due["LT-CY"], due["LT-BO"])


@pytest.mark.parametrize("dock", ["DK-9 | D9 | Dock | | | | 1", "DK-9 | D9 | Dock | | | | 12"])
def test_docks_without_a_device_of_their_own_go_with_the_middle_one_as_an_estimate(
    store: Store, actor: Actor, dock: str
) -> None:
    roadmap = shown(store, actor, dock)
    due = dates(roadmap)
    assert due["DK-9"] == due["LT-ADA"]  # September 2027, March 2028, May 2029
    assert roadmap.schedule.set_index("name").loc["DK-9", "group"] == "estimated"


def test_a_dock_of_a_client_without_laptops_is_told_apart(store: Store, actor: Actor) -> None:
    roadmap = shown(store, actor, "DK-1 | D1 | Dock | 2022-01-01 | Ada | York | 1", laptops="")
    assert roadmap.budget.reconciliation["excluded_by_rule"].assets == 1
    assert roadmap.budget.total == 0


def test_a_levelled_plan_keeps_a_dock_with_its_laptop(store: Store, actor: Actor) -> None:
    people = [f"P{number}" for number in range(12)]
    laptops = "".join(f"LT-{one} | L{one} | Laptop | 2022-05-01 | {one} | York | 1\n" for one in people)
    docks = "".join(f"DK-{one} | D{one} | Dock | | {one} | York | 1\n" for one in people)
    bring_in(store, actor, HEAD + laptops + docks)
    client = find_client(store, actor, "Acme").client_id
    roadmap = level_client(store, actor, client, AS_OF, PlanLimits(), choose=True, seconds=0.5).roadmap
    assert roadmap is not None
    planned = dict(zip(roadmap.schedule["name"], roadmap.schedule["planned_quarter"], strict=True))
    assert all(planned[f"DK-{one}"] == planned[f"LT-{one}"] for one in people)
    assert len({planned[f"LT-{one}"] for one in people}) > 1
