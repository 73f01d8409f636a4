"""What tools and people really export, as a table: a first sheet, a second one, and how it must end.

Each case: title / first rows / second rows / expected `assets` in use afterwards, `added`, `changed`, `unchanged` of the
second import, and what it proposes to retire (`gone`, `replaced`).
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from planner.actions.clients import add_alias, find_client, list_clients
from planner.actions.edits import undo_import
from planner.actions.imports import apply_import, preview_import
from planner.actions.roadmaps import client_roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in, sheet
from tests.conftest import AS_OF

HEADER = "Hostname | Serial Number | Asset Tag | Type | Manufacturer | Model | Site | Status | Last Seen"
OTHER_TOOL = "Computer Name | Service Tag | Operating System | Installed RAM"


class Case(NamedTuple):
    title: str
    first: str
    second: str
    expected: str
    second_header: str = HEADER


CASES = (
    Case("the same sheet again", "A-1|S1111111||Laptop", "A-1|S1111111||Laptop", "assets 1 unchanged 1"),
    Case("a new device", "A-1|S1111111||Laptop", "A-1|S1111111||Laptop / A-2|S2222222||Laptop", "assets 2 added 1 unchanged 1"),
    Case("a renamed host is known by its serial", "A-1|S1111111||Laptop", "B-9|S1111111||Laptop", "assets 1 changed 1"),
    Case("a corrected tag is known by its serial", "A-1|S1111111|T1|Laptop", "A-1|S1111111|T2|Laptop", "assets 1 changed 1"),
    Case("serials in another case", "A-1|s1111111||Laptop", "A-1|S1111111||Laptop", "assets 1 changed 1"),
    Case("a serial is learned by name", "A-1|||Laptop", "A-1|S1111111||Laptop", "assets 1 changed 1"),
    Case("a serial is learned by tag", "|  |T1|Laptop", "A-1|S1111111|T1|Laptop", "assets 1 changed 1"),
    Case("an empty cell wipes nothing", "A-1|S1111111|T1|Laptop|HP", "A-1|S1111111||Laptop|", "assets 1 unchanged 1"),
    Case("the same tag with another serial is another device", "A-1|S1111111|T1|Laptop", "A-2|S2222222|T1|Laptop", "assets 2 added 1 gone 1"),
    Case("one name with a new serial is a replacement", "A-1|S1111111||Laptop", "A-1|S2222222||Laptop", "assets 2 added 1 replaced 1"),
    Case("a replacement is no update of the old one", "A-1|S1111111||Laptop|HP|EliteBook 840 G5", "A-1|S2222222||Laptop|HP|EliteBook 840 G10", "assets 2 added 1 replaced 1"),
    Case("both old and new in the sheet are two devices", "A-1|S1111111||Laptop", "A-1|S1111111||Laptop / A-1|S2222222||Laptop", "assets 2 added 1 unchanged 1"),
    Case("a filler as serial identifies nothing", "A-1|Default string||Desktop", "A-2|Default string||Desktop", "assets 2 added 1 gone 1"),
    Case("another filler", "A-1|To be filled by O.E.M.||Desktop", "A-1|To be filled by O.E.M.||Desktop", "assets 1 unchanged 1"),
    Case("zeros are no serial", "A-1|00000000||Desktop / A-2|00000000||Desktop", "A-1|00000000||Desktop / A-2|00000000||Desktop", "assets 2 unchanged 2"),
    Case("a serial under three names identifies nothing", "A-1|S1111111||Desktop / A-2|S1111111||Desktop / A-3|S1111111||Desktop", "A-1|S1111111||Desktop / A-2|S1111111||Desktop / A-3|S1111111||Desktop", "assets 3 unchanged 3"),
    Case("a re-enrolled device stands twice under one serial", "A-1|S1111111||Laptop", "A-1|S1111111||Laptop / DESKTOP-7K2QH1M|S1111111||Laptop", "assets 1 unchanged 2"),
    Case("what Excel destroyed is no serial", "A-1|6.37E+15||Laptop", "A-2|6.37E+15||Laptop", "assets 2 added 1 gone 1"),
    Case("a qualified name is the short one's host", "PC-01|||Desktop", "pc-01.corp.example|||Desktop", "assets 1 changed 1"),
    Case("a name cut to fifteen characters", "ACCOUNTS-FRONTDESK|||Desktop", "ACCOUNTS-FRONTD|||Desktop", "assets 1 changed 1"),
    Case("a longer name that only begins alike is another host", "PC-01|||Desktop", "PC-011|||Desktop", "assets 2 added 1 gone 1"),
    Case("names shared by several rows identify nothing", "Monitor|||Monitor|Dell|P2419H|London / Monitor|||Monitor|Dell|P2419H|Bath", "Monitor|||Monitor|Dell|P2419H|London / Monitor|||Monitor|Dell|P2419H|Bath", "assets 2 unchanged 2"),
    Case("a device that left the sheet is asked about", "A-1|S1111111||Laptop / A-2|S2222222||Laptop", "A-1|S1111111||Laptop", "assets 2 unchanged 1 gone 1"),
    Case("one site's sheet says nothing of the other site", "A-1|S1111111||Laptop|||London / A-2|S2222222||Laptop|||Bath", "A-1|S1111111||Laptop|||London", "assets 2 unchanged 1"),
    Case("within its site the sheet does speak", "A-1|S1111111||Laptop|||London / A-3|S3333333||Laptop|||London / A-2|S2222222||Laptop|||Bath", "A-1|S1111111||Laptop|||London", "assets 3 unchanged 1 gone 1"),
    Case("a device that moved site is not gone", "A-1|S1111111||Laptop|||London / A-2|S2222222||Laptop|||London", "A-1|S1111111||Laptop|||London / A-2|S2222222||Laptop|||Bath", "assets 2 changed 1 unchanged 1"),
    Case("another tool's sheet makes nothing gone", "A-1|S1111111||Laptop / A-2|S2222222||Laptop", "A-1|S1111111|Windows 11 Pro|16 GB", "assets 2 changed 1", OTHER_TOOL),
    Case("one device from two tools is one", "A-1|S1111111||Laptop", "a-1|S1111111|Windows 11 Pro|16 GB", "assets 1 changed 1", OTHER_TOOL),
    Case("two tools agree by name where one has no serial", "A-1|||Laptop", "A-1|S1111111|Windows 11 Pro|16 GB", "assets 1 changed 1", OTHER_TOOL),
    Case("a retired device is out of the fleet", "A-1|S1111111||Laptop|||| In use", "A-1|S1111111||Laptop||||Retired", "assets 0 changed 1"),
    Case("an archived agent is retired", "A-1|S1111111||Laptop / A-2|S2222222||Laptop", "A-1|S1111111||Laptop / A-2|S2222222||Laptop||||Archived", "assets 1 changed 1 unchanged 1"),
    Case("a spare stays in the fleet", "A-1|S1111111||Laptop", "A-1|S1111111||Laptop||||Spare", "assets 1 changed 1"),
    Case("a retired device that left the sheet is not asked about", "A-1|S1111111||Laptop / A-2|S2222222||Laptop||||Retired", "A-1|S1111111||Laptop", "assets 1 unchanged 1"),
    Case("a retired device that came back is in use again", "A-1|S1111111||Laptop||||Retired", "A-1|S1111111||Laptop||||In use", "assets 1 changed 1"),
    Case("a virtual machine by its hypervisor's id", "VM-1|VMware-56 4d 1c 9f 0e 44 2b 7a||Server|VMware, Inc.|VMware Virtual Platform", "VM-RENAMED|VMware-56 4d 1c 9f 0e 44 2b 7a||Server|VMware, Inc.|VMware Virtual Platform", "assets 1 changed 1"),
    Case("a host and its guest are two devices", "HOST-1|7CG1111||Server|Dell|PowerEdge R640", "HOST-1|7CG1111||Server|Dell|PowerEdge R640 / VM-1|VMware-56 4d 1c 9f 0e||Server|VMware, Inc.|VMware Virtual Platform", "assets 2 added 1 unchanged 1"),
    Case("rows without any key are known by what they say", "|||Monitor|Dell|P2419H|London", "|||Monitor|Dell|P2419H|London", "assets 1 unchanged 1"),
    Case("equal keyless rows are counted", "|||Monitor|Dell|P2419H|London", "|||Monitor|Dell|P2419H|London / |||Monitor|Dell|P2419H|London", "assets 2 added 1 unchanged 1"),
    Case("a name that is just the model identifies nothing", "P2419H|||Monitor|Dell|P2419H|London", "P2419H|||Monitor|Dell|P2419H|Bath", "assets 2 added 1"),
    Case("placeholders are no names", "N/A|S1111111||Laptop", "unknown|S1111111||Laptop", "assets 1 unchanged 1"),
    Case("white space does not make another device", " A-1 | S1111111 ||Laptop", "A-1|S1111111||Laptop", "assets 1 unchanged 1"),
    Case("an order of rows that changed changes nothing", "A-1|S1111111||Laptop / A-2|S2222222||Laptop", "A-2|S2222222||Laptop / A-1|S1111111||Laptop", "assets 2 unchanged 2"),
)  # fmt: skip


def text(header: str, rows: str) -> str:
    columns = header.count("|")
    padded = [row + "|" * (columns - row.count("|")) for row in rows.split(" / ")]
    return "\n".join([header, *padded])


def found(expected: str) -> dict[str, int]:
    words = expected.split()
    return dict.fromkeys(("assets", "added", "changed", "unchanged", "gone", "replaced"), 0) | {
        name: int(number) for name, number in zip(words[::2], words[1::2], strict=True)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_each_ends_as_it_must(store: Store, actor: Actor, case: Case) -> None:
    bring_in(store, actor, text(HEADER, case.first))
    upload = sheet(text(case.second_header, case.second), "second.csv")
    preview = preview_import(store, actor, [upload], AS_OF, "Acme")
    apply_import(store, actor, preview)
    counts = {name: preview.difference.counts[name] for name in ("added", "changed", "unchanged")}
    kinds = [proposal.kind for proposal in preview.proposals]
    roadmap = client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    ended = {
        "assets": len(roadmap.schedule),
        **counts,
        "gone": kinds.count("gone"),
        "replaced": kinds.count("replaced"),
    }
    assert ended == found(case.expected)


def test_what_a_person_retires_is_out_of_the_fleet_and_can_come_back(store: Store, actor: Actor) -> None:
    bring_in(store, actor, text(HEADER, "A-1|S1111111||Laptop / A-2|S2222222||Laptop"))
    preview = preview_import(store, actor, [sheet(text(HEADER, "A-1|S1111111||Laptop"))], AS_OF, "Acme")
    (proposal,) = preview.proposals
    applied = apply_import(store, actor, preview, retire=[proposal.asset_id])
    client_id = find_client(store, actor, "Acme").client_id
    assert client_roadmap(store, actor, client_id, AS_OF).schedule["name"].tolist() == ["A-1"]
    undo_import(store, actor, applied.import_ids[0])
    assert client_roadmap(store, actor, client_id, AS_OF).schedule["name"].tolist() == ["A-1", "A-2"]


def test_the_unconfirmed_are_named_with_their_value_and_stay_out_of_the_total(store: Store, actor: Actor) -> None:
    rows = "A-1|S1111111||Laptop||||| 2026-11-20 / A-2|S2222222||Laptop|||||2026-11-19 / A-3|S3333333||Laptop|||||2026-05-01"
    bring_in(store, actor, text(HEADER, rows))
    roadmap = client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    group = roadmap.budget.reconciliation["unconfirmed"]
    assert (group.assets, group.amount_minor > 0) == (1, True)
    assert "unconfirmed" in {finding.key for finding in roadmap.findings}
    assert set(roadmap.actions["asset_id"]).isdisjoint(
        roadmap.schedule.loc[roadmap.schedule["group"] == "unconfirmed", "asset_id"]
    )


def test_an_alias_is_confirmed_once_and_counts_from_then_on(store: Store, actor: Actor) -> None:
    bring_in(
        store, actor, "Client | Hostname | Serial Number | Type\nBrackwater Logistics Inc. | A-1 | S1111111 | Laptop"
    )
    again = sheet("Client | Hostname | Serial Number | Type\nBrackwater | A-1 | S1111111 | Laptop")
    preview = preview_import(store, actor, [again], AS_OF)
    assert preview.alike == (("Brackwater", "Brackwater Logistics Inc."),)
    add_alias(store, actor, find_client(store, actor, "Brackwater Logistics").client_id, "Brackwater")
    preview = preview_import(store, actor, [again], AS_OF)
    assert (preview.new_clients, preview.difference.counts["unchanged"]) == ((), 1)
    assert len(list_clients(store, actor)) == 1
