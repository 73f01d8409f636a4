"""Overview: where does this client stand?"""

from __future__ import annotations

import streamlit as st

from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, roadmap_in_focus
from web.devices import decisions_of, fleet_of, status_counts, status_sentence
from web.drawing import draw_fleet, draw_spend
from web.markup import figures, note
from web.quarters import budget_answer, next_days_table
from web.screen import offer_workbook, open_screen, show_empty
from web.wording import money


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    show_empty(focus, roadmap)
    open_screen("Overview", focus, roadmap.answer)
    offer_workbook(actor, focus)
    st.html(figures(key_figures(roadmap)))
    fleet, spend = st.columns([2, 3], gap="large")
    with fleet:
        st.subheader("Fleet by status", anchor=False)
        draw_fleet(roadmap, status_sentence(roadmap))
    with spend:
        st.subheader("Spend by quarter", anchor=False)
        draw_spend(roadmap, budget_answer(roadmap))
        st.subheader("The next 90 days", anchor=False)
        soon = next_days_table(roadmap, decisions_of(roadmap))
        st.html(soon or note("Nothing is planned, due or to be decided in the next 90 days."))


def key_figures(roadmap: Roadmap) -> list[tuple[str, str, str]]:
    """Label, value, what it means."""
    counts, planned, fleet = status_counts(roadmap), roadmap.budget.planned(), fleet_of(roadmap)
    currency, locale = roadmap.currency, roadmap.assumptions.locale
    total = money(roadmap.budget.total, currency, locale)
    estimated = int(fleet.loc[fleet["is_estimated"].fillna(value=False), "quantity"].sum())
    return [
        ("Devices", f"{sum(counts.values()):,}", f"in {len(fleet):,} rows of the sheets"),
        ("Overdue", f"{counts['overdue']:,}", "past the limit or a support end"),
        ("Due or due soon", f"{counts['due'] + counts['due_soon']:,}", "within twelve months"),
        ("Next four quarters", money(sum(planned[:4]), currency, locale), f"of {total} in the plan"),
        ("Highest quarter", money(roadmap.budget.peak, currency, locale), peak_label(roadmap)),
        ("Age estimated", f"{estimated:,}", "without a date of their own"),
    ]


def peak_label(roadmap: Roadmap) -> str:
    planned = roadmap.budget.planned()
    return roadmap.quarters[planned.index(max(planned))].label if any(planned) else ""


main(require_staff())
