"""The devices that a project makes needless, each with what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from planner.actions.levelling_told import device_names
from planner.actions.project_views import device_rows
from planner.actions.projects import DISPOSITIONS, Project
from planner.actions.roadmaps import Roadmap
from web.devices import category_word
from web.markup import NOTHING
from web.wording import money

USUAL: Final = "retire"


def ask_devices(roadmap: Roadmap, project: Project | None, key: str) -> dict[int, str]:
    """Asset id → its disposition. A device that is retired by now stays named, though it cannot be chosen."""
    names = device_names(roadmap)
    stands = dict(project.devices if project else ())
    chosen = st.multiselect(
        "Devices it makes needless", list(names), [asset for asset in stands if asset in names],
        format_func=lambda asset: names[asset], key=f"p_devices_{key}",
        placeholder="Their own replacement leaves the plan",
    )  # fmt: skip
    gone = {asset: kind for asset, kind in stands.items() if asset not in names}
    return gone | (_dispositions(roadmap, chosen, stands, key) if chosen else {})


def _dispositions(roadmap: Roadmap, chosen: Sequence[int], stands: dict[int, str], key: str) -> dict[int, str]:
    """A row for each device. What was said of one is kept when another joins or leaves: the grid is then a new one."""
    said: dict[int, str] = st.session_state.setdefault(f"p_kinds_{key}", dict(stands))
    order = sorted(chosen)
    frozen = st.session_state.setdefault(
        f"p_frozen_{key}_{order}", {asset: said.get(asset, USUAL) for asset in order}
    )  # fmt: skip
    column = st.column_config
    edited = st.data_editor(
        _frame(roadmap, frozen), hide_index=True, key=f"p_grid_{key}_{order}", width="stretch",
        disabled=["device", "category", "at_stake", "limit_on"],
        column_config={
            "asset_id": None, "device": column.TextColumn("Device"),
            "disposition": column.SelectboxColumn("What becomes of it", options=list(DISPOSITIONS), required=True),
            "category": column.TextColumn("Category"),
            "at_stake": column.TextColumn("A new one today", help="What its own replacement's hardware costs today."),
            "limit_on": column.DateColumn("Limit of use"),
        },
    )  # fmt: skip
    kinds = dict(zip(edited["asset_id"].astype(int).tolist(), edited["disposition"].tolist(), strict=True))
    said.update(kinds)
    return kinds


def _frame(roadmap: Roadmap, kinds: dict[int, str]) -> pd.DataFrame:
    rows = [
        {
            "asset_id": asset, "device": row.label, "disposition": kinds[asset],
            "category": category_word(row.category), "limit_on": row.limit_on,
            "at_stake": money(row.at_stake_minor, roadmap.currency, roadmap.assumptions.locale)
            if row.at_stake_minor is not None else NOTHING,
        }
        for asset, row in sorted(device_rows(roadmap, kinds).items())
    ]  # fmt: skip
    return pd.DataFrame(rows)
