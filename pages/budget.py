"""Budget: what does it cost, quarter by quarter?"""

from __future__ import annotations

import streamlit as st

from planner.sharing.people import Actor
from web.context import in_focus, require_staff, roadmap_in_focus
from web.drawing import draw_spend
from web.markup import note
from web.quarters import budget_answer, line_table, reconciliation_table, treatment_table
from web.screen import offer_workbook, open_screen, show_empty
from web.wording import money


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    if not roadmap.budget.total:
        show_empty(focus, roadmap)
    open_screen("Budget", focus, budget_answer(roadmap))
    offer_workbook(actor, focus)
    draw_spend(roadmap, budget_answer(roadmap))
    st.subheader("What it is spent on", anchor=False)
    with st.container(horizontal=True):
        rows = choice("Rows", ["By category", "Every line"], "budget_rows")
        columns = choice("Columns", ["Quarters", "Fiscal years"], "budget_columns")
    st.html(line_table(roadmap, by_year=columns == "Fiscal years", by_line=rows == "Every line"))
    st.html(note(f"In {roadmap.currency}, whole units; the totals add the exact amounts, which the workbook shows."))
    st.subheader("Capex and opex", anchor=False)
    st.html(treatment_table(roadmap))
    st.subheader("Is every device in it?", anchor=False)
    st.html(reconciliation_table(roadmap))
    if agreed := roadmap.budget.agreed_minor:
        shown = money(agreed, roadmap.currency, roadmap.assumptions.locale)
        st.html(note(f"Contracts, {shown} with their tax, are in the budget beside the devices."))


def choice(label: str, options: list[str], key: str) -> str:
    """One of two ways to see the table, kept while the person looks at other screens."""
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        label_visibility="collapsed",
        key=key,
        persist_state="session",
    )


main(require_staff())
