"""The imports so far, and taking one back."""

from __future__ import annotations

import streamlit as st

from planner.actions.edits import undo_import
from planner.actions.history import import_history
from planner.sharing.people import Actor
from web.context import store
from web.import_view import counts_sentence
from web.markup import Column, table
from web.telling import plain, told
from web.wording import moment


def undo(actor: Actor, import_id: int) -> None:
    with told():
        undo_import(store(), actor, import_id)
        st.session_state.pop("applied_import", None)
        st.toast(plain(f"Import {import_id} was undone."), icon=":material/undo:")


def show_history(actor: Actor) -> None:
    history = import_history(store(), actor)
    if not history:
        return
    st.subheader("Imports so far", anchor=False)
    rows = [
        (
            str(item.import_id), item.file_name, ", ".join(item.clients), moment(item.imported_at), item.actor,
            counts_sentence(item.counts), "undone" if item.is_undone else "",
        )
        for item in history[:50]
    ]  # fmt: skip
    extra = [Column(title, is_extra=True) for title in ("Clients", "When", "By")]
    columns = [Column("No.", is_number=True), Column("File"), *extra, Column("Rows"), Column("")]
    st.html(table(columns, rows))
    live = {item.import_id: item for item in history if not item.is_undone}
    if not live:
        return
    with st.form("undo_form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        named = {key: f"{key}: {item.file_name}" for key, item in live.items()}
        chosen = st.selectbox("Take an import back", list(live), format_func=named.__getitem__, width=420)
        if st.form_submit_button("Undo it", icon=":material/undo:", help="Later edits and other imports stay."):
            undo(actor, chosen)
            st.rerun()
