"""The case against waiting for programs: amounts as decimal strings of the client's currency."""

from __future__ import annotations

from functools import partial
from typing import Any

from planner.actions.case import Told
from planner.budget.case import Side
from planner.budget.case_inputs import CaseInputs
from planner.money import decimal_string


def case_json(told: Told) -> dict[str, Any]:
    """Each quarter has both sides with what it is made of; `cumulated` and `cumulated_p90` are from the first quarter
    on. `saved` is negative where the plan is short, `pays_back_in` null where it does not pay back."""
    made, currency = told.case, told.roadmap.currency
    shown = partial(decimal_string, currency=currency)
    return {
        "client": told.roadmap.client,
        "as_of": told.roadmap.as_of.isoformat(),
        "currency": currency,
        "sentence": told.sentence,
        "bad_luck": told.bad_luck,
        "pays_back_in": made.pays_back_in.key if made.pays_back_in else None,
        "saved": shown(made.saved),
        "saved_with_life_left": shown(made.saved_with_life_left),
        "devices": made.devices,
        "inputs": inputs_json(made.inputs, currency),
        "assumptions": list(told.assumptions),
        "quarters": [
            {
                "quarter": quarter.key,
                "label": quarter.label,
                "starts_on": quarter.starts_on.isoformat(),
                "ends_on": quarter.ends_on.isoformat(),
                "waiting": _side(made.waiting, number, currency),
                "proactive": _side(made.proactive, number, currency),
            }
            for number, quarter in enumerate(made.quarters)
        ],
    }


def inputs_json(inputs: CaseInputs, currency: str) -> dict[str, Any]:
    """The client's own figures."""
    return {
        "people_affected": inputs.people_affected,
        "hourly_rate": decimal_string(inputs.hourly_rate_minor, currency),
        "emergency_premium_percent": f"{float(inputs.emergency_premium * 100):g}",
        "monthly_fee": decimal_string(inputs.monthly_fee_minor, currency),
        "hours_per_failure": dict(inputs.hours_per_failure),
    }


def _side(side: Side, number: int, currency: str) -> dict[str, Any]:
    amounts = {
        "planned": side.planned, "unplanned_expected": side.unplanned, "downtime_expected": side.downtime,
        "fee": side.fee, "cumulated": side.cumulated, "cumulated_p90": side.p90,
    }  # fmt: skip
    shown = {name: decimal_string(column[number], currency) for name, column in amounts.items()}
    return shown | {"failures_expected": round(side.failures[number], 4)}
