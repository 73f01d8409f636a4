"""Tables of devices and of what is known of them: assets, findings, reconciliation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from planner.frames import to_records
from planner.money import decimal_string
from planner.reports.table_schema import Column, Table
from planner.roadmap.model import Roadmap

Row = Mapping[str, Any]
_TOLD: Final = {
    "asset_id": "asset_id", "name": "name", "asset_tag": "asset_tag", "serial_number": "serial_number",
    "category": "category", "manufacturer": "manufacturer", "model": "model", "operating_system": "operating_system",
    "site": "site", "department": "department", "assigned_to": "assigned_to", "ownership": "ownership",
    "quantity": "quantity", "purchased_on": "purchased_on", "purchase_currency": "currency",
    "in_service_on": "in_service_est_on", "in_service_is_estimated": "is_estimated", "evidence": "age_evidence",
    "warranty_ends_on": "warranty_ends_on", "lease_ends_on": "lease_ends_on", "status": "lifecycle_status",
    "due_on": "due_on", "due_earliest_on": "due_p10", "due_latest_on": "due_p90", "limit_on": "limit_on",
    "limiting_factor": "limiting_factor", "reason": "reason", "system": "os_product", "system_version": "os_cycle",
    "system_support_ends_on": "os_support_ends_on", "maker_support_ends_on": "maker_support_ends_on",
    "is_retired": "is_retired", "group": "group", "absorbed_by": "absorbed_by", "planned_on": "planned_on",
    "planned_quarter": "planned_quarter",
}  # fmt: skip
"""Column → the schedule's."""

ASSETS: Final = Table("assets", "One device, or several alike ones in one row: when it has to go, and why.", (
    Column("asset_id", "whole", "Evergreen's number of the device, the same in every table."),
    Column("name", "text", "Its name.", may_lack=True),
    Column("asset_tag", "text", "Its asset tag.", may_lack=True),
    Column("serial_number", "text", "Its serial number.", may_lack=True),
    Column("category", "text", "What it is: laptop, server, …"),
    Column("manufacturer", "text", "Its maker.", may_lack=True),
    Column("model", "text", "Its model.", may_lack=True),
    Column("operating_system", "text", "Its operating system, as it was read.", may_lack=True),
    Column("site", "text", "Where it is.", may_lack=True),
    Column("department", "text", "Whose it is.", may_lack=True),
    Column("assigned_to", "text", "Who uses it.", may_lack=True),
    Column("ownership", "text", "Who owns it: client, leased, msp, carrier, print_contract, isp or employee."),
    Column("quantity", "whole", "How many alike devices the row stands for.", "devices"),
    Column("purchased_on", "date", "When it was bought.", may_lack=True),
    Column("purchase_cost", "amount", "What was paid for one.", "purchase_currency", may_lack=True),
    Column("purchase_currency", "text", "Currency (ISO 4217) of what was paid.", may_lack=True),
    Column("in_service_on", "date", "Since when it is in service, known or estimated.", may_lack=True),
    Column("in_service_is_estimated", "flag", "Whether that day is an estimate."),
    Column("evidence", "text", "What that day rests on: purchase_date, serial_number, …"),
    Column("warranty_ends_on", "date", "The last day of its warranty.", may_lack=True),
    Column("lease_ends_on", "date", "The last day of its lease.", may_lack=True),
    Column("status", "text", "healthy, due_soon, due, overdue or unknown."),
    Column("due_on", "date", "When it has to go, as calculated.", may_lack=True),
    Column("due_earliest_on", "date", "10th percentile of that day.", may_lack=True),
    Column("due_latest_on", "date", "90th percentile of that day.", may_lack=True),
    Column("limit_on", "date", "The day past which it should not be in use.", may_lack=True),
    Column("limiting_factor", "text", "The rule that set the due date; 'none' where there is no such date."),
    Column("reason", "text", "The due date's reason in words."),
    Column("system", "text", "The operating system or firmware that was recognised.", may_lack=True),
    Column("system_version", "text", "Its version as its maker supports it.", may_lack=True),
    Column("system_support_ends_on", "date", "The last day of its security updates.", may_lack=True),
    Column("maker_support_ends_on", "date", "The last day of the maker's support of the hardware.", may_lack=True),
    Column("is_retired", "flag", "Whether it is out of use."),
    Column("group", "text", "Its group of the table reconciliation; of a retired device there is none.", may_lack=True),
    Column("absorbed_by", "text", "The project that takes its place.", may_lack=True),
    Column("planned_on", "date", "When it is replaced, as planned.", may_lack=True),
    Column("planned_quarter", "text", "The fiscal quarter of that day.", may_lack=True),
    Column("planned_cost", "amount", "The replacement's whole cost of all devices of the row, contingency and tax "
           "included.", "currency", may_lack=True),
    Column("currency", "text", "Currency (ISO 4217) of the planned cost."),
))  # fmt: skip

FINDINGS: Final = Table("findings", "Something about the data that a person should know or mend.", (
    Column("key", "text", "What kind of finding it is."),
    Column("finding", "text", "It in words."),
    Column("assets", "whole", "How many devices it concerns.", "devices"),
    Column("asset_ids", "text", "Their numbers, separated by spaces."),
    Column("amount", "amount", "The money at stake.", "currency", may_lack=True),
    Column("currency", "text", "Currency (ISO 4217) of the amount."),
))  # fmt: skip

RECONCILIATION: Final = Table("reconciliation", "A group of the fleet; the groups are disjoint and add up to it.", (
    Column("group", "text", "planned, estimated, on_failure, absorbed, not_owned, …"),
    Column("assets", "whole", "How many devices are in it.", "devices"),
    Column("amount", "amount", "Their money in the budget, or at stake.", "currency"),
    Column("currency", "text", "Currency (ISO 4217) of the amount."),
))  # fmt: skip


def money(minor: int | None, currency: str | None) -> str | None:
    """A decimal string, None where there is no amount or nobody knows its currency."""
    return None if minor is None or currency is None else decimal_string(int(minor), currency)


def asset_rows(roadmap: Roadmap) -> Iterator[Row]:
    columns = [*dict.fromkeys([*_TOLD.values(), "purchase_cost_minor", "planned_amount_minor"])]
    for row in to_records(roadmap.schedule[columns]):
        yield {
            **{name: row[column] for name, column in _TOLD.items()},
            "is_retired": bool(row["is_retired"]), "in_service_is_estimated": bool(row["is_estimated"]),
            "purchase_cost": money(row["purchase_cost_minor"], row["currency"]),
            "planned_cost": money(row["planned_amount_minor"], roadmap.currency), "currency": roadmap.currency,
        }  # fmt: skip


def finding_rows(roadmap: Roadmap) -> Iterator[Row]:
    for one in roadmap.findings:
        yield {
            "key": one.key, "finding": one.sentence, "assets": one.assets, "asset_ids": listed(one.asset_ids),
            "amount": money(one.amount_minor, roadmap.currency), "currency": roadmap.currency,
        }  # fmt: skip


def reconciliation_rows(roadmap: Roadmap) -> Iterator[Row]:
    for group, found in roadmap.budget.reconciliation.items():
        yield {
            "group": group, "assets": found.assets, "amount": money(found.amount_minor, roadmap.currency),
            "currency": roadmap.currency,
        }  # fmt: skip


def listed(values: tuple[object, ...]) -> str:
    return " ".join(str(value) for value in values)
