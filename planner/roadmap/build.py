"""Assets, rules and decisions → the finished roadmap: the one place where the stages are put in a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from planner.budget.allowance import allowances
from planner.budget.budget import Costed, budget
from planner.budget.model import Assumptions
from planner.budget.plan import plan
from planner.budget.prices import price_book, unit_prices
from planner.budget.reconcile import groups
from planner.calendar import FiscalCalendar
from planner.frames import DATE, TEXT, WHOLE, series
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import Policy
from planner.reference import Reference
from planner.roadmap.answer import answer
from planner.roadmap.findings import findings
from planner.roadmap.initiatives import initiatives
from planner.roadmap.model import Roadmap


def build_roadmap(
    *,
    client: str,
    client_id: int,
    assets: pd.DataFrame,
    policy: Policy,
    reference: Reference,
    assumptions: Assumptions,
    pins: Mapping[int, date],
    edits: Mapping[str, Mapping[str, Any]],
    as_of: date,
) -> Roadmap:
    """The client's roadmap on a day. `assets` is the asset frame, of which what is retired is left out;
    `pins`: asset id → chosen quarter's first day; `edits`: initiative key → changed fields."""
    quarters = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)
    in_use = assets[~assets["is_retired"].fillna(False).to_numpy(bool)].reset_index(drop=True)
    schedule = forecasted(in_use, policy, reference, assumptions, as_of)
    actions = plan(schedule, assumptions, pins, as_of)
    allowed = allowances(schedule, assumptions, quarters, as_of)
    costed = budget(actions, allowed, schedule, assumptions, quarters)
    schedule = _with_plan(schedule, actions, costed, assumptions.calendar)
    return Roadmap(
        client=client,
        client_id=client_id,
        as_of=as_of,
        assumptions=assumptions,
        quarters=quarters,
        budget=costed.budget,
        initiatives=initiatives(actions, costed.amounts, schedule, assumptions, quarters, edits),
        schedule=schedule,
        actions=actions,
        findings=findings(schedule, assumptions.currency),
        answer=answer(schedule, costed.budget, assumptions),
    )


def forecasted(
    assets: pd.DataFrame, policy: Policy, reference: Reference, assumptions: Assumptions, as_of: date
) -> pd.DataFrame:
    """Asset frame, forecast and unit prices side by side, with each asset's group."""
    told = forecast(assets, policy, reference, as_of, assumptions.calendar)
    joined = pd.concat([assets, told[[name for name in told.columns if name not in assets.columns]]], axis=1)
    prices = unit_prices(joined, price_book(reference, assumptions), assumptions.currency, as_of)
    joined = pd.concat([joined, prices], axis=1)
    return joined.assign(group=groups(joined))


def _with_plan(schedule: pd.DataFrame, actions: pd.DataFrame, costed: Costed, calendar: FiscalCalendar) -> pd.DataFrame:
    """Each asset with its own (first) replacement's day, quarter and full cost."""
    first = actions.assign(amount=list(costed.amounts))
    first = first[first["generation"] == 0].set_index("asset_id")
    planned_on = schedule["asset_id"].map(first["planned_on"])
    labels = [None if pd.isna(day) else calendar.quarter_of(day.date()).label for day in planned_on]
    amounts = schedule["asset_id"].map(first["amount"])
    index = schedule.index
    return schedule.assign(
        planned_on=planned_on.astype(DATE),
        planned_quarter=series(labels, TEXT).set_axis(index),
        planned_amount_minor=amounts.astype(WHOLE),
    )
