"""The rows of a template's table of contracts: prices of a year, the next renewal, and what the plan holds of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.budget.contracts import Contract, Renewal, in_currency, line_labels, renewals
from planner.reports.excel.budget_formulas import TREATMENT_LABELS
from planner.reports.template.values import Amount, Value, amount
from planner.roadmap.model import Roadmap


@dataclass(frozen=True, slots=True)
class ContractRow:
    """`own`: the contract in the roadmap's currency, None where its rate is not known; `renewal`: the next end of a
    term within the plan."""

    contract: Contract
    own: Contract | None
    renewal: Renewal | None
    planned_minor: int

    @property
    def goes_on(self) -> bool:
        return self.renewal is not None and self.renewal.unit_then_minor is not None


def contract_rows(roadmap: Roadmap) -> Sequence[ContractRow]:
    """By name. Empty where the roadmap's workings are not known."""
    if roadmap.workings is None:
        return ()
    contracts, assumptions = roadmap.workings.contracts, roadmap.assumptions
    in_plan = {line.line: line.total for line in roadmap.workings.agreed}
    labels = line_labels(contracts)
    ends: dict[int, Renewal] = {}
    for one in renewals(contracts, roadmap.as_of, roadmap.quarters[-1].ends_on):
        ends.setdefault(one.contract.contract_id, one)
    return [
        ContractRow(
            one, in_currency(one, roadmap.currency, roadmap.as_of, assumptions.rates), ends.get(one.contract_id),
            in_plan.get(labels[one.contract_id], 0),
        )
        for one in sorted(contracts, key=lambda one: (one.label.casefold(), one.contract_id))
    ]  # fmt: skip


def _row(of: Callable[[ContractRow], Value]) -> Callable[[Any], Value]:
    return of


def _price(row: ContractRow) -> Value:
    return amount(row.own.unit_price_minor if row.own else None)


def _year_now(row: ContractRow) -> Value:
    return amount(row.own.yearly_minor(row.own.unit_price_minor) if row.own else None)


def _year_after(row: ContractRow) -> Value:
    own = row.own if row.goes_on else None
    return amount(own.yearly_minor(own.raised(own.unit_price_minor)) if own else None)


CONTRACT_COLUMNS: Final[Mapping[tuple[str, ...], Callable[[Any], Value]]] = {
    ("Contract", "Name"): _row(lambda one: one.contract.name),
    ("Vendor", "Supplier"): _row(lambda one: one.contract.vendor),
    ("Kind",): _row(lambda one: one.contract.kind.replace("_", " ").capitalize()),
    ("Starts", "Start date"): _row(lambda one: one.contract.starts_on),
    ("Ends", "End date"): _row(lambda one: one.contract.last_day or one.contract.ends_on),
    ("Renews", "Renewal date"): _row(lambda one: one.renewal.renews_on if one.renewal and one.goes_on else None),
    ("Decide by", "Notice by"): _row(lambda one: one.renewal.decide_by if one.renewal else None),
    ("Term, months", "Term"): _row(lambda one: one.contract.term_months),
    ("Billed by", "Billing"): _row(lambda one: one.contract.billing),
    ("Quantity", "Qty", "Seats"): _row(lambda one: one.contract.quantity),
    ("Price of one", "Unit price"): _row(_price),
    ("A year now", "Yearly cost", "Cost"): _row(_year_now),
    ("A year after", "Yearly cost after renewal"): _row(_year_after),
    ("In the plan", "Total"): _row(lambda one: Amount(one.planned_minor)),
    ("Type", "Treatment", "Capex or opex"): _row(lambda one: TREATMENT_LABELS[one.contract.treatment]),
    ("Notes",): _row(lambda one: one.contract.notes),
}
