"""Assets, rules and decisions → the finished roadmap: the one place where the stages are put in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from planner.budget.allowance import allowances
from planner.budget.batch_shocks import client_shocks
from planner.budget.budget import Costed, budget
from planner.budget.case_inputs import CaseInputs
from planner.budget.contracts import Contract, foreign, recurring
from planner.budget.model import Assumptions
from planner.budget.prices import price_book, unit_prices
from planner.budget.reconcile import groups
from planner.budget.scenarios import AS_DECIDED, Scenario, bought
from planner.calendar import FiscalCalendar
from planner.frames import DATE, TEXT, WHOLE, series, to_records
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import Policy
from planner.reference import Reference
from planner.roadmap.answer import answer
from planner.roadmap.findings import findings
from planner.roadmap.initiatives import initiatives
from planner.roadmap.model import Finding, Roadmap


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
    case_inputs: CaseInputs | None = None,
    contracts: Sequence[Contract] = (),
    scenario: Scenario = AS_DECIDED,
) -> Roadmap:
    """The client's roadmap on a day. `assets` is the asset frame, of which what is retired is left out;
    `pins`: asset id → chosen quarter's first day; `edits`: initiative key → changed fields."""
    quarters = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)
    in_use = assets[~assets["is_retired"].fillna(False).to_numpy(bool)].reset_index(drop=True)
    schedule = forecasted(in_use, policy, reference, assumptions, as_of)
    actions, fees = bought(scenario, schedule, assumptions, pins, quarters, as_of)
    allowed = allowances(schedule, assumptions, quarters, as_of)
    agreed = (*recurring(contracts, assumptions.currency, quarters, as_of), *fees)
    costed = budget(actions, allowed, schedule, assumptions, quarters, agreed, scenario.name)
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
        findings=(*findings(schedule, assumptions.currency), *_foreign_contracts(contracts, assumptions.currency)),
        answer=answer(schedule, costed.budget, assumptions),
        case_inputs=case_inputs or CaseInputs(),
        shocks=client_shocks(assets, policy, reference, as_of),
    )


def _foreign_contracts(contracts: Sequence[Contract], currency: str) -> list[Finding]:
    """What is not in the total because nothing is exchanged: the client's currency was changed since."""
    return [
        Finding(
            f"foreign_contract:{contract.contract_id}",
            f"The contract {contract.label} is priced in {contract.currency}, not {currency}: it is not in the total.",
            0, (), None,
        )
        for contract in foreign(contracts, currency)
    ]  # fmt: skip


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
    first = {
        action["asset_id"]: (action["planned_on"], calendar.quarter_of(action["planned_on"]).label, amount)
        for action, amount in zip(to_records(actions), costed.amounts, strict=True)
        if action["generation"] == 0
    }
    none = (None, None, None)
    planned = [first.get(asset_id, none) for asset_id in schedule["asset_id"].tolist()]
    index = schedule.index
    return schedule.assign(
        planned_on=series((day for day, _, _ in planned), DATE).set_axis(index),
        planned_quarter=series((label for _, label, _ in planned), TEXT).set_axis(index),
        planned_amount_minor=series((amount for _, _, amount in planned), WHOLE).set_axis(index),
    )
