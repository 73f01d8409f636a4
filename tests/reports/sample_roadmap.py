"""A believable finished roadmap, made without the pipeline: about forty devices of a small firm, or any number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from planner.budget.model import GROUPS, Assumptions, Budget, BudgetLine, ReconciliationGroup
from planner.calendar import FiscalCalendar, FiscalQuarter, add_months
from planner.fields import CATEGORY_LABELS
from planner.frames import ASSET_COLUMNS, DATE, FLAG, TEXT, WHOLE, to_frame
from planner.money import format_money, minor_digits
from planner.roadmap.model import Finding, Initiative, Roadmap

SCHEDULE_COLUMNS = {
    **ASSET_COLUMNS,
    "mode": TEXT, "in_service_est_on": DATE, "in_service_p10": DATE, "in_service_p90": DATE, "age_evidence": TEXT,
    "is_estimated": FLAG, "evidence": TEXT, "due_on": DATE, "due_p10": DATE, "due_p90": DATE, "limit_on": DATE,
    "limiting_factor": TEXT, "runner_ups": TEXT, "os_product": TEXT, "os_cycle": TEXT, "os_support_ends_on": DATE,
    "maker_support_ends_on": DATE, "lifecycle_status": TEXT, "reason_key": TEXT, "reason_params": TEXT, "reason": TEXT,
    "findings": TEXT, "decisions": TEXT, "planned_on": DATE, "planned_quarter": TEXT, "planned_amount_minor": WHOLE,
    "unit_hardware_minor": WHOLE, "price_source": TEXT,
    "group": TEXT,
}  # fmt: skip

# category, name prefix, maker, model, price in major units, plan months, limit months, mode, units in a row
KINDS: tuple[tuple[str, str, str, str, int, int, int, str, int], ...] = (
    ("laptop", "LT", "Lenovo", "ThinkPad T14 Gen 3", 1450, 48, 60, "scheduled", 1),
    ("laptop", "LT", "Dell", "Latitude 5440", 1390, 48, 60, "scheduled", 1),
    ("desktop", "DT", "HP", "EliteDesk 800 G6 Mini", 980, 60, 72, "scheduled", 1),
    ("laptop", "LT", "HP", "EliteBook 840 G9 with a long name from the sheet", 1520, 48, 60, "scheduled", 1),
    ("monitor", "MON", "Dell", "P2422H", 260, 84, 120, "on_failure", 6),
    ("server", "SRV", "Dell", "PowerEdge R640", 9800, 60, 84, "scheduled", 1),
    ("switch", "SW", "Cisco", "Catalyst 2960X-48FPD-L", 3100, 84, 120, "scheduled", 1),
    ("firewall", "FW", "Fortinet", "FortiGate 60F", 1250, 60, 84, "scheduled", 1),
    ("access_point", "AP", "Ubiquiti", "U6-Pro", 210, 60, 72, "scheduled", 4),
    ("virtual_machine", "VM", "VMware", "Virtual Platform", 0, 0, 0, "none", 1),
    ("printer", "PRN", "Brother", "HL-L6400DW", 520, 60, 84, "on_failure", 1),
    ("ups", "UPS", "APC", "Smart-UPS 1500", 890, 96, 120, "scheduled", 1),
)
SITES = ("Head office", "Warehouse, Pier 4", None, "Leeds branch")
USERS = ("Dana Whitcombe", "M. O'Rourke", None, "Front desk", "Priya Venkataraghavan")


def sample_roadmap(
    assets: int = 40,
    client: str = "Brackwater Logistics",
    currency: str = "USD",
    locale: str = "en_US",
    first_month: int = 7,
    as_of: date = date(2026, 1, 15),
    horizon: int = 20,
) -> Roadmap:
    assumptions = Assumptions(
        currency=currency, locale=locale, calendar=FiscalCalendar(first_month, "end"), horizon_quarters=horizon,
        labour_rate_minor=150 * 10 ** minor_digits(currency), price_growth_per_year=Decimal("0.03"),
        contingency=Decimal("0.05"), tax=Decimal(0), approval_and_lead_days=45,
        capitalisation_threshold_minor=1000 * 10 ** minor_digits(currency),
    )  # fmt: skip
    quarters = assumptions.calendar.quarters(as_of, horizon)
    rows = [_row(number, assumptions, quarters, as_of) for number in range(assets)]
    schedule = to_frame([[row.get(name) for name in SCHEDULE_COLUMNS] for row in rows], SCHEDULE_COLUMNS)
    initiatives = _initiatives(rows, quarters)
    lines = _lines(rows, quarters)
    budget = Budget(currency, quarters, lines, _reconciliation(rows, sum(line.total for line in lines)))
    overdue = sum(row["quantity"] for row in rows if row["lifecycle_status"] == "overdue")
    total, peak = (format_money(minor, currency, locale, whole=True) for minor in (budget.total, budget.peak))
    answer = (
        f"{overdue} devices are past their limit and should be replaced in the next two quarters. The plan keeps the "
        f"fleet inside its support for {total} in all, and no quarter needs more than {peak}."
    )
    return Roadmap(
        client, 7, as_of, assumptions, quarters, budget, initiatives if rows else (), schedule,
        pd.DataFrame({"asset_id": pd.Series([], dtype=WHOLE)}), _findings(rows),
        answer if rows else "There are no assets yet.",
    )  # fmt: skip


def _row(number: int, assumptions: Assumptions, quarters: tuple[FiscalQuarter, ...], as_of: date) -> dict[str, Any]:
    category, prefix, maker, model, price, plan, limit, mode, units = KINDS[number % len(KINDS)]
    scale = 10 ** minor_digits(assumptions.currency)
    in_service = add_months(as_of, -((number * 17) % (limit + 14 if limit else 40)) - 2).replace(day=1 + number % 28)
    due = add_months(in_service, plan) if mode == "scheduled" else None
    undated = number % 31 in {6, 14}
    status = "unknown" if undated else _status(due, add_months(in_service, limit), as_of)
    planned = None if due is None or undated else max(due, add_months(as_of, 2))
    quarter = assumptions.calendar.quarter_of(planned) if planned else None
    if quarter is not None and quarter not in quarters:
        quarter = planned = None
    estimated = number % 7 == 3
    # An uneven number of minor units, so that sums of cents matter.
    amount = units * (price * scale + (number * 37) % scale) if planned else None
    return {
        "asset_id": 1000 + number, "client_id": 7, "client": "x", "name": f"BRK-{prefix}-{number:03d}",
        "serial_number": f"{(number * 7919 + 104729) % 10**8:08d}" if number % 3 else f"SN{number:05X}KQ",
        "category": category, "manufacturer": maker, "model": model, "quantity": units,
        "site": SITES[number % 4], "assigned_to": USERS[number % 5], "ownership": "client", "mode": mode,
        "in_service_est_on": None if undated else in_service, "is_estimated": estimated,
        "age_evidence": "none" if undated else ("peers" if estimated else "purchase_date"),
        "due_on": None if undated else due, "lifecycle_status": status, "reason": _reason(mode, due, undated, plan),
        "warranty_ends_on": add_months(in_service, 36) if number % 4 else None,
        "os_support_ends_on": date(2025, 10, 14) if category in {"laptop", "desktop"} and number % 2 else None,
        "precisions": _precisions(number), "planned_on": planned,
        "planned_quarter": quarter.label if quarter else None, "planned_amount_minor": amount,
        "unit_hardware_minor": None, "price_source": None,
        "group": _group(mode, category, undated, estimated), "is_virtual": category == "virtual_machine",
        "is_retired": False, "is_unconfirmed": False, "currency": assumptions.currency, "_quarter": quarter,
    }  # fmt: skip


def _precisions(number: int) -> str:
    if number % 5 == 0:
        return '{"warranty_ends_on": "month"}'
    return '{"purchased_on": "year"}' if number % 11 == 5 else "{}"


def _status(due: date | None, limit: date, as_of: date) -> str:
    if due is None:
        return "healthy"
    if limit < as_of:
        return "overdue"
    if due < as_of:
        return "due"
    return "due_soon" if due < add_months(as_of, 12) else "healthy"


def _reason(mode: str, due: date | None, undated: bool, plan: int) -> str:
    if undated:
        return "Nothing in the sheet tells how old it is, and no similar device has a date."
    if due is None:
        return "Replaced when it fails." if mode == "on_failure" else "Has no hardware of its own."
    since = f"In service since {add_months(due, -plan):%B %Y}"
    return f"{since}; the plan replaces it after {plan // 12} years, in {due:%B %Y}."


def _group(mode: str, category: str, undated: bool, estimated: bool) -> str:
    if category == "virtual_machine":
        return "virtual"
    if mode == "on_failure":
        return "on_failure"
    if undated:
        return "undatable"
    return "estimated" if estimated else "planned"


def _per_quarter(rows: list[dict[str, Any]], quarters: tuple[FiscalQuarter, ...], category: str) -> tuple[int, ...]:
    chosen = [row for row in rows if row["category"] == category and row["planned_amount_minor"]]
    return tuple(sum(r["planned_amount_minor"] for r in chosen if r["_quarter"] == quarter) for quarter in quarters)


def _lines(rows: list[dict[str, Any]], quarters: tuple[FiscalQuarter, ...]) -> tuple[BudgetLine, ...]:
    lines: list[BudgetLine] = []
    for category in sorted({row["category"] for row in rows if row["mode"] == "scheduled"}):
        amounts = _per_quarter(rows, quarters, category)
        treatment = "capex" if category in {"server", "switch", "laptop"} else "opex"
        lines.append(BudgetLine(f"{CATEGORY_LABELS[category]}: replacement", "hardware", category, treatment, amounts))
        labour = tuple(amount // 11 for amount in amounts)
        lines.append(BudgetLine(f"{CATEGORY_LABELS[category]}: set-up", "labour", category, "opex", labour))
    allowance = (41_333,) * len(quarters)
    lines += [
        BudgetLine(f"{CATEGORY_LABELS[category]}: allowance", "allowance", category, "opex", allowance)
        for category in sorted({row["category"] for row in rows if row["mode"] == "on_failure"})
    ]
    if lines:
        shares = tuple(sum(line.amounts[i] for line in lines) // 20 for i in range(len(quarters)))
        lines.append(BudgetLine("Contingency of 5 %", "contingency", None, "opex", shares))
    return tuple(lines)


def _reconciliation(rows: list[dict[str, Any]], total: int) -> dict[str, ReconciliationGroup]:
    """A third of the total in the estimated ones, the rest in the planned ones."""
    money = {"estimated": total // 3, "planned": total - total // 3, "undatable": 310_000}
    return {
        group: ReconciliationGroup(sum(row["quantity"] for row in rows if row["group"] == group), money.get(group, 0))
        for group in GROUPS
    }


def _initiatives(rows: list[dict[str, Any]], quarters: tuple[FiscalQuarter, ...]) -> tuple[Initiative, ...]:
    made: list[Initiative] = []
    for quarter in quarters:
        for category in sorted({row["category"] for row in rows}):
            chosen = [row for row in rows if row["_quarter"] == quarter and row["category"] == category]
            if not chosen:
                continue
            units = sum(row["quantity"] for row in chosen)
            late = any(row["lifecycle_status"] == "overdue" for row in chosen)
            made.append(Initiative(
                key=f"replace:{category}:{quarter.starts_on}",
                title=f"Replace {units} {CATEGORY_LABELS[category].lower()}",
                why=f"{units} of these are past the age at which they begin to fail; each failure costs a working day.",
                lane="Protect" if category == "firewall" else "Run", category=category,
                quarter_starts_on=quarter.starts_on, quarter_label=quarter.label,
                amount_minor=sum(row["planned_amount_minor"] for row in chosen), devices=units,
                asset_ids=tuple(row["asset_id"] for row in chosen), priority="high" if late else "medium",
                status="approved" if category == "server" else "proposed", owner="Dana Whitcombe" if late else None,
            ))  # fmt: skip
    first = quarters[min(2, len(quarters) - 1)]
    made.append(Initiative(
        "hand:1", "Move the file server to SharePoint and train everybody to use it",
        "Files open anywhere, and one server less is to be bought.",
        "Transform", None, first.starts_on, first.label, 0, 0, (), "low", "deferred", None,
    ))  # fmt: skip
    return tuple(made)


def _findings(rows: list[dict[str, Any]]) -> tuple[Finding, ...]:
    undated = tuple(row["asset_id"] for row in rows if row["group"] == "undatable")
    estimated = tuple(row["asset_id"] for row in rows if row["group"] == "estimated")
    stake = sum(row["planned_amount_minor"] or 0 for row in rows if row["group"] == "estimated")
    no_date = "No date, serial number or similar device tells how old these are; a purchase date would place them."
    from_peers = "Their age is taken from similar devices; an invoice would make it certain."
    found = (
        Finding("no_date", no_date, len(undated), undated, None),
        Finding("estimated_age", from_peers, len(estimated), estimated, stake),
    )
    return tuple(finding for finding in found if finding.assets)
