"""Decisions as they arrive on the review's screen: what stands, what is asked, what is carried out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.decisions import (
    ClientDecisions,
    GivenDecision,
    LineState,
    accepted_risks_of,
    carry_out,
    client_decisions,
    close_round,
    reply,
    withdraw_risk,
)
from planner.actions.published_json import say
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import Column, Row, Titled, note, table
from web.telling import plain, told
from web.wording import count, day, moment, money

STANDS: Final = {
    "open": "open", "approved": "approved", "deferred": "deferred", "declined": "declined",
    "disputed": "the deciders disagree",
}  # fmt: skip
SAYS: Final = {
    "in_budget": "approved in the budget", "purchase": "approved to purchase", "board": "approved subject to the board",
    "defer": "deferred", "decline": "declined", "ask": "asked", "comment": "commented",
}  # fmt: skip


@st.fragment(run_every="15s")
def show_decisions_arriving(actor: Actor, focus: Focus) -> None:
    """Looks again every quarter of a minute."""
    with told():
        seen = client_decisions(store(), actor, focus.client.client_id, focus.as_of)
        if seen.document is None:
            return
        st.subheader("What was decided", anchor=False)
        spoken = [state for state in seen.states.values() if state.history]
        if not spoken:
            st.html(note(f"Nobody has said anything yet in round {seen.round}. Decisions arrive here by themselves."))
        else:
            st.html(_states_table(seen, spoken))
        _questions(actor, focus, seen)
        _finish(actor, focus, seen)
        _accepted(actor, focus)


def _title(seen: ClientDecisions, key: str) -> str:
    document = seen.document
    lines = {} if document is None else {line.key: line for line in document.lines}
    return say(lines[key].title, document.locale, document.currency) if document and key in lines else key


def _states_table(seen: ClientDecisions, spoken: list[LineState]) -> str:
    """One row per line of which anybody spoke: what stands, and who said what."""
    rows: list[Row] = []
    for state in spoken:
        stands = STANDS[state.outcome]
        if state.changed_since_approved:
            stands = f"{stands}; changed since approved"
        said = " ".join(_said(seen, one) for one in state.history)
        rows.append((Titled(_title(seen, state.line_key), said), stands))
    return table([Column("Line, and what was said of it"), Column("Stands", is_short=True)], rows)


def _said(seen: ClientDecisions, one: GivenDecision) -> str:
    """'Ines Lane approved to purchase up to £5,000 on 23 Nov: “Go.”'"""
    words = f"{one.recipient} {SAYS[one.kind]}"
    document = seen.document
    if one.amount_minor is not None and document and document.currency:
        words += f" up to {money(one.amount_minor, document.currency, document.locale)}"
    if one.board_on:
        words += f" on {day(one.board_on)}"
    if one.quarter_starts_on:
        words += f" to the quarter from {day(one.quarter_starts_on)}"
    said = f": “{one.comment}”" if one.comment else ""
    answers = "".join(f" You: “{given.text}”" for given in one.replies)
    return f"{words} ({moment(one.made_at)}, version {one.version}){said}.{answers}"


def _questions(actor: Actor, focus: Focus, seen: ClientDecisions) -> None:
    """What was asked and not answered yet, each with room for the answer."""
    for one in seen.questions:
        with st.form(f"reply_{one.decision_id}", clear_on_submit=True):
            about = plain(_title(seen, one.line_key))
            st.markdown(f"**{plain(one.recipient)}** asks about {about}: {plain(one.comment)}")
            words = st.text_area("Your answer", height=80)
            if st.form_submit_button("Answer", type="primary"):
                reply(store(), actor, focus.client.client_id, one.decision_id, words)
                st.toast("Answered; it stands on the client's page.", icon=":material/check:")
                st.rerun()


def _finish(actor: Actor, focus: Focus, seen: ClientDecisions) -> None:
    """Puts what was agreed on the roadmap, and closes the round."""
    if not seen.decided:
        return
    client_id = focus.client.client_id
    st.html(note(f"Round {seen.round}: {count(len(seen.decided), 'line')} decided. Each one's newest decision counts."))
    with st.container(horizontal=True):
        if st.button("Carry out what was agreed", type="primary", key="carry_out", icon=":material/task_alt:"):
            left = carry_out(store(), actor, client_id, focus.as_of)
            st.toast(plain(" ".join(left)) if left else "It is on the roadmap.", icon=":material/check:")
            st.rerun()
        if st.button("Close the round", key="close_round", icon=":material/lock:"):
            st.toast(f"Round {close_round(store(), actor, client_id)} is closed.", icon=":material/check:")
            st.rerun()


def _accepted(actor: Actor, focus: Focus) -> None:
    """The risks that the client bears knowingly."""
    risks = accepted_risks_of(store(), actor, focus.client.client_id)
    if not risks:
        return
    st.subheader("Risks that the client accepted", anchor=False)
    rows: list[Row] = [
        (Titled(one.title, f"{one.reason} ({one.accepted_by}, {day(one.accepted_at.date())})"), day(one.review_on))
        for one in risks
    ]
    st.html(table([Column("Risk, and why it is borne"), Column("Look again on", is_short=True)], rows))
    with st.expander("One was dealt with"):
        titles = {one.risk_id: one.title for one in risks}
        chosen = st.selectbox("Risk", list(titles), format_func=titles.__getitem__, key="risk_to_withdraw")
        if st.button("Take it off the list", key="withdraw_risk"):
            withdraw_risk(store(), actor, focus.client.client_id, chosen)
            st.rerun()
