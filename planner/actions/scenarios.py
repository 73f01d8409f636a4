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
from planner.money import decimal_string
from planner.records import Client
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import ScenarioRow, figures_of, past_limit
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "ScenarioRow", "ScenarioView", "choose_scenario", "compare_scenarios", "known_scenario", "past_limit",
    "scenario_json", "scenario_view",
]  # fmt: skip


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
    rows = tuple(
        figures_of(name, client_roadmap(store, actor, client_id, as_of, name) if name in kept else None)
        for name in SCENARIOS
    )
    return ScenarioView(first.client, first.currency, first.assumptions.locale, first.quarters, rows, chosen)


def _shown(name: Any, kept: set[ScenarioName]) -> ScenarioName:
    return name if name in kept else "as_decided"


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
