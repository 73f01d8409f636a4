"""How the cost of a device's replacements comes about, for its page and for `price explain`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.actions.roadmaps import client_roadmap
from planner.budget.trace import CostTrace, cost_trace
from planner.errors import PlannerError
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.money import decimal_string
from planner.roadmap.model import Roadmap
from planner.sharing.people import Actor
from planner.store import Store


@dataclass(frozen=True, slots=True)
class TracedCost:
    """One replacement of a device, 0 its own and then its successors, and its whole cost with where it comes from."""

    generation: int
    planned_on: date
    quarter: str
    amount_minor: int
    trace: CostTrace


def traced_costs(roadmap: Roadmap, asset_id: int) -> tuple[TracedCost, ...]:
    """The device's replacements within the horizon, in order; none where it is not replaced on a date."""
    schedule, actions = roadmap.schedule, roadmap.actions
    devices = to_records(schedule[schedule["asset_id"] == asset_id])
    rows = to_records(actions[actions["asset_id"] == asset_id].sort_values("generation"))
    calendar = roadmap.assumptions.calendar
    return tuple(
        TracedCost(
            row["generation"], row["planned_on"], calendar.quarter_of(row["planned_on"]).label, row["amount_minor"],
            cost_trace(row, devices[0], roadmap.assumptions),
        )
        for row in rows
    )  # fmt: skip


def explained(store: Store, actor: Actor, client_id: int, device: str, as_of: date) -> tuple[dict[str, Any], ...]:
    """What the devices of that name, tag, serial number or id cost and why, one entry each: `asset_id`, `device`,
    `group`, `price` and `price_source` before growth, and `replacements`. Raises PlannerError where there is none."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    rows = [row for row in to_records(roadmap.schedule) if device.casefold() in _names(row)]
    if not rows:
        raise PlannerError(f"There is no device '{device}'.", "Give a name, tag or serial number as `forecast` shows.")
    return tuple(_explained(roadmap, row) for row in rows)


def _names(row: dict[str, Any]) -> set[str]:
    names = (row["asset_id"], row["name"], row["asset_tag"], row["serial_number"], device_label(row))
    return {str(name).casefold() for name in names if name is not None}


def _explained(roadmap: Roadmap, row: dict[str, Any]) -> dict[str, Any]:
    currency, price = roadmap.currency, row["unit_hardware_minor"]
    return {
        "asset_id": row["asset_id"], "device": device_label(row), "group": row["group"], "currency": currency,
        "price": None if price is None else decimal_string(price, currency),
        "priced_on": row["priced_on"], "price_source": row["price_source"],
        "replacements": [
            {
                "generation": cost.generation, "planned_on": cost.planned_on, "quarter": cost.quarter,
                "amount": decimal_string(cost.amount_minor, currency), "trace": cost.trace.text,
            }
            for cost in traced_costs(roadmap, row["asset_id"])
        ],
    }  # fmt: skip
