"""All that a person sees of a client, without ids: what two installations are compared by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from planner.actions.actual_views import actuals_json
from planner.actions.actuals import client_actuals
from planner.actions.contracts import client_contracts
from planner.actions.decisions import accepted_risks_of, client_decisions
from planner.actions.goals import client_goals
from planner.actions.procurement import procurement_list
from planner.actions.publishing import published_versions
from planner.actions.reviews import client_review
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.scenarios import scenario_json, scenario_view
from planner.frames import to_records
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF

_COMPARED: Final = ("quarters", "cells", "groups", "total", "contingency", "not_compared", "outside_the_plan")


def told(store: Store, actor: Actor, client_id: int) -> dict[str, Any]:
    """All that a person sees of the client, without ids."""
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    titles = {one.key: one.title for one in (*roadmap.initiatives, *roadmap.parked)}
    goals = {one.goal_id: one.title for one in client_goals(store, actor, client_id)}
    devices = to_records(roadmap.schedule[["asset_id", "name", "serial_number", "reason"]])
    names = {row.pop("asset_id"): str(row) for row in devices}
    seen, review = client_decisions(store, actor, client_id, AS_OF), client_review(store, actor, client_id, AS_OF)
    contracts = client_contracts(store, actor, client_id, AS_OF)
    assert seen.document is not None
    lines = {line.key: line.title for line in seen.document.lines}
    actuals = actuals_json(client_actuals(store, actor, client_id, AS_OF))
    return {
        "answer": roadmap.answer, "budget": {**budget_json(roadmap), "client": ""},
        "scenarios": {**scenario_json(scenario_view(store, actor, client_id, AS_OF)), "client": ""},
        "initiatives": [
            (
                replace(one, key="", asset_ids=(), goal_id=None, depends_on=()), goals.get(one.goal_id or 0),
                [titles[key] for key in one.depends_on], sorted(names[asset] for asset in one.asset_ids),
            )
            for one in roadmap.initiatives
        ],
        "proposals": [(one.title, one.starts_on) for one in roadmap.proposals],
        "digests": [
            (one.version, one.sha256, len(one.profile.left_out)) for one in published_versions(store, actor, client_id)
        ],
        "live lines": sorted(titles[line.key] for line in seen.document.lines if line.key in titles),
        "decisions": [
            (
                lines[key], state.outcome, state.changed_since_approved,
                [(one.kind, one.recipient, one.comment, one.version, one.replies) for one in state.history],
            )
            for key, state in seen.states.items()
        ],
        "accepted": [(one.title, one.reason, one.review_on) for one in accepted_risks_of(store, actor, client_id)],
        "buy": [replace(one, line_key="") for one in procurement_list(store, actor, client_id, AS_OF)],
        "review": (review.changes, review.risks, [replace(one, key="") for one in review.decisions]),
        "items": [replace(one, item_id=0) for one in review.items],
        "posture": [(one.name, one.score) for one in review.posture.areas],
        "contracts": [replace(one, contract_id=0) for one in contracts.contracts],
        "actuals": [actuals["answer"], *(actuals["comparison"][name] for name in _COMPARED)],
        "items bought": [one["amount"] for one in actuals["comparison"]["items"]],
    }  # fmt: skip
