"""The contract of the figures: what `budget --json` prints, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.budget.model import Budget
from planner.money import decimal_string


def budget_report(client: str, as_of: date, budget: Budget) -> dict[str, Any]:
    """Amounts are decimal strings of `currency`; null where nothing is calculated yet (scenarios other than the plan,
    unplanned cost, levelling)."""

    def shown(minor: int) -> str:
        return decimal_string(minor, budget.currency)

    planned, capex, opex = budget.planned(), budget.of_treatment("capex"), budget.of_treatment("opex")
    return {
        "client": client,
        "as_of": as_of.isoformat(),
        "currency": budget.currency,
        "scenario": budget.scenario,
        "quarters": [
            {
                "quarter": quarter.key,
                "label": quarter.label,
                "starts_on": quarter.starts_on.isoformat(),
                "ends_on": quarter.ends_on.isoformat(),
                "planned": shown(planned[number]),
                "capex": shown(capex[number]),
                "opex": shown(opex[number]),
                "unplanned_expected": None,
                "unplanned_p50": None,
                "unplanned_p90": None,
            }
            for number, quarter in enumerate(budget.quarters)
        ],
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
