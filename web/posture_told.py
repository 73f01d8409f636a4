"""The posture and the goals as the review tells them: the answer, the score by area with its trend, and what serves."""

from __future__ import annotations

import streamlit as st

from planner.actions.reviews import ClientReview
from web.markup import NOTHING, Column, Row, Titled, answer_line, note, table
from web.wording import day

NOT_YET = "The posture is not assessed yet: Posture proposes an answer for most services from the data."


def show_posture(seen: ClientReview) -> None:
    """How well run and protected the client is, and what it wants to reach."""
    st.subheader("How well run and protected", anchor=False)
    posture = seen.posture
    if posture.words:
        st.html(answer_line(posture.words))
        st.html(areas_table(seen))
    else:
        st.html(note(NOT_YET))
    if seen.goals:
        st.subheader("Goals", anchor=False)
        rows: list[Row] = [
            (
                Titled(goal.title, "; ".join(f"{one.title} ({one.quarter_label})" for one in served)
                       or "No initiative serves it yet."),
                day(goal.target_on) if goal.target_on else NOTHING,
            )
            for goal, served in seen.goals
        ]  # fmt: skip
        st.html(table([Column("Goal, and what serves it"), Column("By", is_short=True)], rows))


def areas_table(seen: ClientReview) -> str:
    """One row per area: its score now, and at the assessment before."""
    trend = seen.posture.trend
    before = {area.name: area.score for area in trend[-2].areas} if len(trend) > 1 else {}
    rows: list[Row] = [
        (area.name, _percent(before.get(area.name)), _percent(area.score)) if before else
        (area.name, _percent(area.score))
        for area in seen.posture.areas
    ]  # fmt: skip
    then = [Column(f"On {day(trend[-2].as_of)}", is_number=True)] if before else []
    return table([Column("Area"), *then, Column("Score", is_number=True)], rows)


def _percent(score: float | None) -> str:
    return NOTHING if score is None else f"{score:.0%}"
