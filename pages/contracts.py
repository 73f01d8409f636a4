"""Contracts: what renews when, and at what price?"""

from __future__ import annotations

import streamlit as st

from planner.actions.contracts import (
    ClientContracts,
    ContractEdits,
    ContractEntry,
    check_contracts,
    client_contracts,
    contract_history,
    save_contracts,
    undo_contracts,
)
from planner.sharing.people import Actor
from web.context import Focus, in_focus, require_staff, store
from web.contracts import contracts_answer, entry_lines, passed_words, show_calendar, show_ending
from web.contracts_grid import contract_frame, discard, edit_contracts, grid_key, read_edits
from web.contracts_import import show_import
from web.markup import note
from web.screen import open_screen
from web.telling import plain, told
from web.wording import count, moment

MOST_ENTRIES = 20


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    seen = client_contracts(store(), actor, focus.client.client_id, focus.as_of)
    history = contract_history(store(), actor, focus.client.client_id)
    lead = passed_words(seen) if seen.contracts else "Drop a list of licences or subscriptions, or type into the rows."
    open_screen("Contracts", focus, contracts_answer(seen), lead)
    show_calendar(seen)
    show_import(actor, focus, is_first=not seen.contracts)
    show_grid(actor, focus, seen, history)
    if seen.contracts:
        show_ending(actor, focus, seen)
    show_history(actor, focus, seen, history)


def show_grid(actor: Actor, focus: Focus, seen: ClientContracts, history: tuple[ContractEntry, ...]) -> None:
    """The contracts to be edited; all faults at once, saved as one change."""
    st.subheader("What is agreed", anchor=False)
    frame = contract_frame(seen)
    edits = read_edits(
        seen, frame, edit_contracts(frame, grid_key(focus.client.client_id, seen, history), seen.currency)
    )
    st.html(
        note(
            "The price is that of the term from … to …; each renewal raises it by the uplift. Without an end a term "
            "lasts as its months say. Take a row out only where it was entered by mistake: what stops is ended below."
        )
    )
    if edits.is_empty:
        return
    problems = check_contracts(store(), actor, focus.client.client_id, edits)
    if problems:
        lines = "\n".join(f"- {plain(problem.message)} {plain(problem.remedy)}" for problem in problems)
        st.error(f"This cannot be saved:\n\n{lines}", icon=":material/error:")
    with st.container(horizontal=True):
        if st.button("Save the change", type="primary", key="save_contracts", disabled=bool(problems)):
            save(actor, focus, edits)
        st.button("Discard", key="discard_edits", on_click=discard)


def save(actor: Actor, focus: Focus, edits: ContractEdits) -> None:
    with told():
        touched = save_contracts(store(), actor, focus.client.client_id, edits)
        st.toast(f"Saved {count(touched, 'contract')}.", icon=":material/check:")
        st.rerun()


def show_history(actor: Actor, focus: Focus, seen: ClientContracts, history: tuple[ContractEntry, ...]) -> None:
    """Who changed what, the newest first, each with a way back."""
    st.subheader("What was changed", anchor=False)
    if not history:
        st.html(note("No contract was entered for this client yet."))
    for entry in history[:MOST_ENTRIES]:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            lines = "  \n".join(plain(line) for line in entry_lines(entry, seen.locale))
            st.markdown(f"{lines}  \n:gray[{plain(f'{moment(entry.made_at)}, {entry.actor}')}]", width="content")
            if entry.can_undo and st.button("Take back", key=f"undo_{entry.entry_id}", icon=":material/undo:"):
                with told():
                    undo_contracts(store(), actor, focus.client.client_id, entry.entry_id)
                    st.toast("The change was taken back.", icon=":material/check:")
                    st.rerun()


main(require_staff())
