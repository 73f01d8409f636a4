"""Assets, rules and decisions → the finished roadmap: the one place where the stages are put in a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from planner.budget.allowance import allowances_of, failing_units
from planner.budget.batch_shocks import client_shocks
from planner.budget.budget import Costed, budget
from planner.budget.case_inputs import CaseInputs
from planner.budget.contracts import Contract, foreign, recurring
from planner.budget.model import Assumptions, BudgetLine
from planner.budget.plan import first_buyable_day
from planner.budget.prices import price_book, unit_prices
from planner.budget.projects import Absorbed, Project, absorbed, project_budget
from planner.budget.reconcile import groups
from planner.budget.scenarios import AS_DECIDED, Scenario, bought
from planner.budget.shocks import Shock
from planner.budget.workings import Workings
from planner.calendar import FiscalCalendar, FiscalQuarter
from planner.frames import DATE, TEXT, WHOLE, series, to_records
from planner.lifecycle.following import followed, with_followers
from planner.lifecycle.forecast import forecast
from planner.lifecycle.policy import Policy
from planner.reference import Reference
from planner.roadmap.answer import answer
from planner.roadmap.findings import findings
from planner.roadmap.held import Held, chosen_quarters, taken_out
from planner.roadmap.initiatives import initiatives
from planner.roadmap.model import Finding, Roadmap
from planner.roadmap.parked import held_findings, parked
from planner.roadmap.project_cards import project_initiatives
from planner.roadmap.project_findings import project_findings
from planner.roadmap.proposal import When
from planner.roadmap.proposals import proposal_cards, proposed
from planner.roadmap.proposals_posture import UNKNOWN, PostureFacts


@dataclass(frozen=True)
class Prepared:
    """What every scenario of one client on one day has in common: the fleet's forecast and all that is no purchase."""

    client: str
    client_id: int
    as_of: date
    assumptions: Assumptions
    quarters: tuple[FiscalQuarter, ...]
    schedule: pd.DataFrame
    pins: Mapping[int, date]
    held: tuple[Held, ...]
    allowed: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
    agreed: tuple[BudgetLine, ...]
    projects: tuple[Project, ...]
    findings: tuple[Finding, ...]
    case_inputs: CaseInputs
    shocks: tuple[Shock, ...]
    contracts: tuple[Contract, ...]
    posture: PostureFacts
    workings: Workings | None = None


def build_roadmap(
    *,
    client: str,
    client_id: int,
    assets: pd.DataFrame,
    policy: Policy,
    reference: Reference,
    assumptions: Assumptions,
    pins: Mapping[int, date],
    as_of: date,
    case_inputs: CaseInputs | None = None,
    contracts: Sequence[Contract] = (),
    projects: Sequence[Project] = (),
    held: Sequence[Held] = (),
    posture: PostureFacts = UNKNOWN,
    scenario: Scenario = AS_DECIDED,
) -> Roadmap:
    """The client's roadmap on a day. `assets` is the asset frame, of which what is retired is left out;
    `pins`: asset id → chosen quarter's first day; `held`: the initiatives that people touched."""
    prepared = prepare(
        client=client, client_id=client_id, assets=assets, policy=policy, reference=reference, assumptions=assumptions,
        pins=pins, as_of=as_of, case_inputs=case_inputs, contracts=contracts, projects=projects, held=held,
        posture=posture,
    )  # fmt: skip
    return planned(prepared, scenario)


def prepare(
    *, client: str, client_id: int, assets: pd.DataFrame, policy: Policy, reference: Reference,
    assumptions: Assumptions, pins: Mapping[int, date], as_of: date,
    case_inputs: CaseInputs | None = None, contracts: Sequence[Contract] = (), projects: Sequence[Project] = (),
    held: Sequence[Held] = (), posture: PostureFacts = UNKNOWN, fleet: pd.DataFrame | None = None,
) -> Prepared:  # fmt: skip
    """The part of `build_roadmap` that no scenario changes. `fleet`: what `forecasted` makes of these assets, where it
    is known already."""
    quarters = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)
    taken = absorbed(projects)
    known = forecasted(assets, policy, reference, assumptions, as_of) if fleet is None else fleet
    schedule = _grouped(known, taken, taken_out(held))
    failing = failing_units(schedule, quarters, as_of)
    workings = Workings(
        policy, price_book(reference, assumptions), failing, contracts=tuple(contracts), projects=tuple(projects)
    )
    told = project_findings(projects, taken, schedule, first_buyable_day(assumptions, as_of), quarters)
    return Prepared(
        client=client, client_id=client_id, as_of=as_of, assumptions=assumptions, quarters=quarters,
        schedule=schedule, pins=with_followers(schedule, chosen_quarters(held, pins)), held=tuple(held),
        allowed=allowances_of(failing, assumptions, quarters),
        agreed=recurring(contracts, assumptions.currency, quarters, as_of, assumptions.rates),
        projects=tuple(projects), findings=(*told, *_foreign_contracts(contracts, assumptions, as_of)),
        case_inputs=case_inputs or CaseInputs(), shocks=client_shocks(assets, policy, reference, as_of),
        contracts=tuple(contracts), posture=posture, workings=workings,
    )  # fmt: skip


