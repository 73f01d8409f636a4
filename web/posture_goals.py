"""The client's goals in a grid, and which initiatives serve them."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from planner.actions.goals import STATUSES, Goal, client_goals, save_goals, serving
from planner.actions.initiatives import edit_initiatives
from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import Column, Row, Titled, note, table
from web.telling import plain, told
from web.wording import day

_COLUMNS = {"title": "object", "why": "object", "target_on": "datetime64[s]", "status": "object"}


def show_goals(actor: Actor, focus: Focus, roadmap: Roadmap) -> None:
    """What the client wants to reach: served by what, changed in place."""
    st.subheader("Goals", anchor=False)
    goals = client_goals(store(), actor, focus.client.client_id)
    if goals:
        st.html(_served(goals, roadmap))
        _assign(actor, focus, goals, roadmap)
    else:
        st.html(note("No goal is entered yet. Type what the client wants to reach into the first row, and save."))
    frame = goal_frame(goals)
    version = crc32(repr(goals).encode())
    after = st.data_editor(
        frame, key=f"goals_{focus.client.client_id}_{version:x}", hide_index=True, width="stretch", num_rows="dynamic",
        placeholder="–",
        column_config={
            "title": st.column_config.TextColumn("Goal", width=240, max_chars=200),
            "why": st.column_config.TextColumn("Why", width=320, max_chars=4_000),
            "target_on": st.column_config.DateColumn("By", format="D MMM YYYY", width=110),
            "status": st.column_config.SelectboxColumn("Status", options=list(STATUSES), width=100, default="open"),
        },
    )  # fmt: skip
    wanted = read_goals_grid(goals, after)
    if wanted != goals and st.button("Save the goals", type="primary", key="save_goals"):
        with told():
            save_goals(store(), actor, focus.client.client_id, wanted)
            st.toast("The goals were saved.", icon=":material/check:")
            st.rerun()


def goal_frame(goals: tuple[Goal, ...]) -> pd.DataFrame:
    """One row per goal, indexed by its place."""
    rows = [
        (one.title, one.why or None, one.target_on and one.target_on.isoformat(), one.status) for one in goals
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def read_goals_grid(goals: tuple[Goal, ...], after: pd.DataFrame) -> tuple[Goal, ...]:
    """The grid as goals; a new row in which nothing but the status stands is none yet."""
    found = []
    for place, row in after.iterrows():
        said = {name: None if pd.isna(row[name]) else row[name] for name in _COLUMNS}
        goal_id = goals[place].goal_id if isinstance(place, int) and place < len(goals) else 0
        if not goal_id and not (said["title"] or said["why"] or said["target_on"]):
            continue
        by = None if said["target_on"] is None else pd.Timestamp(said["target_on"]).date()
        found.append(Goal(goal_id, str(said["title"] or ""), str(said["why"] or ""), by, str(said["status"] or "open")))
    return tuple(found)


def _served(goals: tuple[Goal, ...], roadmap: Roadmap) -> str:
    rows: list[Row] = []
    for one in goals:
        cards = serving(roadmap, one.goal_id)
        names = "; ".join(f"{card.title} ({card.quarter_label})" for card in cards) or "no initiative yet"
        rows.append((Titled(one.title, names), day(one.target_on) if one.target_on else "", one.status))
    columns = [Column("Goal, and what serves it"), Column("By", is_short=True), Column("Status", is_short=True)]
    return table(columns, rows)


def _assign(actor: Actor, focus: Focus, goals: tuple[Goal, ...], roadmap: Roadmap) -> None:
    """Says of one initiative which goal it serves."""
    cards: dict[str, Any] = {one.key: one for one in (*roadmap.initiatives, *roadmap.parked)}
    titles = {one.goal_id: one.title for one in goals}
    with st.expander("Which goal does an initiative serve?"):
        key = st.selectbox(
            "Initiative", list(cards), index=None, placeholder="Choose an initiative", key="goal_card",
            format_func=lambda one: f"{cards[one].title} ({cards[one].quarter_label})",
        )  # fmt: skip
        if key is None:
            return
        now = cards[key].goal_id if cards[key].goal_id in titles else None
        options = [None, *titles]
        goal = st.selectbox("Goal", options, index=options.index(now), key=f"goal_of_{key}",
                            format_func=lambda one: "no goal" if one is None else titles[one])  # fmt: skip
        if st.button("Save", key="assign_goal", disabled=goal == now):
            with told():
                edit_initiatives(store(), actor, focus.client.client_id, focus.as_of, {key: {"goal": goal}})
                words = f"serves {titles[goal]}" if goal else "serves no goal"
                st.toast(plain(f"{cards[key].title} {words}."), icon=":material/check:")
                st.rerun()
