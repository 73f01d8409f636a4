"""Projects on whole roadmaps: a device and the project that absorbs it are never both paid, and nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.budget.parts import DELIVERED, PARTS
from planner.budget.projects import DISPOSITIONS, Project, ProjectLine
from planner.calendar import FiscalCalendar
from planner.frames import ASSET_COLUMNS, to_frame, to_records
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Initiative, Roadmap
from tests.budget.fleets import assumptions
from tests.conftest import AS_OF
from tests.roadmap.test_build import PLAIN

CONTINGENCY, TAX = Decimal("0.10"), Decimal("0.07")
RULES = assumptions(contingency=CONTINGENCY, tax=TAX, horizon_quarters=12, capitalisation_threshold_minor=0)
FLEET: tuple[dict[str, Any], ...] = (
    {"name": "SRV-1", "category": "server", "purchased_on": date(2021, 2, 1)},
    {"name": "SRV-2", "category": "server", "purchased_on": date(2023, 6, 1)},
    {"name": "PC", "category": "laptop", "purchased_on": date(2023, 5, 1), "quantity": 7},
    {"name": "FW-1", "category": "firewall"},
    {"name": "MON", "category": "monitor", "quantity": 24},
    {"name": "ESX-GUEST", "category": "virtual_machine", "is_virtual": True},
    {"name": "LOST", "is_unconfirmed": True, "purchased_on": date(2022, 1, 1)},
    {"name": "RENTED", "ownership": "leased", "lease_ends_on": date(2028, 1, 1)},
)  # fmt: skip
UNITS = sum(device.get("quantity", 1) for device in FLEET)
MOVE = Project(
    1, "Move files", "Nobody needs the server room.", "Transform", "high", "proposed", None, date(2027, 4, 1),
    "budgetary", None, None,
    (
        ProjectLine("Migration", "one_time", "capex", 1, 400_000),
        ProjectLine("Storage", "recurring", "opex", 25, 400, billing="month"),
    ),
    ((1, "migrate"),),
)  # fmt: skip


def roadmap_with(*projects: Project, rules: Any = RULES) -> Roadmap:
    rows = [{**dict.fromkeys(ASSET_COLUMNS), **PLAIN, "asset_id": n, **device} for n, device in enumerate(FLEET, 1)]
    frame = to_frame([[row[name] for name in ASSET_COLUMNS] for row in rows], ASSET_COLUMNS)
    return build_roadmap(
        client="Acme", client_id=1, assets=frame, policy=default_policy(), reference=load_reference(),
        assumptions=rules, pins={}, as_of=AS_OF, projects=projects,
    )  # fmt: skip


def card_of(roadmap: Roadmap) -> Initiative:
    [card] = [one for one in roadmap.initiatives if one.key.startswith("project:")]
    return card


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def with_surcharges(amount: int) -> int:
    """Amount, a tenth of it for contingency, and seven percent of both, each half up."""
    contingent = amount + half_up(amount * CONTINGENCY)
    return contingent + half_up(contingent * TAX)


def replacements_cost(roadmap: Roadmap, without: set[int]) -> int:
    """What the roadmap's replacements cost without those of some devices: by line and quarter, each surcharge half up
    on the line's amount in the quarter."""
    lines: dict[tuple[str, str, date], int] = defaultdict(int)
    for action in to_records(roadmap.actions):
        if action["asset_id"] not in without:
            starts_on = RULES.calendar.quarter_of(action["planned_on"]).starts_on
            for part in PARTS:
                lines[action["category"], part, starts_on] += action[f"{part}_minor"]
    return sum(amount if part == "trade_in" else with_surcharges(amount) for (_, part, _), amount in lines.items())


def test_the_parts_of_a_replacement_are_the_lines_of_the_arithmetic() -> None:
    plain = roadmap_with()
    allowance = plain.budget.reconciliation["on_failure"].amount_minor
    assert "hardware" in DELIVERED
    assert plain.budget.total == replacements_cost(plain, set()) + allowance


