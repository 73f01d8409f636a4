"""Freezing a client's plan, to measure what comes against it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_actuals import add_baseline, read_baselines
from planner.budget.frozen_plan import FrozenPlan, PlannedItem, PlannedLine, sha256_of, to_document
from planner.budget.parts import PARTS
from planner.errors import PlannerError
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store

FROZEN: Final = "actuals.freeze"
_LONGEST_LABEL: Final = 200


def freeze_plan(store: Store, actor: Actor, client_id: int, as_of: date, label: str) -> int:
    """Stores the plan that all doors show on that day, and gives the frozen plan's id. Raises PlannerError where there
    is no such client, it has no label or nothing planned, or the newest frozen plan is the same."""
    name = label.strip()[:_LONGEST_LABEL]
    if not name:
        raise PlannerError("A frozen plan needs a label.", "Name it, as 'Approved budget FY27'.")
    plan = plan_of(client_roadmap(store, actor, client_id, as_of))
    if not (plan.items or plan.lines):
        raise PlannerError("There is nothing planned yet.", "Import a sheet of devices, or add contracts.")
    document = to_document(plan)
    digest = sha256_of(document)
    with acting(store, actor, FROZEN, client_id) as action:
        before = read_baselines(action.session, client_id)
        if before and digest in (one.sha256 for one in before):
            same = next(one for one in before if one.sha256 == digest)
            raise PlannerError(f"This plan is frozen already, as '{same.label}'.", "Compare with that one.")
        baseline_id = add_baseline(action.session, actor, client_id, name, as_of, (document, digest))
        action.details.update(baseline=baseline_id, label=name, as_of=as_of, sha256=digest)
    return baseline_id


def plan_of(roadmap: Roadmap) -> FrozenPlan:
    """The roadmap's plan as it is frozen. Its fleet are the devices that were in use."""
    devices: dict[int, dict[str, Any]] = {row["asset_id"]: row for row in to_records(roadmap.schedule)}
    items = tuple(_item(action, devices[action["asset_id"]]) for action in to_records(roadmap.actions))
    lines = tuple(
        PlannedLine(line.line, line.kind, line.category, line.treatment, line.amounts) for line in roadmap.budget.lines
    )
    return FrozenPlan(
        roadmap.client, roadmap.as_of, roadmap.currency, roadmap.budget.scenario, roadmap.quarters, items, lines,
        frozenset(devices),
    )  # fmt: skip


def _item(action: dict[str, Any], device: dict[str, Any]) -> PlannedItem:
    is_first = action["generation"] == 0
    label = device_label(device)
    return PlannedItem(
        action["asset_id"], action["generation"], label if is_first else f"{label}, its successor", device["name"],
        action["category"], action["quantity"], action["planned_on"],
        {part: action[f"unit_{part}_minor"] for part in PARTS}, device["planned_amount_minor"] if is_first else None,
    )  # fmt: skip
