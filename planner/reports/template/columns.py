"""The tables that a template can hold: which headers each knows, and the rows that fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.budget.ledger import LedgerRow, ledger
from planner.budget.model import BudgetLine
from planner.fields import CATEGORY_LABELS, STATUS_LABELS
from planner.frames import to_records
from planner.reports.excel.budget_formulas import TREATMENT_LABELS
from planner.reports.excel.budget_layout import KIND_LABELS
from planner.reports.excel.cost_rows import device_name
from planner.reports.excel.data_quality import GROUP_MEANINGS
from planner.reports.template.contracts import CONTRACT_COLUMNS, contract_rows
from planner.reports.template.values import Amount, Value, amount
from planner.roadmap.model import Finding, Initiative, Roadmap

Record = Mapping[str, Any]
Column = Callable[[Any], Value]
"""A row → the cell."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """`columns`: headers as people write them (the first is the one that the documents name) → the cell of a row;
    `more`: further columns that depend on the roadmap's quarters; `rows` in the order in which they are filled in."""

    what: str
    columns: Mapping[tuple[str, ...], Column]
    rows: Callable[[Roadmap], Sequence[Any]]
    more: Callable[[Roadmap], Mapping[str, Column]] = lambda _: {}

    def known(self, roadmap: Roadmap) -> dict[str, Column]:
        """Header, folded as `folded` does → the cell of a row."""
        own = {folded(header): column for headers, column in self.columns.items() for header in headers}
        return {**{folded(header): column for header, column in self.more(roadmap).items()}, **own}


def folded(header: str) -> str:
    """A header without capitals and without its line breaks."""
    return " ".join(header.replace("_x000a_", " ").replace("_x000A_", " ").split()).casefold()


def _of(field: str) -> Column:
    return lambda record: record[field]


def _category(key: str | None) -> str | None:
    return CATEGORY_LABELS[key] if key else None


_STATUS_ORDER: Final = {"overdue": 0, "due": 1, "due_soon": 2, "unknown": 3, "healthy": 4}
_ASSET_COLUMNS: Final[Mapping[tuple[str, ...], Column]] = {
    ("Device", "Device name", "Name", "Asset"): device_name,
    ("Asset ID", "ID"): _of("asset_id"),
    ("Asset tag", "Tag"): _of("asset_tag"),
    ("Category", "Device type"): lambda one: _category(one["category"]),
    ("Maker", "Manufacturer", "Make"): _of("manufacturer"),
    ("Model",): _of("model"),
    ("Serial number", "Serial", "Serial no."): _of("serial_number"),
    ("Site", "Location"): _of("site"),
    ("Department",): _of("department"),
    ("User", "Assigned to", "Owner"): _of("assigned_to"),
    ("Quantity", "Qty", "Units"): _of("quantity"),
    ("Purchased", "Purchase date", "Purchased on"): _of("purchased_on"),
    ("In service", "In service since", "In-service date"): _of("in_service_est_on"),
    ("Warranty ends", "Warranty end", "Warranty"): _of("warranty_ends_on"),
    ("Operating system", "OS"): _of("operating_system"),
    ("OS support ends", "OS end of support"): _of("os_support_ends_on"),
    ("Status", "Lifecycle status"): lambda one: STATUS_LABELS[one["lifecycle_status"]],
    ("Due date", "Due", "Due on"): _of("due_on"),
    ("Reason", "Why"): _of("reason"),
    ("Planned quarter", "Quarter"): _of("planned_quarter"),
    ("Planned date", "Planned on"): _of("planned_on"),
    ("Cost", "Replacement cost", "Amount"): lambda one: amount(one["planned_amount_minor"]),
    ("Budget group", "Group"): lambda one: GROUP_MEANINGS[one["group"]][0] if one["group"] else None,
}
_ASSET_FIELDS: Final = [
    "asset_id", "name", "asset_tag", "category", "manufacturer", "model", "serial_number", "site", "department",
    "assigned_to", "quantity", "purchased_on", "in_service_est_on", "warranty_ends_on", "operating_system",
    "os_support_ends_on", "lifecycle_status", "due_on", "reason", "planned_quarter", "planned_on",
    "planned_amount_minor", "group",
]  # fmt: skip


def _assets(roadmap: Roadmap) -> Sequence[Record]:
    """The most pressing first, as in the workbook of our own."""
    return sorted(
        to_records(roadmap.schedule[_ASSET_FIELDS]),
        key=lambda one: (_STATUS_ORDER[one["lifecycle_status"]], one["due_on"] or date.max,
                         device_name(one).casefold(), one["asset_id"]),
    )  # fmt: skip


def _initiative(of: Callable[[Initiative], Value]) -> Column:
    return of


_INITIATIVE_COLUMNS: Final[Mapping[tuple[str, ...], Column]] = {
    ("Initiative", "Title", "Project"): _initiative(lambda one: one.title),
    ("Reason", "Why"): _initiative(lambda one: one.why),
    ("Lane",): _initiative(lambda one: one.lane),
    ("Category", "Device type"): _initiative(lambda one: _category(one.category)),
    ("Planned quarter", "Quarter"): _initiative(lambda one: one.quarter_label),
    ("Quarter starts", "Start date"): _initiative(lambda one: one.quarter_starts_on),
    ("Devices", "Quantity", "Qty"): _initiative(lambda one: one.devices),
    ("Priority",): _initiative(lambda one: one.priority.capitalize()),
    ("Status",): _initiative(lambda one: one.status.capitalize()),
    ("Owner",): _initiative(lambda one: one.owner),
    ("Cost", "Amount"): _initiative(lambda one: Amount(one.amount_minor)),
    ("Later cost", "Later quarters"): _initiative(lambda one: Amount(one.later_minor)),
    ("Price status", "Price"): _initiative(lambda one: one.price_status.capitalize()),
    ("Key",): _initiative(lambda one: one.key),
}


