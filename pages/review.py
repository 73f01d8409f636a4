"""Review: what do I say, and what must be decided?"""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.reviews import ClientReview, client_review
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, store
from web.decisions_view import show_decisions_arriving
from web.downloads import offer_downloads
from web.markup import NOTHING, Column, Titled, answer_line, note, table
from web.posture_told import show_posture
from web.procurement_view import show_procurement
from web.publishing import show_publishing
from web.quarters import budget_answer, next_days_table
from web.review import edit_items, edit_meeting, edit_risks, review_answer
from web.screen import offer_workbook, open_screen, show_empty
from web.wording import day, money

LEVELS: Final = ("1 very low", "2 low", "3 medium", "4 high", "5 very high")


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    with st.spinner("Preparing the review …"):
        seen = client_review(store(), actor, focus.client.client_id, focus.as_of)
    show_empty(focus, seen.roadmap)
    open_screen("Review", focus, review_answer(seen), seen.roadmap.answer)
    with st.container(horizontal=True, horizontal_alignment="right"):
        offer_downloads(actor, focus)
        offer_workbook(actor, focus)
    show_changes(seen)
    st.subheader("Top risks", anchor=False)
    show_risks(seen)
    with st.expander("Change the risks, or add one"):
        edit_risks(actor, focus, seen)
    show_posture(seen)
    st.subheader("To be decided within 90 days", anchor=False)
    show_decisions(seen)
    st.subheader("What is done next, and what it costs", anchor=False)
    st.html(answer_line(budget_answer(seen.roadmap)))
    st.html(next_days_table(seen.roadmap, (), days=365) or note("Nothing has to be done within a year."))
    st.subheader("Action items", anchor=False)
    edit_items(actor, focus, seen)
    st.subheader("The meeting", anchor=False)
    edit_meeting(actor, focus, seen)
    show_publishing(actor, focus)
    show_decisions_arriving(actor, focus)
    show_procurement(actor, focus)


def show_changes(seen: ClientReview) -> None:
    """What differs from the last review that was held."""
    st.subheader("What changed since the last review", anchor=False)
    if seen.last is None:
        st.html(note("No review was held yet. When this one is marked as held, its figures are kept to compare with."))
        return
    st.html(note(f"Since {seen.last.title} on {day(seen.last.meets_on)}:"))
    for sentence in seen.changes or ("Nothing changed.",):
        st.html(answer_line(sentence))


def show_risks(seen: ClientReview) -> None:
    """The three that are told."""
    if not seen.risks:
        st.html(note("No risk was found."))
        return
    rows = [
        (Titled(one.title, " ".join(filter(None, (one.why, one.note)))), LEVELS[one.likelihood - 1],
         LEVELS[one.impact - 1], one.owner or NOTHING)
        for one in seen.top_risks
    ]  # fmt: skip
    columns = [Column("Risk"), Column("Likelihood", is_short=True), Column("Impact", is_short=True), Column("Owner")]
    st.html(table(columns, rows))


def show_decisions(seen: ClientReview) -> None:
    """What must be decided, the first by date."""
    if not seen.decisions:
        st.html(note("Nothing has to be decided within 90 days."))
        return
    rules = seen.roadmap.assumptions
    rows = [
        (day(one.by), Titled(one.what, one.why), money(one.amount_minor, rules.currency, rules.locale))
        for one in seen.decisions
    ]
    total = sum(one.amount_minor or 0 for one in seen.decisions)
    columns = [Column("By", is_short=True), Column("What"), Column("At stake", is_number=True)]
    st.html(table(columns, rows, totals=("Together", "", money(total, rules.currency, rules.locale))))


main(require_staff())