def planned(prepared: Prepared, scenario: Scenario) -> Roadmap:
    """The roadmap of one scenario."""
    assumptions, quarters, as_of = prepared.assumptions, prepared.quarters, prepared.as_of
    actions, fees = bought(scenario, prepared.schedule, assumptions, prepared.pins, quarters, as_of)
    first = first_buyable_day(assumptions, as_of)
    own = project_budget(prepared.projects, assumptions, quarters, as_of, first)
    agreed = (*prepared.agreed, *fees, *own.agreed)
    costed = budget(
        actions, prepared.allowed, prepared.schedule, assumptions, quarters, agreed, scenario.name, own.foreseen
    )
    schedule = _with_plan(prepared.schedule, actions, costed, assumptions.calendar)
    cards = (
        *initiatives(actions, costed.amounts, schedule, assumptions, quarters, prepared.held),
        *project_initiatives(
            prepared.projects, own.whole, absorbed(prepared.projects), schedule, assumptions, quarters, first
        ),
    )
    out = parked(prepared.held, schedule)
    when = When.of(assumptions, quarters, as_of)
    asked = proposed(schedule, prepared.contracts, prepared.posture, prepared.projects, when)
    of_held = held_findings(prepared.held, cards, out, schedule, assumptions.currency, assumptions.locale)
    return Roadmap(
        client=prepared.client,
        client_id=prepared.client_id,
        as_of=as_of,
        assumptions=assumptions,
        quarters=quarters,
        budget=costed.budget,
        initiatives=cards,
        schedule=schedule,
        actions=actions.assign(amount_minor=series(costed.amounts, WHOLE)),
        findings=(*findings(schedule, assumptions.currency), *prepared.findings, *of_held),
        answer=answer(schedule, costed.budget, assumptions),
        case_inputs=prepared.case_inputs,
        shocks=prepared.shocks,
        levelled=scenario.levelled,
        parked=out,
        proposals=asked,
        proposed=proposal_cards(asked, when),
        workings=prepared.workings and replace(prepared.workings, agreed=agreed, foreseen=own.foreseen),
    )


def _foreign_contracts(contracts: Sequence[Contract], assumptions: Assumptions, as_of: date) -> list[Finding]:
    """What is not in the total because no rate of exchange is known."""
    currency = assumptions.currency
    return [
        Finding(
            f"foreign_contract:{contract.contract_id}",
            f"The contract {contract.label} is priced in {contract.currency}, not {currency}: it is not in the total.",
            0, (), None,
        )
        for contract in foreign(contracts, currency, as_of, assumptions.rates)
    ]  # fmt: skip


def forecasted(
    assets: pd.DataFrame, policy: Policy, reference: Reference, assumptions: Assumptions, as_of: date
) -> pd.DataFrame:
    """Asset frame, forecast and unit prices side by side, of what is in use: no decision changes it."""
    in_use = assets[~assets["is_retired"].fillna(False).to_numpy(bool)].reset_index(drop=True)
    told = forecast(in_use, policy, reference, as_of, assumptions.calendar)
    joined = pd.concat([in_use, told[[name for name in told.columns if name not in in_use.columns]]], axis=1)
    joined = followed(joined, policy, assumptions.calendar)
    prices = unit_prices(
        joined, price_book(reference, assumptions), assumptions.currency, as_of, assumptions.special_prices,
        assumptions.rates,
    )  # fmt: skip
    return pd.concat([joined, prices], axis=1)


def _grouped(fleet: pd.DataFrame, taken: Mapping[int, Absorbed], out: Collection[int]) -> pd.DataFrame:
    """With each asset's group of the reconciliation, and what absorbs it."""
    titles = {asset_id: found.project.title for asset_id, found in taken.items()}
    by = series((titles.get(asset_id) for asset_id in fleet["asset_id"].tolist()), TEXT).set_axis(fleet.index)
    return fleet.assign(group=groups(fleet, titles, out), absorbed_by=by)


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
