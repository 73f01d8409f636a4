"""The contract of the figures: what `budget --json` prints, for programs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from planner.budget.candidates import item_id
from planner.budget.levelled_plan import LevelledPlan
from planner.budget.model import Budget
from planner.budget.risk import Risk
from planner.money import decimal_string


def budget_report(
    client: str, as_of: date, budget: Budget, risk: Risk, levelled: LevelledPlan | None = None
) -> dict[str, Any]:
    """Amounts are decimal strings of `currency`; `levelling` is null where this is no levelled plan. Unplanned: what
    failures force besides the plan, in an emergency (`budget.risk`)."""

    shown = partial(decimal_string, currency=budget.currency)
    return {
        "client": client,
        "as_of": as_of.isoformat(),
        "currency": budget.currency,
        "scenario": budget.scenario,
        "quarters": _quarters(budget, risk),
        "total": shown(budget.total),
        "peak": shown(budget.peak),
        "recoverable_tax": [shown(amount) for amount in budget.recoverable_tax],
        "lines": [
            {
                "line": line.line,
                "kind": line.kind,
                "category": line.category,
                "treatment": line.treatment,
                "amounts": [shown(amount) for amount in line.amounts],
            }
            for line in budget.lines
        ],
        "reconciliation": {
            group: {"assets": found.assets, "amount": shown(found.amount_minor)}
            for group, found in budget.reconciliation.items()
        },
        "levelling": levelling_json(levelled, budget.currency),
    }


def _quarters(budget: Budget, risk: Risk) -> list[dict[str, Any]]:
    planned, capex, opex = budget.planned(), budget.of_treatment("capex"), budget.of_treatment("opex")
    return [
        {
            "quarter": quarter.key,
            "label": quarter.label,
            "starts_on": quarter.starts_on.isoformat(),
            "ends_on": quarter.ends_on.isoformat(),
            "planned": decimal_string(planned[number], budget.currency),
            "capex": decimal_string(capex[number], budget.currency),
            "opex": decimal_string(opex[number], budget.currency),
            "unplanned_expected": decimal_string(risk.expected[number], budget.currency),
            "unplanned_p50": decimal_string(risk.p50[number], budget.currency),
            "unplanned_p90": decimal_string(risk.p90[number], budget.currency),
        }
        for number, quarter in enumerate(budget.quarters)
    ]


def levelling_json(plan: LevelledPlan | None, currency: str) -> dict[str, Any] | None:
    """The part 'levelling' of the contract of the figures."""
    if plan is None:
        return None
    shown = partial(decimal_string, currency=currency)
    return {
        "status": plan.status, "objective": shown(plan.objective_minor), "bound": shown(plan.bound_minor),
        "gap": plan.gap, "as_of": plan.as_of.isoformat(), "held": plan.held,
        "moves": [
            {
                "id": item_id((move.asset_id, move.generation)), "asset_id": move.asset_id,
                "generation": move.generation, "from": move.start.isoformat(), "to": move.to.isoformat(),
                "why": move.why, "params": dict(move.params), "risk_cost": shown(move.risk_minor),
                "value_lost": shown(move.lost_minor),
            }
            for move in plan.moves
        ],
    }  # fmt: skip
