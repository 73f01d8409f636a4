"""Levelled plans in the store: written by the one action that computes them, read by every door."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from planner.budget.candidates import item_id, key_of
from planner.budget.levelled_plan import LevelledPlan, PlanLimits, PlannedMove
from planner.budget.scenarios import Scenario, ScenarioName
from planner.records import Client
from planner.records import LevelledPlan as Row
from planner.sharing.people import Actor
from planner.store.bulk import table_of

LEVELLED: tuple[ScenarioName, ...] = ("levelled", "capped")


def stored_plan(session: Session, client_id: int, name: str) -> LevelledPlan | None:
    """The newest plan of this scenario that is not withdrawn, None where there is none."""
    table = table_of(Row)
    row = (
        session.execute(
            select(table)
            .where(table.c.client_id == client_id, table.c.scenario == name, table.c.withdrawn_at.is_(None))
            .order_by(table.c.id.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    answer, asked = json.loads(row["answer"]), json.loads(row["limits"])
    asked = {name if name.endswith(("_minor", "_per_quarter")) else f"{name}_minor": asked[name] for name in asked}
    return LevelledPlan(
        row["as_of"], answer["status"], round(answer["objective"]), round(answer["bound"]), answer["gap"],
        PlanLimits(**asked),
        {key_of(item): date.fromisoformat(day) for item, day in answer["placed"].items()},
        tuple(_move(move) for move in answer.get("moves", ())), answer.get("held", False), row["id"],
    )  # fmt: skip


def _move(said: dict[str, Any]) -> PlannedMove:
    days = {name: date.fromisoformat(said[name]) for name in ("start", "to")}
    return PlannedMove(**(said | days))


def stored_scenario(session: Session, client_id: int, name: ScenarioName) -> Scenario | None:
    """The scenario with its plan; None where it is one to be levelled and none is stored."""
    if name not in LEVELLED:
        return Scenario(name)
    plan = stored_plan(session, client_id, name)
    return None if plan is None else Scenario(name, plan)


def chosen_scenario(session: Session, client_id: int) -> Scenario:
    """What every door of the client shows."""
    name: Any = session.get_one(Client, client_id).scenario
    return stored_scenario(session, client_id, name) or Scenario("as_decided")


def store_plan(
    session: Session, actor: Actor, client_id: int, name: ScenarioName, plan: LevelledPlan, inputs_sha256: str
) -> int:
    """Stores the plan inside the caller's transaction; gives its id."""
    moves = [asdict(move) | {"start": move.start.isoformat(), "to": move.to.isoformat()} for move in plan.moves]
    answer = {
        "status": plan.status, "objective": plan.objective_minor, "bound": plan.bound_minor, "gap": plan.gap,
        "placed": {item_id(key): day.isoformat() for key, day in plan.placed.items()}, "moves": moves,
        "held": plan.held,
    }  # fmt: skip
    row = Row(
        client_id=client_id, scenario=name, as_of=plan.as_of, inputs_sha256=inputs_sha256,
        limits=json.dumps(asdict(plan.limits)), answer=json.dumps(answer), actor=actor.name, made_at=actor.acting_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return int(row.id or 0)
