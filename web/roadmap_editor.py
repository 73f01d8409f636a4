"""One initiative in full: what it is, its devices, when; changed, split, taken out or given back to the forecast."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from planner.actions.initiatives import (
    LANES,
    PRIORITIES,
    STATUSES,
    Initiative,
    edit_initiatives,
    goals_of_client,
    movable_keys,
    open_quarters_of,
    release_initiative,
    split_initiative,
)
from planner.actions.levelling_told import device_names
from planner.actions.projects import PRICE_STATUSES
from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import note
from web.telling import plain, told

NO_QUARTER: Final = "Unscheduled"
CHOICE: Final = "initiative_chosen"


def show_editor(actor: Actor, focus: Focus, roadmap: Roadmap, cards: tuple[Initiative, ...]) -> None:
    """A choice of the cards, and the form of the one that is chosen."""
    labels = {one.key: f"{one.quarter_label}: {one.title}" for one in cards}
    if st.session_state.get(CHOICE) not in labels:
        st.session_state[CHOICE] = None
    key = st.selectbox(
        "Open an initiative", list(labels), index=None, format_func=labels.__getitem__, placeholder="Choose one",
        key=CHOICE, width=420,
    )  # fmt: skip
    if key is None:
        return
    one = next(card for card in cards if card.key == key)
    if one.proposal:
        st.html(note(f"{one.proposal[0].upper()}{one.proposal[1:]}. Saving a change makes it a project."))
        _form(actor, focus, roadmap, one, cards)
    elif one.category is None:
        st.html(note("This is a project: its lines and devices are changed under Projects."))
    elif key not in movable_keys(roadmap):
        st.html(note("It replaces what this plan will have bought before, and follows it."))
    else:
        _form(actor, focus, roadmap, one, cards)
        _split(actor, focus, roadmap, one)


def _form(actor: Actor, focus: Focus, roadmap: Roadmap, one: Initiative, cards: tuple[Initiative, ...]) -> None:
    given = _fields(actor, focus, roadmap, one, cards)
    stands = _stands(one)
    change = {name: value for name, value in given.items() if value != stands[name]}
    with st.container(horizontal=True), told():
        if st.button("Save", type="primary", disabled=not change, key="save_initiative"):
            edit_initiatives(store(), actor, focus.client.client_id, focus.as_of, {one.key: change})
            _again("Saved.")
        if one.is_held and st.button("Give back to the forecast", key="release_initiative"):
            release_initiative(store(), actor, focus.client.client_id, one.key)
            _again("It follows the forecast again.")


def _stands(one: Initiative) -> dict[str, Any]:
    return {
        "title": one.title, "why": one.why, "owner": one.owner or "", "lane": one.lane, "priority": one.priority,
        "status": one.status, "price_status": one.price_status, "quote": one.quote or "",
        "valid_until": one.valid_until, "goal": one.goal_id, "depends_on": sorted(one.depends_on),
        "quarter": None if one.quarter_label == NO_QUARTER else one.quarter_starts_on,
    }  # fmt: skip


def _fields(
    actor: Actor, focus: Focus, roadmap: Roadmap, one: Initiative, cards: tuple[Initiative, ...]
) -> dict[str, Any]:
    stands, key = _stands(one), f"{one.key}_{st.session_state.get('initiative_round', 0)}"
    left, right = st.columns(2)
    with left:
        given: dict[str, Any] = {
            "title": st.text_input("What is to be done", one.title, key=f"i_title_{key}"),
            "why": st.text_area("Why, in the client's words", one.why, key=f"i_why_{key}", height=108),
            "owner": st.text_input("Owner", one.owner or "", key=f"i_owner_{key}"),
        }
    with right:
        starts: dict[Any, str] = {None: NO_QUARTER, **open_quarters_of(roadmap)}
        starts.setdefault(stands["quarter"], one.quarter_label)
        given["quarter"] = st.selectbox(
            "Quarter", list(starts), list(starts).index(stands["quarter"]), format_func=starts.__getitem__,
            key=f"i_quarter_{key}",
        )  # fmt: skip
        with st.container(horizontal=True):
            for name, options in (("lane", LANES), ("priority", PRIORITIES), ("status", STATUSES)):
                given[name] = st.selectbox(
                    name.capitalize(), options, options.index(stands[name]), key=f"i_{name}_{key}", width=140
                )
        with st.container(horizontal=True):
            given["price_status"] = st.selectbox(
                "Price is", PRICE_STATUSES, PRICE_STATUSES.index(one.price_status), key=f"i_price_{key}", width=140
            )
            given["quote"] = st.text_input("Quote", one.quote or "", key=f"i_quote_{key}", width=140)
            given["valid_until"] = st.date_input("Valid until", one.valid_until, key=f"i_valid_{key}", width=140)
        goals: dict[Any, str] = {None: "None", **goals_of_client(store(), actor, focus.client.client_id)}
        goals.setdefault(one.goal_id, "A goal that was taken back")
        given["goal"] = st.selectbox(
            "Serves the goal", list(goals), list(goals).index(one.goal_id), format_func=goals.__getitem__,
            key=f"i_goal_{key}",
        )  # fmt: skip
        given["depends_on"] = _dependencies(one, cards, key)
    return given


def _dependencies(one: Initiative, cards: tuple[Initiative, ...], key: str) -> list[str]:
    """What has to come first: projects, and initiatives that no longer change with the forecast."""
    others = {
        card.key: f"{card.title}, {card.quarter_label}"
        for card in cards
        if card.key != one.key and (card.is_held or card.category is None) and card.key.count(":") == 1
    }
    others |= {gone: "An initiative that is not shown" for gone in one.depends_on if gone not in others}
    chosen = st.multiselect(
        "Comes after", list(others), list(one.depends_on), format_func=others.__getitem__, placeholder="Nothing",
        key=f"i_after_{key}",
    )  # fmt: skip
    return sorted(chosen)


def _split(actor: Actor, focus: Focus, roadmap: Roadmap, one: Initiative) -> None:
    """Its devices; some of them may get an initiative of their own."""
    names, key = device_names(roadmap), f"{one.key}_{st.session_state.get('initiative_round', 0)}"
    with st.expander(f"Its devices ({len(one.asset_ids)})"):
        if len(one.asset_ids) == 1:
            st.markdown(plain(names[one.asset_ids[0]]))
            return
        chosen = st.multiselect(
            "Give some an initiative of their own", one.asset_ids, format_func=lambda asset: names[asset],
            placeholder="Choose devices", key=f"split_{key}",
        )  # fmt: skip
        st.html(note(", ".join(names[asset] for asset in one.asset_ids)))
        starts: dict[Any, str] = {**open_quarters_of(roadmap), None: NO_QUARTER}
        to = st.selectbox("Into", list(starts), format_func=starts.__getitem__, key=f"split_to_{key}", width=200)
        with told():
            if st.button("Split", disabled=not chosen, key="split"):
                split_initiative(store(), actor, focus.client.client_id, focus.as_of, one.key, chosen, to)
                _again("Split.")


def _again(words: str) -> None:
    """Draws the page anew with the form as what is stored says."""
    st.session_state.initiative_round = st.session_state.get("initiative_round", 0) + 1
    st.toast(words, icon=":material/check:")
    st.rerun()
