"""The values that the budget is made of. Amounts are minor units of one currency, the client's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from planner.budget.exchange import Rate
from planner.calendar import FiscalCalendar, FiscalQuarter

LineKind = Literal[
    "hardware", "accessories", "freight", "labour", "disposal", "trade_in", "allowance", "recurring", "project",
    "contingency", "tax",
]  # fmt: skip
Treatment = Literal["capex", "opex"]
TaxTreatment = Literal["added", "excluded", "recoverable"]
TAX_TREATMENTS: Final[tuple[TaxTreatment, ...]] = ("added", "excluded", "recoverable")
SpecialKind = Literal["model", "spec"]
GROUPS = (
    "planned", "estimated", "on_failure", "absorbed", "not_owned", "virtual", "excluded_by_rule", "unconfirmed",
    "unpriced", "undatable", "unscheduled",
)  # fmt: skip
"""The reconciliation's groups: disjoint, and together the whole fleet that is not retired."""


@dataclass(frozen=True, slots=True)
class Price:
    """What replacing one device of a category costs, before growth. `labour_minutes` is a technician's time,
    `trade_in_minor` what the old device brings; `growth_basis_points` the category's own price growth a year, None for
    the client's."""

    category: str
    hardware_minor: int
    labour_minutes: int
    priced_on: date
    source: str
    accessories_minor: int = 0
    freight_minor: int = 0
    disposal_minor: int = 0
    trade_in_minor: int = 0
    growth_basis_points: int | None = None


@dataclass(frozen=True, slots=True)
class SpecialPrice:
    """The hardware's price of the devices of a category whose model holds the words of `text` (kind 'model') or whose
    specification says it ('spec'); a model outranks a specification. `labour_minutes` None keeps the category's."""

    category: str
    kind: SpecialKind
    text: str
    hardware_minor: int
    labour_minutes: int | None
    priced_on: date


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything that a person may change about the money of one client. `tax` is the rate, whatever becomes of it:
    'added' to the totals, 'excluded' from them, or 'recoverable': told beside them. `blackout_months`: months (1 to 12)
    in which nothing is replaced; one at least is open. `rates`: the exchange of other currencies."""

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
    special_prices: tuple[SpecialPrice, ...] = ()
    tax_treatment: TaxTreatment = "added"
    blackout_months: frozenset[int] = frozenset()
    technician_hours_per_quarter: int | None = None
    rates: tuple[Rate, ...] = ()

    def __post_init__(self) -> None:
        if set(range(1, 13)) <= self.blackout_months:
            raise ValueError("blackout_months leaves no month open")

    @property
    def tax_in_totals(self) -> Decimal:
        """The share of tax that the budget's figures hold."""
        return self.tax if self.tax_treatment == "added" else Decimal(0)


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
    reconciliation's groups planned, estimated and on failure it adds up to the total. `recoverable_tax`: by quarter
    what the client pays and gets back, in no total; empty where tax is not recoverable.
    """

    currency: str
    quarters: tuple[FiscalQuarter, ...]
    lines: tuple[BudgetLine, ...]
    reconciliation: dict[str, ReconciliationGroup]
    scenario: str = "as_due"
    agreed_minor: int = 0
    recoverable_tax: tuple[int, ...] = ()

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
