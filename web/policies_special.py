"""Policies and prices: the grid of prices for models and specifications."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.rule_views import ClientRules
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import minor_digits
from web.policies_grids import plain_value

KIND_WORDS: Final = {"model": "Model", "spec": "Specification"}
NAMES: Final = ["category", "kind", "text"]
VALUES: Final = ["hardware", "labour_hours", "priced_on"]

Key = tuple[str, str, str]


def special_frame(rules: ClientRules) -> pd.DataFrame:
    """One row per special price; amounts in whole currency units, labour in hours."""
    unit, rows = 10 ** minor_digits(rules.currency), rules.special_prices
    hours = [None if row.labour_minutes is None else round(row.labour_minutes / 60, 2) for row in rows]
    return pd.DataFrame(
        {
            "category": pd.Series([row.category for row in rows], dtype="object"),
            "kind": pd.Series([row.kind for row in rows], dtype="object"),
            "text": pd.Series([row.text for row in rows], dtype="object"),
            "hardware": pd.Series([row.hardware_minor / unit for row in rows], dtype="float64"),
            "labour_hours": pd.Series(hours, dtype="float64"),
            "priced_on": pd.Series([row.priced_on for row in rows], dtype="object"),
        }
    )


def edit_special(frame: pd.DataFrame, key: str, currency: str) -> pd.DataFrame:
    number, select = st.column_config.NumberColumn, st.column_config.SelectboxColumn
    return st.data_editor(
        frame, key=key, hide_index=True, num_rows="dynamic", width="stretch", placeholder="–",
        column_config={
            "category": select("Category", options=list(CATEGORIES), format_func=CATEGORY_LABELS.__getitem__),
            "kind": select("For a", options=list(KIND_WORDS), format_func=KIND_WORDS.__getitem__, default="model"),
            "text": st.column_config.TextColumn("Words", help="As 'ThinkPad T14', or 'i7' and '32 GB'.", max_chars=200),
            "hardware": number(f"Hardware ({currency})", format="localized"),
            "labour_hours": number("Labour (hours)", help="Empty: as the category's."),
            "priced_on": st.column_config.DateColumn("Price of", format="D MMM YYYY"),
        },
    )  # fmt: skip


def given_special(before: pd.DataFrame, after: pd.DataFrame) -> dict[Key, dict[str, Any] | None]:
    """What was edited: the values that changed by category, kind and text; None for a row that is gone. A row that
    names no category or no words yet says nothing."""
    old, new = _keyed(before), _keyed(after)
    gone: dict[Key, dict[str, Any] | None] = {key: None for key in old if key not in new}
    changed = {
        key: {name: value for name, value in values.items() if value != old.get(key, {}).get(name)}
        for key, values in new.items()
    }
    return gone | {key: values for key, values in changed.items() if values or key not in old}


def _keyed(frame: pd.DataFrame) -> dict[Key, dict[str, Any]]:
    rows = [{name: plain_value(row[name]) for name in [*NAMES, *VALUES]} for row in frame.to_dict("records")]
    return {
        (row["category"], row["kind"] or "model", " ".join(row["text"].split())): {name: row[name] for name in VALUES}
        for row in rows
        if row["category"] and row["text"]
    }
