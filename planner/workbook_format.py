"""The names by which our own workbook is written and read back.

A workbook is ours where it has the sheet `IDENTITY_SHEET`; its rows are key and value (see `IDENTITY_KEYS`).
Rows of tables are known by an id in a hidden first column, never by a name that a person may edit.
A change of any name here is a new `FORMAT_VERSION`.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal

FORMAT: Final = "evergreen-roadmap"
FORMAT_VERSION: Final = 2

SUMMARY: Final = "Summary"
ROADMAP: Final = "Roadmap"
INITIATIVES: Final = "Initiatives"
BUDGET: Final = "Budget"
ASSETS: Final = "Assets"
CONTRACTS: Final = "Contracts"
ASSUMPTIONS: Final = "Assumptions"
SCENARIOS: Final = "Scenarios"
AS_DUE: Final = "As due"
COSTS: Final = "Costs"
AS_DUE_COSTS: Final = "As due costs"
FAILURES: Final = "Failures"
LEDGER: Final = "Ledger"
DATA_QUALITY: Final = "Data quality"
ABOUT: Final = "About"
IDENTITY_SHEET: Final = "evergreen"
"""Hidden. Column A holds `IDENTITY_KEYS`, column B their values."""
AS_MADE_SHEET: Final = "evergreen as made"
"""Hidden. What of each row may be edited, as it was written: columns `AS_MADE_HEADINGS` (see `EDITABLE`)."""

IDENTITY_KEYS: Final = ("format", "version", "client_id", "client", "as_of", "currency", "content", "assets_header_row")
"""`version`, `client_id` and `assets_header_row` (1-based) are numbers, `as_of` is ISO text, `content` the content's
SHA-256, the others text."""

FILL_IN_ID: Final = "Evergreen device ID"
"""Header of the hidden column by which the sheet that a client fills in tells its devices (`reports.fill_in`)."""

ASSET_TABLE: Final = "AssetSchedule"
INITIATIVE_TABLE: Final = "InitiativeList"

CONTRACT_TABLE: Final = "ContractList"
LEDGER_TABLE: Final = "Ledger_by_month"

PRICE_GROWTH: Final = "price_growth"
CONTINGENCY: Final = "contingency"
LABOUR_RATE: Final = "labour_rate"
TAX_RATE: Final = "tax_rate"
TAX_TREATMENT: Final = "tax_treatment"
TAX_IN_TOTALS: Final = "tax_in_totals"
TAX_BESIDE: Final = "tax_beside"
CAPITALISE_FROM: Final = "capitalise_from"
AS_OF: Final = "as_of"
FIRST_BUYABLE: Final = "first_buyable"
WAITS: Final = "months_to_wait"
QUARTER_LABELS: Final = "quarter_labels"
QUARTER_STARTS: Final = "quarter_starts"
QUARTER_LANDS: Final = "quarter_lands"
PLAN_QUARTERS: Final = "plan_quarters"
ASSET_IDS: Final = "asset_ids"
ASSET_QUARTERS: Final = "asset_quarters"
ASSET_PRICES: Final = "asset_prices"
CATEGORY_NAMES: Final = "category_names"
TOTAL_AS_MADE: Final = "total_as_made"
"""Names of cells and ranges. Those of a category end in it: `useful_life_laptop`; see `reports.excel.assumptions`."""

ASSET_HEADINGS: Final[dict[str, str]] = {
    "asset_id": "Asset ID",
    "name": "Device",
    "category": "Category",
    "manufacturer": "Maker",
    "model": "Model",
    "serial_number": "Serial number",
    "site": "Site",
    "assigned_to": "User",
    "quantity": "Qty",
    "in_service_est_on": "In service",
    "lifecycle_status": "Status",
    "due_on": "Due",
    "reason": "Why",
    "planned_quarter": "Planned quarter",
    "planned_amount_minor": "Cost",
    "own_price_minor": "Own price",
    "warranty_ends_on": "Warranty ends",
    "os_support_ends_on": "OS support ends",
    "notes": "Comment",
}
"""Column of the schedule → heading of the asset table, in the table's order. The first column is hidden.
`own_price_minor`: the price that is stated for this device alone."""

INITIATIVE_HEADINGS: Final[dict[str, str]] = {
    "key": "Key",
    "quarter_label": "Quarter",
    "lane": "Lane",
    "title": "Initiative",
    "why": "Why",
    "devices": "Devices",
    "priority": "Priority",
    "status": "Status",
    "owner": "Owner",
    "amount_minor": "Cost",
}
"""Field of an initiative → heading of the initiatives' table, in the table's order. The first column is hidden."""

AS_MADE_HEADINGS: Final = ("of", "id", "values")
"""`of`: 'asset' or 'initiative'; `values`: a JSON object, field → `fingerprint`."""

EditKind = Literal["quarter", "category", "day", "money", "text", "option"]
EDITABLE: Final[dict[str, dict[str, EditKind]]] = {
    "asset": {
        "category": "category", "in_service_est_on": "day", "planned_quarter": "quarter", "own_price_minor": "money",
        "warranty_ends_on": "day", "notes": "text",
    },
    "initiative": {"why": "text", "priority": "option", "status": "option", "owner": "text"},
}  # fmt: skip
"""Of which rows which columns come back by `import`, and what their cells hold."""

OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "status": ("proposed", "approved", "deferred", "declined", "done"), "priority": ("high", "medium", "low"),
}  # fmt: skip
"""Field of an initiative → what can be chosen; cells show it capitalised."""

_LONGEST_AS_IS: Final = 64


def fingerprint(value: str | int | None) -> str | int | None:
    """A value as it is compared: text without regard to blanks and line breaks, a long one by its digest. Programs that
    save the workbook change no more than that."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if len(text) <= _LONGEST_AS_IS:
        return text or None
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
