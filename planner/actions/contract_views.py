"""Contracts, renewals and changes of them as programs and people read them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from planner.actions.contract_import import RowOutcome
from planner.actions.contracts import ContractEntry
from planner.budget.contracts import Contract, Renewal
from planner.money import decimal_string, format_money

LABELS: Final = {
    "name": "name", "vendor": "vendor", "kind": "kind", "starts_on": "start", "ends_on": "end of the term",
    "term_months": "term (months)", "notice_days": "notice (days)", "uplift_basis_points": "uplift (%)",
    "quantity": "seats", "unit_price_minor": "price", "currency": "currency", "billing": "billed by",
    "renews": "renews", "ended_on": "ended on", "ended_why": "why it ended", "treatment": "treatment", "notes": "notes",
    "source": "source",
}  # fmt: skip


def contract_json(contract: Contract) -> dict[str, Any]:
    """Amounts are decimal strings of its currency, the uplift is percent."""
    return {
        "id": contract.contract_id, "name": contract.name, "vendor": contract.vendor, "kind": contract.kind,
        "starts_on": contract.starts_on, "ends_on": contract.ends_on, "term_months": contract.term_months,
        "notice_days": contract.notice_days, "uplift_percent": f"{contract.uplift_basis_points / 100:g}",
        "quantity": contract.quantity, "unit_price": decimal_string(contract.unit_price_minor, contract.currency),
        "currency": contract.currency, "billing": contract.billing, "renews": contract.renews,
        "ended_on": contract.ended_on, "ended_why": contract.ended_why, "treatment": contract.treatment,
        "notes": contract.notes, "source": contract.source,
    }  # fmt: skip


def renewal_json(row: Renewal, as_of: date) -> dict[str, Any]:
    """Amounts are for a year and all seats, `unit_…` for one seat and one billing period; null where it ends."""
    currency = row.contract.currency

    def shown(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, currency)

    return {
        "contract": row.contract.contract_id, "name": row.contract.name, "vendor": row.contract.vendor,
        "renews_on": row.renews_on, "notice_on": row.notice_on, "decide_by": row.decide_by,
        "is_passed": row.decide_by < as_of, "currency": currency, "unit_now": shown(row.unit_now_minor),
        "unit_then": shown(row.unit_then_minor), "year_now": shown(row.now_minor), "year_then": shown(row.then_minor),
    }  # fmt: skip


def row_json(row: RowOutcome) -> dict[str, Any]:
    """What becomes of one row of a list."""
    return {
        "where": row.where, "row": row.row, "outcome": row.outcome, "why": row.why,
        "contract": contract_json(row.after) if row.after else None, "changes": change_words(row),
    }  # fmt: skip


def entry_json(entry: ContractEntry) -> dict[str, Any]:
    """One change with every contract before and after it."""
    return {
        "entry": entry.entry_id, "made_at": entry.made_at, "actor": entry.actor, "action": entry.action,
        "file": entry.file, "undoes": entry.undoes, "can_undo": entry.can_undo,
        "contracts": [
            {"id": key, "before": contract_json(before) if before else None,
             "after": contract_json(after) if after else None}
            for key, (before, after) in entry.pairs.items()
        ],
    }  # fmt: skip


def change_words(row: RowOutcome) -> str:
    """'seats 40 → 45, price $20.00 → $21.00' of a changed row; of others nothing."""
    return differences(row.before, row.after) if row.outcome == "changed" else ""


def differences(before: Contract | None, after: Contract | None, locale: str = "en_US") -> str:
    """The fields in which two states of one contract differ; nothing where one of them is not there."""
    if before is None or after is None:
        return ""
    told = [
        f"{label} {_told(before, name, locale)} → {_told(after, name, locale)}"
        for name, label in LABELS.items()
        if name != "source" and getattr(before, name) != getattr(after, name)
    ]
    return ", ".join(told)


def _told(contract: Contract, name: str, locale: str) -> str:
    value = getattr(contract, name)
    if name == "unit_price_minor":
        return format_money(value, contract.currency, locale)
    if name == "uplift_basis_points":
        return f"{value / 100:g}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
