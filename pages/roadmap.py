"""Roadmap: what do we do, and when?"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, roadmap_in_focus
from web.drawing import draw_timeline
from web.markup import note
from web.projects import show_projects
from web.quarters import initiative_table, roadmap_answer
from web.roadmap_board import ask_filters, show_board
from web.roadmap_editor import show_editor
from web.roadmap_list import show_list
from web.roadmap_templates import show_templates
from web.screen import offer_workbook, open_screen, show_empty
from web.telling import plain
from web.wording import money

VIEWS: Final = ("Timeline", "Board", "List", "Projects")
TWO_YEARS: Final = "Next two years"


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    show_empty(focus, roadmap)
    open_screen("Roadmap", focus, roadmap_answer(roadmap), roadmap.answer)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        view = st.segmented_control(
            "View", VIEWS, default=VIEWS[0], required=True, label_visibility="collapsed", key="roadmap_view",
            persist_state="session",
        )  # fmt: skip
        offer_workbook(actor, focus)
    every = (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked)
    if view == "Projects":
        show_projects(actor, focus, roadmap)
        show_templates(actor, focus, roadmap)
    elif not every:
        st.html(note("There is nothing to do within the horizon."))
    elif view == "Board":
        filters = ask_filters(actor, focus)
        show_board(actor, focus, roadmap, filters)
        show_editor(actor, focus, roadmap, tuple(one for one in every if filters.passes(one)))
    elif view == "List":
        filters = ask_filters(actor, focus)
        show_list(actor, focus, roadmap, filters)
        show_editor(actor, focus, roadmap, tuple(one for one in every if filters.passes(one)))
    else:
        show_plan(roadmap)


def show_plan(roadmap: Roadmap) -> None:
    """The picture, then each quarter's initiatives."""
    span = st.segmented_control(
        "Picture", [TWO_YEARS, "Whole horizon"], default=TWO_YEARS, required=True, label_visibility="collapsed",
        key="roadmap_span", persist_state="session",
    )  # fmt: skip
    draw_timeline(first_quarters(roadmap, 8) if span == TWO_YEARS else roadmap, roadmap_answer(roadmap))
    if roadmap.proposed:
        st.html(note("Hatched is only proposed, in no total. Whoever changes it makes it a project in the budget."))
    busy = {item.quarter_starts_on for item in (*roadmap.initiatives, *roadmap.proposed)}
    for position, quarter in enumerate(item for item in roadmap.quarters if item.starts_on in busy):
        total = sum(item.amount_minor for item in roadmap.initiatives if item.quarter_starts_on == quarter.starts_on)
        shown = money(total, roadmap.currency, roadmap.assumptions.locale)
        with st.expander(plain(f"{quarter.label}  ({quarter.months_label}):  {shown}"), expanded=position < 4):
            st.html(initiative_table(roadmap, quarter.starts_on))


def first_quarters(roadmap: Roadmap, count: int) -> Roadmap:
    """The roadmap as far as its first quarters reach, for a picture that can be read."""
    kept = roadmap.quarters[:count]
    starts = {quarter.starts_on for quarter in kept}
    near, asked = (
        tuple(item for item in cards if item.quarter_starts_on in starts)
        for cards in (roadmap.initiatives, roadmap.proposed)
    )
    return replace(roadmap, quarters=kept, initiatives=near, proposed=asked)


main(require_staff())
