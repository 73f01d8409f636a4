"""The import under way in this browser: what was dropped, what it would change, and applying it.

The preview is the one value that a session keeps besides ids: it is not stored anywhere until it is applied, and
reading the files again at every click would take as long as the first time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner.actions.clients import add_alias, create_client, find_client, list_clients
from planner.actions.columns import confirm_columns
from planner.actions.imports import Applied, Preview, Table, apply_import, preview_import, preview_readings
from planner.actions.uploads import Upload
from planner.actions.workbook_edits import preview_workbook
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.context import focus_on, store
from web.reading import read_watched
from web.telling import show_error, told


@dataclass(frozen=True)
class Pending:
    """A preview, and the client's name that was given for rows that name none."""

    preview: Preview
    client: str | None


@dataclass(frozen=True)
class Done:
    """What was stored last, and how many devices were retired with it."""

    applied: Applied
    retired: int


def pending() -> Pending | None:
    """The preview that waits to be applied."""
    return st.session_state.get("pending_import")


def drop_files(actor: Actor, as_of: date) -> None:
    """The place to drop sheets; what is dropped is read at once and then waits as the pending import."""
    files = st.file_uploader(
        "Asset sheets", accept_multiple_files=True, key=f"sheets_{st.session_state.setdefault('import_round', 0)}",
        label_visibility="collapsed", help="Excel, LibreOffice or text files, up to 64 MB: any list with one device "
        "per row.",
    )  # fmt: skip
    if not files:
        return
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    try:
        if len(uploads) == 1 and (edited := preview_workbook(store(), actor, uploads[0], as_of)):
            st.session_state.pending_workbook = edited
            take_files_away()
            st.rerun()
        preview = read_watched(
            lambda given: preview_import(store(), actor, given, as_of),
            uploads,
            take_files_away,
        )
    except PlannerError as error:
        show_error(error)
        return
    st.session_state.pending_import = Pending(preview, None)
    take_files_away()
    st.rerun()


def take_files_away() -> None:
    """Empties the place to drop sheets."""
    st.session_state.import_round += 1


def discard() -> None:
    """Forgets the pending import; nothing was stored."""
    for key in [key for key in st.session_state if key in ("pending_import", "whose") or is_retiring(key)]:
        del st.session_state[key]


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


def remember(actor: Actor, under_way: Pending, found: Table, fields: Mapping[str, str | None]) -> None:
    """Keeps what these headers mean, and reads the files again with it."""
    with told(), st.spinner("Reading again …"):
        preview = confirm_columns(store(), actor, under_way.preview, found, fields, under_way.client)
        st.session_state.pending_import = Pending(preview, under_way.client)
        st.rerun()


def join_clients(actor: Actor, under_way: Pending, new: str, known: str) -> None:
    """From now on `new` is another name of the client `known`; the rows are compared with its devices."""
    with told():
        if known in under_way.preview.new_clients:
            create_client(store(), actor, known)
        add_alias(store(), actor, find_client(store(), actor, known).client_id, new)
        look_again(actor, under_way, under_way.client)


def retiring_key(asset_id: int) -> str:
    """The checkbox that retires this device with the import."""
    return f"retire_{asset_id}"


def is_retiring(key: str | int) -> bool:
    return str(key).startswith(retiring_key(0)[:-1])


def retiring(preview: Preview) -> list[int]:
    """The proposals that the person chose."""
    asked = (proposal.asset_id for proposal in preview.proposals)
    return [asset_id for asset_id in asked if st.session_state.get(retiring_key(asset_id))]


def apply(actor: Actor, under_way: Pending) -> bool:
    """Stores the pending import with what was chosen to be retired, and puts its client in focus. Where the store
    has changed meanwhile, the page says so."""
    retired = retiring(under_way.preview)
    with st.spinner("Storing …"):
        try:
            applied = apply_import(store(), actor, under_way.preview, retired)
        except PlannerError as error:
            show_error(error)
            return False
    discard()
    st.session_state.applied_import = Done(applied, len(retired))
    if applied.client_ids:
        focus_on(applied.client_ids[0])
    return True
