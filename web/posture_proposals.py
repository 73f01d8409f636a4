"""What each gap would cost per user and month, putting it on the roadmap, and the client's own prices and users."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from planner.actions.posture import ClientPosture, Proposal, services
from planner.actions.posture_initiatives import accept_proposal, accepted
from planner.actions.posture_terms import save_terms, save_users
from planner.actions.projects import client_projects
from planner.money import format_money, minor_digits
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import NOTHING, Column, Row, Titled, answer_line, note, table
from web.policies_grids import edited
from web.telling import plain, told
from web.wording import count, money

_TERMS = ("weight", "per_user_month")


def show_proposals(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    """A row per gap with its price; one button puts it on the roadmap."""
    st.subheader("What closes the gaps, and what it costs", anchor=False)
    if not seen.answers:
        st.html(note("Assess the services first: each one that is not in place is proposed here with its price."))
    elif not seen.proposals:
        st.html(note("Every service that was answered is in place: there is nothing to propose."))
    else:
        on_roadmap = accepted(client_projects(store(), actor, focus.client.client_id))
        st.html(answer_line(proposals_answer(seen)))
        st.html(proposal_table(seen, frozenset(on_roadmap)))
        _accept(actor, focus, [one for one in seen.proposals if one.service not in on_roadmap])
    with st.expander("Users, prices and weights"):
        _edit_users(actor, focus, seen)
        _edit_terms(actor, focus, seen)


def proposals_answer(seen: ClientPosture) -> str:
    """'4 gaps; closing all of them costs £16.90 per user and month, £10,748 a year for 53 users.'"""
    rules = seen.roadmap.assumptions
    prices = [one.per_user_month_minor for one in seen.proposals if one.per_user_month_minor is not None]
    gaps = count(len(seen.proposals), "gap")
    if not prices:
        return f"{gaps}; no price is known in {rules.currency}."
    each = _exact(sum(prices), seen)
    first = f"{gaps}; closing {'it' if len(seen.proposals) == 1 else 'all of them'} costs {each} per user and month"
    if seen.users is None:
        return f"{first}. How many users there are is not known: enter it below."
    year = sum(one.year_minor or 0 for one in seen.proposals)
    return f"{first}, {money(year, rules.currency, rules.locale)} a year for {count(seen.users, 'user')}, before tax."


def proposal_table(seen: ClientPosture, on_roadmap: frozenset[str]) -> str:
    rules = seen.roadmap.assumptions
    rows: list[Row] = [
        (
            Titled(one.title, f"{one.why} CIS Controls v8: {', '.join(one.safeguards)}."),
            one.lane,
            _exact(one.per_user_month_minor, seen),
            NOTHING if one.year_minor is None else money(one.year_minor, rules.currency, rules.locale),
            "on the roadmap" if one.service in on_roadmap else "proposed",
        )
        for one in seen.proposals
    ]
    columns = [
        Column("What"), Column("Lane", is_short=True, is_extra=True), Column("User and month", is_number=True),
        Column("A year", is_number=True), Column("State", is_short=True, is_extra=True),
    ]  # fmt: skip
    each = sum(one.per_user_month_minor or 0 for one in seen.proposals)
    year = sum(one.year_minor or 0 for one in seen.proposals)
    totals = ("All of them", "", _exact(each or None, seen), money(year, rules.currency, rules.locale), "")
    return table(columns, rows, totals=totals)


def _exact(minor: int | None, seen: ClientPosture) -> str:
    rules = seen.roadmap.assumptions
    return NOTHING if minor is None else format_money(minor, rules.currency, rules.locale)


def _accept(actor: Actor, focus: Focus, waiting: list[Proposal]) -> None:
    if not waiting:
        return
    by_key = {one.service: one for one in waiting}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Put on the roadmap", list(by_key), key="proposal_which", width="stretch",
                              format_func=lambda key: by_key[key].title)  # fmt: skip
        if st.button("Add", key="accept_proposal", icon=":material/add_road:"):
            with told():
                accept_proposal(store(), actor, focus.client.client_id, focus.as_of, chosen)
                st.toast(plain(f"{by_key[chosen].title} is on the roadmap."), icon=":material/check:")
                st.rerun()


def _edit_users(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    words = {
        "entered": f"{count(seen.users or 0, 'user')}, as entered.",
        "devices": f"{count(seen.users or 0, 'user')}: so many people have a device assigned to them.",
        None: "How many users there are is not known: no device is assigned to anybody.",
    }[seen.users_from]
    st.html(note(words))
    entered = seen.users if seen.users_from == "entered" else None
    with st.form(f"users_{focus.client.client_id}_{entered}", border=False):
        users = st.number_input("Users (empty: as many as devices name)", min_value=1, step=1, value=entered)
        if st.form_submit_button("Save the users"):
            with told():
                save_users(store(), actor, focus.client.client_id, users)
                st.rerun()


def _edit_terms(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    """The client's own weights and prices; an emptied cell takes the starting value again."""
    frame = terms_frame(seen)
    number = st.column_config.NumberColumn
    after = st.data_editor(
        frame, key=f"terms_{focus.client.client_id}_{hash(tuple(sorted(seen.terms.items()))) & 0xFFFFFF:x}",
        hide_index=True, width="stretch", placeholder="as usual", disabled=["service", "usual_price", "usual_weight"],
        height="content",
        column_config={
            "service": st.column_config.TextColumn("Service", pinned=True, width=180),
            "per_user_month": number(f"Own price ({seen.roadmap.currency})", format="localized", min_value=0,
                                     help="Per user and month, before tax."),
            "usual_price": number("Starting price", format="localized"),
            "weight": number("Own weight", min_value=0, max_value=10, step=1),
            "usual_weight": number("Usual weight"),
        },
    )  # fmt: skip
    changes: dict[str, dict[str, Any]] = edited(frame, after, _TERMS)
    if changes and st.button("Save prices and weights", type="primary", key="save_terms"):
        with told():
            save_terms(store(), actor, focus.client.client_id, changes)
            st.toast("Saved.", icon=":material/check:")
            st.rerun()


def terms_frame(seen: ClientPosture) -> pd.DataFrame:
    """One row per service, indexed by its key; prices in whole currency units."""
    unit = 10 ** minor_digits(seen.roadmap.currency)

    def major(minor: int | None) -> float | None:
        return None if minor is None else minor / unit

    own = {key: seen.terms.get(key) for key in services()}
    listed = services().values()
    return pd.DataFrame(
        {
            "service": [one.name for one in listed],
            "per_user_month": [major(term.per_user_month_minor) if term else None for term in own.values()],
            "usual_price": [major(one.per_user_month.get(seen.roadmap.currency)) for one in listed],
            "weight": [term.weight if term else None for term in own.values()],
            "usual_weight": [one.weight for one in listed],
        },
        index=pd.Index(list(services()), name="key"),
    ).astype({"per_user_month": "float64", "usual_price": "float64", "weight": "Int64", "usual_weight": "Int64"})