lines = st.builds(
    ProjectLine, st.just("Line"), st.sampled_from(["one_time", "recurring"]), st.sampled_from(["opex", "capex"]),
    st.integers(1, 40), st.integers(0, 10**7), st.integers(0, 40), st.sampled_from(["month", "quarter", "year"]),
    st.none() | st.integers(1, 480),
)  # fmt: skip
projects = st.builds(
    replace, st.just(MOVE), starts_on=st.dates(date(2025, 1, 1), date(2031, 1, 1)),
    status=st.sampled_from(["proposed", "approved", "deferred", "declined", "done"]),
    price_status=st.sampled_from(["budgetary", "quoted", "ordered", "invoiced"]),
    lines=st.lists(lines, max_size=3).map(tuple),
    devices=st.dictionaries(st.integers(1, len(FLEET)), st.sampled_from(DISPOSITIONS)).map(
        lambda of: tuple(sorted(of.items()))
    ),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(first=projects, second=projects)
def test_no_device_is_paid_twice_and_the_groups_add_up_to_the_fleet(first: Project, second: Project) -> None:
    plain, second = roadmap_with(), replace(second, project_id=2, title="Close the room")
    roadmap = roadmap_with(first, second)
    named = {asset for project in (first, second) if project.counts for asset, _ in project.devices}
    taken = set(roadmap.schedule.loc[roadmap.schedule["group"] == "absorbed", "asset_id"])
    assert taken <= named
    assert not taken & set(roadmap.actions["asset_id"])
    kept = replacements_cost(plain, taken)
    allowances = roadmap.budget.reconciliation["on_failure"].amount_minor
    cards = [one for one in roadmap.initiatives if one.key.startswith("project:")]
    of_projects = sum(one.amount_minor + one.later_minor for one in cards)
    assert roadmap.budget.total == kept + allowances + of_projects
    every = sum(one.amount_minor + one.later_minor for one in roadmap.initiatives)
    assert every + allowances == roadmap.budget.total
    assert sum(group.assets for group in roadmap.budget.reconciliation.values()) == UNITS
    in_groups = {group: roadmap.budget.reconciliation[group].amount_minor for group in ("planned", "estimated")}
    assert sum(in_groups.values()) + allowances + of_projects == roadmap.budget.total
    told = [asset for one in cards for asset in one.asset_ids]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("status", ["declined", "done"])
def test_a_project_that_is_out_leaves_the_budget_as_it_was(status: str) -> None:
    out = roadmap_with(replace(MOVE, status=status))
    assert out.budget == roadmap_with().budget
    assert out.initiatives == roadmap_with().initiatives


def test_unconfirmed_virtual_and_leased_devices_stay_in_their_groups_and_monitors_come_after() -> None:
    everything = replace(MOVE, devices=tuple((asset, "retire") for asset in range(1, len(FLEET) + 1)))
    groups = dict(roadmap_with(everything).schedule[["name", "group"]].itertuples(index=False))
    assert groups == {
        "SRV-1": "absorbed", "SRV-2": "absorbed", "PC": "absorbed", "FW-1": "absorbed", "MON": "absorbed",
        "ESX-GUEST": "virtual", "LOST": "unconfirmed", "RENTED": "not_owned",
    }  # fmt: skip


def test_the_card_says_what_becomes_of_which_devices_and_what_recurs() -> None:
    card = card_of(roadmap_with(MOVE))
    assert card.amount_minor == with_surcharges(400_000) + with_surcharges(3 * 25 * 400)
    assert card.later_minor == 9 * with_surcharges(3 * 25 * 400)
    assert (card.devices, card.asset_ids, card.category) == (1, (1,), None)
    yearly = with_surcharges(12 * 25 * 400)
    assert f"recurs at ${yearly // 100:,}" in card.why
    assert "It migrates 1 device (SRV-1), whose replacement it absorbs." in card.why


def test_a_project_that_began_before_the_horizon_stands_in_the_first_quarter_with_what_still_recurs() -> None:
    running = replace(MOVE, starts_on=date(2025, 3, 10), price_status="ordered", status="approved")
    roadmap = roadmap_with(running)
    card = card_of(roadmap)
    assert card.quarter_starts_on == roadmap.quarters[0].starts_on
    # of the first quarter the 10th of December alone is still to pay on 23 November, at a price that bears tax alone
    assert card.amount_minor == 10_000 + half_up(10_000 * TAX)
    every = sum(one.amount_minor + one.later_minor for one in roadmap.initiatives)
    assert every + roadmap.budget.reconciliation["on_failure"].amount_minor == roadmap.budget.total


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"starts_on": date(2029, 1, 1)}, "absorbed_late:1", "1 device of the project Move files reaches the limit"),
        ({"starts_on": date(2026, 10, 1)}, "project_late:1", "was to start on 2026-10-01"),
        ({"starts_on": date(2031, 1, 1)}, "project_beyond:1", "after the horizon"),
        ({"price_status": "quoted", "valid_until": date(2027, 3, 31)}, "quote_expires:1", "until 2027-03-31"),
        ({"status": "declined"}, "project_declined:1", "declined; 1 device that it named is back in the plan."),
        ({"status": "done"}, "project_done:1", "done; 1 device that it named is still in use"),
    ],
)
def test_what_to_know_is_a_finding(changes: dict[str, Any], key: str, words: str) -> None:
    found = {one.key: one for one in roadmap_with(replace(MOVE, **changes)).findings}
    assert words in found[key].sentence
    assert not {"absorbed_late:1", "project_late:1", "project_beyond:1", "quote_expires:1", "project_declined:1"} & {
        one.key for one in roadmap_with(MOVE).findings
    }


def test_a_device_of_two_projects_goes_to_the_one_that_starts_first_and_both_are_told() -> None:
    later = replace(MOVE, project_id=2, title="Close the room", starts_on=date(2027, 7, 1))
    roadmap = roadmap_with(later, MOVE)
    cards = {one.title: one.asset_ids for one in roadmap.initiatives if one.key.startswith("project:")}
    assert cards == {"Move files": (1,), "Close the room": ()}
    [twice] = [one for one in roadmap.findings if one.key.startswith("absorbed_twice")]
    assert twice.sentence == (
        "1 device of Move files is named by Close the room as well: Move files, which starts first, counts."
    )  # fmt: skip
    alone = roadmap_with(later, replace(MOVE, status="declined"))
    assert card_of(alone).asset_ids == (1,)
    assert not any(one.key.startswith("project_declined") for one in alone.findings), "another project has it"


@pytest.mark.parametrize("first_month", range(1, 13))
def test_the_fiscal_year_moves_no_payment_of_a_project(first_month: int) -> None:
    rules = replace(RULES, calendar=FiscalCalendar(first_month), contingency=Decimal(0), tax=Decimal(0))
    lines = (replace(MOVE.lines[1], months=13), MOVE.lines[0])
    card = card_of(roadmap_with(replace(MOVE, starts_on=date(2028, 2, 29), lines=lines), rules=rules))
    assert card.amount_minor + card.later_minor == 13 * 10_000 + 400_000
