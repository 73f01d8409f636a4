"""The pieces of Posture: its answer in words, the score as a picture, the five signs."""

from __future__ import annotations

import streamlit as st

from planner.actions.posture import ClientPosture
from planner.charts.posture import score_by_area, score_over_time
from web.drawing import CONFIG
from web.markup import Column, Row, Titled, answer_line, note, table
from web.wording import count, day

VERDICTS = {"yes": "● yes", "no": "○ no", "not known": "? not known"}


def posture_answer(seen: ClientPosture) -> str:
    """'Well run in 3 of 5 areas; managed firewall is not in place.' or that nothing is assessed."""
    return seen.words or f"The posture of {seen.roadmap.client} is not assessed yet."


def posture_lead(seen: ClientPosture) -> str:
    """How many of the signs hold, and what is to be done next."""
    if not seen.unanswered:
        assessed = f" Assessed on {day(seen.assessments[-1].as_of)}." if seen.assessments else ""
        return f"{signs_words(seen)}{assessed}"
    suggested = len(seen.open_suggestions)
    more = f"; for {suggested} of them the data suggests an answer" if suggested else ""
    return f"{signs_words(seen)} {count(len(seen.unanswered), 'service')} not answered yet{more}."


def signs_words(seen: ClientPosture) -> str:
    """'3 of five signs say that break/fix is outgrown; 2 cannot be told from the data.'"""
    told = sum(sign.verdict == "yes" for sign in seen.signs)
    open_ = sum(sign.verdict == "not known" for sign in seen.signs)
    if open_ == len(seen.signs):
        return "None of the five signs that break/fix is outgrown can be told from the data yet."
    whose = "All" if told == len(seen.signs) else "None of the" if not told else f"{told} of"
    more = f"; {open_} cannot be told from the data" if open_ else ""
    return f"{whose} five signs {'says' if told == 1 else 'say'} that break/fix is outgrown{more}."


def show_picture(seen: ClientPosture) -> None:
    """The score by area, and how it went over the assessments."""
    if not seen.assessments:
        return
    before = seen.trend[-2] if len(seen.trend) > 1 else None
    left, right = st.columns([3, 2]) if before else (st.container(), None)
    with left:
        st.subheader("Score by area", anchor=False)
        st.plotly_chart(score_by_area(seen.areas, before), config=CONFIG, alt=areas_words(seen), key="score_by_area")
    if right is not None:
        with right:
            st.subheader("Over the assessments", anchor=False)
            st.plotly_chart(score_over_time(seen.trend), config=CONFIG, alt=trend_words(seen), key="score_over_time")
    st.html(
        note(
            "100 %: every service of the area is measured and improved. The dotted line: in place on average, from "
            "where an area counts as well run. A service counts by its weight; what does not apply or is not answered "
            "does not count."
        )
    )


def areas_words(seen: ClientPosture) -> str:
    """The picture in words."""
    return "; ".join(
        f"{area.name}: {'not answered' if area.score is None else percent(area.score)}" for area in seen.areas
    )


def trend_words(seen: ClientPosture) -> str:
    return "; ".join(f"{day(one.as_of)}: {percent(one.total)}" for one in seen.trend if one.total is not None)


def percent(score: float) -> str:
    return f"{score * 100:.0f} %"


def show_signs(seen: ClientPosture) -> None:
    """The five signs with their answers; the figures behind each in rows."""
    st.subheader("Five signs that break/fix is outgrown", anchor=False)
    st.html(answer_line(signs_words(seen)))
    rows: list[Row] = [(Titled(sign.title, sign.sentence), VERDICTS[sign.verdict]) for sign in seen.signs]
    st.html(table([Column("Sign"), Column("Holds", is_short=True)], rows))
    with st.expander("The figures behind each, and from where on they are a sign"):
        figures: list[Row] = [
            (sign.title, figure.label[:1].upper() + figure.label[1:], figure.value, figure.threshold)
            for sign in seen.signs
            for figure in sign.figures
        ]
        st.html(
            table(
                [Column("Sign", is_extra=True), Column("Figure"), Column("Value"), Column("From", is_short=True)],
                figures,
            )
        )
        st.html(note("The thresholds are Evergreen's assumptions, round numbers to talk about."))
