"""The contract of the figures: what `budget --json` prints, for programs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from planner.budget.model import Budget
from planner.budget.risk import Risk
from planner.money import decimal_string


def budget_report(client: str, as_of: date, budget: Budget, risk: Risk) -> dict[str, Any]:
    """Amounts are decimal strings of `currency`; null where nothing is calculated yet (levelling). Unplanned: what
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
        "levelling": None,
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
