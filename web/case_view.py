"""The inputs and tables of the case against waiting, as widgets and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from planner.actions.case import HOURS_PER_FAILURE, SHARED, CaseInputs, Side, Told
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import minor_digits, to_decimal, to_minor
from web.markup import Column, Row, table
from web.wording import money


def read_inputs(stored: CaseInputs, currency: str, key: str) -> CaseInputs:
    """The inputs as the widgets hold them; they start with what is stored. Raises PlannerError for a figure out of all
    proportion."""
    usual = CaseInputs()
    people = st.number_input(
        "People a shared device stops", 0, 1_000_000, stored.people_affected, key=f"people_{key}",
        help=f"Starting value {usual.people_affected}. Shared: {_names(SHARED)}. Any other device stops one person.",
    )  # fmt: skip
    rate = _amount(
        "What an hour of one costs", stored.hourly_rate_minor, usual.hourly_rate_minor, currency, f"rate_{key}",
        "Wages and everything that is paid on top.",
    )  # fmt: skip
    premium = st.number_input(
        "Emergency premium, %", 0.0, 1_000.0, float(stored.emergency_premium * 100), 1.0, key=f"premium_{key}",
        help=f"Starting value {float(usual.emergency_premium * 100):g}. On the price of what has to be there at once.",
    )  # fmt: skip
    fee = _amount(
        "Monthly service fee", stored.monthly_fee_minor, usual.monthly_fee_minor, currency, f"fee_{key}",
        "Counts on the plan's side.",
    )  # fmt: skip
    with st.expander("Hours until people work again"):
        hours = _hours(stored.hours_per_failure, key)
    return CaseInputs(int(people), rate, Decimal(str(round(premium, 2))) / 100, fee, hours)


def _amount(label: str, stored: int, usual: int, currency: str, key: str, meaning: str) -> int:
    shown = st.number_input(
        f"{label}, {currency}", 0.0, 1e9, float(to_decimal(stored, currency)), 1.0, key=key,
        format=f"%.{minor_digits(currency)}f",
        help=f"Starting value {to_decimal(usual, currency):,}. {meaning}",
    )  # fmt: skip
    return to_minor(Decimal(str(shown)), currency)


def _hours(stored: Mapping[str, float], key: str) -> dict[str, float]:
    frame = pd.DataFrame(
        {"Device": [CATEGORY_LABELS[name] for name in CATEGORIES], "Hours": [stored.get(n, 0.0) for n in CATEGORIES]}
    )
    usual = "; ".join(f"{CATEGORY_LABELS[name]} {hours:g}" for name, hours in HOURS_PER_FAILURE.items())
    config: dict[str, Any] = {
        "Device": st.column_config.TextColumn(disabled=True),
        "Hours": st.column_config.NumberColumn(min_value=0.0, max_value=1_000.0, step=0.5, help=f"To start: {usual}."),
    }
    edited = st.data_editor(frame, hide_index=True, column_config=config, key=f"hours_{key}", height=260)
    filled = edited["Hours"].fillna(0.0).tolist()
    return {name: float(hours) for name, hours in zip(CATEGORIES, filled, strict=True) if hours}


def _names(categories: frozenset[str]) -> str:
    return ", ".join(CATEGORY_LABELS[name] for name in CATEGORIES if name in categories)


def quarter_table(told: Told) -> str:
    """Both sides by quarter: the cumulated sums beside each other first, so that a phone shows them, then what each is
    made of."""
    made, rules = told.case, told.roadmap.assumptions
    waiting, plan = made.waiting, made.proactive

    def shown(amount: int) -> str:
        return money(amount, rules.currency, rules.locale)

    sides = [(_parts(waiting, "Forced", with_fee=False), waiting), (_parts(plan, "Planned", any(plan.fee)), plan)]
    rows: list[Row] = []
    for i, quarter in enumerate(made.quarters):
        sums = [side.cumulated[i] for _, side in sides]
        cells = [amounts[i] for parts, side in sides for amounts in (*parts.values(), side.p90)]
        rows.append((quarter.label, *map(shown, (*sums, *cells))))
    totals = [text for parts, _ in sides for text in (*(shown(sum(amounts)) for amounts in parts.values()), "")]
    names = ("waiting", "plan")
    columns = [Column("So far", name, is_number=True) for name in names]
    columns += [
        Column(name, note, is_number=True)
        for (parts, _), note in zip(sides, names, strict=True)
        for name in (*parts, "P90 so far")
    ]
    return table([Column("Quarter"), *columns], rows, totals=("Together", "", "", *totals), sticky=True)


def _parts(side: Side, planned: str, with_fee: bool) -> dict[str, tuple[int, ...]]:
    """What a side's quarter is made of, by the name of its column."""
    parts = {planned: side.planned, "Failures": side.unplanned, "Downtime": side.downtime}
    return parts | {"Fee": side.fee} if with_fee else parts
