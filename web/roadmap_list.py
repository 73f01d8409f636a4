"""The roadmap as a list: many initiatives changed at once, saved as one change; and what was changed."""

from __future__ import annotations

from typing import Any, Final
from zlib import crc32

import pandas as pd
import streamlit as st

from planner.actions.initiatives import (
    LANES,
    PRIORITIES,
    STATUSES,
    Initiative,
    edit_initiatives,
    initiative_history,
    undo_initiative,
)
from planner.actions.projects import PRICE_STATUSES
from planner.actions.roadmap_views import Filters
from planner.actions.roadmaps import Roadmap
from planner.money import to_decimal
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import note
from web.proposals import about, why_of
from web.telling import plain, told
from web.wording import moment

NO_QUARTER: Final = "Unscheduled"
COLUMNS: Final = (
    "title", "quarter", "lane", "priority", "status", "owner", "cost", "proposal", "price_status", "quote",
    "valid_until", "devices", "why",
)  # fmt: skip
EDITED: Final = ("title", "lane", "priority", "status", "owner", "quarter", "price_status", "quote", "valid_until")
MOST_ENTRIES: Final = 10


def show_list(actor: Actor, focus: Focus, roadmap: Roadmap, filters: Filters) -> None:
    """The grid; what is changed in it is shown nowhere else before it is saved."""
    planned = sorted((*roadmap.proposed, *roadmap.initiatives), key=lambda one: one.quarter_starts_on)
    cards = tuple(one for one in (*planned, *roadmap.parked) if filters.passes(one))
    frame = list_frame(cards, roadmap)
    key = f"list_{focus.client.client_id}_{st.session_state.get('list_round', 0)}_{_hashed(cards)}"
    edited = st.data_editor(frame, hide_index=True, column_config=_config(roadmap), key=key, width="stretch")
    st.html(
        note(
            "What a person changes stays with its devices, whatever the forecast says later. A "
            "proposal costs nothing until somebody changes it: then it is a project."
        )
    )
    changes = list_changes(cards, frame, edited, roadmap)
    if changes and st.button(f"Save {len(changes)} changed", type="primary", key="save_list"):
        with told():
            edit_initiatives(store(), actor, focus.client.client_id, focus.as_of, changes)
            _again("Saved.")
    show_history(actor, focus)


def list_frame(cards: tuple[Initiative, ...], roadmap: Roadmap) -> pd.DataFrame:
    """One row per initiative, as the grid shows it."""
    rows = [
        {
            "title": one.title, "quarter": one.quarter_label, "lane": one.lane, "priority": one.priority,
            "status": one.status, "owner": one.owner, "cost": float(to_decimal(one.amount_minor, roadmap.currency)),
            "proposal": about(one, roadmap) if one.proposal else "", "price_status": one.price_status,
            "quote": one.quote, "valid_until": one.valid_until, "devices": one.devices, "why": why_of(one),
        }
        for one in cards
    ]  # fmt: skip
    texts = dict.fromkeys(
        ("title", "quarter", "lane", "priority", "status", "owner", "proposal", "why", "price_status", "quote"),
        "string",
    )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({**texts, "valid_until": "datetime64[s]"})


def list_changes(
    cards: tuple[Initiative, ...], before: pd.DataFrame, after: pd.DataFrame, roadmap: Roadmap
) -> dict[str, dict[str, Any]]:
    """Initiative's key → what differs, as `edit_initiatives` takes it."""
    starts = {quarter.label: quarter.starts_on for quarter in roadmap.quarters} | {NO_QUARTER: None}
    changes: dict[str, dict[str, Any]] = {}
    for one, was, now in zip(cards, before.to_dict("records"), after.to_dict("records"), strict=True):
        differing = {
            name: None if pd.isna(now[name]) else now[name]
            for name in EDITED
            if not (pd.isna(was[name]) and pd.isna(now[name])) and was[name] is not now[name] and was[name] != now[name]
        }
        if "quarter" in differing:
            differing["quarter"] = starts.get(str(differing["quarter"]))
        if differing.get("valid_until") is not None:
            differing["valid_until"] = pd.Timestamp(differing["valid_until"]).date()
        if differing:
            changes[one.key] = differing
    return changes


def _config(roadmap: Roadmap) -> dict[str, Any]:
    column = st.column_config
    quarters = [NO_QUARTER, *(quarter.label for quarter in roadmap.quarters)]
    return {
        "title": column.TextColumn("Initiative", width="medium"),
        "quarter": column.SelectboxColumn("Quarter", options=quarters, required=True),
        "lane": column.SelectboxColumn("Lane", options=list(LANES), required=True),
        "priority": column.SelectboxColumn("Priority", options=list(PRIORITIES), required=True),
        "status": column.SelectboxColumn("Status", options=list(STATUSES), required=True),
        "owner": column.TextColumn("Owner"),
        "cost": column.NumberColumn(f"Cost, {roadmap.currency}", disabled=True, format="localized"),
        "proposal": column.TextColumn("Proposal", disabled=True, width="small"),
        "price_status": column.SelectboxColumn("Price is", options=list(PRICE_STATUSES), required=True),
        "quote": column.TextColumn("Quote"),
        "valid_until": column.DateColumn("Valid until", format="D MMM YYYY"),
        "devices": column.NumberColumn("Devices", disabled=True),
        "why": column.TextColumn("Why", disabled=True, width="large"),
    }


def show_history(actor: Actor, focus: Focus) -> None:
    """Who changed what, each with a way back."""
    entries = initiative_history(store(), actor, focus.client.client_id)
    if not entries:
        return
    with st.expander("What was changed"):
        for entry in entries[:MOST_ENTRIES]:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                words = plain(", ".join(entry.titles) or "A change taken back")
                st.markdown(f"{words}  \n:gray[{plain(f'{moment(entry.made_at)}, {entry.actor}')}]", width="content")
                if entry.can_undo and st.button("Take back", key=f"undo_initiative_{entry.entry_id}"):
                    with told():
                        undo_initiative(store(), actor, focus.client.client_id, entry.entry_id)
                        _again("The change was taken back.")


def _hashed(cards: tuple[Initiative, ...]) -> str:
    """The grid's edits belong to its rows: other rows make another grid."""
    return f"{crc32('|'.join(one.key for one in cards).encode()):x}"


def _again(words: str) -> None:
    """Draws the page anew with an untouched grid."""
    st.session_state.list_round = st.session_state.get("list_round", 0) + 1
    st.toast(words, icon=":material/check:")
    st.rerun()
