"""The budget by month and line, as finance's own system takes it: a flat list that adds up to the budget.

Replacements, contracts and projects stand in the month in which they fall. What the budget knows by quarter alone, the
allowances and a lease's fees, is spread evenly over the quarter's months from the as-of date on; contingency and tax go
by what they come on top of. All shares are whole minor units (`budget.shared_out`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.budget import shared_out
from planner.budget.contracts import in_currency, instalments, line_labels
from planner.budget.model import Assumptions, Budget, BudgetLine, LineKind, Treatment
from planner.budget.parts import DELIVERED, PARTS
from planner.budget.plan import first_buyable_day
from planner.budget.projects import payments, project_lines
from planner.budget.workings import Workings
from planner.calendar import FiscalQuarter, add_months
from planner.frames import to_records

_SURCHARGES: Final = ("contingency", "tax")
_OF_ACTIONS: Final = [
    "asset_id", "category", "quantity", "planned_on", *(f"unit_{part}_minor" for part in DELIVERED),
    *(f"{part}_minor" for part in PARTS),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line in one month, of one site and department where it belongs to devices. `quantity`: units or seats, None
    where there are none; `month` is its first day."""

    month: date
    line: str
    kind: LineKind
    category: str | None
    treatment: Treatment
    site: str | None
    department: str | None
    vendor: str | None
    quantity: int | None
    amount_minor: int


def ledger(
    budget: Budget, actions: pd.DataFrame, schedule: pd.DataFrame, workings: Workings, assumptions: Assumptions,
    as_of: date,
) -> tuple[LedgerRow, ...]:  # fmt: skip
    """All rows by month, in the order of the budget's lines; they add up to its total, line by line and quarter by
    quarter. `actions` and `schedule` as the finished roadmap has them."""
    rows = [
        *_replacements(budget, actions, schedule, assumptions),
        *_contracts(budget, workings, assumptions, as_of),
        *_projects(budget, workings, assumptions, as_of),
    ]
    told = {row.line for row in rows}
    rows += [
        row for line in budget.lines if line.kind not in _SURCHARGES and line.line not in told
        for row in _spread(line, budget.quarters, as_of)
    ]  # fmt: skip
    rows += [row for line in budget.lines if line.kind in _SURCHARGES for row in _on_top(line, budget, rows, as_of)]
    order = {line.line: number for number, line in enumerate(budget.lines)}
    return tuple(sorted(rows, key=lambda row: (row.month, order[row.line], row.site or "", row.department or "")))


def _replacements(
    budget: Budget, actions: pd.DataFrame, schedule: pd.DataFrame, assumptions: Assumptions
) -> Iterator[LedgerRow]:
    lines = {(line.category, str(line.kind), line.treatment): line for line in budget.lines if line.kind in PARTS}
    places = {row["asset_id"]: (row["site"], row["department"])
              for row in to_records(schedule[["asset_id", "site", "department"]])}  # fmt: skip
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for action in to_records(actions[_OF_ACTIONS]):
        delivered = sum(action[f"unit_{part}_minor"] for part in DELIVERED)
        bought: Treatment = "capex" if delivered >= assumptions.capitalisation_threshold_minor else "opex"
        month = action["planned_on"].replace(day=1)
        for part in PARTS:
            if action[f"{part}_minor"]:
                line = lines[action["category"], part, bought if part in DELIVERED else "opex"]
                found = sums[month, line, *places[action["asset_id"]]]
                found[0] += action["quantity"]
                found[1] += action[f"{part}_minor"]
    for (month, line, site, department), (units, minor) in sums.items():
        yield _row(line, month, minor, units, site=site, department=department)


def _contracts(budget: Budget, workings: Workings, assumptions: Assumptions, as_of: date) -> Iterator[LedgerRow]:
    lines = {line.line: line for line in budget.lines if line.kind == "recurring" and line.category is None}
    labels = line_labels(workings.contracts)
    for contract in workings.contracts:
        own = in_currency(contract, budget.currency, as_of, assumptions.rates)
        line = lines.get(labels[contract.contract_id])
        if own is not None and line is not None:
            for day, minor in instalments(own, as_of, budget.quarters[-1].ends_on):
                yield _row(line, day.replace(day=1), minor, contract.quantity, vendor=contract.vendor)


def _projects(budget: Budget, workings: Workings, assumptions: Assumptions, as_of: date) -> Iterator[LedgerRow]:
    first, until = first_buyable_day(assumptions, as_of), budget.quarters[-1].ends_on
    for project, line, made in project_lines(workings.projects, budget.quarters, as_of, first):
        for day in payments(project, line, first, until):
            if as_of <= day <= until:
                yield _row(made, day.replace(day=1), line.amount_minor, line.quantity)


def _spread(line: BudgetLine, quarters: Sequence[FiscalQuarter], as_of: date) -> Iterator[LedgerRow]:
    for quarter, amount in zip(quarters, line.amounts, strict=True):
        months = _months(quarter, as_of)
        for month, minor in zip(months, shared_out(amount, [1] * len(months), len(months)), strict=True):
            if minor:
                yield _row(line, month, minor, None)


def _on_top(line: BudgetLine, budget: Budget, rows: Sequence[LedgerRow], as_of: date) -> Iterator[LedgerRow]:
    """Contingency or tax, by the months' amounts of its treatment; evenly where there are none."""
    base: dict[date, int] = defaultdict(int)
    for row in rows:
        if row.treatment == line.treatment and row.kind not in (*_SURCHARGES, "trade_in"):
            base[row.month] += row.amount_minor
    for quarter, amount in zip(budget.quarters, line.amounts, strict=True):
        months = _months(quarter, as_of)
        weights = [max(0, base[month]) for month in months]
        weights = weights if any(weights) else [1] * len(months)
        for month, minor in zip(months, shared_out(amount, weights, sum(weights)), strict=True):
            if minor:
                yield _row(line, month, minor, None)


def _months(quarter: FiscalQuarter, as_of: date) -> list[date]:
    """The first days of the quarter's months that are not over."""
    months = [add_months(quarter.starts_on, number) for number in range(3)]
    return [month for month in months if month >= as_of.replace(day=1)]


def _row(
    line: BudgetLine, month: date, minor: int, units: int | None, *, site: str | None = None,
    department: str | None = None, vendor: str | None = None,
) -> LedgerRow:  # fmt: skip
    return LedgerRow(month, line.line, line.kind, line.category, line.treatment, site, department, vendor, units, minor)
