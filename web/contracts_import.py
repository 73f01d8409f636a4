"""A list of licences or subscriptions dropped on Contracts: what it would change, and applying it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.contract_import import ContractPreview, apply_contracts, preview_contracts
from planner.actions.contract_views import change_words
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import Column, Row, answer_line, note, table
from web.telling import plain, show_error, told
from web.wording import count

WAITING: Final = "pending_contracts"
_ROUND: Final = "contracts_round"
_MOST_ROWS: Final = 200


def show_import(actor: Actor, focus: Focus, *, is_first: bool) -> None:
    """The place to drop a list; then what it would change, until it is applied or put away."""
    waiting: ContractPreview | None = st.session_state.get(WAITING)
    if waiting is not None and waiting.client_id == focus.client.client_id:
        _show_difference(actor, waiting)
        return
    with st.expander("Import a list of licences or subscriptions", icon=":material/upload_file:", expanded=is_first):
        file = st.file_uploader(
            "List", key=f"contract_list_{st.session_state.setdefault(_ROUND, 0)}", label_visibility="collapsed",
            help="Excel, LibreOffice or text: one product per row, with seats, price, start or renewal.",
        )  # fmt: skip
        if file is None:
            return
        try:
            upload = Upload(file.name, file.getvalue())
            st.session_state[WAITING] = preview_contracts(store(), actor, focus.client.client_id, upload, focus.as_of)
        except PlannerError as error:
            show_error(error)
            return
        put_away_file()
        st.rerun()


def put_away_file() -> None:
    st.session_state[_ROUND] += 1


def _discard() -> None:
    del st.session_state[WAITING]


def _show_difference(actor: Actor, preview: ContractPreview) -> None:
    counts = preview.counts
    words = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if outcome != "read" and number)
    with st.container(border=True):
        st.subheader("What this list would change", anchor=False)
        st.html(answer_line(f"{preview.read.file_name}: {count(counts['read'], 'row')} read, {words}."))
        if preview.absent:
            st.html(
                note(f"{count(len(preview.absent), 'contract')} of this client not in the list: they stay as they are.")
            )
        with st.container(horizontal=True):
            if st.button("Apply", type="primary", key="apply_contracts", disabled=preview.is_empty):
                _apply(actor, preview)
            st.button("Discard", key="discard_contracts", on_click=_discard)
        st.html(_rows(preview))
        with st.expander("How its columns were understood"):
            st.html(_columns(preview))


def _apply(actor: Actor, preview: ContractPreview) -> None:
    with told():
        apply_contracts(store(), actor, preview)
        _discard()
        st.toast(plain(f"{preview.read.file_name} was applied."), icon=":material/check:")
        st.rerun()


def _rows(preview: ContractPreview) -> str:
    """What is rejected first, then what changes; every row of the list stands here."""
    order = {"rejected": 0, "changed": 1, "added": 2, "skipped": 3, "unchanged": 4}
    chosen = sorted(preview.rows, key=lambda row: (order[row.outcome], row.where, row.row))
    rows: list[Row] = [
        (f"{row.row}", row.outcome, row.label, change_words(row) or ("" if row.outcome == "changed" else row.why))
        for row in chosen[:_MOST_ROWS]
    ]
    more = note(f"and {len(chosen) - _MOST_ROWS} rows more") if len(chosen) > _MOST_ROWS else ""
    columns = [Column("Row", is_number=True), Column("Becomes", is_short=True), Column("Contract"), Column("Why")]
    return table(columns, rows) + more


def _columns(preview: ContractPreview) -> str:
    return table([Column("Where"), Column("Header"), Column("Becomes")], preview.read.columns)
