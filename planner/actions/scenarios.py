"""The scenarios of one client: each one's figures, two of them compared, and the levelled plan computed and stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.roadmaps import roadmap_inputs, roadmap_of
from planner.budget.candidates import Key, candidates, key_of
from planner.budget.effect import Effect, effect_of
from planner.budget.levelling import Horizon, Levelled, Limits, level
from planner.budget.scenarios import SCENARIO_LABELS, SCENARIOS, Scenario, ScenarioName, first_buyable_quarter
from planner.errors import PlannerError
from planner.frames import to_records
from planner.money import decimal_string
from planner.records import LevelledPlan
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

LEVELLED: Final = ("levelled", "capped")
SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One scenario's figures, minor units; `quarters`: planned spend of each; `past_limit`: devices that are still in
    use after their limit age or support end; `note` says why there are no figures, where there are none."""

    name: ScenarioName
    label: str
    total: int = 0
    peak: int = 0
    unplanned: int = 0
    unplanned_p90: int = 0
    failures: float = 0.0
    past_limit: int = 0
    quarters: tuple[int, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """All scenarios of one client on one horizon."""

    client: str
    currency: str
    locale: str
    labels: tuple[str, ...]
    rows: tuple[ScenarioRow, ...]


@dataclass(frozen=True, slots=True)
class LevelledAnswer:
    """What levelling found; `plan_id` is None where it is infeasible and nothing was stored."""

    levelled: Levelled
    labels: tuple[str, ...]
    currency: str
    plan_id: int | None


def scenario_view(store: Store, actor: Actor, client_id: int, as_of: date) -> ScenarioView:
    """Every scenario's figures. A levelled one is the stored plan; it is not computed here."""
    roadmaps = {name: _roadmap(store, actor, client_id, as_of, name) for name in SCENARIOS}
    first = roadmaps["as_decided"]
    if first is None:
        raise PlannerError("This client is no longer there.", "Choose another client.")
    return ScenarioView(
        first.client, first.currency, first.assumptions.locale, tuple(quarter.label for quarter in first.quarters),
        tuple(_row(name, roadmap) for name, roadmap in roadmaps.items()),
    )  # fmt: skip


def _row(name: ScenarioName, roadmap: Roadmap | None) -> ScenarioRow:
    label = SCENARIO_LABELS[name]
    if roadmap is None:
        return ScenarioRow(name, label, note="Not levelled yet.")
    found, risk = roadmap.budget, roadmap.risk
    return ScenarioRow(
        name, label, found.total, found.peak, sum(risk.expected), max(risk.p90, default=0), sum(risk.failures),
        _past_limit(roadmap), found.planned(),
    )  # fmt: skip


def _past_limit(roadmap: Roadmap) -> int:
    """Units that stay in use past their limit at some time within the horizon."""
    last = roadmap.quarters[-1].ends_on
    planned = {row["asset_id"]: row["planned_on"] for row in to_records(roadmap.actions) if row["generation"] == 0}
    is_planned = roadmap.schedule["group"].isin(("planned", "estimated"))
    rows = roadmap.schedule.loc[is_planned, ["asset_id", "quantity", "limit_on"]]
    return sum(
        row["quantity"]
        for row in to_records(rows)
        if row["limit_on"] is not None and row["limit_on"] < planned.get(row["asset_id"], last)
    )


def compare_scenarios(
    store: Store, actor: Actor, client_id: int, as_of: date, one: ScenarioName, other: ScenarioName
) -> tuple[Effect, Roadmap]:
    """What the second does otherwise than the first, device by device and year by year. Raises PlannerError for one
    that is unknown or not levelled yet."""
    roadmaps = [_roadmap(store, actor, client_id, as_of, _known(name)) for name in (one, other)]
    before, after = roadmaps
    if before is None or after is None:
        raise PlannerError("This scenario is not levelled yet.", "Level it first (scenario level).")
    return effect_of(before.budget, after.budget, before.schedule, after.schedule), before


def _known(name: str) -> ScenarioName:
    if name not in SCENARIOS:
        raise PlannerError(f"There is no scenario '{name}'.", f"Use one of: {', '.join(SCENARIOS)}.")
    return name


def _roadmap(store: Store, actor: Actor, client_id: int, as_of: date, name: ScenarioName) -> Roadmap | None:
    with looking(store, actor) as session:
        placed = _placed(session, client_id, name) if name in LEVELLED else {}
        if placed is None:
            return None
        return roadmap_of(roadmap_inputs(session, client_id), as_of, Scenario(name, placed))


def _placed(session: Session, client_id: int, name: str) -> Mapping[Key, date] | None:
    table = table_of(LevelledPlan)
    answer = session.execute(
        select(table.c.answer)
        .where(table.c.client_id == client_id, table.c.scenario == name, table.c.withdrawn_at.is_(None))
        .order_by(table.c.id.desc())
    ).scalar()
    if answer is None:
        return None
    return {key_of(item): date.fromisoformat(day) for item, day in json.loads(answer)["placed"].items()}


def level_client(
    store: Store, actor: Actor, client_id: int, as_of: date, quarter_cap_minor: int | None = None,
    year_cap_minor: int | None = None,
) -> LevelledAnswer:  # fmt: skip
    """Levels the client's plan and stores where it put each replacement, as 'capped' where a cap is given. Allowances,
    contracts and projects stand: the caps are for all of a quarter's spend.

    An infeasible cap is answered with the limits that clash; then nothing is stored.
    """
    name: ScenarioName = "levelled" if quarter_cap_minor is None and year_cap_minor is None else "capped"
    with acting(store, actor, "scenario.level", client_id) as action:
        inputs = roadmap_inputs(action.session, client_id)
        base = roadmap_of(inputs, as_of, Scenario("as_due"))
        quarters, buyable = base.quarters, first_buyable_quarter(base.assumptions, base.quarters, as_of)
        published = _placed(action.session, client_id, name) or {}
        items = candidates(base.schedule, base.actions, base.assumptions, inputs.pins, published, quarters, buyable)
        limits = _limits(base, quarter_cap_minor, year_cap_minor, buyable)
        labels, years = zip(*((quarter.label, quarter.year_label) for quarter in quarters), strict=True)
        horizon = Horizon(labels, years)
        found = level(items, limits, horizon, SECONDS)
        plan = None
        if found.status != "infeasible":
            placed = {item: quarters[at].starts_on.isoformat() for item, at in found.quarter_of.items()}
            plan = LevelledPlan(
                client_id=client_id, scenario=name, as_of=as_of,
                inputs_sha256=hashlib.sha256(repr((items, limits)).encode()).hexdigest(),
                limits=json.dumps({"quarter_cap": quarter_cap_minor, "year_cap": year_cap_minor}),
                answer=json.dumps({"placed": placed, "status": found.status, "objective": found.objective,
                                   "bound": found.bound, "gap": found.gap}),
                actor=actor.name, made_at=actor.acting_at,
            )  # fmt: skip
            action.session.add(plan)
            action.session.flush()
        action.details.update(scenario=name, status=found.status, gap=found.gap, plan=plan.id if plan else None)
        return LevelledAnswer(found, horizon.labels, base.currency, plan.id if plan else None)


def _limits(base: Roadmap, quarter_cap: int | None, year_cap: int | None, buyable: int) -> Limits:
    """The caps less what is spent in each quarter whatever is levelled."""
    of_actions = [0] * len(base.quarters)
    starts = [quarter.starts_on for quarter in base.quarters]
    for initiative in base.initiatives:
        of_actions[starts.index(initiative.quarter_starts_on)] += initiative.amount_minor
    fixed = [total - own for total, own in zip(base.budget.planned(), of_actions, strict=True)]
    years: dict[str, int] = {}
    for quarter, amount in zip(base.quarters, fixed, strict=True):
        years[quarter.year_label] = years.get(quarter.year_label, 0) + amount
    return Limits(
        quarter_caps={} if quarter_cap is None else {at: quarter_cap - amount for at, amount in enumerate(fixed)},
        year_caps={} if year_cap is None else {year: year_cap - amount for year, amount in years.items()},
        blackout=frozenset(range(buyable)),
    )


def scenario_json(view: ScenarioView) -> dict[str, Any]:
    """The figures for programs: amounts as decimal strings."""

    def shown(minor: int) -> str:
        return decimal_string(minor, view.currency)

    return {
        "client": view.client, "currency": view.currency, "quarters": list(view.labels),
        "scenarios": [
            {
                "scenario": row.name, "label": row.label, "note": row.note, "total": shown(row.total),
                "peak": shown(row.peak), "unplanned_expected": shown(row.unplanned),
                "unplanned_p90_peak": shown(row.unplanned_p90), "failures": round(row.failures, 2),
                "past_limit": row.past_limit, "planned": [shown(amount) for amount in row.quarters],
            }
            for row in view.rows
        ],
    }  # fmt: skip
