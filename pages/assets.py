"""Assets: when does each device have to go, and why?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from planner.actions.assets import asset_story
from planner.actions.roadmaps import Roadmap
from planner.fields import STATUS_LABELS
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, roadmap_in_focus, store
from web.device_edits import correction_form, pin_form
from web.device_view import show_head, show_story, show_why
from web.devices import (
    category_word,
    device_frame,
    filtered,
    fleet_of,
    labels_of,
    most_urgent_first,
    status_sentence,
    values_of,
)
from web.markup import note
from web.screen import open_screen, show_empty


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    show_empty(focus, roadmap)
    open_screen("Assets", focus, status_sentence(roadmap))
    chosen = choose_devices(most_urgent_first(fleet_of(roadmap)))
    if not len(chosen):
        st.html(note("No device fits these filters."))
    asset_id = show_devices(chosen, roadmap)
    if asset_id is not None:
        show_device(actor, roadmap, asset_id)


def choose_devices(schedule: pd.DataFrame) -> pd.DataFrame:
    """The filters, kept while the person looks at other screens."""
    text, category, site = st.columns([2, 1, 1])
    with text:
        words = st.text_input(
            "Search", placeholder="Name, serial number, model, person …", key="find", persist_state="session"
        )
    with category:
        categories = st.multiselect(
            "Category", sorted(schedule["category"].dropna().unique()), format_func=category_word, key="categories",
            persist_state="session", placeholder="All",
        )  # fmt: skip
    with site:
        sites = st.multiselect(
            "Site", sorted(schedule["site"].dropna().unique()), key="sites", persist_state="session", placeholder="All"
        )
    statuses = st.pills(
        "Status", ["overdue", "due", "due_soon", "healthy", "unknown"], selection_mode="multi", key="statuses",
        format_func=STATUS_LABELS.__getitem__, persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    return filtered(schedule, words or "", category=categories, site=sites, lifecycle_status=statuses)


def show_devices(schedule: pd.DataFrame, roadmap: Roadmap) -> int | None:
    """The table, what must go first on top; gives the device that is open, by click or by the address."""
    frame = device_frame(schedule, roadmap.currency)
    picked = st.dataframe(
        frame, hide_index=True, height=min(430, 38 + 35 * max(len(frame), 1)), row_height=35, on_select="rerun",
        selection_mode="single-row", key=f"devices_{st.session_state.get('closed_devices', 0)}",
        column_config={
            "Device": st.column_config.TextColumn(pinned=True, width=140),
            "Status": st.column_config.TextColumn(width=105),
            "Category": st.column_config.TextColumn(width=110),
            "Model": st.column_config.TextColumn(width=150),
            "Due": st.column_config.DateColumn(format="D MMM YYYY", width=105),
            "Planned": st.column_config.TextColumn(width=85),
            "Cost": st.column_config.NumberColumn(f"Cost ({roadmap.currency})", format="localized", width=105),
            "Why": st.column_config.TextColumn(width=380),
        },
        placeholder="–",
        alt="All devices with status, due date, planned quarter and reason",
    )  # fmt: skip
    st.html(note(f"{len(frame):,} of {len(roadmap.schedule):,} rows. Select one for its clocks, evidence and history."))
    if picked.selection.rows and picked.selection.rows[0] < len(schedule):
        st.query_params["asset"] = str(schedule["asset_id"].iloc[picked.selection.rows[0]])
    asked = st.query_params.get("asset", "")
    return int(asked) if asked.isdecimal() and (roadmap.schedule["asset_id"] == int(asked)).any() else None


def show_device(actor: Actor, roadmap: Roadmap, asset_id: int) -> None:
    row = roadmap.schedule[roadmap.schedule["asset_id"] == asset_id]
    device, story = values_of(row), asset_story(store(), actor, asset_id)
    with st.container(border=True):
        show_head(device, labels_of(row).iloc[0], roadmap)
        why, seen, plan, correct = st.tabs(["Why", "What was seen", "Decide the quarter", "Correct a value"])
        with why:
            show_why(device, roadmap)
        with seen:
            show_story(story)
        with plan:
            pin_form(actor, roadmap, asset_id, story)
        with correct:
            correction_form(actor, asset_id, story)
        if st.button("Close", key="close_device", icon=":material/close:"):
            del st.query_params["asset"]
            st.session_state.closed_devices = st.session_state.get("closed_devices", 0) + 1
            st.rerun()


main(require_staff())
