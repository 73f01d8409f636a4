"""A plan as it stood on one day, frozen: what was to be bought when, at which price before contingency and tax."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.calendar import FiscalQuarter
from planner.errors import PlannerError

SCHEMA: Final = 1
"""The version of the document's form; a document of another one is refused."""


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One planned replacement: `quantity` units, each at the unit amounts, before contingency and tax:
    `unit_parts_minor` by part (`parts.PARTS`). `name` is the
    device's own name, by which its successor may be known; `full_minor` the whole with contingency and tax, where the
    plan gave it (a first replacement)."""

    asset_id: int
    generation: int
    label: str
    name: str | None
    category: str
    quantity: int
    planned_on: date
    unit_parts_minor: Mapping[str, int]
    full_minor: int | None

    @property
    def unit_hardware_minor(self) -> int:
        return self.unit_parts_minor["hardware"]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the budget: minor units by quarter, before contingency and tax. `kind` as `model.LineKind`."""

    line: str
    kind: str
    category: str | None
    treatment: str
    amounts: tuple[int, ...]


@dataclass(frozen=True)
class FrozenPlan:
    """`fleet`: ids of all devices that were in use then; `lines`: all lines of the budget, contingency and tax too."""

    client: str
    as_of: date
    currency: str
    scenario: str
    quarters: tuple[FiscalQuarter, ...]
    items: tuple[PlannedItem, ...]
    lines: tuple[PlannedLine, ...]
    fleet: frozenset[int]

    def quarter_at(self, day: date) -> int | None:
        """The position of the quarter that holds the day; None beyond the plan's quarters."""
        return next((at for at, quarter in enumerate(self.quarters) if quarter.contains(day)), None)


def to_document(plan: FrozenPlan) -> str:
    """Canonical JSON: sorted keys, no white space, amounts as minor units, dates as ISO."""
    told = {
        "schema": SCHEMA, "client": plan.client, "as_of": plan.as_of, "currency": plan.currency,
        "scenario": plan.scenario, "fleet": sorted(plan.fleet),
        "quarters": [_values(quarter) for quarter in plan.quarters],
        "items": [_values(item) for item in plan.items], "lines": [_values(line) for line in plan.lines],
    }  # fmt: skip
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=date.isoformat)


def _values(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def sha256_of(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def from_document(document: str, sha256: str) -> FrozenPlan:
    """The plan again. Raises PlannerError where the document is not the one that was frozen, or of another schema."""
    if sha256_of(document) != sha256:
        raise PlannerError("This frozen plan was altered since it was stored.", "Restore it from a backup.")
    told: dict[str, Any] = json.loads(document)
    if told["schema"] != SCHEMA:
        raise PlannerError(
            f"This plan was frozen in form {told['schema']}, which this version does not read.", "Update Evergreen."
        )
    return FrozenPlan(
        told["client"], date.fromisoformat(told["as_of"]), told["currency"], told["scenario"],
        tuple(FiscalQuarter(**_dated(quarter, "starts_on", "ends_on")) for quarter in told["quarters"]),
        tuple(PlannedItem(**_dated(item, "planned_on")) for item in told["items"]),
        tuple(PlannedLine(**{**line, "amounts": tuple(line["amounts"])}) for line in told["lines"]),
        frozenset(told["fleet"]),
    )  # fmt: skip


def _dated(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**values, **{name: date.fromisoformat(values[name]) for name in names}}
