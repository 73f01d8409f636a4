"""The scenarios of one client: each one's figures, two of them compared, and the one that every door shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_plans import LEVELLED, stored_scenario
from planner.budget.effect import Effect, effect_of
from planner.budget.scenarios import SCENARIO_LABELS, SCENARIOS, ScenarioName
from planner.calendar import FiscalQuarter
from planner.errors import PlannerError
from planner.frames import to_records
from planner.money import decimal_string
from planner.records import Client
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One scenario's figures, minor units; `quarters`: planned spend of each; `past_limit`: devices that are still in
    use after their limit age or support end; `life_left`: what the devices are still worth at the horizon's end, in no
    other figure; `note` says why there are no figures, where there are none."""

    name: ScenarioName
    label: str
    total: int = 0
    peak: int = 0
    unplanned: int = 0
    unplanned_p90: int = 0
    failures: float = 0.0
    past_limit: int = 0
    life_left: int = 0
    quarters: tuple[int, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """All scenarios of one client on one horizon; `chosen` is the one that every door shows."""

    client: str
    currency: str
    locale: str
    quarters: tuple[FiscalQuarter, ...]
    rows: tuple[ScenarioRow, ...]
    chosen: ScenarioName


def scenario_view(store: Store, actor: Actor, client_id: int, as_of: date) -> ScenarioView:
    """Every scenario's figures. A levelled one is the stored plan; it is not computed here. Raises PlannerError where
    there is no such client."""
    first = client_roadmap(store, actor, client_id, as_of)
    with looking(store, actor) as session:
        kept = {name for name in SCENARIOS if stored_scenario(session, client_id, name) is not None}
        chosen = _shown(session.get_one(Client, client_id).scenario, kept)
    rows = (
        _row(name, client_roadmap(store, actor, client_id, as_of, name) if name in kept else None) for name in SCENARIOS
    )
    return ScenarioView(
        first.client, first.currency, first.assumptions.locale, first.quarters,
        tuple(rows), chosen,
    )  # fmt: skip


def _shown(name: Any, kept: set[ScenarioName]) -> ScenarioName:
    return name if name in kept else "as_decided"


def _row(name: ScenarioName, roadmap: Roadmap | None) -> ScenarioRow:
    label = SCENARIO_LABELS[name]
    if roadmap is None:
        return ScenarioRow(name, label, note="Not levelled yet.")
    found, risk = roadmap.budget, roadmap.risk
    return ScenarioRow(
        name, label, found.total, found.peak, sum(risk.expected), max(risk.p90, default=0), sum(risk.failures),
        past_limit(roadmap), risk.life_left, found.planned(),
    )  # fmt: skip


def past_limit(roadmap: Roadmap) -> int:
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
    before, after = (client_roadmap(store, actor, client_id, as_of, known_scenario(name)) for name in (one, other))
    return effect_of(before.budget, after.budget, before.schedule, after.schedule), before


def known_scenario(name: str) -> ScenarioName:
    """The scenario of that name. Raises PlannerError where there is none."""
    for known in SCENARIOS:
        if name == known:
            return known
    raise PlannerError(f"There is no scenario '{name}'.", f"Use one of: {', '.join(SCENARIOS)}.")


def choose_scenario(store: Store, actor: Actor, client_id: int, name: ScenarioName) -> ScenarioName:
    """From now on roadmap, budget and every report of this client show this scenario; gives the one shown before.

    Raises PlannerError for run to failure, which is no plan, for one that is not levelled yet, and for the one that is
    chosen already.
    """
    if known_scenario(name) == "run_to_failure":
        raise PlannerError("Run to failure is no plan to present.", "Choose another scenario; Case compares with it.")
    with acting(store, actor, "scenario.choose", client_id) as action:
        client = action.session.get(Client, client_id)
        if client is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        if name in LEVELLED and stored_scenario(action.session, client_id, name) is None:
            raise PlannerError("This scenario is not levelled yet.", "Level it first: on Budget, or scenario level.")
        before = known_scenario(client.scenario)
        if before == name:
            raise PlannerError(f"{SCENARIO_LABELS[name]} is chosen already.", "Choose another scenario.")
        client.scenario = name
        action.session.add(client)
        action.details.update(before=before, after=name)
        return before


def scenario_json(view: ScenarioView) -> dict[str, Any]:
    """The figures for programs: amounts as decimal strings."""

    def shown(minor: int) -> str:
        return decimal_string(minor, view.currency)

    return {
        "client": view.client, "currency": view.currency, "chosen": view.chosen,
        "quarters": [quarter.label for quarter in view.quarters],
        "scenarios": [
            {
                "scenario": row.name, "label": row.label, "note": row.note, "total": shown(row.total),
                "peak": shown(row.peak), "unplanned_expected": shown(row.unplanned),
                "unplanned_p90_peak": shown(row.unplanned_p90), "failures": round(row.failures, 2),
                "past_limit": row.past_limit, "life_left": shown(row.life_left),
                "planned": [shown(amount) for amount in row.quarters],
            }
            for row in view.rows
        ],
    }  # fmt: skip
