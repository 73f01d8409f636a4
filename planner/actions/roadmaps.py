"""A client's finished roadmap, calculated from what is stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any, Final

import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from planner.actions.stored_case import read_case_inputs
from planner.actions.stored_contracts import read_contracts
from planner.actions.stored_rules import StoredRules, read_rules
from planner.budget.case_inputs import CaseInputs
from planner.budget.contracts import Contract
from planner.budget.report import budget_report
from planner.budget.scenarios import AS_DECIDED, Scenario
from planner.records import Asset, InitiativeEdit, PinnedQuarter
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from planner.sharing.audit import data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from planner.store.bulk import table_of

_KEPT: Final = 8
_Key = tuple[str, int, date, int]
_cache: OrderedDict[_Key, Roadmap] = OrderedDict()
_cache_lock = Lock()


def client_roadmap(store: Store, actor: Actor, client_id: int, as_of: date) -> Roadmap:
    """The client's roadmap on that day. Calculated anew only where an action has changed the store since.

    Raises PlannerError where there is no such client.
    """
    with looking(store, actor) as session:
        key = (str(store.engine.url), client_id, as_of, data_version(session))
        with _cache_lock:
            if key in _cache:
                _cache.move_to_end(key)
                return _cache[key]
        roadmap = roadmap_of(roadmap_inputs(session, client_id), as_of)
    with _cache_lock:
        _cache[key] = roadmap
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return roadmap


@dataclass(frozen=True)
class RoadmapInputs:
    """All that a client's roadmap is made of, besides the reference and the as-of date."""

    client_id: int
    rules: StoredRules
    assets: pd.DataFrame
    pins: Mapping[int, date]
    edits: Mapping[str, Mapping[str, Any]]
    contracts: tuple[Contract, ...] = ()
    case_inputs: CaseInputs = field(default_factory=CaseInputs)


def roadmap_inputs(session: Session, client_id: int) -> RoadmapInputs:
    """What is stored. Raises PlannerError where there is no such client."""
    rules = read_rules(session, client_id)
    return RoadmapInputs(
        client_id, rules, asset_frame(session, client_id), _pins(session, client_id), _edits(session, client_id),
        read_contracts(session, client_id), read_case_inputs(session, client_id),
    )  # fmt: skip


def roadmap_of(inputs: RoadmapInputs, as_of: date, scenario: Scenario = AS_DECIDED) -> Roadmap:
    """The roadmap that these inputs make; with inputs of one's own, the one that a change would make."""
    return build_roadmap(
        client=inputs.rules.client["name"],
        client_id=inputs.client_id,
        assets=inputs.assets,
        policy=inputs.rules.policy(),
        reference=inputs.rules.reference,
        assumptions=inputs.rules.assumptions(),
        pins=inputs.pins,
        edits=inputs.edits,
        as_of=as_of,
        contracts=inputs.contracts,
        case_inputs=inputs.case_inputs,
        scenario=scenario,
    )


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


def _edits(session: Session, client_id: int) -> dict[str, dict[str, Any]]:
    """Generated initiative's key → the fields that a person changed."""
    table = table_of(InitiativeEdit)
    rows = session.execute(select(table).where(table.c.client_id == client_id).order_by(table.c.key)).mappings()
    names = ("title", "why", "lane", "priority", "status", "owner")
    return {row["key"]: {name: row[name] for name in names if row[name] is not None} for row in rows}


def budget_json(roadmap: Roadmap) -> dict[str, Any]:
    """The contract of the figures: quarters, lines, totals and the reconciliation, amounts as decimal strings."""
    return budget_report(roadmap.client, roadmap.as_of, roadmap.budget, roadmap.risk)
