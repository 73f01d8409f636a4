"""Review packs of many clients in one click."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.actions.packs import Pack, all_clients, clients_due, make_packs, packs_zip
from planner.sharing.people import Actor
from web.context import store
from web.markup import note
from web.telling import plain, told
from web.wording import count, day


def offer_packs(actor: Actor, as_of: date) -> None:
    """Workbook, slides, pre-read and summary of every client with a review this month, or of all."""
    st.subheader("Review packs", anchor=False)
    due = clients_due(store(), actor, as_of)
    said = ", ".join(f"{one.client} ({day(one.meets_on)})" for one in due[:8] if one.meets_on)
    st.html(note(f"Reviews planned this month: {said}." if due else "No review is planned this month."))
    with st.container(horizontal=True):
        label = f"Make {count(len(due), 'pack')}"
        if st.button(label, disabled=not due, key="packs_due", icon=":material/folder_zip:"):
            _make(actor, as_of, due)
        every = all_clients(store(), actor)
        if st.button(f"Make all {len(every):,}", disabled=not every, key="packs_all", type="tertiary"):
            _make(actor, as_of, every)
    if made := st.session_state.get("packs_made"):
        _offer(*made)


def _make(actor: Actor, as_of: date, due: tuple) -> None:
    shown = st.progress(0.0, "Making packs …")
    packs: list[Pack] = []
    with told():
        for pack in make_packs(store(), actor, due, as_of):
            packs.append(pack)
            shown.progress(len(packs) / len(due), plain(f"{len(packs)} of {len(due)}: {pack.client}"))
        failed = [f"{pack.client}: {pack.problem}" for pack in packs if pack.problem]
        st.session_state.packs_made = (f"Review packs {as_of}.zip", packs_zip(packs), len(packs) - len(failed), failed)
    shown.empty()


def _offer(name: str, data: bytes, good: int, failed: list[str]) -> None:
    st.download_button(
        f"Download {count(good, 'pack')}", data, name, "application/zip", on_click="ignore", type="primary",
        icon=":material/download:", key="packs_download",
    )  # fmt: skip
    for told_of in failed:
        st.html(note(told_of))
