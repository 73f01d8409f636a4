"""Each source of proposals by hand: key, quarter, devices and amount; and what all of them have in common.

The fiscal year begins in July: as of 23 November 2026 the quarter is FY27 Q2, and with 45 days of lead time the first in
which anything can land is FY27 Q3 (January to March 2027).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.budget.contracts import Contract
from planner.budget.projects import Project
from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.posture import Answer, Assessment
from planner.roadmap.proposal import as_project
from planner.roadmap.proposals import MOST_OF_A_SOURCE
from planner.roadmap.proposals_posture import PostureFacts
from tests.budget.fleets import assumptions
from tests.budget.test_contracts import OFFICE, SUPPORT
from tests.conftest import AS_OF
from tests.roadmap.test_build import PLAIN

ABLE: dict[str, Any] = {"operating_system": "Windows 10 Pro", "cpu": "Intel Core i5-1335U", "name": "SECRET-PC"}
GUEST: dict[str, Any] = {
    "category": "virtual_machine", "is_virtual": True, "operating_system": "Windows Server 2019", "name": "SECRET-DC",
}  # fmt: skip
NEW_LAPTOP = ABLE | {"purchased_on": date(2025, 2, 1), "quantity": 3}
OLD_LAPTOP = ABLE | {"purchased_on": date(2021, 2, 1)}
SERVER: dict[str, Any] = {"category": "server", "name": "SECRET-HOST", "purchased_on": date(2024, 3, 1)}
GAP = PostureFacts((Assessment(1, AS_OF, "", {"mfa": Answer(0), "backup": Answer(3)}),), users=10)
NOTHING = PostureFacts()


def roadmap_of(
    *devices: dict[str, Any], contracts: tuple[Contract, ...] = (), projects: tuple[Project, ...] = (),
    posture: PostureFacts = NOTHING, as_of: date = AS_OF, pins: dict[int, date] | None = None, **rules: Any,
) -> Roadmap:  # fmt: skip
    rows = [{**dict.fromkeys(ASSET_COLUMNS), **PLAIN, "asset_id": n, **device} for n, device in enumerate(devices, 1)]
    frame = to_frame([[row[name] for name in ASSET_COLUMNS] for row in rows], ASSET_COLUMNS)
    return build_roadmap(
        client="Acme", client_id=1, assets=frame, policy=default_policy(), reference=load_reference(),
        assumptions=assumptions(**rules), pins=pins or {}, as_of=as_of, contracts=contracts, projects=projects, posture=posture,
    )  # fmt: skip


def told(one: Initiative) -> tuple[str, str, str, int, int | None]:
    return one.key, one.quarter_label, one.priority, one.devices, one.proposed_minor


def only(roadmap: Roadmap) -> Initiative:
    (found,) = roadmap.proposed
    return found


def test_computers_that_stay_move_to_the_next_windows_and_those_replaced_in_time_do_not() -> None:
    found = only(roadmap_of(NEW_LAPTOP, OLD_LAPTOP))
    # 3 × $110.00, 10 % contingency and 7 % tax on both: 330.00 + 33.00 + 25.41
    assert told(found) == ("os:windows_10:2025", "FY27 Q3", "high", 3, 38_841)
    assert (found.lane, found.asset_ids, found.amount_minor) == ("Protect", (1,), 0)
    assert found.title == "Move 3 computers from Windows 10 to Windows 11"
    assert found.proposal == "proposal: not in the budget yet, about $388"


def test_a_server_system_is_moved_in_the_last_quarter_that_is_over_before_its_end() -> None:
    found = only(roadmap_of(GUEST, GUEST | {"quantity": 2}))
    # updates end on 9 January 2029; licence 3 × $1,100 and migration 3 × $1,800, each × 1.10 × 1.07
    assert told(found) == ("os:windows_server_2019", "FY29 Q2", "low", 3, 3 * (129_470 + 211_860))
    assert found.quarter_starts_on == date(2028, 10, 1)
    later = only(roadmap_of(GUEST, as_of=date(2028, 11, 1)))
    assert (later.key, later.quarter_label, later.priority) == (found.key, "FY29 Q2", "high"), "the first open one"
    over = only(roadmap_of(GUEST, as_of=date(2029, 3, 1)))
    assert (over.key, over.quarter_label) == (found.key, "FY29 Q4")
    assert "ended on 9 January 2029" in over.why


def test_a_system_outside_the_horizon_or_of_another_owner_is_no_proposal() -> None:
    assert roadmap_of(GUEST, horizon_quarters=8).proposed == ()
    assert roadmap_of(GUEST | {"is_unconfirmed": True}).proposed == ()


def test_a_free_update_is_proposed_once_its_end_is_near_and_has_no_price() -> None:
    laptop = NEW_LAPTOP | {"operating_system": "Windows 11 Pro", "os_version": "24H2"}
    found = only(roadmap_of(laptop))
    assert told(found) == ("os:windows_11_24h2", "FY27 Q3", "high", 3, None)
    assert found.proposal == "proposal: not in the budget yet, no price known"
    assert roadmap_of(laptop, as_of=date(2025, 3, 1)).proposed == ()


def test_a_paid_extension_that_ends_before_a_late_replacement_is_extended_once_more_or_that_comes_earlier() -> None:
    unable = ABLE | {
        "cpu": "Intel Core i5-7500", "purchased_on": date(2025, 2, 1), "notes": "ESU until 2027-10-12",
    }  # fmt: skip
    assert roadmap_of(unable).proposed == (), "it is replaced by then"
    found = only(roadmap_of(unable, pins={1: date(2028, 7, 1)}))
    assert told(found) == ("os:windows_10:2027:extended", "FY28 Q1", "high", 1, None)
    extended = NEW_LAPTOP | {"notes": "ESU until 2027-10-12"}
    keys = {one.key for one in roadmap_of(extended, NEW_LAPTOP).proposed}
    assert keys == {"os:windows_10:2027:extended", "os:windows_10:2025"}


def test_a_core_device_that_outlives_its_cover_by_more_than_a_quarter_is_extended_or_accepted() -> None:
    server = SERVER | {"warranty_ends_on": date(2027, 5, 31)}
    covered = SERVER | {"warranty_ends_on": date(2028, 12, 31)}
    roadmap = roadmap_of(server, covered)
    replaced = roadmap.schedule["planned_on"].dt.date.tolist()
    assert all(day is not None and date(2028, 12, 31) < day < date(2029, 3, 31) for day in replaced)
    assert told(only(roadmap)) == ("warranty:FY27Q4:server", "FY27 Q4", "medium", 1, None)
    assert only(roadmap).asset_ids == (1,)
    assert roadmap_of(server | {"category": "laptop"}).proposed == (), "no core device"


def test_the_end_of_a_lease_and_of_a_devices_licence_are_decided_in_their_quarter() -> None:
    copier = {"category": "printer", "ownership": "leased", "lease_ends_on": date(2028, 3, 31)}
    firewall = {
        "category": "firewall", "purchased_on": date(2025, 1, 10), "notes": "FortiGuard licence until 2027-06-30",
    }  # fmt: skip
    licence, lease = roadmap_of(copier, firewall).proposed
    assert told(licence) == ("licence:FY27Q4:firewall", "FY27 Q4", "high", 1, None)
    assert told(lease) == ("lease:FY28Q3:printer", "FY28 Q3", "low", 1, None)


def test_a_contract_is_decided_by_its_day_of_notice_and_its_money_is_in_the_budget() -> None:
    roadmap = roadmap_of(contracts=(OFFICE, SUPPORT))
    support, office = roadmap.proposed
    # notice for 2027 was 1 November 2026: the next is 1 November 2027, then 40 × 12 × $22.04
    assert told(office) == ("licence:1:2028", "FY28 Q2", "low", 0, 0)
    assert office.proposal == "proposal: $10,579 a year is in the budget already"
    # $3,600 + 10 % for three years
    assert told(support) == ("contract:2:2027", "FY27 Q3", "medium", 0, 0)
    assert support.proposal == "proposal: $1,320 a year is in the budget already"
    ends = replace(SUPPORT, renews=False)
    assert only(roadmap_of(contracts=(ends,))).proposal == "proposal: not in the budget yet, no price known"
    assert roadmap_of(contracts=(replace(SUPPORT, term_months=1),)).proposed == ()
    foreign = only(roadmap_of(contracts=(replace(SUPPORT, currency="CHF"),)))
    assert foreign.proposal == "proposal: not in the budget yet, no price known"


def test_a_gap_of_the_posture_is_the_same_kind_of_proposal() -> None:
    found = only(roadmap_of(NEW_LAPTOP | {"operating_system": None}, posture=GAP))
    # 10 users × $3.00 × 3 months in each of 19 quarters: 90.00 + 9.00 + 6.93
    assert told(found) == ("posture:mfa", "FY27 Q3", "high", 0, 19 * 10_593)
    assert found.proposal == "proposal: not in the budget yet, about $2,013, $424 of it a year"
    assert roadmap_of(posture=replace(GAP, users=None)).proposed[0].proposed_minor is None
    assert roadmap_of(posture=GAP, as_of=date(2026, 1, 1)).proposed == (), "it was not assessed by then"


MANY: tuple[dict[str, Any], ...] = (
    NEW_LAPTOP, OLD_LAPTOP, GUEST, SERVER | {"warranty_ends_on": date(2027, 5, 31)},
    {"category": "printer", "ownership": "leased", "lease_ends_on": date(2028, 3, 31)},
)  # fmt: skip


def test_proposals_are_in_no_total_and_one_taken_up_adds_what_it_said() -> None:
    plain, asked = roadmap_of(*MANY), roadmap_of(*MANY, posture=GAP)
    assert asked.budget == plain.budget
    assert asked.initiatives == plain.initiatives
    assert len(asked.proposed) == len(plain.proposed) + 1 == 5
    for card, proposal in zip(asked.proposed, asked.proposals, strict=True):
        project = replace(as_project(proposal), project_id=9)
        taken = roadmap_of(*MANY, posture=GAP, projects=(project,))
        assert taken.budget.total - asked.budget.total == (card.proposed_minor or 0)
        assert sum(one.amount_minor + one.later_minor for one in taken.initiatives) == taken.budget.total
        assert card.key not in {one.key for one in taken.proposed}
        mine = next(one for one in taken.initiatives if one.key == "project:9")
        assert (mine.title, mine.quarter_label, mine.lane) == (card.title, card.quarter_label, card.lane)
        declined = roadmap_of(*MANY, posture=GAP, projects=(replace(project, status="declined"),))
        assert (declined.budget, len(declined.proposed)) == (asked.budget, len(asked.proposed) - 1)


def test_no_proposal_names_a_device() -> None:
    for one in roadmap_of(*MANY, posture=GAP).proposed:
        assert "SECRET" not in f"{one.key} {one.title} {one.why} {one.proposal}"


def test_of_a_source_only_the_most_important_are_shown_and_the_next_follows_a_decided_one() -> None:
    contracts = tuple(
        replace(SUPPORT, contract_id=n, name=f"Line {n}", unit_price_minor=n * 1_000) for n in range(1, 11)
    )
    found = roadmap_of(contracts=contracts)
    assert len(found.proposed) == MOST_OF_A_SOURCE
    assert {one.title for one in found.proposed} == {f"Decide on Line {n}" for n in (7, 8, 9, 10)}
    decided = (replace(as_project(found.proposals[0]), project_id=1),)
    assert len(roadmap_of(contracts=contracts, projects=decided).proposed) == MOST_OF_A_SOURCE


@pytest.mark.parametrize("devices", [(), MANY], ids=["no device", "a fleet"])
def test_where_nothing_can_land_nothing_is_proposed(devices: tuple[dict[str, Any], ...]) -> None:
    assert roadmap_of(*devices, posture=GAP, contracts=(SUPPORT,), approval_and_lead_days=3_000).proposed == ()
