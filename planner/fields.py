"""The canonical fields of an asset: what a spreadsheet's column can mean, and of which kind its values are.

A new field is one line here, one column in `records.asset.Asset` and its header synonyms in intake;
frames, merging and reports derive the rest from this table.
"""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["text", "date", "end_date", "money", "months", "quantity"]
"""`date`: an imprecise one stands at the middle of its month or year; `end_date`: at its last day."""

FIELDS: Final[dict[str, Kind]] = {
    "client": "text",
    "name": "text",
    "asset_tag": "text",
    "serial_number": "text",
    "category": "text",
    "manufacturer": "text",
    "model": "text",
    "model_number": "text",
    "operating_system": "text",
    "os_version": "text",
    "cpu": "text",
    "ram": "text",
    "storage": "text",
    "purchased_on": "date",
    "purchase_cost": "money",
    "currency": "text",
    "in_service_on": "date",
    "manufactured_on": "date",
    "warranty_starts_on": "date",
    "warranty_ends_on": "end_date",
    "warranty_months": "months",
    "support_ends_on": "end_date",
    "useful_life_months": "months",
    "planned_replacement_on": "end_date",
    "replacement_cost": "money",
    "retired_on": "end_date",
    "status": "text",
    "quantity": "quantity",
    "assigned_to": "text",
    "department": "text",
    "site": "text",
    "last_seen_on": "date",
    "ip_address": "text",
    "mac_address": "text",
    "supplier": "text",
    "order_number": "text",
    "criticality": "text",
    "notes": "text",
    "ownership": "text",
    "lease_ends_on": "end_date",
}

CATEGORIES: Final = (
    "laptop", "desktop", "workstation", "server", "virtual_machine", "storage", "backup_appliance", "switch",
    "router", "firewall", "access_point", "ups", "printer", "monitor", "phone", "mobile_phone", "tablet", "dock",
    "camera", "recorder", "other",
)  # fmt: skip
OWNERSHIPS: Final = ("client", "leased", "msp", "carrier", "print_contract", "isp", "employee")
STATUSES: Final = ("healthy", "due_soon", "due", "overdue", "unknown")
MODES: Final = ("scheduled", "on_failure", "follows", "none")

CATEGORY_LABELS: Final[dict[str, str]] = {
    "laptop": "Laptops", "desktop": "Desktops", "workstation": "Workstations", "server": "Servers",
    "virtual_machine": "Virtual machines", "storage": "Storage", "backup_appliance": "Backup appliances",
    "switch": "Switches", "router": "Routers", "firewall": "Firewalls", "access_point": "Access points",
    "ups": "UPS", "printer": "Printers", "monitor": "Monitors", "phone": "Phones",
    "mobile_phone": "Mobile phones", "tablet": "Tablets", "dock": "Docks", "camera": "Cameras",
    "recorder": "Recorders", "other": "Other devices",
}  # fmt: skip
STATUS_LABELS: Final[dict[str, str]] = {
    "healthy": "Healthy", "due_soon": "Due soon", "due": "Due", "overdue": "Overdue", "unknown": "Unknown",
}  # fmt: skip


def money_column(field: str) -> str:
    """The name under which a money field is stored: its minor units."""
    return f"{field}_minor"
