"""What people do that once went wrong: each stays right from now on."""

from __future__ import annotations

import pytest

from planner.actions.clients import find_client, list_clients, update_client
from planner.actions.exports import workbook
from planner.actions.imports import preview_import
from planner.actions.roadmaps import client_roadmap
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.roadmap.model import Roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in, sheet
from tests.conftest import AS_OF

LAPTOP = "Hostname | Serial Number | Type | Purchase Date\nPC-1 | S1111111 | Laptop | 2024-03-01"


def roadmap_of(store: Store, actor: Actor, text: str) -> Roadmap:
    bring_in(store, actor, text)
    return client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)


def test_our_own_workbook_is_told_from_a_source(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOP)
    made = workbook(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    with pytest.raises(PlannerError, match="made by Evergreen"):
        preview_import(store, actor, [Upload(made.file_name, made.data)], AS_OF, "Acme")


def test_a_client_may_be_given_by_id(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOP)
    client_id = find_client(store, actor, "Acme").client_id
    preview = preview_import(store, actor, [sheet(LAPTOP)], AS_OF, str(client_id))
    assert (preview.clients, preview.new_clients) == (("Acme",), ())


def test_a_title_that_names_a_client_does_not_change_where_rows_go_the_second_time(store: Store, actor: Actor) -> None:
    plan = "Quillmoor Dental Group | | |\n | | |\n" + LAPTOP
    bring_in(store, actor, plan, client="Home")
    bring_in(
        store, actor, LAPTOP.replace("PC-1", "PC-2").replace("S1111111", "S2222222"), client="Quillmoor Dental Group"
    )
    again = preview_import(store, actor, [sheet(plan, "sheet0.csv")], AS_OF, "Home")
    assert again.clients == ("Home",)
    assert again.difference.counts["unchanged"] == 1


def test_a_quantity_of_nothing_is_a_problem_and_counts_as_one(store: Store, actor: Actor) -> None:
    rows = "Type | Model | Location | Quantity\nMonitor | P2419H | London | 0\nMonitor | P2419H | Bath | 5000000\nMonitor | P2419H | Leeds | 3"
    preview = preview_import(store, actor, [sheet(rows)], AS_OF, "Acme")
    assert [problem.value for problem in preview.problems] == ["0", "5000000"]


def test_a_column_that_says_archived_retires(store: Store, actor: Actor) -> None:
    rows = (
        "Hostname | Serial Number | Type | Archived\nPC-1 | S1111111 | Laptop | true\nPC-2 | S2222222 | Laptop | false"
    )
    assert roadmap_of(store, actor, rows).schedule["name"].tolist() == ["PC-2"]


def test_licences_among_devices_are_skipped_with_the_reason(store: Store, actor: Actor) -> None:
    rows = "Name | Type | Serial Number | Location\nPC-1 | Laptop | S1111111 | London\nMicrosoft 365 E3 | Software License | | London"
    preview = preview_import(store, actor, [sheet(rows)], AS_OF, "Acme")
    assert (preview.difference.counts["added"], preview.difference.counts["skipped"]) == (1, 1)
    assert "licence" in str(preview.difference.rows[1].note)


def test_one_serial_under_two_names_is_said_to_be_one_device(store: Store, actor: Actor) -> None:
    rows = "Hostname | Serial Number | Type\nPC-1 | S1111111 | Laptop\nPC-2 | S1111111 | Laptop"
    preview = preview_import(store, actor, [sheet(rows)], AS_OF, "Acme")
    assert "serial number of PC-1 (row 2)" in str(preview.difference.rows[1].note)


def test_an_unknown_locale_is_refused_by_name(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOP)
    with pytest.raises(PlannerError, match="xx_YY"):
        update_client(store, actor, find_client(store, actor, "Acme").client_id, locale="xx_YY")
    assert list_clients(store, actor)[0].locale == "en_US"


def test_a_client_whose_devices_have_no_price_is_not_told_that_nothing_is_to_be_spent(
    store: Store, actor: Actor
) -> None:
    bring_in(store, actor, LAPTOP.replace("2024", "2018"))
    client_id = find_client(store, actor, "Acme").client_id
    update_client(store, actor, client_id, currency="JPY", locale="ja_JP")
    said = client_roadmap(store, actor, client_id, AS_OF).answer
    assert said == "1 device is overdue; 1 device has no price in JPY yet."


def test_a_replacement_date_in_the_sheet_is_shown_beside_the_plans(store: Store, actor: Actor) -> None:
    rows = "Hostname | Serial Number | Type | Purchase Date | Planned Replacement\nPC-1 | S1111111 | Laptop | 2024-03-01 | 2031-06-01"
    assert "planned_otherwise" in {finding.key for finding in roadmap_of(store, actor, rows).findings}


def test_a_purchase_in_the_far_future_does_not_take_a_device_out_of_the_budget(store: Store, actor: Actor) -> None:
    roadmap = roadmap_of(store, actor, LAPTOP.replace("2024-03-01", "2062-08-15"))
    assert roadmap.schedule["is_estimated"].tolist() == [True]
    assert roadmap.budget.total > 0
    assert "date_in_future" in {finding.key for finding in roadmap.findings}


def test_a_date_known_to_the_year_is_told_as_a_year(store: Store, actor: Actor) -> None:
    (reason,) = roadmap_of(store, actor, LAPTOP.replace("2024-03-01", "2023")).schedule["reason"]
    assert reason == "In service since 2023; planned for replacement at 4 years, in 2027."


def test_what_the_client_does_not_own_is_said_so(store: Store, actor: Actor) -> None:
    rows = "Hostname | Serial Number | Type | Ownership\nCOPIER | S1111111 | Printer | Leased"
    (reason,) = roadmap_of(store, actor, rows).schedule["reason"]
    assert reason == "It belongs to a leasing company: the client buys no replacement."


def test_what_is_over_is_told_in_the_past_tense(store: Store, actor: Actor) -> None:
    rows = "Hostname | Serial Number | Type | Manufacturer | Model | Operating System\nVM-1 | VMware-56 4d 1c 9f | Server | VMware, Inc. | VMware Virtual Platform | Windows Server 2012 R2"
    (reason,) = roadmap_of(store, actor, rows).schedule["reason"]
    assert "Windows Server 2012 R2, ended on 10 October 2023" in reason
