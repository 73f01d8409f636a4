"""Several sheets about one device: the newer data counts, the finer word stays, and what disagrees is shown."""

from __future__ import annotations

import pytest

from planner.actions.assets import asset_story
from planner.actions.clients import find_client
from planner.actions.edits import correct_asset
from planner.actions.imports import apply_import, preview_import
from planner.actions.roadmaps import client_roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in, sheet
from tests.conftest import AS_OF

PLAN = "Serial Number | Type | Model | Purchase Date | Operating System\n"
TOOL = "Device | Serial | Kind | Model Name | Purchased | OS | Last Seen\n"
OTHER = "X-9 | S9999999 | Laptop | Latitude 5420 | 2024-05-01 | Windows 11 Pro | {}\n"


def device(store: Store, actor: Actor):
    roadmap = client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    return roadmap.schedule.set_index("serial_number").loc["S1111111"]


@pytest.mark.parametrize("first", [0, 1])
def test_the_newer_export_of_a_tool_counts_in_whatever_order_the_files_come(store, actor, first: int) -> None:
    old = (
        TOOL
        + "PC-1 | S1111111 | Laptop | Latitude 5400 | 2020-03-01 | Windows 10 Pro | 2026-05-01\n"
        + OTHER.format("2026-05-02")
    )
    new = (
        TOOL
        + "PC-1 | S1111111 | Laptop | Latitude 5540 | 2024-03-01 | Windows 11 Pro | 2026-11-20\n"
        + OTHER.format("2026-11-21")
    )
    for text in ((old, new), (new, old))[first]:
        bring_in(store, actor, text)
    assert device(store, actor)["operating_system"] == "Windows 11 Pro"
    assert f"{device(store, actor)['purchased_on']:%Y-%m-%d}" == "2024-03-01"


def test_a_vaguer_word_for_the_same_replaces_nothing(store: Store, actor: Actor) -> None:
    bring_in(store, actor, PLAN + "S1111111 | Laptop | Latitude 5400 | 2023-05-14 | Windows 10 Pro")
    bring_in(store, actor, PLAN + "S1111111 | Laptop | Latitude | 2023 | Windows 10")
    found = device(store, actor)
    assert (found["model"], found["operating_system"]) == ("Latitude 5400", "Windows 10 Pro")
    assert f"{found['purchased_on']:%Y-%m-%d}" == "2023-05-14"


def conflicting(store: Store, actor: Actor):
    bring_in(store, actor, PLAN + "S1111111 | Laptop | Latitude 5400 | 2021-05-14 | Windows 10 Pro", name="plan.csv")
    tool = (
        TOOL
        + "PC-1 | S1111111 | Laptop | Latitude 5400 | 2019-03-01 | Windows 10 Pro | 2026-11-20\n"
        + OTHER.format("2026-11-21")
    )
    return preview_import(store, actor, [sheet(tool, "tool.csv")], AS_OF, "Acme")


def test_the_difference_names_what_another_sheet_says_otherwise(store: Store, actor: Actor) -> None:
    [conflict] = conflicting(store, actor).conflicts
    assert (conflict.device, conflict.field, conflict.value) == ("PC-1", "purchased_on", "2021-05-14")
    assert conflict.source == "plan.csv", "the tool's export is two days older than the day the plan was imported"
    assert conflict.others == (("tool.csv", "2019-03-01"),)


def test_one_sheet_that_changes_its_own_word_is_no_conflict(store: Store, actor: Actor) -> None:
    bring_in(store, actor, PLAN + "S1111111 | Laptop | Latitude 5400 | 2021-05-14 | Windows 10 Pro")
    again = preview_import(
        store, actor, [sheet(PLAN + "S1111111 | Laptop | Latitude 5400 | 2020-05-14 | Windows 11 Pro")], AS_OF, "Acme"
    )
    assert again.conflicts == ()


def test_a_conflict_stays_on_the_device_until_a_person_settles_it(store: Store, actor: Actor) -> None:
    apply_import(store, actor, conflicting(store, actor))
    asset_id = int(device(store, actor)["asset_id"])
    assert [conflict.field for conflict in asset_story(store, actor, asset_id).conflicts] == ["purchased_on"]
    correct_asset(store, actor, asset_id, "purchased_on", "2021-05-14", "seen the invoice")
    assert asset_story(store, actor, asset_id).conflicts == ()


def test_a_serial_that_another_client_has_is_asked_about(store: Store, actor: Actor) -> None:
    row = PLAN + "S1111111 | Laptop | Latitude 5400 | 2021-05-14 | Windows 10 Pro"
    bring_in(store, actor, row, client="Birch")
    preview = preview_import(store, actor, [sheet(row)], AS_OF, "Acme")
    [proposal] = preview.proposals
    assert (proposal.kind, proposal.client) == ("moved", "Birch")
    apply_import(store, actor, preview, [proposal.asset_id])
    birch = client_roadmap(store, actor, find_client(store, actor, "Birch").client_id, AS_OF)
    assert birch.schedule.empty


def test_two_new_names_that_look_alike_are_asked_about(store: Store, actor: Actor) -> None:
    rows = "Customer | Serial Number | Type\nBrackwater Logistics | S1111111 | Laptop\nBrackwater | S2222222 | Laptop"
    preview = preview_import(store, actor, [sheet(rows)], AS_OF)
    assert preview.alike == (("Brackwater", "Brackwater Logistics"),)
