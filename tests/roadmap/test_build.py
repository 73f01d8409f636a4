"""The whole calculation on fleets of every small size."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from tests.budget.fleets import assumptions
from tests.conftest import AS_OF

PLAIN: dict[str, Any] = {
    "client_id": 1, "client": "Acme", "quantity": 1, "ownership": "client", "is_virtual": False, "is_retired": False,
    "is_unconfirmed": False, "category": "laptop",
}  # fmt: skip


def roadmap_of(*devices: dict[str, Any]) -> Roadmap:
    rows = [{**dict.fromkeys(ASSET_COLUMNS), **PLAIN, "asset_id": n, **device} for n, device in enumerate(devices, 1)]
    frame = to_frame([[row[name] for name in ASSET_COLUMNS] for row in rows], ASSET_COLUMNS)
    return build_roadmap(
        client="Acme", client_id=1, assets=frame, policy=default_policy(), reference=load_reference(),
        assumptions=assumptions(), pins={}, as_of=AS_OF,
    )  # fmt: skip


@pytest.mark.parametrize(
    "devices",
    [
        (),
        ({"is_retired": True},),
        ({"category": "monitor", "quantity": 24},),
        ({"category": "virtual_machine", "is_virtual": True},),
        ({"is_unconfirmed": True},),
        ({"purchased_on": date(2025, 1, 1)}, {"category": "dock"}),
    ],
    ids=[
        "no device",
        "all retired",
        "monitors alone",
        "virtual machines alone",
        "unconfirmed alone",
        "laptop and dock",
    ],
)
def test_any_small_fleet_has_a_roadmap_that_adds_up(devices: tuple[dict[str, Any], ...]) -> None:
    roadmap = roadmap_of(*devices)
    in_use = sum(device.get("quantity", 1) for device in devices if not device.get("is_retired"))
    assert sum(group.assets for group in roadmap.budget.reconciliation.values()) == in_use
    assert roadmap.budget.total == sum(roadmap.budget.planned())
    assert roadmap.answer


def test_monitors_have_no_date_and_still_their_allowance() -> None:
    roadmap = roadmap_of({"category": "monitor", "quantity": 24, "purchased_on": date(2020, 1, 1)})
    assert roadmap.schedule["due_on"].isna().all()
    assert roadmap.budget.reconciliation["on_failure"].amount_minor == roadmap.budget.total > 0
