"""Policies and prices: the fields of a client's money and time."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from planner.actions.rule_views import ClientRules
from planner.calendar import MONTHS
from planner.money import minor_digits

STEPS: Final = {"labour_rate": 5.0, "price_growth": 0.5, "contingency": 0.5, "tax": 0.5, "threshold": 100.0}
TAX_WORDS: Final = {
    "added": "added to the totals", "excluded": "left out: before tax", "recoverable": "recoverable: told beside",
}  # fmt: skip
WIDTH: Final = 220


def read_terms(rules: ClientRules, key: str) -> dict[str, Any]:
    """Draws the fields, and gives those that were changed."""
    with st.container(horizontal=True):
        return _numbers(rules, key) | _choices(rules, key)


def _numbers(rules: ClientRules, key: str) -> dict[str, Any]:
    unit, stored = 10 ** minor_digits(rules.currency), rules.terms
    shown: dict[str, tuple[str, float, str]] = {
        "labour_rate": (f"Labour rate ({rules.currency} per hour)", stored["labour_rate_minor"] / unit, ""),
        "price_growth": (
            "Price growth (% a year)", stored["price_growth_basis_points"] / 100,
            "A category may have its own, on Prices.",
        ),
        "contingency": ("Contingency (%)", stored["contingency_basis_points"] / 100, "On every line and quarter."),
        "tax": ("Tax (%)", stored["tax_basis_points"] / 100, "On every line, contingency included."),
        "threshold": (
            f"Capitalised from ({rules.currency} per device)", stored["capitalisation_threshold_minor"] / unit,
            "Hardware, accessories and freight together; what costs less is opex.",
        ),
    }  # fmt: skip
    given: dict[str, Any] = {}
    for name, (label, value, told) in shown.items():
        typed = st.number_input(
            label, value=value, step=STEPS[name], key=f"{name}_{key}", help=told or None, width=WIDTH
        )
        if typed != value:
            given[name] = typed
    return given


def _choices(rules: ClientRules, key: str) -> dict[str, Any]:
    stored = rules.terms
    shut = [int(month) for month in stored["blackout_months"].split(",") if month]
    chosen = {
        "tax_treatment": st.selectbox(
            "How tax counts", list(TAX_WORDS), index=list(TAX_WORDS).index(stored["tax_treatment"]), width=WIDTH,
            format_func=TAX_WORDS.__getitem__, key=f"tax_treatment_{key}",
        ),
        "lead_days": st.number_input(
            "Approval and lead time (days)", value=stored["approval_and_lead_days"], step=1, key=f"lead_days_{key}",
            help="Nothing is planned earlier than this.", width=WIDTH,
        ),
        "fiscal_first_month": st.selectbox(
            "Fiscal year starts in", range(1, 13), index=stored["fiscal_first_month"] - 1, width=WIDTH,
            format_func=_month, key=f"fiscal_first_month_{key}",
        ),
        "technician_hours": st.number_input(
            "Technicians' hours in a quarter", value=stored["technician_hours_per_quarter"], step=10, min_value=0,
            key=f"technician_hours_{key}", placeholder="no limit", help="A limit for levelling.", width=WIDTH,
        ),
        "blackout": st.multiselect(
            "Months kept free", range(1, 13), default=shut, format_func=_month, key=f"blackout_{key}",
            placeholder="None", help="Nothing is replaced then: it moves to the next open month.", width=2 * WIDTH,
        ),
    }  # fmt: skip
    was = {
        "tax_treatment": stored["tax_treatment"], "lead_days": stored["approval_and_lead_days"],
        "fiscal_first_month": stored["fiscal_first_month"],
        "technician_hours": stored["technician_hours_per_quarter"], "blackout": shut,
    }  # fmt: skip
    return {
        name: value for name, value in chosen.items() if (sorted(value) if name == "blackout" else value) != was[name]
    }


def _month(number: int) -> str:
    return MONTHS[number - 1]