def _initiatives(roadmap: Roadmap) -> Sequence[Initiative]:
    return sorted(roadmap.initiatives, key=lambda one: (one.quarter_starts_on, one.lane, one.key))


def _line(of: Callable[[BudgetLine], Value]) -> Column:
    return of


_BUDGET_COLUMNS: Final[Mapping[tuple[str, ...], Column]] = {
    ("Line", "Budget line", "Item"): _line(lambda one: one.line),
    ("Kind", "Account"): _line(lambda one: KIND_LABELS[one.kind]),
    ("Category", "Device type"): _line(lambda one: _category(one.category)),
    ("Type", "Treatment", "Capex or opex"): _line(lambda one: TREATMENT_LABELS[one.treatment]),
    ("Total", "Amount", "Cost"): _line(lambda one: Amount(one.total)),
}


def _sum_of(quarters: Iterable[int]) -> Column:
    chosen = tuple(quarters)
    return lambda line: Amount(sum(line.amounts[number] for number in chosen))


def _budget_more(roadmap: Roadmap) -> Mapping[str, Column]:
    """'Quarter 1' and 'FY27 Q2', 'Year 1' and 'FY27': by number in the plan, and by name."""
    years: dict[str, list[int]] = {}
    for number, quarter in enumerate(roadmap.quarters):
        years.setdefault(quarter.year_label, []).append(number)
    found = {quarter.label: _sum_of([number]) for number, quarter in enumerate(roadmap.quarters)}
    found |= {f"Quarter {number + 1}": _sum_of([number]) for number in range(len(roadmap.quarters))}
    for number, (label, held) in enumerate(years.items(), start=1):
        found[label] = found[f"Year {number}"] = _sum_of(held)
    return found


def _finding(of: Callable[[Finding], Value]) -> Column:
    return of


_FINDING_COLUMNS: Final[Mapping[tuple[str, ...], Column]] = {
    ("Finding", "Title"): _finding(lambda one: one.key.replace("_", " ").capitalize()),
    ("Reason", "In words", "Why"): _finding(lambda one: one.sentence),
    ("Devices", "Quantity", "Qty"): _finding(lambda one: one.assets),
    ("At stake", "Amount", "Cost"): _finding(lambda one: amount(one.amount_minor)),
}


def _entry(of: Callable[[LedgerRow], Value]) -> Column:
    return of


_LEDGER_COLUMNS: Final[Mapping[tuple[str, ...], Column]] = {
    ("Month", "Date"): _entry(lambda one: one.month),
    ("Site", "Location"): _entry(lambda one: one.site),
    ("Department",): _entry(lambda one: one.department),
    ("Account", "Kind"): _entry(lambda one: KIND_LABELS[one.kind]),
    ("Category", "Device type"): _entry(lambda one: _category(one.category)),
    ("Line", "Budget line", "Item"): _entry(lambda one: one.line),
    ("Type", "Treatment", "Capex or opex"): _entry(lambda one: TREATMENT_LABELS[one.treatment]),
    ("Vendor", "Supplier"): _entry(lambda one: one.vendor),
    ("Quantity", "Qty"): _entry(lambda one: one.quantity),
    ("Amount", "Cost"): _entry(lambda one: Amount(one.amount_minor)),
}


def _ledger(roadmap: Roadmap) -> Sequence[LedgerRow]:
    if roadmap.workings is None:
        return ()
    return ledger(
        roadmap.budget, roadmap.actions, roadmap.schedule, roadmap.workings, roadmap.assumptions, roadmap.as_of
    )


def _ledger_more(roadmap: Roadmap) -> Mapping[str, Column]:
    def quarter(one: LedgerRow) -> str | None:
        return next((quarter.label for quarter in roadmap.quarters if quarter.contains(one.month)), None)

    return {"Quarter": quarter, "Fiscal quarter": quarter, "Entity": lambda _: roadmap.client,
            "Client": lambda _: roadmap.client}  # fmt: skip


TABLES: Final[Mapping[str, TableKind]] = {
    "assets": TableKind("Every device of the fleet, the most pressing first", _ASSET_COLUMNS, _assets),
    "initiatives": TableKind("The roadmap's initiatives, by quarter", _INITIATIVE_COLUMNS, _initiatives),
    "budget": TableKind("The budget's lines", _BUDGET_COLUMNS, lambda one: one.budget.lines, _budget_more),
    "contracts": TableKind("Contracts and subscriptions, by name", CONTRACT_COLUMNS, contract_rows),
    "findings": TableKind("What a person should know or mend of the data", _FINDING_COLUMNS, lambda one: one.findings),
    "ledger": TableKind("The budget by month and line", _LEDGER_COLUMNS, _ledger, _ledger_more),
}
"""Table name without its prefix → what fills it."""
