"""Levelling with its slider: the plan is drawn anew while the cap moves, and kept by one button."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import streamlit as st

from planner.actions.client_levelling import (
    Question,
    Trial,
    cap_choices,
    least_cap,
    level_client,
    levelling_question,
    try_levelling,
)
from planner.actions.effect_words import signed
from planner.actions.levelling_told import PlanLimits, clashes_told, grouped_moves, quality_told
from planner.actions.scenarios import past_limit
from planner.money import to_minor
from planner.sharing.people import Actor
from web.context import Focus, store
from web.drawing import draw_levelled
from web.markup import Change, Column, Titled, answer_line, figures, note, table
from web.telling import plain, told
from web.wording import count, in_short, money

MOST_GROUPS: Final = 60
GOOD_ENOUGH: Final = 0.005
"""A fast answer with a larger gap than this is followed by a better one."""
BETTER_SECONDS: Final = 2.0
FORMULA: Final = (
    "Level means the least sum of: what each quarter of waiting risks (chance of failure × price with the emergency "
    "premium, and a share of the price for each quarter without support), the life given up by each quarter of early "
    "replacement, and what the fullest quarter costs above the even share, this last one weighed so that expected "
    "unplanned cost rises by at most 5 %. What a person chose stands; support and "
    "lease ends still ahead are kept; overdue devices are caught up over four quarters."
)


@st.fragment
def show_levelling(actor: Actor, focus: Focus) -> None:
    """The limits, and the plan within them."""
    anew = bool(st.session_state.get("level_anew", False))
    question = levelling_question(store(), actor, focus.client.client_id, focus.as_of, anew=anew)
    limits = ask_limits(focus, question)
    place = st.empty()
    trial = try_levelling(question, limits)
    with place.container():
        show_trial(trial, limits)
    if trial.roadmap is None:
        return
    if trial.found.gap > GOOD_ENOUGH:
        trial = try_levelling(question, limits, BETTER_SECONDS)
        with place.container():
            show_trial(trial, limits)
    keep(actor, focus, limits, anew)
    show_risk(trial)
    show_moves(trial)


def ask_limits(focus: Focus, question: Question) -> PlanLimits:
    """The slider for the cap of a quarter; the other limits fold away."""
    base = question.as_due
    choices = cap_choices(question)

    def shown(minor: int | None) -> str:
        return "no cap" if minor is None else money(minor, base.currency, base.assumptions.locale)

    cap = st.select_slider(
        "The most that any quarter may cost",
        choices,
        value=None,
        format_func=shown,
        key=f"cap_{focus.client.client_id}",
    )
    with st.expander("More limits"):
        left, right = st.columns(2)
        with left:
            year = _amount("The most that any fiscal year may cost", base.currency, "level_year")
            least = _amount("The least that every quarter is to cost", base.currency, "level_least")
        with right:
            hours = st.number_input("Technicians' hours in a quarter", 0, 100_000, question.hours, key="level_hours")
            st.toggle(
                "Plan anew", key="level_anew",
                help="Off: the levelled plan that is shown now stands as far as it may. On: everything is placed anew.",
            )  # fmt: skip
    return PlanLimits(cap, year, least, hours)


def _amount(label: str, currency: str, key: str) -> int | None:
    said = st.number_input(f"{label}, {currency}", 0.0, 1e12, None, 1000.0, key=key, placeholder="no limit")
    return None if said is None else to_minor(Decimal(str(said)), currency)


def show_trial(trial: Trial, limits: PlanLimits) -> None:
    """The answer in words and figures, and the picture; or what clashes and what it must give."""
    base = trial.question.as_due
    if trial.roadmap is None or trial.plan is None:
        show_clashes(trial, limits)
        return
    st.html(answer_line(levelled_answer(trial)))
    kept = "The plan that is shown now stands as it is. " if trial.found.held and not trial.found.moves else ""
    st.html(note(kept + quality_told(trial.plan, base)))
    draw_levelled(trial.roadmap, base, limits.quarter_cap_minor, levelled_answer(trial))


def show_clashes(trial: Trial, limits: PlanLimits) -> None:
    """Which limits cannot be kept together, and the least that each must give."""
    base = trial.question.as_due
    lines = "\n".join(f"- {plain(sentence)}" for sentence in clashes_told(trial))
    st.error(f"No plan keeps these limits:\n\n{lines}", icon=":material/block:")
    if limits.quarter_cap_minor is not None and (possible := least_cap(trial.question, limits)):
        shown = money(possible, base.currency, base.assumptions.locale)
        st.html(answer_line(f"One cap for all quarters that can be kept: {shown}."))


def levelled_answer(trial: Trial) -> str:
    """'The fullest quarter costs £30,290 instead of £119,743 as due; 86 replacements are not in their due quarter.'"""
    base, made = trial.question.as_due, trial.roadmap
    peaks = [money(roadmap.budget.peak, base.currency, base.assumptions.locale) for roadmap in (made or base, base)]
    moved = len(trial.plan.moves) if trial.plan else 0
    return (
        f"The fullest quarter costs {peaks[0]} instead of {peaks[1]} as due; "
        f"{count(moved, 'replacement is', 'replacements are')} not in {'its' if moved == 1 else 'their'} due quarter."
    )


def keep(actor: Actor, focus: Focus, limits: PlanLimits, anew: bool) -> None:
    """Storing the plan, and showing it on every page."""
    with st.container(horizontal=True):
        shown = st.button("Keep it and show it everywhere", type="primary", key="keep_shown")
        beside = st.button("Keep it beside the others", key="keep_beside")
    if not shown and not beside:
        return
    with told(), st.spinner("Levelling …"):
        kept = level_client(store(), actor, focus.client.client_id, focus.as_of, limits, anew=anew, choose=shown)
        st.toast(f"Kept as “{kept.name}”.", icon=":material/check:")
        st.rerun()


def show_risk(trial: Trial) -> None:
    """What levelling costs in risk, against the same plan as due."""
    base, made = trial.question.as_due, trial.roadmap
    if made is None:
        return
    rules = base.assumptions

    def difference(new: int, old: int) -> str:
        return f"{signed(new - old, base.currency, rules.locale)} against as due"

    def shown(minor: int) -> str:
        return money(minor, base.currency, rules.locale)

    unplanned, before = sum(made.risk.expected), sum(base.risk.expected)
    cards = [
        ("Planned", shown(made.budget.total), difference(made.budget.total, base.budget.total)),
        ("Unplanned, expected", shown(unplanned), difference(unplanned, before)),
        ("Past their limit", f"{past_limit(made):,}", f"devices; {past_limit(base):,} as due"),
        ("Life left", shown(made.risk.life_left), difference(made.risk.life_left, base.risk.life_left)),
    ]
    st.html(figures(cards))


def show_moves(trial: Trial) -> None:
    """What moved, alike replacements together: from where, to where, why, and what that costs."""
    st.subheader("What moves, and why", anchor=False)
    groups = grouped_moves(trial.roadmap) if trial.roadmap is not None else ()
    rows = [
        (f"{len(group.devices):,}", Titled(in_short(group.devices), group.why), Change(group.start, group.to))
        for group in groups[:MOST_GROUPS]
    ]
    columns = [Column("Devices", is_number=True), Column("Which, and why"), Column("Quarter", is_short=True)]
    st.html(table(columns, rows) if rows else note("Nothing moves."))
    if (rest := len(groups) - MOST_GROUPS) > 0:
        st.html(note(f"And {count(rest, 'group')} more; the command scenario level --json lists every replacement."))
    st.html(note(FORMULA))
