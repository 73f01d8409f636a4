"""The grids of Policies and prices: a client's rules as frames to edit, and what of them was edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.rule_views import ClientRules
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import minor_digits

MODE_WORDS: Final = {
    "scheduled": "on a date", "on_failure": "when they fail", "follows": "with another device", "none": "not at all",
}  # fmt: skip
PARTS: Final = ("accessories", "freight", "disposal", "trade_in")
PRICE_CELLS: Final = ("hardware", "labour_hours", *PARTS, "growth", "priced_on")
GRID_HEIGHT: Final = 38 + 35 * 11


def order(rules: ClientRules) -> list[str]:
    """The categories that the client has first: his rules are looked for there."""
    owned = {row.rule.category for row in rules.policies if row.units}
    return [name for name in CATEGORIES if name in owned] + [name for name in CATEGORIES if name not in owned]


def years(months: int | None) -> float | None:
    """Months as years, to be shown and typed."""
    return None if months is None else round(months / 12, 2)


def policy_frame(rules: ClientRules) -> pd.DataFrame:
    """One row per category, indexed by it."""
    by_category = {row.rule.category: row for row in rules.policies}
    rows = [by_category[category] for category in order(rules)]
    return pd.DataFrame(
        {
            "label": [CATEGORY_LABELS[row.rule.category] for row in rows],
            "plan_years": pd.Series([years(row.rule.plan_months) for row in rows], dtype="float64"),
            "limit_years": pd.Series([years(row.rule.limit_months) for row in rows], dtype="float64"),
            "mode": [row.rule.mode for row in rows],
            "units": [row.units for row in rows],
            "from": ["own" if row.own else "default" for row in rows],
            "default": [default_words(row.default) for row in rows],
        }
    ).set_axis(order(rules))


def default_words(rule: Any) -> str:
    """'4 to 5 years, on a date'."""
    ages = [f"{years(months):g}" for months in (rule.plan_months, rule.limit_months) if months is not None]
    return f"{' to '.join(ages)} years, {MODE_WORDS[rule.mode]}" if ages else MODE_WORDS[rule.mode]


def price_frame(rules: ClientRules) -> pd.DataFrame:
    """One row per category, indexed by it; amounts in whole currency units, labour in hours."""
    by_category = {row.category: row for row in rules.prices}
    rows = [by_category[category] for category in order(rules)]
    unit = 10 ** minor_digits(rules.currency)
    hardware = [None if row.hardware_minor is None else row.hardware_minor / unit for row in rows]
    growth = [None if row.growth_basis_points is None else row.growth_basis_points / 100 for row in rows]
    parts = {
        name: pd.Series([getattr(row, f"{name}_minor") / unit or None for row in rows], dtype="float64")
        for name in PARTS
    }
    hours = [None if row.labour_minutes is None else round(row.labour_minutes / 60, 2) for row in rows]
    return pd.DataFrame(
        {
            "label": [CATEGORY_LABELS[row.category] for row in rows],
            "hardware": pd.Series(hardware, dtype="float64"),
            "labour_hours": pd.Series(hours, dtype="float64"),
            **parts,
            "growth": pd.Series(growth, dtype="float64"),
            "priced_on": pd.Series([row.priced_on for row in rows], dtype="object"),
            "units": [row.units for row in rows],
            "from": ["own" if row.is_own else "price book" if row.source else "none" for row in rows],
        }
    ).set_axis(order(rules))


def life_frame(rules: ClientRules) -> pd.DataFrame:
    """The devices that have a useful life of their own, indexed by asset id."""
    return pd.DataFrame(
        {
            "device": [row.device for row in rules.lives],
            "category": [CATEGORY_LABELS.get(row.category, row.category) for row in rules.lives],
            "years": pd.Series([years(row.months) for row in rules.lives], dtype="float64"),
        }
    ).set_axis([row.asset_id for row in rules.lives])


def edit_policies(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return st.data_editor(
        frame, key=key, hide_index=True, num_rows="fixed", height=GRID_HEIGHT, width="stretch", placeholder="–",
        column_config={
            "label": text("Category", pinned=True, disabled=True),
            "plan_years": number("Plan", help="Years after which replacement is planned.", width=70),
            "limit_years": number("Limit", help="Years that must not be passed.", width=70),
            "mode": st.column_config.SelectboxColumn(
                "Replaced", options=list(MODE_WORDS), format_func=MODE_WORDS.__getitem__, width=150
            ),
            "units": number("Devices", disabled=True, width=80),
            "from": text("Rule", disabled=True, width=80),
            "default": text("Default", disabled=True),
        },
    )  # fmt: skip


def edit_prices(frame: pd.DataFrame, key: str, currency: str) -> pd.DataFrame:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return st.data_editor(
        frame, key=key, hide_index=True, num_rows="fixed", height=GRID_HEIGHT, width="stretch", placeholder="–",
        column_config={
            "label": text("Category", pinned=True, disabled=True),
            "hardware": number(f"Hardware ({currency})", help="For one device, before growth and tax.",
                               format="localized"),
            "labour_hours": number("Labour (h)", help="A technician's hours for one device.", width=85),
            "accessories": number("Accessories", help="Dock, bag, adapters.", format="localized", width=95),
            "freight": number("Freight", format="localized", width=75),
            "disposal": number("Disposal", help="Wiping and recycling the old device; it does not grow.",
                               format="localized", width=80),
            "trade_in": number("Trade-in", help="What the old device brings; it does not grow.", format="localized",
                               width=80),
            "growth": number("Growth %", help="A year; empty: the client's price growth.", width=85),
            "priced_on": st.column_config.DateColumn("Price of", format="D MMM YYYY",
                                                     help="Growth counts from this day."),
            "units": number("Devices", disabled=True),
            "from": text("From", disabled=True),
        },
    )  # fmt: skip


def edit_lives(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return st.data_editor(
        frame, key=key, hide_index=True, num_rows="fixed", width="stretch",
        column_config={
            "device": st.column_config.TextColumn("Device", pinned=True, disabled=True),
            "category": st.column_config.TextColumn("Category", disabled=True),
            "years": st.column_config.NumberColumn("Useful life (years)"),
        },
    )  # fmt: skip


def edited(before: pd.DataFrame, after: pd.DataFrame, columns: tuple[str, ...]) -> dict[Any, dict[str, Any]]:
    """Index → column → new value, of the cells of these columns that were changed; None for an emptied one. Other
    columns do not count, whatever a browser sends for them."""
    found: dict[Any, dict[str, Any]] = {}
    for column in columns:
        for name, old, new in zip(before.index, before[column], after[column], strict=True):
            value, was = plain_value(new), plain_value(old)
            if value != was:
                found.setdefault(name, {})[column] = value
    return found


def plain_value(value: Any) -> Any:
    """A cell's value; None for an empty one."""
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def given_prices(cells: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, date | float] | None]:
    """Edited cells as prices: without hardware the price book's price counts again."""
    return {
        category: None if "hardware" in own and own["hardware"] is None else {**own} for category, own in cells.items()
    }
