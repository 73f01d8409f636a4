"""A new project from one of the common ones."""

from __future__ import annotations

import streamlit as st

from planner.actions.initiatives import open_quarters_of
from planner.actions.roadmaps import Roadmap
from planner.actions.templates import add_from_template, templates
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import note
from web.telling import told


def show_templates(actor: Actor, focus: Focus, roadmap: Roadmap) -> None:
    """The common projects, and a button that puts one on the roadmap with this client's numbers."""
    starts = open_quarters_of(roadmap)
    if not starts:
        return
    known = {one.key: one for one in templates()}
    with st.expander("New from a template"):
        labels = {key: f"{one.lane}: {one.title}" for key, one in known.items()}
        key = st.selectbox(
            "Template", list(labels), index=None, format_func=labels.__getitem__, placeholder="Choose one",
            key=f"template_{st.session_state.get('template_round', 0)}",
        )  # fmt: skip
        if key is None:
            return
        lines = ", ".join(line.name for line in known[key].lines)
        controls = ", ".join(known[key].safeguards)
        st.html(note(f"{known[key].why} Lines: {lines}. CIS Controls v8: {controls}."))
        starts_on = st.selectbox(
            "Starts in", list(starts), format_func=starts.__getitem__, key="template_starts", width=200
        )
        with told():
            if st.button("Put it on the roadmap", type="primary", key="add_template"):
                add_from_template(store(), actor, focus.client.client_id, focus.as_of, key, starts_on)
                st.session_state.template_round = st.session_state.get("template_round", 0) + 1
                st.toast("It is on the roadmap; its prices are starting values, to be replaced.")
                st.rerun()
