"""The values that the budget is made of. Amounts are minor units of one currency, the client's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.calendar import FiscalCalendar, FiscalQuarter

LineKind = Literal["hardware", "labour", "allowance", "recurring", "project", "contingency", "tax"]
Treatment = Literal["capex", "opex"]
GROUPS = (
    "planned", "estimated", "on_failure", "absorbed", "not_owned", "virtual", "excluded_by_rule", "unconfirmed",
    "unpriced", "undatable",
)  # fmt: skip
"""The reconciliation's groups: disjoint, and together the whole fleet that is not retired."""


@dataclass(frozen=True, slots=True)
class Price:
    """What replacing one device of a category costs, before growth. `labour_minutes` is a technician's time."""

    category: str
    hardware_minor: int
    labour_minutes: int
    priced_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything that a person may change about the money of one client."""

    currency: str
    locale: str
    calendar: FiscalCalendar
    horizon_quarters: int
    labour_rate_minor: int
    price_growth_per_year: Decimal
    contingency: Decimal
    tax: Decimal
    approval_and_lead_days: int
    capitalisation_threshold_minor: int
    prices: dict[str, Price] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the quarter table: `amounts` has one entry per quarter, `treatment` says capex or opex."""

    line: str
    kind: LineKind
    category: str | None
    treatment: Treatment
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class ReconciliationGroup:
    """How many devices (units, not rows) of the fleet are in a group, and the money at stake there."""

    assets: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Budget:
    """Line × quarter. Each total here is the sum of the lines' integers.

    `agreed_minor`: what belongs to no device (contracts, projects), with its contingency and tax; with the
    reconciliation's groups planned, estimated and on failure it adds up to the total.
    """

    currency: str
    quarters: tuple[FiscalQuarter, ...]
    lines: tuple[BudgetLine, ...]
    reconciliation: dict[str, ReconciliationGroup]
    scenario: str = "as_due"
    agreed_minor: int = 0

    def planned(self) -> tuple[int, ...]:
        """The total of each quarter."""
        return tuple(sum(line.amounts[i] for line in self.lines) for i in range(len(self.quarters)))

    def of_treatment(self, treatment: Treatment) -> tuple[int, ...]:
        chosen = [line for line in self.lines if line.treatment == treatment]
        return tuple(sum(line.amounts[i] for line in chosen) for i in range(len(self.quarters)))

    def by_year(self) -> dict[str, int]:
        """The total of each fiscal year that the horizon touches, by its label."""
        years: dict[str, int] = {}
        for quarter, amount in zip(self.quarters, self.planned(), strict=True):
            years[quarter.year_label] = years.get(quarter.year_label, 0) + amount
        return years

    @property
    def total(self) -> int:
        return sum(self.planned())

    @property
    def peak(self) -> int:
        return max(self.planned(), default=0)
