"""Actuals as programs read them: amounts are decimal strings, before contingency and tax."""

from __future__ import annotations

from typing import Any

from planner.actions.actual_words import BASIS, answer_words, contingency_words
from planner.actions.actuals import Actuals, Compared
from planner.actions.invoice_import import InvoiceOutcome, InvoicePreview
from planner.actions.invoice_rows import InvoiceDraft
from planner.actions.stored_actuals import BaselineRow, StoredLine
from planner.actions.trail import TrailEntry
from planner.budget.variance_model import CAUSES, GROUP_LABELS, CauseItem, Cell
from planner.money import decimal_string


def baseline_json(row: BaselineRow) -> dict[str, Any]:
    return {
        "id": row.baseline_id, "label": row.label, "as_of": row.as_of, "sha256": row.sha256, "actor": row.actor,
        "made_at": row.made_at,
    }  # fmt: skip


def entry_json(entry: TrailEntry) -> dict[str, Any]:
    return {
        "entry": entry.entry_id, "made_at": entry.made_at, "actor": entry.actor, "action": entry.action,
        "can_undo": entry.can_undo, "details": entry.details,
    }  # fmt: skip


def draft_json(line: InvoiceDraft) -> dict[str, Any]:
    """A line of an invoice; amounts in its own currency."""
    return {
        "date": line.invoiced_on, "number": line.number, "vendor": line.vendor, "text": line.text, "kind": line.kind,
        "category": line.category, "serial_number": line.serial_number, "quantity": line.quantity,
        "amount": decimal_string(line.amount_minor, line.currency),
        "tax": None if line.tax_minor is None else decimal_string(line.tax_minor, line.currency),
        "currency": line.currency, "source": line.source,
    }  # fmt: skip


def stored_json(stored: StoredLine) -> dict[str, Any]:
    return {"id": stored.line_id, **draft_json(stored.line)}


def outcome_json(one: InvoiceOutcome) -> dict[str, Any]:
    """What becomes of one row of a sheet."""
    row = one.row
    line = None if row.draft is None else draft_json(row.draft)
    return {"where": row.where, "row": row.row, "outcome": one.outcome, "why": one.why, "line": line}


def preview_json(preview: InvoicePreview, client: str, *, saved: bool) -> dict[str, Any]:
    return {
        "client": client, "file": preview.read.file_name, "saved": saved, "counts": preview.counts,
        "added": {currency: decimal_string(minor, currency) for currency, minor in preview.added.items()},
        "columns": [{"where": where, "header": header, "field": field or None}
                    for where, header, field in preview.read.columns],
        "rows": [outcome_json(one) for one in preview.rows],
    }  # fmt: skip


def actuals_json(seen: Actuals) -> dict[str, Any]:
    """The comparison with the chosen frozen plan; null where there is none."""
    return {
        "client": seen.client, "as_of": seen.as_of, "currency": seen.currency, "answer": answer_words(seen),
        "basis": BASIS, "baselines": [baseline_json(row) for row in seen.baselines],
        "comparison": None if seen.compared is None else _comparison(seen, seen.compared),
    }  # fmt: skip


def _comparison(seen: Actuals, compared: Compared) -> dict[str, Any]:
    found, currency = compared.variance, compared.plan.currency
    last = len(found.quarters) - 1
    return {
        "baseline": compared.baseline.baseline_id, "currency": currency,
        "quarters": [
            {"quarter": quarter.key, "label": quarter.label, "starts_on": quarter.starts_on,
             "ends_on": quarter.ends_on, "so_far": found.runs and at == last, **cell_json(found.total(at), currency)}
            for at, quarter in enumerate(found.quarters)
        ],
        "cells": [
            {"quarter": found.quarters[at].key, "group": group, "label": GROUP_LABELS[group],
             **cell_json(cell, currency)}
            for (at, group), cell in sorted(found.cells.items())
        ],
        "groups": [{"group": group, "label": GROUP_LABELS[group], **cell_json(found.total(group=group), currency)}
                   for group in found.groups],
        "total": cell_json(found.total(), currency),
        "items": [_item(item, compared) for item in found.items],
        "contingency": {
            "planned": decimal_string(found.contingency_minor, currency),
            "needed": decimal_string(found.needed_minor, currency),
            "beyond": decimal_string(found.beyond_minor, currency), "words": contingency_words(seen),
        },
        "not_compared": [{"line": one.label, "group": one.group, "planned": decimal_string(one.planned_minor, currency)}
                         for one in found.apart],
        "not_exchanged": [stored_json(stored) for stored in compared.purchases.foreign],
        "undated": list(compared.purchases.undated), "outside_the_plan": found.outside,
    }  # fmt: skip


def cell_json(cell: Cell, currency: str) -> dict[str, Any]:
    """Planned, actual, their difference, and the causes that add up to it."""
    return {
        "planned": decimal_string(cell.planned_minor, currency), "actual": decimal_string(cell.actual_minor, currency),
        "difference": decimal_string(cell.difference_minor, currency),
        "causes": {cause: decimal_string(cell.causes[cause], currency) for cause in CAUSES if cell.causes.get(cause)},
    }  # fmt: skip


def _item(item: CauseItem, compared: Compared) -> dict[str, Any]:
    currency = compared.plan.currency

    def shown(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, currency)

    return {
        "quarter": compared.plan.quarters[item.quarter].key, "group": item.group, "cause": item.cause,
        "label": item.label, "units": item.units, "amount": shown(item.amount_minor),
        "planned": shown(item.planned_minor), "actual": shown(item.actual_minor), "planned_on": item.planned_on,
        "bought_on": item.bought_on, "source": item.source, "is_estimated": item.is_estimated,
        "counted_once_by": item.counted_by or None,
    }  # fmt: skip
