"""What an import leaves for a person to decide: whether a new name is a client there is, and what is retired."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.imports import Preview
from planner.sharing.people import Actor
from web.importing import Pending, join_clients, retiring_key
from web.markup import answer_line, note
from web.telling import plain
from web.wording import count, field_label

MOST: Final = 100
MOST_CONFLICTS: Final = 1_000


def ask_alike(actor: Actor, under_way: Pending) -> None:
    """Asks of each new client that is spelled like one there is."""
    for new, known in under_way.preview.alike:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.html(answer_line(f"Is {new} the same client as {known}?"))
            if st.button(f"Yes, {plain(new)} is {plain(known)}", key=f"alike_{new}_{known}"):
                join_clients(actor, under_way, new, known)


def show_conflicts(preview: Preview) -> None:
    """What sheets of different sources say differently: the newer counts, and a person can settle it on the device."""
    found = preview.conflicts
    if not found:
        return
    with st.expander(f"{count(len(found), 'value')} on which sheets disagree: the newer data counts"):
        st.dataframe(
            [
                {
                    "Device": conflict.device,
                    "Field": field_label(conflict.field),
                    "Counts": f"{conflict.value} ({conflict.source})",
                    "Other sheets say": ", ".join(f"{value} ({file})" for file, value in conflict.others),
                }
                for conflict in found[:MOST_CONFLICTS]
            ],
            hide_index=True,
        )
        st.html(note("Where the other is right, set the field on the device's page: a person's word outranks sheets."))


def ask_retired(preview: Preview) -> None:
    """The devices that are gone from the sheet or seem replaced, each to be retired with the import or left."""
    proposals = preview.proposals
    if not proposals:
        return
    is_of_several = len({proposal.client for proposal in proposals}) > 1
    with st.container(border=True):
        asked = "Are any of them" if len(proposals) > 1 else "Is it"
        question = f"{count(len(proposals), 'device')} may be out of use. {asked} to be retired with this import?"
        st.html(answer_line(question) + note("What you do not choose stays as it is."))
        with st.container(height=320 if len(proposals) > 8 else "content", border=False):
            for proposal in proposals[:MOST]:
                device = f"{proposal.device} ({proposal.client})" if is_of_several else proposal.device
                st.checkbox(
                    f"**{plain(device)}**: {plain(proposal.why)}", key=retiring_key(proposal.asset_id),
                    persist_state="session",
                )  # fmt: skip
        if len(proposals) > MOST:
            st.html(note(f"The first {MOST} of {len(proposals):,}. So many at once: is the new sheet complete? Import "
                         "it again for the others."))  # fmt: skip
