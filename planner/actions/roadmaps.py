"""A client's finished roadmap, calculated from what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from planner.actions.kept import Kept
from planner.actions.stored_case import read_case_inputs
from planner.actions.stored_contracts import read_contracts
from planner.actions.stored_initiatives import read_held
from planner.actions.stored_plans import chosen_scenario, stored_scenario
from planner.actions.stored_posture import read_posture_facts
from planner.actions.stored_projects import read_projects
from planner.actions.stored_rules import StoredRules, read_rules
from planner.budget.case_inputs import CaseInputs
from planner.budget.contracts import Contract
from planner.budget.projects import Project
from planner.budget.report import budget_report
from planner.budget.scenarios import AS_DECIDED, Scenario, ScenarioName
from planner.errors import PlannerError
from planner.records import Asset, PinnedQuarter
from planner.roadmap.build import Prepared, forecasted, planned, prepare
from planner.roadmap.held import Held
from planner.roadmap.model import Roadmap
from planner.roadmap.proposals_posture import UNKNOWN, PostureFacts
from planner.sharing.audit import data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from planner.store.bulk import table_of

_Key = tuple[str, int, date, int]
"""Store, client, as-of date and version of the data."""
_roadmaps: Final = Kept[Roadmap](16)
_prepared: Final = Kept["tuple[RoadmapInputs, Prepared]"](16)
_fleets: Final = Kept["tuple[RoadmapInputs, pd.DataFrame]"](16)
"""The last forecast of each client and day, and what it was made of: most actions change neither asset nor rule."""


def client_roadmap(
    store: Store, actor: Actor, client_id: int, as_of: date, name: ScenarioName | None = None
) -> Roadmap:
    """The client's roadmap on that day, under the scenario that was chosen for it or the one that is named. Calculated
    anew only where an action has changed the store since.

    Raises PlannerError where there is no such client, or this scenario has not been levelled yet.
    """
    with looking(store, actor) as session:
        key = data_key(store, session, client_id, as_of)
        if (kept := _roadmaps.get((key, name))) is not None:
            return kept
        inputs, prepared = prepared_of(session, key)
        scenario = inputs.scenario if name is None else stored_scenario(session, client_id, name)
        if scenario is None:
            raise PlannerError("This scenario is not levelled yet.", "Level it first: on Budget, or scenario level.")
    return _roadmaps.keep((key, name), planned(prepared, scenario))


def data_key(store: Store, session: Session, client_id: int, as_of: date) -> _Key:
    """What a client's figures on a day depend on."""
    return str(store.engine.url), client_id, as_of, data_version(session)


def prepared_of(session: Session, key: _Key) -> tuple[RoadmapInputs, Prepared]:
    """What all scenarios of one client and day have in common. Raises PlannerError where there is no such client."""
    if (kept := _prepared.get(key)) is not None:
        return kept
    inputs = roadmap_inputs(session, key[1])
    fleet = _fleet(inputs, key)
    return _prepared.keep(key, (inputs, prepare(**_given(inputs), as_of=key[2], fleet=fleet)))


def _fleet(inputs: RoadmapInputs, key: _Key) -> pd.DataFrame:
    """The fleet's forecast, made anew only where an asset or a rule differs from the last time."""
    kept = _fleets.get(key[:3])
    if kept is not None and _same_fleet(kept[0], inputs):
        return kept[1]
    rules = inputs.rules
    fleet = forecasted(inputs.assets, rules.policy(), rules.reference, rules.assumptions(), key[2])
    return _fleets.keep(key[:3], (inputs, fleet))[1]


def _same_fleet(one: RoadmapInputs, other: RoadmapInputs) -> bool:
    return (
        one.rules.reference is other.rules.reference
        and one.rules.policy() == other.rules.policy()
        and one.rules.assumptions() == other.rules.assumptions()
        and one.assets.equals(other.assets)
    )


@dataclass(frozen=True)
class RoadmapInputs:
    """All that a client's roadmap is made of, besides the as-of date. `scenario` is the chosen one."""

    client_id: int
    rules: StoredRules
    assets: pd.DataFrame
    pins: Mapping[int, date]
    held: tuple[Held, ...]
    contracts: tuple[Contract, ...] = ()
    case_inputs: CaseInputs = field(default_factory=CaseInputs)
    scenario: Scenario = AS_DECIDED
    projects: tuple[Project, ...] = ()
    posture: PostureFacts = UNKNOWN


def roadmap_inputs(session: Session, client_id: int) -> RoadmapInputs:
    """What is stored. Raises PlannerError where there is no such client."""
    rules = read_rules(session, client_id)
    return RoadmapInputs(
        client_id, rules, asset_frame(session, client_id), _pins(session, client_id), read_held(session, client_id),
        read_contracts(session, client_id), read_case_inputs(session, client_id), chosen_scenario(session, client_id),
        read_projects(session, client_id), read_posture_facts(session, client_id),
    )  # fmt: skip


def roadmap_of(inputs: RoadmapInputs, as_of: date) -> Roadmap:
    """The roadmap that these inputs make; with inputs of one's own, the one that a change would make."""
    return planned(prepare(**_given(inputs), as_of=as_of), inputs.scenario)


def _given(inputs: RoadmapInputs) -> dict[str, Any]:
    """The inputs as the roadmap's making takes them."""
    return {
        "client": inputs.rules.client["name"],
        "client_id": inputs.client_id,
        "assets": inputs.assets,
        "policy": inputs.rules.policy(),
        "reference": inputs.rules.reference,
        "assumptions": inputs.rules.assumptions(),
        "pins": inputs.pins,
        "held": inputs.held,
        "contracts": inputs.contracts,
        "projects": inputs.projects,
        "case_inputs": inputs.case_inputs,
        "posture": inputs.posture,
    }


def _pins(session: Session, client_id: int) -> dict[int, date]:
    """asset id → first day of the quarter that a person chose for it."""
    pin, asset = table_of(PinnedQuarter), table_of(Asset)
    query = (
        select(pin.c.asset_id, pin.c.quarter_starts_on)
        .join(asset, asset.c.id == pin.c.asset_id)
        .where(asset.c.client_id == client_id, pin.c.withdrawn_at.is_(None))
        .order_by(pin.c.id)
    )
    return {row.asset_id: row.quarter_starts_on for row in session.execute(query)}


def budget_json(roadmap: Roadmap) -> dict[str, Any]:
    """The contract of the figures: quarters, lines, totals and the reconciliation, amounts as decimal strings."""
    return budget_report(roadmap.client, roadmap.as_of, roadmap.budget, roadmap.risk, roadmap.levelled)
