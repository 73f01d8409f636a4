"""Budget: what does it cost, quarter by quarter?"""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.sharing.people import Actor
from web.budget_plan import show_plan
from web.context import in_focus, require_staff, roadmap_in_focus
from web.levelling import show_levelling
from web.quarters import budget_answer, scenario_lead
from web.scenarios import show_scenarios
from web.screen import offer_workbook, open_screen, show_empty

VIEWS: Final = ("Plan", "Scenarios", "Levelling")


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    if not roadmap.budget.total:
        show_empty(focus, roadmap)
    open_screen("Budget", focus, budget_answer(roadmap), scenario_lead(roadmap))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        view = st.segmented_control(
            "View", VIEWS, default=VIEWS[0], required=True, label_visibility="collapsed", key="budget_view",
            persist_state="session",
        )  # fmt: skip
        offer_workbook(actor, focus)
    if view == "Scenarios":
        show_scenarios(actor, focus)
    elif view == "Levelling":
        show_levelling(actor, focus)
    else:
        show_plan(roadmap)


main(require_staff())
