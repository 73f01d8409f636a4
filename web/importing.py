"""The import under way in this browser: what was dropped, what it would change, and applying it.

The preview is the one value that a session keeps besides ids: it is not stored anywhere until it is applied, and
reading the files again at every click would take as long as the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner.actions.clients import list_clients
from planner.actions.imports import Applied, Preview, apply_import, preview_import, preview_readings
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.context import focus_on, store
from web.telling import show_error, told


@dataclass(frozen=True)
class Pending:
    """A preview, and the client's name that was given for rows that name none."""

    preview: Preview
    client: str | None


def pending() -> Pending | None:
    """The preview that waits to be applied."""
    return st.session_state.get("pending_import")


def drop_files(actor: Actor, as_of: date) -> None:
    """The place to drop sheets; what is dropped is read at once and then waits as the pending import."""
    round_ = st.session_state.setdefault("import_round", 0)
    files = st.file_uploader(
        "Asset sheets", accept_multiple_files=True, key=f"sheets_{round_}", label_visibility="collapsed",
        help="Excel, LibreOffice or text files, up to 64 MB: any list with one device per row.",
    )  # fmt: skip
    if not files:
        return
    with st.status("Reading …", expanded=True) as status:
        for file in files:
            st.text(f"{file.name}, {file.size / 1024:,.0f} KB")
        try:
            preview = preview_import(store(), actor, [Upload(file.name, file.getvalue()) for file in files], as_of)
        except PlannerError as error:
            status.update(label="The files could not be read", state="error")
            show_error(error)
            return
    st.session_state.pending_import = Pending(preview, None)
    st.session_state.import_round = round_ + 1
    st.rerun()


def discard() -> None:
    """Forgets the pending import; nothing was stored."""
    for key in ("pending_import", "whose"):
        st.session_state.pop(key, None)


def ask_client(actor: Actor, under_way: Pending) -> None:
    """Asks whose devices they are, where rows name no client."""
    names = [*(client.name for client in list_clients(store(), actor)), *under_way.preview.new_clients]
    st.session_state.setdefault("whose", under_way.client)
    chosen = st.selectbox(
        "Whose devices are these?",
        names,
        index=None,
        accept_new_options=True,
        key="whose",
        placeholder="Choose a client, or type a new client's name",
        help="Some rows name no client; they will belong to this one.",
    )
    if chosen and chosen.strip() and chosen != under_way.client:
        look_again(actor, under_way, chosen.strip())


def look_again(actor: Actor, under_way: Pending, client: str | None) -> None:
    """Compares what was read with the store as it is now."""
    before = under_way.preview
    with told(), st.spinner("Comparing …"):
        preview = preview_readings(store(), actor, before.files, before.as_of, client)
        st.session_state.pending_import = Pending(preview, client)
        st.rerun()


def apply(actor: Actor, under_way: Pending) -> Applied | None:
    """Stores the pending import and puts its client in focus. Where the store has changed meanwhile, the page shows
    why, and the difference as it is now."""
    with st.spinner("Storing …"):
        try:
            applied = apply_import(store(), actor, under_way.preview)
        except PlannerError as error:
            show_error(error)
            return None
    discard()
    st.session_state.applied_import = applied
    if applied.client_ids:
        focus_on(applied.client_ids[0])
    return applied
